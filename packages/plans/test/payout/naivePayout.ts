import type { PayoutTerms } from '../../src/index.ts';

/** A payout in whole cents, reckoned from the words of the terms alone. */
export type NaivePayout = Readonly<{
  deferred?: string;
  writeOff: number;
  advanced: number;
  recovered: number;
  debt: number;
  gross: number;
  withheld: number;
  vat: number;
  fees: number;
  net: number;
}>;

/** Terms in whole cents and whole percent. */
export type NaiveTerms = Readonly<{
  minimum: number;
  writesOff: boolean;
  draw?: Readonly<{
    amount: number;
    kind: 'recoverable' | 'non-recoverable' | 'forgiven';
    from: string;
    until?: string;
    recovery: number;
  }>;
  withholding: readonly Readonly<{ status: string; percent: number; from: string }>[];
  vat: readonly Readonly<{ status: string; percent: number; from: string }>[];
  fees: readonly Readonly<{ percent: number; fixed: number; waivedFrom?: number; bornBy: 'partner' | 'program' }>[];
}>;

/** Half up, of an amount that is not below zero. */
const percentOf = (amount: number, percent: number): number => Math.floor((amount * percent + 50) / 100);

const rateOn = (rates: NaiveTerms['vat'], status: string, date: string): number => {
  const known = rates.filter((rate) => rate.status === status && rate.from <= date);
  const latest = known
    .map(({ from }) => from)
    .toSorted()
    .at(-1);
  return known.find(({ from }) => from === latest)?.percent ?? 0;
};

/** What the date makes of an account. */
export const naivePayout = (
  terms: NaiveTerms,
  {
    matured,
    lines,
    debt,
    date,
    status,
  }: Readonly<{ matured: number; lines: number; debt: number; date: string; status: string }>,
): NaivePayout => {
  const writeOff = terms.writesOff && matured < 0 ? -matured : 0;
  const balance = matured + writeOff;
  const { draw } = terms;
  const active =
    draw !== undefined && draw.from <= date && (draw.until === undefined || date <= draw.until) ? draw : undefined;
  let [advanced, recovered, owed] = [0, 0, debt];
  if (active !== undefined && balance < active.amount) {
    advanced = active.amount - balance;
    if (active.kind !== 'non-recoverable') owed += advanced;
  } else {
    if (draw?.kind === 'forgiven' && draw.until !== undefined && date > draw.until) owed = 0;
    const above = Math.max(0, balance - (active?.amount ?? 0));
    recovered = Math.min(owed, Math.floor((above * (draw?.recovery ?? 100)) / 100));
    owed -= recovered;
  }
  const gross = balance + advanced - recovered;
  const nothing = { writeOff, advanced: 0, recovered: 0, debt, gross, withheld: 0, vat: 0, fees: 0, net: 0 };
  if (gross < 0) return { ...nothing, deferred: 'negative-balance' };
  if (gross === 0) return { ...nothing, deferred: lines === 0 ? 'nothing-due' : 'below-minimum' };
  if (gross < terms.minimum) return { ...nothing, deferred: 'below-minimum' };
  const withheld = percentOf(gross, rateOn(terms.withholding, status, date));
  const vat = percentOf(gross, rateOn(terms.vat, status, date));
  let fees = 0;
  for (const { percent, fixed, waivedFrom, bornBy } of terms.fees) {
    if (bornBy === 'program' || (waivedFrom !== undefined && gross >= waivedFrom)) continue;
    fees += Math.min(percentOf(gross, percent) + fixed, gross - withheld - fees);
  }
  return { writeOff, advanced, recovered, debt: owed, gross, withheld, vat, fees, net: gross + vat - withheld - fees };
};

const written = (cents: number): string => (cents / 100).toFixed(2);

/** The same terms as a plan writes them. */
export const asTerms = ({ minimum, writesOff, draw, withholding, vat, fees }: NaiveTerms): PayoutTerms => ({
  day: 5,
  convention: 'none',
  cutOff: 'start-of-month',
  minimum: written(minimum),
  ...(writesOff ? { negative: 'write-off' } : {}),
  ...(draw && {
    draw: {
      amount: written(draw.amount),
      kind: draw.kind,
      from: draw.from,
      ...(draw.until === undefined ? {} : { until: draw.until }),
      ...(draw.recovery === 100 ? {} : { recovery: written(draw.recovery) }),
    },
  }),
  withholding: withholding.map(({ status, percent, from }) => ({ status, rate: written(percent), from })),
  vat: vat.map(({ status, percent, from }) => ({ status, rate: written(percent), from })),
  fees: fees.map(({ percent, fixed, waivedFrom, bornBy }, index) => ({
    id: `fee-${index}`,
    title: { en: 'Fee' },
    rate: written(percent),
    ...(fixed === 0 ? {} : { fixed: written(fixed) }),
    ...(waivedFrom === undefined ? {} : { waivedFrom: written(waivedFrom) }),
    bornBy,
  })),
});
