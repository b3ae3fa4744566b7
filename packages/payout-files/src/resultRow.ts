import { type LocalDate, localDate } from '@commission-ledger/calendar';
import type { CellProblem, Row } from '@commission-ledger/import';
import { type Money, describeAmountRefusal, isNegative, money } from '@commission-ledger/money';
import type { PayoutRow } from '@commission-ledger/projections';
import * as E from 'fp-ts/lib/Either.js';

/** What the bank or provider says of a payout. */
export type PayoutResult = Readonly<{ amount: Money; on: LocalDate | null }> &
  (
    | Readonly<{ status: 'settled'; reference: string; fee: Money | null }>
    | Readonly<{ status: 'failed'; reason: string }>
  );

/** The columns of a result file; those after `currency` may be absent. */
export const RESULT_COLUMNS = ['payout', 'status', 'amount', 'currency'] as const;

type Values = Extract<Row, { _tag: 'Row' }>['values'];
type Cell<Value> = E.Either<CellProblem, Value>;

/** Reads a row about this payout, or tells each column that cannot be read. */
export const resultIn = (values: Values, payout: PayoutRow): E.Either<readonly CellProblem[], PayoutResult> => {
  const on = dateIn(values);
  const amount = amountIn(values, 'amount', textIn(values, 'currency'));
  const status = textIn(values, 'status');
  if (status === 'settled') {
    const reference = needed(values, 'reference', 'a payout that arrived needs the reference of the transfer');
    const fee = textIn(values, 'fee') === '' ? E.right(null) : amountIn(values, 'fee', payout.currency);
    if (E.isRight(on) && E.isRight(amount) && E.isRight(reference) && E.isRight(fee))
      return E.right({ status, amount: amount.right, on: on.right, reference: reference.right, fee: fee.right });
    return E.left([on, amount, reference, fee].flatMap(problemOf));
  }
  if (status === 'failed') {
    const reason = needed(values, 'reason', 'a payout that failed needs a reason');
    if (E.isRight(on) && E.isRight(amount) && E.isRight(reason))
      return E.right({ status, amount: amount.right, on: on.right, reason: reason.right });
    return E.left([on, amount, reason].flatMap(problemOf));
  }
  const unknown = E.left({ column: 'status', value: status.slice(0, 80), reason: 'must be settled or failed' });
  return E.left([unknown, on, amount].flatMap(problemOf));
};

const textIn = (values: Values, column: string): string => values.get(column) ?? '';

const problemOf = (cell: Cell<unknown>): readonly CellProblem[] => (E.isLeft(cell) ? [cell.left] : []);

const needed = (values: Values, column: string, reason: string): Cell<string> => {
  const value = textIn(values, column);
  return value === '' ? E.left({ column, value, reason }) : E.right(value);
};

const amountIn = (values: Values, column: string, currency: string): Cell<Money> => {
  const value = textIn(values, column);
  const read = money(value, currency);
  if (E.isLeft(read)) return E.left({ column, value: value.slice(0, 80), reason: describeAmountRefusal(read.left) });
  return isNegative(read.right) ? E.left({ column, value, reason: 'must not be below zero' }) : read;
};

const dateIn = (values: Values): Cell<LocalDate | null> => {
  const value = textIn(values, 'date');
  if (value === '') return E.right(null);
  const read = localDate(value);
  return E.isLeft(read)
    ? E.left({ column: 'date', value: value.slice(0, 80), reason: 'must be a date, YYYY-MM-DD' })
    : read;
};
