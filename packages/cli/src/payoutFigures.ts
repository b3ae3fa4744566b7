import { type Money, equals, format, isZero } from '@commission-ledger/money';

/** What leads from what matured to what arrives, in this order. */
export const payoutFigures = ['advanced', 'recovered', 'withheld', 'fees', 'vat', 'net'] as const;

/** The same of a payout that is not made yet, with what is asked before. */
export const previewFigures = ['matured', 'writtenOff', ...payoutFigures] as const;

/** A figure of a payout beside its amount, which is the gross. */
export type PayoutFigure = (typeof previewFigures)[number];

type Figures<Figure extends PayoutFigure> = Readonly<Record<Figure | 'amount', Money>>;

/** Each figure as text. */
export const formatted = <Figure extends PayoutFigure>(
  figures: readonly Figure[],
  row: Figures<Figure>,
): Readonly<Record<string, string>> =>
  Object.fromEntries(figures.map((figure): [string, string] => [figure, format(row[figure])]));

/** The figures that say more than the amount does: something of it in any row. */
export const shownOf = <Figure extends PayoutFigure>(
  figures: readonly Figure[],
  rows: readonly Figures<Figure>[],
): readonly Figure[] => figures.filter((figure) => rows.some((row) => tells(figure, row)));

/** What matured and what arrives are the amount itself where nothing is added, kept back, or deferred. */
const tells = <Figure extends PayoutFigure>(figure: Figure, row: Figures<Figure>): boolean =>
  figure === 'matured' || figure === 'net'
    ? !equals(row[figure], row.amount) && !isZero(row[figure])
    : !isZero(row[figure]);
