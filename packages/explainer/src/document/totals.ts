import { entryKinds } from '@commission-ledger/projections';
import { add, MoneyJson, toJson, type Money } from '@commission-ledger/money';
import * as E from 'fp-ts/lib/Either.js';
import type { Line, Total } from './explanation.ts';

/** The lines by kind, in the order of {@link kinds}; kinds that do not occur are left out. */
export const totalsOf = (lines: readonly Line[]): readonly Total[] =>
  entryKinds.flatMap((kind) => {
    const ofKind = lines.filter((line) => line.kind === kind);
    const amount = sumOf(ofKind);
    if (amount === undefined) return [];
    return [{ kind, lines: ofKind.length, causes: new Set(ofKind.map(causeOf)).size, amount: toJson(amount) }];
  });

/** What is counted besides lines: deals that earned, refunds, corrections. */
const causeOf = (line: Line): string => {
  switch (line.kind) {
    case 'accrual':
      return line.deal.deal;
    case 'reversal':
      return line.refund === undefined ? line.earned.deal.deal : `${line.earned.deal.deal}/${line.refund}`;
    case 'true-up':
      return line.deal.deal;
    case 'adjustment':
    case 'draw-advance':
    case 'draw-recovery':
    case 'write-off':
    case 'unclaimed':
      return line.entry;
  }
};

/** The signed sum of lines; `undefined` without lines. */
export const sumOf = (lines: readonly Pick<Line, 'amount'>[]): Money | undefined =>
  lines
    .map(amountOf)
    .reduce<Money | undefined>((total, amount) => (total === undefined ? amount : add(total, amount)), undefined);

/** The amount of a line. */
export const amountOf = ({ amount }: Pick<Line, 'amount'>): Money => {
  const money = MoneyJson.decode(amount);
  if (E.isLeft(money)) throw new TypeError('An explanation states its amounts in the decimals of their currency.');
  return money.right;
};
