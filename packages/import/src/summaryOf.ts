import path from 'node:path';
import type { ImportSummary, RowCounts } from './importSummary.ts';
import type { ReadSource } from './readSource.ts';

/** The figures of the sources, and their sums. */
export const summaryOf = (
  sources: readonly ReadSource[],
  of: Pick<ImportSummary, 'dryRun' | 'eventsWritten' | 'causesSetAside' | 'durationMs'> &
    Readonly<{ errorFile: string | undefined }>,
): ImportSummary => {
  const bySource = sources.map(({ prepared, importId, counts }) => ({
    source: prepared.source.name,
    file: path.basename(prepared.path),
    importId,
    ...counts(),
  }));
  const { errorFile, ...figures } = of;
  const sum = sumOf(bySource);
  const told = errorFile !== undefined ? { errorFile } : {};
  return { ...figures, ...told, ...sum, bySource };
};

const sumOf = (counts: readonly RowCounts[]): RowCounts => {
  const sum = (figure: (count: RowCounts) => number): number =>
    counts.reduce((total, count) => total + figure(count), 0);
  const skipped = new Map<string, number>();
  for (const { reason, rows } of counts.flatMap(({ rowsSkipped }) => rowsSkipped))
    skipped.set(reason, (skipped.get(reason) ?? 0) + rows);
  return {
    rowsRead: sum(({ rowsRead }) => rowsRead),
    rowsRecorded: sum(({ rowsRecorded }) => rowsRecorded),
    rowsKnown: sum(({ rowsKnown }) => rowsKnown),
    rowsSkipped: [...skipped].map(([reason, rows]) => ({ reason, rows })),
    rowsRefused: sum(({ rowsRefused }) => rowsRefused),
    factsMapped: sum(({ factsMapped }) => factsMapped),
  };
};
