import type { RecordedEvent } from '@commission-ledger/events';
import { type Money, subtract } from '@commission-ledger/money';

/** A payment on the deal, what was refunded of it, what open chargebacks dispute of it, and the event that told of it. */
export type PaymentState = Readonly<{
  received: RecordedEvent<'PaymentReceived'>;
  refunded: Money;
  disputed: Money;
}>;

/** What of a payment can still be refunded or disputed. */
export const leftOf = ({ received, refunded, disputed }: PaymentState): Money =>
  subtract(subtract(received.data.amount, refunded), disputed);

/** A refund, and what had been refunded of its payment up to and including it. */
export type RefundState = Readonly<{
  told: RecordedEvent<'PaymentRefunded'>;
  refundedSoFar: Money;
  /** The revision from which it counts: its own, or that of its payment, where that came later. */
  since: number;
}>;

/** A payment disputed at the bank, and what the bank decided, if it has. */
export type ChargebackState = Readonly<{
  opened: RecordedEvent<'ChargebackOpened'>;
  decided: RecordedEvent<'ChargebackDecided'> | undefined;
}>;

/** Why a cause is set aside; `beforeWin`: it came before the win of its deal, and nobody has tried to rate it since. */
export type ParkedState = Readonly<{ reason: string; beforeWin: boolean }>;

/**
 * What is known of a deal, also before it is won. The maps grow with its payments and are changed in place by the fold that
 * owns them.
 */
export type DealState = Readonly<{
  won: RecordedEvent<'DealWon'> | undefined;
  /** What was changed since the win, in order; see `amendedDeal`. */
  amendments: readonly RecordedEvent<'DealAmended'>[];
  payments: Map<string, PaymentState>;
  /** Refunds that count, in the order from which they do. */
  refunds: Map<string, RefundState>;
  /** Refunds that do not count: their payment is not known yet, or they do not fit it. */
  waiting: Map<string, RecordedEvent<'PaymentRefunded'>>;
  chargebacks: Map<string, ChargebackState>;
  /** What is set aside, by kind and id. */
  parked: Map<string, ParkedState>;
  /** How often each was set aside, with whatever reason, by kind and id. */
  timesParked: Map<string, number>;
  cancelled: RecordedEvent<'DealCancelled'> | undefined;
}>;

/** A deal that is won. */
export type Deal = DealState & Readonly<{ won: RecordedEvent<'DealWon'> }>;

/** Whether the deal is won. */
export const isWon = (state: DealState): state is Deal => state.won !== undefined;

/** A deal of which nothing is known. */
export const unknownDeal = (): DealState => ({
  won: undefined,
  amendments: [],
  payments: new Map(),
  refunds: new Map(),
  waiting: new Map(),
  chargebacks: new Map(),
  parked: new Map(),
  timesParked: new Map(),
  cancelled: undefined,
});

/** How a cause, or a refund, is named inside its deal. */
export const causeKey = ({ kind, id }: Readonly<{ kind: string; id: string }>): string => `${kind}/${id}`;
