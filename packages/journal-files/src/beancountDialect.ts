import { addDays } from '@commission-ledger/calendar';
import { format } from '@commission-ledger/money';
import type { Dialect } from './dialect.ts';
import { entryLines } from './entryLines.ts';

/** The major version of beancount that is to read the journal. */
export type BeancountVersion = 2 | 3;

const INDENT = '  ';

/** The option that lets amounts differ by a multiple of their last digit. Version 2 does not know the name of version 3. */
const TOLERANCE: Readonly<Record<BeancountVersion, string>> = {
  2: 'inferred_tolerance_multiplier',
  3: 'tolerance_multiplier',
};

const comment = (text: string): string => `; ${text}\n`;

/** As beancount reads it, to the last digit: nothing may differ. A balance is that of the morning, so it has the next day. */
export const beancountDialect = (version: BeancountVersion): Dialect => ({
  header: (title, notes) => `${[title, ...notes].map(comment).join('')}option "${TOLERANCE[version]}" "0.0"\n\n`,
  comment,
  commodity: (currency, date) => `${date} commodity ${currency}\n`,
  account: (account, date) => `${date} open ${account}\n`,
  entry: ({ date, id, payee, kind, facts, lines }) => {
    const known = facts.map(([key, value]) => `${INDENT}${key}: "${value}"\n`).join('');
    return `${date} * "${payee}" "${kind} ${id}"\n${known}${entryLines(lines, INDENT)}\n`;
  },
  assertion: ({ account, amounts }, date) =>
    amounts.map((each) => `${addDays(date, 1)} balance ${account}  ${format(each)} ${each.currency}\n`).join(''),
  checksLines: false,
});
