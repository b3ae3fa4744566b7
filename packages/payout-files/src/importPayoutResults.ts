import { startOfDay } from '@commission-ledger/calendar';
import { type CellProblem, type Row, csvTable } from '@commission-ledger/import';
import type { CommandMeta, Ledger, LedgerFailure, Recorded } from '@commission-ledger/ledger';
import { type Money, equals, toJson } from '@commission-ledger/money';
import { type DocumentStore, type PayoutRow, payoutOf, programOf, zoneIn } from '@commission-ledger/projections';
import * as E from 'fp-ts/lib/Either.js';
import { arrivingOf } from './payoutFile.ts';
import { type PayoutResult, RESULT_COLUMNS, resultIn } from './resultRow.ts';

/** Why a row was not recorded. */
export type ResultRefusal =
  | Readonly<{ _tag: 'UnreadableRow'; problems: readonly CellProblem[] }>
  /** Not what the file that was sent says. */
  | Readonly<{ _tag: 'OtherResultAmount'; payout: string; sent: Money; given: Money }>
  /** The ledger says no: the payout was settled under another reference before, say. */
  | LedgerFailure;

/** What became of a row of the file. */
export type ResultOutcome = Readonly<{ line: number; payout: string }> &
  (
    | Readonly<{ outcome: 'recorded' | 'already-known'; status: PayoutResult['status'] }>
    /**
     * It ended otherwise here: the bank says that it arrived, and here it failed or was called off, or the other way round.
     * Nothing is recorded. Of what arrived although it was given back, the lines are open again and would be paid once more:
     * keep them out of payouts (`holdAccrual`, or an adjustment) until that is cleared up.
     */
    | Readonly<{ outcome: 'contradicts'; status: PayoutResult['status']; stands: 'settled' | 'failed' | 'voided' }>
    /** The ledger has no such payout. */
    | Readonly<{ outcome: 'unknown' }>
    | Readonly<{ outcome: 'refused'; failure: ResultRefusal }>
  );

/** Why a file as a whole cannot be read; nothing was recorded. */
export type ResultFileFailure =
  | Readonly<{ _tag: 'NotAResultFile'; problem: string }>
  | Readonly<{ _tag: 'MissingResultColumns'; missing: readonly string[]; found: readonly string[] }>;

/** Which file to take in. */
export type ImportPayoutResults = Readonly<{
  ledger: Pick<Ledger, 'settlePayout' | 'failPayout'>;
  /** The read models, caught up with the history. */
  documents: DocumentStore;
  /** CSV in UTF-8 with the columns `payout,status,amount,currency,reference,reason,fee,date`. */
  bytes: Uint8Array;
  meta?: CommandMeta;
}>;

/**
 * Records what the bank or provider says became of payouts, row by row, in the order of the file: each is settled or
 * failed once. The same file again changes nothing. A row that cannot be recorded keeps no other from it.
 */
export const importPayoutResults = async (
  order: ImportPayoutResults,
): Promise<E.Either<ResultFileFailure, readonly ResultOutcome[]>> => {
  const table = csvTable(order.bytes);
  if (E.isLeft(table)) return E.left({ _tag: 'NotAResultFile', problem: table.left });
  const { columns, rows } = table.right;
  const missing = RESULT_COLUMNS.filter((column) => !columns.includes(column));
  if (missing.length > 0) return E.left({ _tag: 'MissingResultColumns', missing, found: columns });
  const outcomes: ResultOutcome[] = [];
  for (const row of rows) outcomes.push(await take(order, row));
  return E.right(outcomes);
};

const take = async (order: ImportPayoutResults, row: Row): Promise<ResultOutcome> => {
  const { line } = row;
  if (row._tag === 'BadRow') return refusal(line, '', { _tag: 'UnreadableRow', problems: row.problems });
  const id = (row.values.get('payout') ?? '').slice(0, 80);
  const payout = await payoutOf(order.documents, id);
  if (payout === undefined) return { line, payout: id, outcome: 'unknown' };
  const result = resultIn(row.values, payout);
  if (E.isLeft(result)) return refusal(line, id, { _tag: 'UnreadableRow', problems: result.left });
  const sent = arrivingOf(payout);
  const { amount: given, status } = result.right;
  if (given.currency !== sent.currency || !equals(given, sent))
    return refusal(line, id, { _tag: 'OtherResultAmount', payout: id, sent, given });
  const recorded = await record(order, payout, result.right);
  if (E.isLeft(recorded)) {
    const { left } = recorded;
    return left._tag === 'PayoutAlready' && left.status !== status
      ? { line, payout: id, outcome: 'contradicts', status, stands: left.status }
      : refusal(line, id, left);
  }
  return { line, payout: id, outcome: recorded.right.repeated ? 'already-known' : 'recorded', status };
};

const refusal = (line: number, payout: string, failure: ResultRefusal): ResultOutcome => ({
  line,
  payout,
  outcome: 'refused',
  failure,
});

/** The ledger relieves the account by the gross, in the account's own currency. */
const record = async (
  { ledger, documents, meta }: ImportPayoutResults,
  { payoutId: payout, program, partner, amount }: PayoutRow,
  result: PayoutResult,
): Promise<E.Either<LedgerFailure, Recorded>> => {
  const occurredAt = result.on === null ? undefined : await startOf(documents, program, result.on);
  const fact = {
    program,
    partner,
    payout,
    amount: toJson(amount),
    ...(occurredAt === undefined ? {} : { occurredAt }),
  };
  if (result.status === 'failed') return ledger.failPayout({ ...fact, reason: result.reason }, meta);
  const { reference, fee } = result;
  return ledger.settlePayout({ ...fact, reference, ...(fee === null ? {} : { fee: toJson(fee) }) }, meta);
};

/** The day in the zone of the program. */
const startOf = async (
  documents: DocumentStore,
  program: string,
  day: NonNullable<PayoutResult['on']>,
): Promise<string> => {
  const settings = await programOf(documents, program);
  return startOfDay(day, zoneIn(settings?.timeZone ?? 'UTC'));
};
