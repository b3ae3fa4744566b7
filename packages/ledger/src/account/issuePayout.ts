import type { Instant, LocalDate } from '@commission-ledger/calendar';
import { type AccountRef, type EventData, type EventOf, derivedId } from '@commission-ledger/events';
import { type CurrencyCode, type Money, compare, equals, isNegative, sum } from '@commission-ledger/money';
import type { AccountState, Entry } from './accountState.ts';

/** Pay, or defer with the reason, what matured before the cut-off. */
export type IssuePayout = Readonly<{
  type: 'IssuePayout';
  account: AccountRef;
  currency: CurrencyCode;
  run: string;
  date: LocalDate;
  cutOff: LocalDate;
  occurredAt: Instant;
  terms: EventData<'PayoutIssued'>['terms'];
  destination: string | null;
  destinationRequired: boolean;
  /** What the run proposed and somebody approved; another amount is deferred, never paid. */
  proposed: Money | null;
}>;

/** What a payout on that date would be: its lines, their sum, and the reason to defer it, if there is one. */
export type PayoutProposal = Readonly<{
  lines: readonly Entry[];
  amount: Money;
  deferral: EventData<'PayoutDeferred'>['reason'] | null;
}>;

/** Adds up what matured before the cut-off and is in no live payout. `null` when there is nothing at all. */
export const proposePayout = (
  {
    currency,
    cutOff,
    terms,
    destination,
    destinationRequired,
  }: Omit<IssuePayout, 'proposed' | 'type' | 'run' | 'date' | 'account' | 'occurredAt'>,
  state: AccountState,
): PayoutProposal | null => {
  const lines = [...state.open.values()].filter(({ maturesOn }) => maturesOn < cutOff);
  if (lines.length === 0) return null;
  const amount = sum(
    currency,
    lines.map((line) => line.amount),
  );
  if (isNegative(amount)) return { lines, amount, deferral: 'negative-balance' };
  if (compare(amount, terms.minimum) < 0 || amount.minor === 0n) return { lines, amount, deferral: 'below-minimum' };
  if (destinationRequired && destination === null) return { lines, amount, deferral: 'no-destination' };
  return { lines, amount, deferral: null };
};

/** The id of the payout of an account on a date; there is at most one. */
export const payoutIdOf = ({ program, partner, currency }: AccountRef, date: string): string =>
  derivedId(`PO-${date}`, program, partner, currency, date);

/** Issues or defers. Nothing when nothing is due. */
export const issuePayout = (
  command: IssuePayout,
  state: AccountState,
): readonly EventOf<'PayoutIssued' | 'PayoutDeferred'>[] => {
  const proposal = proposePayout(command, state);
  if (proposal === null) return [];
  const { account, run, date, cutOff, terms, occurredAt, proposed } = command;
  const { amount, lines } = proposal;
  const shared = { program: account.program, partner: account.partner, run, date, cutOff, amount, terms, occurredAt };
  const reason =
    proposal.deferral ?? (proposed !== null && equals(proposed, amount) ? null : ('changed-since-prepared' as const));
  if (reason !== null) return [{ type: 'PayoutDeferred', data: { ...shared, reason } }];
  return [
    {
      type: 'PayoutIssued',
      data: {
        ...shared,
        payout: payoutIdOf(account, date),
        lines: lines.map(({ id, ...line }) => ({ entry: id, ...line })),
        destination: command.destination,
      },
    },
  ];
};
