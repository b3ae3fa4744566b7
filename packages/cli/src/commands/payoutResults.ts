import { readFile } from 'node:fs/promises';
import { createLedger } from '@commission-ledger/ledger';
import {
  type ResultFileFailure,
  type ResultOutcome,
  type ResultRefusal,
  importPayoutResults,
} from '@commission-ledger/payout-files';
import { describeFailure } from 'commission-ledger';
import * as E from 'fp-ts/lib/Either.js';
import type { CommandContext } from '../commandContext.ts';
import { CommandFailed, exitCode } from '../exitCode.ts';
import { writeJson } from '../json.ts';
import { moneyText } from '../moneyText.ts';
import { payoutFileWords } from '../payoutFileWords.ts';
import { table } from '../table.ts';

/** Takes in what the bank or provider says became of payouts, row by row; the same file again changes nothing. */
export const payoutResults = async (context: CommandContext, file: string): Promise<number> => {
  const { session, terminal, options } = context;
  await session.catchUp();
  const outcome = await importPayoutResults({
    ledger: createLedger(session.ledgerOptions),
    documents: session.documents,
    bytes: await bytesOf(file),
  });
  if (E.isLeft(outcome)) throw new CommandFailed(describeFile(file, outcome.left));
  const rows = outcome.right;
  if (options.json === true) writeJson(terminal, rows.map(flat));
  else tell(rows, context);
  return rows.some(isUntaken) ? exitCode.incomplete : exitCode.done;
};

const bytesOf = async (file: string): Promise<Uint8Array> => {
  try {
    return await readFile(file);
  } catch {
    throw new CommandFailed(`The file ${file} cannot be read. Check the path.`, exitCode.usage);
  }
};

const isUntaken = ({ outcome }: ResultOutcome): boolean => outcome !== 'recorded' && outcome !== 'already-known';

/** Rows that went in are counted, those that did not are named. */
const tell = (rows: readonly ResultOutcome[], { terminal, options: { locale } }: CommandContext): void => {
  const say = payoutFileWords[locale];
  const counted = (outcome: ResultOutcome['outcome']): number => rows.filter((row) => row.outcome === outcome).length;
  const untaken = rows.filter(isUntaken);
  if (untaken.length > 0) {
    const columns = [
      { heading: say.line, amounts: true },
      { heading: say.payout },
      { heading: say.result },
      { heading: say.problem },
    ];
    const told = untaken.map((row) => [`${row.line}`, row.payout, say.outcomes[row.outcome], problemOf(row, say)]);
    terminal.out(`${table(columns, told, terminal)}\n`);
  }
  terminal.out(`${say.taken(counted('recorded'), counted('already-known'), untaken.length)}\n`);
};

type Words = (typeof payoutFileWords)[keyof typeof payoutFileWords];

const problemOf = (row: ResultOutcome, say: Words): string => {
  if (row.outcome === 'refused') return describeRow(row.failure);
  return row.outcome === 'contradicts' ? say.standsAs[row.stands] : say.noSuchPayout;
};

const flat = (row: ResultOutcome) => {
  if (row.outcome !== 'refused') return row;
  const { failure, ...others } = row;
  return { ...others, failure: failure._tag, message: describeRow(failure) };
};

const describeRow = (failure: ResultRefusal): string => {
  if (failure._tag === 'OtherResultAmount')
    return `${moneyText(failure.sent)} was sent, the row says ${moneyText(failure.given)}.`;
  if (failure._tag !== 'UnreadableRow') return describeFailure(failure);
  return failure.problems
    .map(({ column, value, reason }) => `${column}${value === '' ? '' : ` '${value}'`}: ${reason}`)
    .join('; ');
};

const describeFile = (file: string, failure: ResultFileFailure): string => {
  switch (failure._tag) {
    case 'NotAResultFile':
      return `${file} cannot be read: ${failure.problem}`;
    case 'MissingResultColumns':
      return `${file} has no column ${failure.missing.join(', ')}; it has ${failure.found.join(', ')}. Add what is missing.`;
  }
};
