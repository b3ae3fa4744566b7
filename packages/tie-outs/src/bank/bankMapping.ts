import { parseLocalDate } from '@commission-ledger/calendar';
import type { MappingProblem } from '@commission-ledger/import';
import { currency } from '@commission-ledger/money';
import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';

const optionalColumns = t.partial({
  /** When it counts; without it the booking date. */
  valued: t.string,
  /** The amount with its sign: below zero is a debit. With `direction`, without a sign. */
  amount: t.string,
  /** In place of `amount`: one of the two is filled, without a sign. */
  debit: t.string,
  credit: t.string,
  /** What says which it is, and the words for it. */
  direction: t.readonly(
    t.strict({ column: t.string, debit: t.readonlyArray(t.string), credit: t.readonlyArray(t.string) }),
  ),
  /** What the transfer is called, the best first. */
  references: t.readonlyArray(t.string),
  text: t.string,
  party: t.string,
  /** What the bank kept of the amount for itself. */
  charges: t.string,
  /** What was on the account after the movement. */
  balance: t.string,
});

const BankMappingCodec = t.readonly(
  t.exact(
    t.intersection([
      t.type({
        schema: t.literal('bank-csv/1'),
        /** ISO 4217, or the column that has it. */
        currency: t.union([t.string, t.readonly(t.strict({ column: t.string }))]),
        /** How dates are written, such as `dd.MM.yyyy`. */
        dates: t.string,
        columns: t.readonly(t.exact(t.intersection([t.type({ booked: t.string }), optionalColumns]))),
      }),
      t.partial({
        delimiter: t.union([t.literal(','), t.literal(';'), t.literal('\t'), t.literal('|')]),
        thousands: t.union([t.literal(','), t.literal('.'), t.literal(' '), t.literal("'")]),
        decimal: t.literal(','),
        account: t.string,
      }),
    ]),
  ),
);

/** What the columns of a bank's CSV mean: `bank-csv/1`. */
export type BankMapping = t.TypeOf<typeof BankMappingCodec>;

/** Reads a mapping and checks it as a whole. A field too many is a misspelt one, and is refused. */
export const parseBankMapping = (json: unknown): E.Either<readonly MappingProblem[], BankMapping> => {
  const decoded = BankMappingCodec.decode(json);
  if (E.isLeft(decoded)) {
    const paths = new Set(decoded.left.map(({ context }) => pathOf(context)));
    return E.left([...paths].map((path) => ({ path, message: 'is missing, or is not what may stand there' })));
  }
  const problems = [...tooMany(json, decoded.right, ''), ...problemsOf(decoded.right)];
  return problems.length > 0 ? E.left(problems) : decoded;
};

/** Codecs put numbers of their own between the names of fields. */
const pathOf = (context: t.Context): string =>
  context
    .slice(1)
    .filter(({ key }) => !/^\d+$/.test(key))
    .map(({ key }) => `/${key}`)
    .join('');

const tooMany = (given: unknown, read: unknown, path: string): readonly MappingProblem[] => {
  if (!isObject(given) || !isObject(read)) return [];
  return Object.entries(given).flatMap(([field, value]) =>
    Object.hasOwn(read, field)
      ? tooMany(value, read[field], `${path}/${field}`)
      : [{ path: `${path}/${field}`, message: 'is no field of a mapping of a bank statement' }],
  );
};

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const problemsOf = ({ currency: said, dates, thousands, decimal, columns }: BankMapping): readonly MappingProblem[] => {
  const { amount, debit, credit, direction } = columns;
  const isOne = amount !== undefined && debit === undefined && credit === undefined;
  const isTwo = amount === undefined && debit !== undefined && credit !== undefined && direction === undefined;
  // The text does not matter: a format that can be read refuses it as text, another one as a format.
  const date = parseLocalDate('?', dates);
  const isUnsupported = E.isLeft(date) && date.left.reason === 'unsupported format';
  return [
    ...problemIf(typeof said === 'string' && E.isLeft(currency(said)), '/currency', 'is no currency: write EUR, say'),
    ...problemIf(isUnsupported, '/dates', 'must have the year as yyyy, a month and a day, such as dd.MM.yyyy'),
    ...problemIf(!isOne && !isTwo, '/columns', 'must have amount, or both debit and credit'),
    ...problemIf(thousands === (decimal ?? '.'), '/thousands', 'cannot be the decimal mark as well'),
  ];
};

const problemIf = (wrong: boolean, path: string, message: string): readonly MappingProblem[] =>
  wrong ? [{ path, message }] : [];

/** The columns that the mapping names, each once. */
export const columnsNeeded = ({ currency: said, columns }: BankMapping): readonly string[] => {
  const { references = [], direction, ...others } = columns;
  const single = Object.values(others).flatMap((column) => (typeof column === 'string' ? [column] : []));
  const all = [...single, ...references, ...(direction === undefined ? [] : [direction.column])];
  return [...new Set(typeof said === 'string' ? all : [...all, said.column])];
};
