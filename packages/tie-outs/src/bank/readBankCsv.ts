import { type LocalDate, parseLocalDate } from '@commission-ledger/calendar';
import { amountText, type CellProblem, csvTable, type Row } from '@commission-ledger/import';
import { add, equals, isNegative, type Money, money, negate, subtract, sum } from '@commission-ledger/money';
import * as E from 'fp-ts/lib/Either.js';
import type { BankStatement, Movement } from './bankStatement.ts';
import { type BankMapping, columnsNeeded, parseBankMapping } from './bankMapping.ts';
import type { BadStatementRow, StatementFailure } from './statementFailure.ts';

/**
 * Reads a bank statement from CSV (UTF-8, a header) as the mapping says. It covers the days from its first to its last
 * booking. Opening and closing are known where there is a column with the balance after each movement, whether the
 * newest movement stands first or last.
 */
export const readBankCsv = (bytes: Uint8Array, mapping: unknown): E.Either<StatementFailure, BankStatement> => {
  const parsed = parseBankMapping(mapping);
  if (E.isLeft(parsed)) return E.left({ _tag: 'InvalidBankMapping', problems: parsed.left });
  const table = csvTable(bytes, parsed.right.delimiter);
  if (E.isLeft(table)) return E.left({ _tag: 'NotAStatementCsv', problem: table.left });
  const { columns, rows } = table.right;
  const missing = columnsNeeded(parsed.right).filter((column) => !columns.includes(column));
  if (missing.length > 0) return E.left({ _tag: 'MissingBankColumns', missing, found: columns });
  const read = rows.map((row) => ({ line: row.line, read: movementIn(row, parsed.right) }));
  const bad = read.flatMap((row): BadStatementRow[] =>
    E.isLeft(row.read) ? [{ line: row.line, problems: row.read.left }] : [],
  );
  if (bad.length > 0) return E.left({ _tag: 'BadStatementRows', rows: bad });
  return statementOf(
    read.flatMap((row) => (E.isRight(row.read) ? [row.read.right] : [])),
    parsed.right.account ?? null,
  );
};

type ReadRow = Readonly<{ movement: Movement; balance: Money | null }>;

const statementOf = (rows: readonly ReadRow[], account: string | null): E.Either<StatementFailure, BankStatement> => {
  const movements = rows.map(({ movement }) => movement);
  const currencies = [...new Set(movements.map(({ amount }) => amount.currency))].toSorted();
  const [currency, other] = currencies;
  const days = movements.map(({ booked }) => booked).toSorted();
  const [from, until] = [days[0], days.at(-1)];
  if (currency === undefined || from === undefined || until === undefined) return E.left({ _tag: 'EmptyStatement' });
  if (other !== undefined) return E.left({ _tag: 'MixedStatementCurrencies', currencies });
  return E.right({ account, currency, from, until, ...balancesIn(rows), movements });
};

/** What the account changed by. */
export const signed = ({ direction, amount }: Movement): Money => (direction === 'debit' ? negate(amount) : amount);

/** The newest movement stands last, or first: as the days say, and where these do not, as the balances add up. */
const balancesIn = (rows: readonly ReadRow[]): Pick<BankStatement, 'opening' | 'closing'> => {
  const ends = [rows[0], rows.at(-1)] as const;
  const inOrder = balancesBetween(ends[0], ends[1]);
  const turned = balancesBetween(ends[1], ends[0]);
  const { currency } = ends[0]?.movement.amount ?? {};
  const known = { opening: inOrder?.opening ?? null, closing: inOrder?.closing ?? null };
  if (inOrder === undefined || turned === undefined || currency === undefined) return known;
  const [first, last] = [ends[0]?.movement.booked ?? '', ends[1]?.movement.booked ?? ''];
  const all = sum(
    currency,
    rows.map(({ movement }) => signed(movement)),
  );
  const addsUp = equals(add(inOrder.opening, all), inOrder.closing);
  return first > last || (first === last && !addsUp) ? turned : inOrder;
};

const balancesBetween = (
  oldest: ReadRow | undefined,
  newest: ReadRow | undefined,
): Readonly<{ opening: Money; closing: Money }> | undefined =>
  oldest?.balance == null || newest?.balance == null
    ? undefined
    : { opening: subtract(oldest.balance, signed(oldest.movement)), closing: newest.balance };

