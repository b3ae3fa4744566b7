import { addDays, addMonths, type LocalDate } from '@commission-ledger/calendar';
import { add, type Money, zero } from '@commission-ledger/money';
import { payoutDateFor, payoutsBetween } from '@commission-ledger/plans';
import { dateIn } from './documentValues.ts';
import type { PayingTerms } from './payingTerms.ts';
import { type OpenOnDate, type Outcome, type PaidPartner, payoutOutcomeOn } from './payoutOutcome.ts';

/** Why lines are not paid yet: still on hold, matured and waiting for the date, or disputed, whatever the date. */
export type Wait =
  | Readonly<{ _tag: 'on-hold'; until: LocalDate }>
  | Readonly<{ _tag: 'matured'; since: LocalDate }>
  | Readonly<{ _tag: 'disputed' }>;

/**
 * Open entries that mature on one date. `atOnce` are those that an earlier payout posted and that are open again: the
 * next payout has them, whatever its cut-off.
 */
export type OpenLines = Readonly<{ maturesOn: LocalDate; amount: Money; lines: number; atOnce?: true }>;

/** Open entries whose first payout date this is. */
export type DueLines = OpenLines & Readonly<{ wait: Wait }>;

/** One coming payout date of an account, with what was carried to it. */
export type ScheduledDate = Readonly<{
  /** The adjusted payout date; `null` only with `no-terms` and `disputed`. */
  date: LocalDate | null;
  /** The sum on that date: carried and newly due. */
  amount: Money;
  lines: number;
  outcome: Outcome;
  /** The entries that come in on this date; each open entry of the account is in exactly one date. */
  due: readonly DueLines[];
}>;

/** What the dates of an account follow from. */
export type ScheduleBasis = Readonly<{
  asOf: LocalDate;
  /** `undefined` when no plan or no program says how the account is paid. */
  terms: PayingTerms | undefined;
  partner: PaidPartner;
  /** What is owed of draws. */
  debt: Money;
  /** What is disputed. */
  held: readonly OpenLines[];
  /** What payouts that are on their way are made for. */
  inFlight: Money;
  /** The latest payout date on which a run paid or deferred the account: there is no second run on a date. */
  ranOn: string | null;
}>;

/**
 * The coming payout dates of an account, as payout runs would go if nothing else happened. What is overdue, because no
 * run took it, comes with the next date from `asOf` on. A draw pays on every date, also while nothing is due; of the
 * dates after the last line, only the next is told.
 *
 * @param open sums by date of maturity, the earliest first, without what is disputed.
 */
export const scheduleOn = (open: readonly OpenLines[], basis: ScheduleBasis): readonly ScheduledDate[] => {
  const { terms, partner, debt } = basis;
  if (terms === undefined) return withoutDate(open, { _tag: 'no-terms' }, waitingIn(basis));
  const dueOn = byPayoutDate(open, terms, basis);
  const heldOn = [...byPayoutDate(basis.held, terms, basis)];
  const dates: ScheduledDate[] = [];
  let carried: OpenOnDate = { amount: zero(debt.currency), lines: 0, debt };
  const coming = [...datesOf([...dueOn.keys()], terms, basis)];
  // The list grows while it is gone through.
  for (const date of coming) {
    const due = dueOn.get(date) ?? [];
    const amount = due.reduce((total, line) => add(total, line.amount), carried.amount);
    const lines = due.reduce((count, line) => count + line.lines, carried.lines);
    const held = heldOn.flatMap(([since, disputedLines]) => (since <= date ? disputedLines : []));
    const elsewhere = held.reduce((total, line) => add(total, line.amount), basis.inFlight);
    const result = payoutOutcomeOn(date, { amount, lines, debt: carried.debt, elsewhere }, terms, partner);
    if (result === undefined) continue;
    dates.push({ date, amount, lines, outcome: result.outcome, due: due.map(waitingIn(basis)) });
    carried = result.after;
    // What waits for the end of a cool-off is paid on a date on which nothing else needs to come in.
    if (result.outcome._tag === 'destination-changed' && date === coming.at(-1) && coming.length < MOST_DATES)
      coming.push(payoutDateFor(terms.payout, longBefore(date), terms.calendar, addDays(date, 1)).date);
  }
  return dates;
};

/** Beyond so many dates nobody looks; a cool-off may be long. */
const MOST_DATES = 1000;

/** Lines that have no date, under one outcome; none when there are no lines. */
export const withoutDate = (
  lines: readonly OpenLines[],
  outcome: Outcome,
  waiting: (lines: OpenLines) => DueLines,
): readonly ScheduledDate[] => {
  const [first, ...others] = lines;
  if (first === undefined) return [];
  const amount = others.reduce((total, line) => add(total, line.amount), first.amount);
  const count = lines.reduce((sum, line) => sum + line.lines, 0);
  return [{ date: null, amount, lines: count, outcome, due: lines.map(waiting) }];
};

/** Lines that wait for the end of a dispute. */
export const disputed = (lines: OpenLines): DueLines => ({ ...lines, wait: { _tag: 'disputed' } });

const byPayoutDate = (
  open: readonly OpenLines[],
  { payout, calendar }: PayingTerms,
  basis: ScheduleBasis,
): ReadonlyMap<LocalDate, readonly OpenLines[]> => {
  const groups = new Map<LocalDate, OpenLines[]>();
  for (const lines of open.toSorted(atOnceFirst)) {
    const start = firstDay(basis);
    const matures = lines.atOnce === true ? longBefore(start) : lines.maturesOn;
    const { date } = payoutDateFor(payout, matures, calendar, start);
    const group = groups.get(date) ?? [];
    group.push(lines);
    groups.set(date, group);
  }
  return groups;
};

/** The first day on which a payout is still to come. */
const firstDay = ({ asOf, ranOn }: ScheduleBasis): LocalDate => {
  const dayAfterRun = ranOn === null ? undefined : addDays(dateIn(ranOn), 1);
  return dayAfterRun !== undefined && dayAfterRun > asOf ? dayAfterRun : asOf;
};

/** In order: the dates on which lines come in, and with a draw every payout date up to the last of them. */
const datesOf = (
  due: readonly LocalDate[],
  { payout, calendar }: PayingTerms,
  basis: ScheduleBasis,
): readonly LocalDate[] => {
  if (payout.draw === undefined) return due;
  const start = firstDay(basis);
  const next = payoutDateFor(payout, longBefore(start), calendar, start).date;
  const last = due.at(-1) ?? next;
  return payoutsBetween(payout, next, last > next ? last : next, calendar).map(({ date }) => date);
};

/** What matured so long ago is paid by the next payout: terms pay once a year at least. */
const longBefore = (date: LocalDate): LocalDate => addMonths(date, -15);

/** What comes in on the next date comes first; the others stay in the order of their maturity. */
const atOnceFirst = (a: OpenLines, b: OpenLines): number => Number(b.atOnce === true) - Number(a.atOnce === true);

const waitingIn =
  ({ asOf }: ScheduleBasis) =>
  (lines: OpenLines): DueLines => {
    const { maturesOn } = lines;
    return {
      ...lines,
      wait: maturesOn > asOf ? { _tag: 'on-hold', until: maturesOn } : { _tag: 'matured', since: maturesOn },
    };
  };
