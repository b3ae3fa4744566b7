import { readFile } from 'node:fs/promises';
import { asOf, describeProjectionFailure, endOfDay } from '@commission-ledger/projections';
import { describeImportFailure } from '@commission-ledger/import';
import {
  type BankStatement,
  describeStatementFailure,
  readBankCsv,
  readCamt053,
  tieOutBank,
  tieOutExport,
  tieOutProjections,
} from '@commission-ledger/tie-outs';
import * as E from 'fp-ts/lib/Either.js';
import { bankText } from '../audit/tieOutBankText.ts';
import { dealsText } from '../audit/tieOutDealsText.ts';
import type { CommandContext } from '../commandContext.ts';
import { CommandFailed, exitCode } from '../exitCode.ts';
import { writeJson } from '../json.ts';
import { dayOf, programFor, zoneOf } from '../session.ts';
import { shownSafely } from '../table.ts';
import { jsonFile } from './init.ts';

/** Holds the deals of the ledger against an export of the CRM. */
export const tieOutCrm = async (
  context: CommandContext,
  folder: string,
  asked: Readonly<{ mapping: string; until?: string }>,
): Promise<number> => {
  const { session, terminal, options } = context;
  const mapping = await jsonFile(asked.mapping);
  const before = asked.until === undefined ? undefined : await endOf(context, asked.until, mapping);
  const past = await asOf({
    store: session.events,
    projections: tieOutProjections,
    ...(before === undefined ? {} : { effective: before }),
  });
  if (E.isLeft(past)) throw new CommandFailed(describeProjectionFailure(past.left));
  const order = { documents: past.right, mapping, input: folder, ...(before === undefined ? {} : { before }) };
  const made = await tieOutExport(order);
  if (E.isLeft(made))
    throw new CommandFailed(
      made.left._tag === 'NoSuchProgram' ? noProgram(made.left.program) : describeImportFailure(made.left),
    );
  if (options.json === true) writeJson(terminal, made.right);
  else terminal.out(dealsText(made.right, terminal, options.locale));
  return made.right.verdict === 'matched' ? exitCode.done : exitCode.failed;
};

/** The day ends in the zone of the program that the mapping names. */
const endOf = async (
  { session }: CommandContext,
  until: string,
  mapping: unknown,
): Promise<ReturnType<typeof endOfDay>> => {
  const named = typeof mapping === 'object' && mapping !== null && 'program' in mapping ? mapping.program : undefined;
  await session.catchUp();
  const program = await programFor(session, typeof named === 'string' ? named : undefined);
  return endOfDay(dayOf(until), zoneOf(program));
};

/** Holds the payouts of a program against a bank statement. */
export const tieOutStatement = async (
  context: CommandContext,
  file: string,
  asked: Readonly<{ format: 'camt053' | 'csv'; mapping?: string; program?: string }>,
): Promise<number> => {
  const { session, terminal, options } = context;
  const statements = await statementsIn(file, asked);
  await session.catchUp();
  const { program } = await programFor(session, asked.program);
  const made = await tieOutBank({ documents: session.documents, program, statements });
  if (E.isLeft(made)) throw new CommandFailed(noProgram(made.left.program));
  if (options.json === true) writeJson(terminal, made.right);
  else terminal.out(bankText(made.right, terminal, options.locale));
  return made.right.verdict === 'matched' ? exitCode.done : exitCode.failed;
};

const statementsIn = async (
  file: string,
  { format, mapping }: Readonly<{ format: 'camt053' | 'csv'; mapping?: string }>,
): Promise<readonly BankStatement[]> => {
  if (format === 'csv' && mapping === undefined)
    throw new CommandFailed('A CSV file needs --mapping, which says what its columns mean.', exitCode.usage);
  if (format !== 'csv' && mapping !== undefined)
    throw new CommandFailed('--mapping is for CSV files. Give --format csv, or leave it out.', exitCode.usage);
  const bytes = await bytesOf(file);
  const read =
    mapping === undefined
      ? readCamt053(bytes)
      : E.map((statement: BankStatement) => [statement])(readBankCsv(bytes, await jsonFile(mapping)));
  if (E.isLeft(read)) throw new CommandFailed(`${shownSafely(file)}: ${describeStatementFailure(read.left)}`);
  return read.right;
};

const bytesOf = async (file: string): Promise<Buffer> => {
  try {
    return await readFile(file);
  } catch {
    throw new CommandFailed(`The file ${shownSafely(file)} cannot be read. Check the path.`, exitCode.usage);
  }
};

const noProgram = (program: string): string =>
  `There is no program ${shownSafely(program.slice(0, 64))} in this ledger. Check the mapping, or --program.`;
