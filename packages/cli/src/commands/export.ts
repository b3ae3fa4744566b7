import { type LocalDate, dateOf, instantAt } from '@commission-ledger/calendar';
import { balancesCsv, trialBalanceCsv } from '@commission-ledger/journal-files';
import { type ProgramDocument, balancesOf, trialBalance } from '@commission-ledger/projections';
import { checkScope } from '../audit/auditScope.ts';
import { exportWords } from '../audit/exportWords.ts';
import { journalFile } from '../audit/journalFile.ts';
import type { JournalFileOptions } from '../audit/journalFileOptions.ts';
import { type Pieces, writeOut } from '../audit/writeOut.ts';
import type { CommandContext } from '../commandContext.ts';
import { CommandFailed, exitCode } from '../exitCode.ts';
import { writeJson } from '../json.ts';
import { asOfDay, dayOf, programFor, scopeFor, zoneOf } from '../session.ts';
import { shownSafely } from '../table.ts';
import { tellParked } from '../tellParked.ts';

/** What to write, in which form, and where. */
export type ExportOptions = JournalFileOptions &
  Readonly<{
    what: 'journal' | 'trial-balance' | 'balances';
    program?: string;
    partner?: string;
    from?: string;
    until?: string;
    out?: string;
    force?: boolean;
  }>;

/** Writes the books as other programs read them. */
export const exportBooks = async (context: CommandContext, asked: ExportOptions): Promise<number> => {
  checkAsked(context, asked);
  const { session, terminal, options } = context;
  await checkScope(session, { program: asked.program });
  await session.catchUp();
  const program = await programFor(session, asked.program);
  const pieces = await piecesOf(context, asked, program);
  if (asked.out === undefined) for await (const piece of pieces) terminal.out(Buffer.from(piece).toString());
  else {
    const { bytes, sha256 } = await writeOut(asked.out, pieces, asked);
    const { what, format, out } = asked;
    const say = exportWords[options.locale];
    if (options.json === true) writeJson(terminal, { schema: 'export/1', what, format, out, bytes, sha256 });
    else terminal.out(`${say.wrote[what](shownSafely(out), `${bytes}`)}\n${say.sha256} ${sha256}\n`);
  }
  await tellParked(context);
  return exitCode.done;
};

const usage = (message: string): never => {
  throw new CommandFailed(message, exitCode.usage);
};

const TITLES = {
  journal: 'The journal is',
  'trial-balance': 'The trial balance is',
  balances: 'Balances are',
} as const;

const checkAsked = ({ options }: CommandContext, { what, format, from, out }: ExportOptions): void => {
  if (what !== 'journal' && format !== 'csv') usage(`${TITLES[what]} written as CSV only. Give --format csv.`);
  if (what !== 'journal' && from !== undefined)
    usage(`--from is for the journal. ${TITLES[what]} of one day, --until.`);
  if (out === undefined && format === 'parquet') usage('Parquet is not text. Give the file to write with --out.');
  if (out === undefined && options.json === true) usage('--json tells of the file that was written. Give --out, too.');
};

const piecesOf = async (context: CommandContext, asked: ExportOptions, program: ProgramDocument): Promise<Pieces> => {
  const { session, terminal } = context;
  await checkScope(session, { partner: asked.partner });
  const scope = await scopeFor(session, { program, partner: asked.partner });
  const until = asked.until === undefined ? todayIn(program, terminal.clock()) : dayOf(asked.until);
  switch (asked.what) {
    case 'balances': {
      const { documents, date } = await asOfDay(session, asked.until, program, terminal);
      return [balancesCsv(await balancesOf(documents, { ...scope, asOf: date }), date)];
    }
    case 'trial-balance':
      return [trialBalanceCsv(await trialBalance(session.documents, { ...scope, until }), until)];
    case 'journal': {
      const from = asked.from === undefined ? {} : { from: dayOf(asked.from) };
      if (from.from !== undefined && from.from > until) usage('--from is after --until.');
      return journalFile(context, asked, program, { ...scope, ...from, until });
    }
  }
};

const todayIn = (program: ProgramDocument, now: number): LocalDate => dateOf(instantAt(now), zoneOf(program));
