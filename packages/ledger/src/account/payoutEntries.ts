import type { LocalDate } from '@commission-ledger/calendar';
import { type AccountRef, type EventData, type EventOf, derivedId } from '@commission-ledger/events';
import { negate } from '@commission-ledger/money';
import type { PayoutCalculation } from '@commission-ledger/plans';
import { type AccountState, type Entry, entryKey } from './accountState.ts';

/** What a payout adds to the account before it pays, in the order in which it is recorded. */
type Added = EventOf<'ReceivableWrittenOff' | 'DrawForgiven' | 'DrawAdvanced' | 'DrawRecovered'>;

/** What those events have in common. */
type Shared = Pick<EventData<'PayoutIssued'>, 'program' | 'partner' | 'date' | 'occurredAt'>;

/** Under which terms, and whether the draw of them has to be paid back. */
export type DrawnUnder = Readonly<{
  terms: EventData<'DrawAdvanced'>['terms'];
  recoverable: boolean;
}>;

/** The account that pays, with what is in it already. */
export type Payer = Readonly<{ account: AccountRef; entries: AccountState['entries'] }>;

/** A balance below zero that is written off, whether or not anything is paid. */
export const writeOffsOf = (
  payer: Payer,
  { program, partner, date, occurredAt }: Shared,
  { writeOff: amount }: PayoutCalculation,
): readonly EventOf<'ReceivableWrittenOff'>[] => {
  if (amount === undefined) return [];
  const data = {
    program,
    partner,
    writeOff: idOf('write-off', payer, date),
    date,
    amount,
    reason: WRITTEN_OFF,
    occurredAt,
  };
  return [{ type: 'ReceivableWrittenOff', data }];
};

const WRITTEN_OFF = 'a balance below zero is written off when a payout is due';

/** What a payout writes off, forgives, advances and recovers. The lists are empty where the terms say nothing of it. */
export const addedBy = (
  payer: Payer,
  shared: Shared,
  { terms, recoverable }: DrawnUnder,
  calculation: Extract<PayoutCalculation, { _tag: 'paid' }>,
): readonly Added[] => {
  const { advanced, recovered, forgiven, debt } = calculation;
  const { program, partner, date, occurredAt } = shared;
  const about = { program, partner, date };
  const draw = idOf('draw-advance', payer, date);
  const recovery = idOf('draw-recovery', payer, date);
  return [
    ...writeOffsOf(payer, shared, calculation),
    ...some(forgiven, (amount) => ({ type: 'DrawForgiven' as const, data: { ...about, amount, occurredAt } })),
    ...some(advanced, (amount) => ({
      type: 'DrawAdvanced' as const,
      data: { ...about, draw, amount, recoverable, debt, terms, occurredAt },
    })),
    ...some(recovered, (amount) => ({
      type: 'DrawRecovered' as const,
      data: { ...about, recovery, amount, debt, terms, occurredAt },
    })),
  ];
};

/** The entries that these events make: lines of the payout they precede, payable on its date. */
export const entriesBy = (added: readonly Added[]): readonly Entry[] => added.flatMap(entryBy);

const entryBy = ({ type, data }: Added): readonly Entry[] => {
  const maturesOn = data.date;
  switch (type) {
    case 'ReceivableWrittenOff':
      return [{ id: data.writeOff, kind: 'write-off', amount: data.amount, maturesOn }];
    case 'DrawAdvanced':
      return [{ id: data.draw, kind: 'draw-advance', amount: data.amount, maturesOn }];
    case 'DrawRecovered':
      return [{ id: data.recovery, kind: 'draw-recovery', amount: negate(data.amount), maturesOn }];
    case 'DrawForgiven':
      return [];
  }
};

const some = <A, B>(value: A | undefined, make: (value: A) => B): readonly B[] =>
  value === undefined ? [] : [make(value)];

const PREFIX = { 'write-off': 'WO', 'draw-advance': 'DR', 'draw-recovery': 'RC' } as const;

/** A run that is discarded and made again may add another entry of a kind on its date: that one is counted in its id. */
const idOf = (kind: keyof typeof PREFIX, { account, entries }: Payer, date: LocalDate): string => {
  const { program, partner, currency } = account;
  const ofDate = (...count: readonly string[]): string =>
    derivedId(`${PREFIX[kind]}-${date}`, program, partner, currency, date, ...count);
  const isFree = (id: string): boolean => !entries.has(entryKey({ kind, id }));
  let id = ofDate();
  for (let count = 2; !isFree(id); count += 1) id = ofDate(`${count}`);
  return id;
};
