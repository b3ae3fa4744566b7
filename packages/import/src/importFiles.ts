import { tmpdir } from 'node:os';
import { type LedgerOptions, createLedger } from '@commission-ledger/ledger';
import * as E from 'fp-ts/lib/Either.js';
import { countingStore } from './apply/countingStore.ts';
import { dryRunStore } from './apply/dryRunStore.ts';
import { FileTrouble } from './fileTrouble.ts';
import type { ImportFailure } from './importFailure.ts';
import type { ImportProgress, ImportSummary, RowProblem } from './importSummary.ts';
import { importSources } from './importSources.ts';
import type { Mapping } from './mapping/mapping.ts';
import { parseMapping } from './mapping/parseMapping.ts';
import { prepareSources } from './prepareSources.ts';
import { type ProblemReport, problemReport } from './report/problemReport.ts';
import { temporaryFolder } from './report/temporaryFolder.ts';
import { summaryOf } from './summaryOf.ts';

/** What to import, into which ledger, and how. */
export type ImportOptions = Readonly<{
  /** The ledger, as for `createLedger`. The import opens its own, because it accrues in windows. */
  ledger: Omit<LedgerOptions, 'accruals'>;
  /** The mapping as parsed JSON; it is checked as a whole before anything is read. */
  mapping: unknown;
  /** The data folder; or one file, when the mapping has a single source: then it is read whatever its name. */
  input: string;
  /** Gives the same verdicts without writing to the store. What it would write is kept in memory. */
  dryRun?: boolean;
  /**
   * A CSV file to tell refused rows in; it comes only if a row is refused. The error file of an earlier import is
   * replaced or removed; with any other file of that name the import fails before it begins, and the file stays.
   */
  errorFile?: string;
  /** Told of every problem of a row, in the order found. */
  onProblem?: (problem: RowProblem) => void;
  onProgress?: (progress: ImportProgress) => void;
  /** Where to keep temporary files for inputs that do not fit into memory; by default the machine's folder for them. */
  tempDir?: string;
  /** How many facts to keep in memory while sorting; 50,000 by default. */
  runSize?: number;
  /** How many facts to send to the ledger before accruing for them; 512 by default. */
  windowSize?: number;
}>;

/**
 * Imports an export of another system: rows become facts as the mapping says, facts are recorded in the order in which
 * they happened, and every row that cannot go in is told while the others do.
 *
 * The same files again change nothing, because every fact has its business key; so an import that was interrupted goes
 * on when it is started again, and makes up for accruals that were missing.
 */
export const importFiles = async (options: ImportOptions): Promise<E.Either<ImportFailure, ImportSummary>> => {
  const mapping = parseMapping(options.mapping);
  if (E.isLeft(mapping)) return E.left({ _tag: 'InvalidMapping', problems: mapping.left });
  return carriedOut(async () => {
    const report = await problemReport(options.errorFile, options.onProblem);
    let complete = false;
    try {
      const imported = await carriedOut(() => importInto(report, mapping.right, options));
      complete = E.isRight(imported);
      return E.mapLeft((failure: ImportFailure) => withErrorFile(failure, report.errorFile()))(imported);
    } finally {
      await report.close(complete);
    }
  });
};

type Imported = E.Either<ImportFailure, ImportSummary>;

/** What files are to blame for is the import's answer; all else is a defect. */
const carriedOut = async (work: () => Promise<Imported>): Promise<Imported> => {
  try {
    return await work();
  } catch (error) {
    if (error instanceof FileTrouble) return E.left(error.failure);
    throw error;
  }
};

const withErrorFile = (failure: ImportFailure, errorFile: string | undefined): ImportFailure =>
  errorFile === undefined ? failure : { ...failure, errorFile };

const importInto = async (report: ProblemReport, mapping: Mapping, options: ImportOptions): Promise<Imported> => {
  const sources = await prepareSources(mapping, options.input);
  const temporary = temporaryFolder(options.tempDir ?? tmpdir());
  try {
    const { clock = Date.now, store } = options.ledger;
    const began = clock();
    const counted = countingStore(options.dryRun === true ? dryRunStore(store) : store);
    const imported = await importSources(sources, {
      ledger: createLedger({ ...options.ledger, store: counted.store, accruals: 'deferred' }),
      eventsWritten: counted.eventsWritten,
      report,
      temporary,
      onProgress: options.onProgress ?? (() => undefined),
      runSize: options.runSize ?? 50_000,
      windowSize: options.windowSize ?? 512,
    });
    return E.map((read: Parameters<typeof summaryOf>[0]) =>
      summaryOf(read, {
        dryRun: options.dryRun === true,
        eventsWritten: counted.eventsWritten(),
        causesSetAside: counted.causesSetAside(),
        durationMs: Math.max(0, clock() - began),
        errorFile: report.errorFile(),
      }),
    )(imported);
  } finally {
    await temporary.remove();
  }
};
