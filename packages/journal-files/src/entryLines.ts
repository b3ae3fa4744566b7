import { format } from '@commission-ledger/money';
import type { EntryLine } from './dialect.ts';

/** The lines of an entry under each other, the amounts flush right. */
export const entryLines = (lines: readonly EntryLine[], indent: string): string => {
  const names = Math.max(...lines.map(({ account }) => account.length));
  const amounts = lines.map(({ amount }) => format(amount));
  const digits = Math.max(...amounts.map(({ length }) => length));
  return lines
    .map(({ account, amount, total, after }, index) => {
      const price = total === undefined ? '' : ` @@ ${format(total)} ${total.currency}`;
      const check = after === undefined ? '' : ` = ${format(after)} ${after.currency}`;
      const number = (amounts[index] ?? '').padStart(digits);
      return `${indent}${account.padEnd(names)}  ${number} ${amount.currency}${price}${check}\n`;
    })
    .join('');
};
