import { addMonths, type BusinessCalendar, type LocalDate } from '@commission-ledger/calendar';
import { add, isNegative, isZero, type Money, negate, subtract } from '@commission-ledger/money';
import { payoutDateFor, type PayoutTerms } from '@commission-ledger/plans';

/** Why lines are not paid yet: still on hold, or matured and waiting for the date. */
export type Wait = Readonly<{ _tag: 'on-hold'; until: LocalDate }> | Readonly<{ _tag: 'matured'; since: LocalDate }>;

/** Open entries that mature on one date. */
export type OpenLines = Readonly<{ maturesOn: LocalDate; amount: Money; lines: number }>;

/** Open entries whose first payout date this is. */
export type DueLines = OpenLines & Readonly<{ wait: Wait }>;

/** What a payout run on the date would do. Whatever is not paid is carried to the next date. */
export type Outcome =
  | Readonly<{ _tag: 'pays' }>
  /** The sum is smaller than the minimum, or nothing at all; `missing` is what is lacking to be paid. */
  | Readonly<{ _tag: 'below-minimum'; minimum: Money; missing: Money }>
  /** More was taken back than earned; `owed` is by how much. */
  | Readonly<{ _tag: 'negative-balance'; owed: Money }>
  /** The program pays only where it knows the destination, and the partner has none. */
  | Readonly<{ _tag: 'no-destination' }>
  /** No plan has paid into the account yet, so no terms say when it is paid. */
  | Readonly<{ _tag: 'no-terms' }>;

/** One coming payout date of an account, with what was carried to it. */
export type ScheduledDate = Readonly<{
  /** The adjusted payout date; `null` only with `no-terms`. */
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
  terms: Readonly<{ payout: PayoutTerms; minimum: Money; calendar: BusinessCalendar }> | undefined;
  /** Whether the account may be paid at all. */
  hasDestination: boolean;
  /** The latest payout date on which a run paid or deferred the account: there is no second run on a date. */
  ranOn: string | null;
}>;

/**
 * The coming payout dates of an account's open entries, as payout runs would go if nothing else happened. What
 * is overdue, because no run took it, comes with the next date from `asOf` on.
 *
 * @param open sums by date of maturity, the earliest first; not empty.
 */
export const scheduleOn = (open: readonly OpenLines[], basis: ScheduleBasis): readonly ScheduledDate[] => {
  const dates: ScheduledDate[] = [];
  for (const [date, due] of byPayoutDate(open, basis)) {
    const carried = dates.at(-1);
    const all = carried === undefined || carried.outcome._tag === 'pays' ? due : [carried, ...due];
    const [{ amount: first } = { amount: undefined }, ...others] = all;
    if (first === undefined) continue;
    const amount = others.reduce((total, line) => add(total, line.amount), first);
    const lines = all.reduce((count, line) => count + line.lines, 0);
    dates.push({ date, amount, lines, outcome: outcomeOf(amount, basis), due: due.map(waitingIn(basis)) });
  }
  return dates;
};

const byPayoutDate = (
  open: readonly OpenLines[],
  basis: ScheduleBasis,
): ReadonlyMap<LocalDate | null, readonly OpenLines[]> => {
  const groups = new Map<LocalDate | null, OpenLines[]>();
  for (const lines of open) {
    const date = payoutDateOf(lines, basis);
    const group = groups.get(date) ?? [];
    group.push(lines);
    groups.set(date, group);
  }
  return groups;
};

/** The first payout date, from `asOf` on and still to be run, before whose cut-off the lines mature. */
const payoutDateOf = ({ maturesOn }: OpenLines, { asOf, terms, ranOn }: ScheduleBasis): LocalDate | null => {
  if (terms === undefined) return null;
  // A payout of two months ago may have been moved to today, no earlier one.
  const recent = addMonths(asOf, -2);
  const start = maturesOn > recent ? maturesOn : recent;
  for (let months = 0; ; months += 1) {
    const { date } = payoutDateFor(terms.payout, addMonths(start, months), terms.calendar);
    if (date >= asOf && (ranOn === null || date > ranOn)) return date;
  }
};

const outcomeOf = (amount: Money, { terms, hasDestination }: ScheduleBasis): Outcome => {
  if (terms === undefined) return { _tag: 'no-terms' };
  if (isNegative(amount)) return { _tag: 'negative-balance', owed: negate(amount) };
  const missing = subtract(terms.minimum, amount);
  const isEnough = isNegative(missing) || isZero(missing);
  if (!isEnough || isZero(amount)) return { _tag: 'below-minimum', minimum: terms.minimum, missing };
  return hasDestination ? { _tag: 'pays' } : { _tag: 'no-destination' };
};

const waitingIn =
  ({ asOf }: ScheduleBasis) =>
  (lines: OpenLines): DueLines => {
    const { maturesOn } = lines;
    return {
      ...lines,
      wait: maturesOn > asOf ? { _tag: 'on-hold', until: maturesOn } : { _tag: 'matured', since: maturesOn },
    };
  };
