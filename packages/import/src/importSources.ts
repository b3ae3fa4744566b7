import type { Ledger } from '@commission-ledger/ledger';
import * as E from 'fp-ts/lib/Either.js';
import { type Listener, applyWindow } from './apply/applyWindow.ts';
import { windowsOf } from './apply/windows.ts';
import type { ImportFailure } from './importFailure.ts';
import type { ImportProgress } from './importSummary.ts';
import { type PreparedSource, type ReadSource, readSource } from './readSource.ts';
import type { ProblemReport } from './report/problemReport.ts';
import { refusedFact } from './report/refusedFact.ts';
import type { TemporaryFolder } from './report/temporaryFolder.ts';
import { factSorter } from './sort/factSorter.ts';

/** What importing needs besides the sources. */
export type Workplace = Readonly<{
  ledger: Ledger;
  eventsWritten: () => number;
  report: ProblemReport;
  temporary: TemporaryFolder;
  onProgress: (progress: ImportProgress) => void;
  runSize: number;
  windowSize: number;
}>;

/** Imports sources one after another; those that are merged, together. */
export const importSources = async (
  sources: readonly PreparedSource[],
  workplace: Workplace,
): Promise<E.Either<ImportFailure, readonly ReadSource[]>> => {
  const done: ReadSource[] = [];
  const progress = { rowsRead: 0, factsApplied: 0 };
  for (const together of mergedSources(sources)) {
    const sorter = factSorter(workplace.runSize, workplace.temporary.path);
    const read: ReadSource[] = [];
    for (const source of together) read.push(await readOne(source, sorter, workplace, progress));
    const stopped = await applyAll(read, sorter, workplace, progress);
    await workplace.report.flush();
    if (stopped !== undefined) return E.left(stopped);
    done.push(...read);
  }
  return E.right(done);
};

type Progress = { rowsRead: number; factsApplied: number };

const mergedSources = (sources: readonly PreparedSource[]): readonly (readonly PreparedSource[])[] => {
  const lists: PreparedSource[][] = [];
  for (const prepared of sources) {
    const last = lists.at(-1);
    if (prepared.source.merged === true && last !== undefined) last.push(prepared);
    else lists.push([prepared]);
  }
  return lists;
};

const readOne = (
  prepared: PreparedSource,
  sorter: ReturnType<typeof factSorter>,
  { report, onProgress }: Workplace,
  progress: Progress,
): Promise<ReadSource> =>
  readSource(prepared, sorter, {
    problem: ({ name, file }, line, problem) => report.add({ source: name, file, line, ...problem }),
    rows: async ({ name }, count) => {
      progress.rowsRead += count;
      onProgress({ source: name, phase: 'reading', ...progress, facts: undefined });
      await report.flush();
    },
  });

const applyAll = async (
  read: readonly ReadSource[],
  sorter: ReturnType<typeof factSorter>,
  workplace: Workplace,
  progress: Progress,
): Promise<ImportFailure | undefined> => {
  const bySource = new Map(read.map((source) => [source.prepared.index, source]));
  const sourceOf = (index: number): ReadSource => {
    const source = bySource.get(index);
    if (source === undefined) throw new Error(`There is no source ${index}.`);
    return source;
  };
  const listener = listenerOf(sourceOf, workplace.report);
  const target = { ledger: workplace.ledger, correlationOf: (index: number) => sourceOf(index).importId };
  const facts = progress.factsApplied + sorter.count();
  for await (const window of windowsOf(sorter.sorted(), workplace.windowSize)) {
    const source = sourceOf(window[0]?.source ?? 0).prepared.source.name;
    const applied = await applyWindow(window, target, listener);
    if (E.isLeft(applied)) {
      const eventsWritten = workplace.eventsWritten();
      return { _tag: 'Stopped', failure: applied.left, source, ...progress, eventsWritten };
    }
    progress.factsApplied += window.length;
    workplace.onProgress({ source, phase: 'applying', ...progress, facts });
    await workplace.report.flush();
  }
  return undefined;
};

const listenerOf = (sourceOf: (index: number) => ReadSource, report: ProblemReport): Listener => ({
  isRefused: ({ source, row }) => sourceOf(source).outcomes.isRefused(row),
  recorded: ({ source, row }, repeated) => {
    if (!repeated) sourceOf(source).outcomes.written(row);
  },
  refused: (fact, failure) => {
    const { outcomes, prepared } = sourceOf(fact.source);
    outcomes.refused(fact.row);
    const { name, file } = prepared.source;
    report.add({ source: name, file, line: fact.line, ...refusedFact(fact, prepared.source, failure) });
  },
});
