import type { ExactRecord, MoneyRecord } from '@commission-ledger/money';

/** Where an event stands. */
export type EventAt = Readonly<{ stream: string; revision: number }>;

/**
 * One thing that is supposed to have been otherwise. Times are instants, or local dates (`YYYY-MM-DD`) of the program:
 * for what is moved, the same time of that day; for what never happened, its first moment.
 */
export type Change =
  /** The deal at another price: at its win, and wherever an amendment tells its amount. */
  | Readonly<{ _tag: 'amount'; deal: string; amount: MoneyRecord }>
  /** A payment of another amount. */
  | Readonly<{ _tag: 'payment'; deal: string; payment: string; amount: MoneyRecord }>
  /** What happened on a deal, at another time. */
  | Readonly<{ _tag: 'happened'; event: EventAt; occurredAt: string }>
  /** Others credited with the deal: from its win, and wherever an amendment tells who is. */
  | Readonly<{
      _tag: 'credited';
      deal: string;
      attribution: readonly Readonly<{ partner: string; share: ExactRecord }>[];
    }>
  /** Other attributes of the deal, likewise; those that are not named stay. */
  | Readonly<{ _tag: 'attributes'; deal: string; attributes: Readonly<Record<string, string>> }>
  /** As if it had never been told. */
  | Readonly<{ _tag: 'without'; event: EventAt }>
  /** A refund, or a payment, that has not happened. */
  | Readonly<{ _tag: 'refunded' | 'paid'; deal: string; payment: string; amount: MoneyRecord; on: string }>;

/** Which facts a change makes supposed: by the id of the event, paths into its data; `''` is all of it. */
export type Supposed = ReadonlyMap<string, readonly string[]>;

/** The deal that a change is about; of an event, whatever it is about. */
export const dealOfChange = (change: Change): string | undefined => ('deal' in change ? change.deal : undefined);
