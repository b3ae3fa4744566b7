import { describeAmountRefusal, money } from '@commission-ledger/money';
import * as E from 'fp-ts/lib/Either.js';

/** The marks an amount is written with, besides digits. */
export type Marks = Readonly<{ thousands?: string; decimal?: string }>;

/** The amount as the ledger writes it, or what is wrong with it. Only marks that the mapping names are taken away. */
export const amountText = (
  written: string,
  currency: string,
  { thousands, decimal }: Marks,
): Readonly<{ amount: string }> | string => {
  const amount = withoutMarks(written, thousands, decimal ?? '.');
  if (amount === undefined)
    return `'${written.slice(0, 40)}' is no amount written with '${thousands}' between thousands.`;
  const read = money(amount, currency);
  return E.isLeft(read) ? describeAmountRefusal(read.left) : { amount };
};

/** The whole grammar is checked, so that `1.5` is not fifteen where thousands are written `1.500`. */
const withoutMarks = (written: string, thousands: string | undefined, decimal: string): string | undefined => {
  // Digits with a point are an amount only where the point is the decimal mark.
  if (decimal !== '.' && thousands !== '.' && written.includes('.')) return written.replaceAll('.', '?');
  const [whole = '', ...fraction] = written.slice(0, 64).split(decimal);
  const plain = [whole, ...fraction].join('.');
  if (thousands === undefined || !written.includes(thousands)) return plain;
  const [sign, groups] = whole.startsWith('-') ? ['-', whole.slice(1)] : ['', whole];
  const [first = '', ...others] = groups.split(thousands);
  const isGrouped = /^\d{1,3}$/.test(first) && others.every((group) => /^\d{3}$/.test(group));
  return isGrouped && others.length > 0 ? sign + [[first, ...others].join(''), ...fraction].join('.') : undefined;
};
