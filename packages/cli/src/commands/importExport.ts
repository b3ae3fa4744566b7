import { type ImportSummary, describeImportFailure, importFiles } from '@commission-ledger/import';
import * as E from 'fp-ts/lib/Either.js';
import type { CommandContext } from '../commandContext.ts';
import { CommandFailed, exitCode } from '../exitCode.ts';
import { writeJson } from '../json.ts';
import { progressBar } from '../progressBar.ts';
import type { Words } from '../words.ts';
import { jsonFile } from './init.ts';

/** The mapping file, whether to write at all, and where to list refused rows. */
export type ImportOptions = Readonly<{ mapping: string; dryRun?: boolean; errors?: string }>;

/** Takes in an export; good rows go in, refused rows are listed with the reason. */
export const importExport = async (context: CommandContext, folder: string, asked: ImportOptions): Promise<number> => {
  const { session, terminal, options, words } = context;
  const bar = progressBar(terminal, words.importing);
  const outcome = await importFiles({
    ledger: session.ledgerOptions,
    mapping: await jsonFile(asked.mapping),
    input: folder,
    dryRun: asked.dryRun === true,
    errorFile: asked.errors ?? 'import-errors.csv',
    onProgress: ({ phase, rowsRead, factsApplied, facts }) =>
      phase === 'reading' ? bar.show(rowsRead, rowsRead) : bar.show(factsApplied, facts ?? factsApplied),
  });
  bar.end();
  if (E.isLeft(outcome)) throw new CommandFailed(describeImportFailure(outcome.left));
  const summary = outcome.right;
  if (options.json === true) writeJson(terminal, summary);
  else terminal.out(summaryText(summary, words.summary));
  const isWhole = summary.rowsRefused === 0 && summary.causesSetAside.length === 0;
  return isWhole ? exitCode.done : exitCode.incomplete;
};

type Line = readonly [what: string, count: number, more?: string];

/** A reason names the partner and the day, so there can be many. */
const MOST_REASONS = 10;

const setAsideLines = (setAside: ImportSummary['causesSetAside'], words: Words['summary']): readonly Line[] => {
  if (setAside.length === 0) return [];
  const sum = (some: typeof setAside): number => some.reduce((total, { causes }) => total + causes, 0);
  const [shown, others] = [setAside.slice(0, MOST_REASONS), setAside.slice(MOST_REASONS)];
  return [
    [words.causesSetAside, sum(setAside)],
    ...shown.map(({ reason, causes }) => [`  ${reason}`, causes] as const),
    ...(others.length > 0 ? [[`  ${words.otherReasons}`, sum(others)] as const] : []),
  ];
};

const summaryText = (summary: ImportSummary, words: Words['summary']): string => {
  const { rowsRead, eventsWritten, rowsSkipped, rowsKnown, rowsRefused, causesSetAside, dryRun, errorFile } = summary;
  const files = summary.bySource.map(({ file, rowsRead: rows }) => `${file} ${rows}`);
  const bySource = files.length > 1 ? ` (${files.join(', ')})` : '';
  const skipped = rowsSkipped.reduce((sum, { rows }) => sum + rows, 0);
  const lines: readonly Line[] = [
    [words.rowsRead, rowsRead, bySource],
    [words.eventsWritten, eventsWritten],
    [words.rowsSkipped, skipped],
    ...rowsSkipped.filter(({ rows }) => rows > 0).map(({ reason, rows }) => [`  ${reason}`, rows] as const),
    [words.rowsKnown, rowsKnown],
    [words.rowsRefused, rowsRefused],
    ...setAsideLines(causesSetAside, words),
  ];
  const labels = Math.max(...lines.map(([what]) => what.length)) + 1;
  const digits = Math.max(...lines.map(([, count]) => `${count}`.length));
  const counted = lines
    .map(([what, count, more = '']) => `${`${what}:`.padEnd(labels)} ${`${count}`.padStart(digits)}${more}\n`)
    .join('');
  const hint = causesSetAside.length > 0 ? `${words.setAsideHint}\n` : '';
  const where = errorFile !== undefined ? `${words.errorFile} ${errorFile}\n` : '';
  return `${counted}${hint}${where}${dryRun ? `${words.dryRun}\n` : ''}`;
};