type Cell<Value> = E.Either<CellProblem, Value>;

const movementIn = (row: Row, mapping: BankMapping): E.Either<readonly CellProblem[], ReadRow> => {
  if (row._tag === 'BadRow') return E.left(row.problems);
  const at = (column: string | undefined): string =>
    column === undefined ? '' : (row.values.get(column) ?? '').trim();
  const { columns } = mapping;
  const currency = typeof mapping.currency === 'string' ? mapping.currency : at(mapping.currency.column);
  const amountAt = (column: string): Cell<Money> => amountIn(column, at(column), currency, mapping);
  const optional = (column: string | undefined): Cell<Money | null> =>
    column === undefined || at(column) === '' ? E.right(null) : amountAt(column);
  const booked = dateIn(columns.booked, at(columns.booked), mapping.dates);
  const valued =
    columns.valued === undefined || at(columns.valued) === ''
      ? booked
      : dateIn(columns.valued, at(columns.valued), mapping.dates);
  const change = changeIn(columns, at, amountAt);
  const charges = optional(columns.charges);
  const balance = optional(columns.balance);
  if (E.isRight(booked) && E.isRight(valued) && E.isRight(change) && E.isRight(charges) && E.isRight(balance)) {
    const movement = {
      at: `${row.line}`,
      direction: isNegative(change.right) ? 'debit' : 'credit',
      amount: isNegative(change.right) ? negate(change.right) : change.right,
      instructed: null,
      charges: charges.right,
      booked: booked.right,
      valued: valued.right,
      references: (columns.references ?? []).map(at).filter((text) => text !== ''),
      text: at(columns.text) || null,
      party: at(columns.party) || null,
      returned: null,
    } as const;
    return E.right({ movement, balance: balance.right });
  }
  const cells: readonly Cell<unknown>[] = [
    booked,
    valued === booked ? E.right(undefined) : valued,
    change,
    charges,
    balance,
  ];
  return E.left(cells.flatMap((cell) => (E.isLeft(cell) ? [cell.left] : [])));
};

/** What the account changed by, with its sign. */
const changeIn = (
  { amount, debit, credit, direction }: BankMapping['columns'],
  at: (column: string | undefined) => string,
  amountAt: (column: string) => Cell<Money>,
): Cell<Money> => {
  if (amount !== undefined && direction === undefined) return amountAt(amount);
  if (amount !== undefined && direction !== undefined) {
    const said = at(direction.column);
    const isDebit = direction.debit.includes(said);
    if (isDebit === direction.credit.includes(said))
      return E.left({ column: direction.column, value: said, reason: 'is none of the words for debit and credit' });
    return unsigned(amount, isDebit, at, amountAt);
  }
  const [paid, received] = [at(debit), at(credit)];
  if ((paid === '') === (received === ''))
    return E.left({
      column: `${debit}, ${credit}`,
      value: `${paid} ${received}`.trim(),
      reason: 'one of the two must be filled',
    });
  return paid === '' ? unsigned(credit ?? '', false, at, amountAt) : unsigned(debit ?? '', true, at, amountAt);
};

const unsigned = (
  column: string,
  isDebit: boolean,
  at: (column: string) => string,
  amountAt: (column: string) => Cell<Money>,
): Cell<Money> => {
  const read = amountAt(column);
  if (E.isLeft(read)) return read;
  if (isNegative(read.right)) return E.left({ column, value: at(column), reason: 'must not be below zero here' });
  return E.right(isDebit ? negate(read.right) : read.right);
};

const amountIn = (
  column: string,
  written: string,
  currency: string,
  { thousands, decimal }: BankMapping,
): Cell<Money> => {
  const value = written.slice(0, 80);
  const marks = { ...(thousands === undefined ? {} : { thousands }), ...(decimal === undefined ? {} : { decimal }) };
  const text = amountText(written, currency, marks);
  if (typeof text === 'string') return E.left({ column, value, reason: text });
  const read = money(text.amount, currency);
  return E.isLeft(read) ? E.left({ column, value, reason: 'is no amount' }) : read;
};

const dateIn = (column: string, written: string, format: string): Cell<LocalDate> => {
  const read = parseLocalDate(written, format);
  return E.isRight(read)
    ? read
    : E.left({ column, value: written.slice(0, 40), reason: `is no date in the form ${format}` });
};
