import { type LocalDate, periodOf } from '@commission-ledger/calendar';
import { compare, isPositive, type Money } from '@commission-ledger/money';
import type { DocumentStore } from '../../documentStore.ts';
import { programs } from '../../models/programs.ts';
import { readDocument } from '../../readDocuments.ts';
import { type Days, type Figures, figuresOf, stretchOf, timeOf } from './figures.ts';
import { type PartnerInProgram, type PartnerRecord, recordOf, type Stretch } from './recordOf.ts';

/** The figures of the whole time and of each month of it, and in which months the partner did best. */
export type Effectiveness = PartnerInProgram &
  Days &
  Readonly<{
    whole: Figures;
    /** From the first month to the last; one that begins or ends outside the time is cut. `month` is `2026-03`. */
    months: readonly (Readonly<{ month: string }> & Figures)[];
    best: BestMonths;
  }>;

/** The best month of the time, the first of several as good; none where nothing was won or earned. */
export type BestMonths = Readonly<{
  deals: Readonly<{ month: string; won: number }> | null;
  earned: readonly Readonly<{ month: string; earned: Money }>[];
}>;

/**
 * How effective a partner is in a program. Only what that partner brought and earned is read. Every quotient is exact,
 * and `null` where there is nothing to divide by.
 *
 * @returns `undefined` for a program that there is not.
 */
export const effectivenessOf = async (
  documents: DocumentStore,
  { program, partner, start, end }: PartnerInProgram & Days,
): Promise<Effectiveness | undefined> => {
  const settings = await readDocument(documents, programs, program);
  if (settings === undefined) return undefined;
  const time = timeOf(settings);
  const who = { program, partner };
  const record = await recordOf(documents, who, stretchOf({ start, end }, time));
  const months = monthsOf({ start, end }).map(({ month, ...days }) => ({
    month,
    ...figuresOf(within(record, stretchOf(days, time)), time),
  }));
  return { ...who, start, end, whole: figuresOf(record, time), months, best: bestOf(months) };
};

const within = ({ leads, deals, earned }: PartnerRecord, { from, to }: Stretch): PartnerRecord => {
  const isIn = (at: string): boolean => at >= from && at < to;
  return {
    leads: leads.filter(({ submittedAt }) => isIn(submittedAt)),
    deals: deals.filter(({ wonAt }) => isIn(wonAt)),
    earned: earned.filter(({ at }) => isIn(at)),
  };
};

/** The months that the days touch, each cut to them. */
const monthsOf = ({ start, end }: Days): readonly (Readonly<{ month: string }> & Days)[] => {
  const months: (Readonly<{ month: string }> & Days)[] = [];
  let from: LocalDate = start;
  while (from < end) {
    const month = periodOf(from, 'month');
    const until = month.end < end ? month.end : end;
    months.push({ month: month.key, start: from, end: until });
    from = until;
  }
  return months;
};

const bestOf = (months: Effectiveness['months']): BestMonths => {
  let deals: BestMonths['deals'] = null;
  const earned = new Map<string, Readonly<{ month: string; earned: Money }>>();
  for (const { month, deals: all, money } of months) {
    const won = all.won - all.cancelled;
    if (won > (deals?.won ?? 0)) deals = { month, won };
    for (const { currency, earned: amount } of money) {
      const best = earned.get(currency)?.earned;
      if (isPositive(amount) && (best === undefined || compare(amount, best) > 0))
        earned.set(currency, { month, earned: amount });
    }
  }
  return { deals, earned: [...earned].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, best]) => best) };
};
