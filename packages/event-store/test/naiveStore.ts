import type { AppendResult, ExpectedRevision, NewEvent } from '../src/index.ts';

/** An event of the naive store, as a plain row. */
export type Row = Readonly<{ id: string; type: string; body: string; stream: string; revision: number }>;

/** The port's rules for appends, written down once more as simply as possible: one list, searched from the start. */
export const naiveStore = () => {
  let rows: readonly Row[] = [];
  const answer = (stream: string, events: readonly NewEvent[], expected: ExpectedRevision): AppendResult['_tag'] => {
    const inStream = rows.filter((row) => row.stream === stream);
    const start = expected === 'no-stream' ? 0 : expected + 1;
    const meant = events.map((event, index) => ({ ...event, stream, revision: start + index }));
    const sameId = (row: Row) => inStream.some(({ id, revision }) => id === row.id && revision === row.revision);
    if (inStream.length !== start) {
      if (!meant.every(sameId)) return 'conflict';
      const known = new Set(rows.map((row) => JSON.stringify([row.id, row.type, row.body])));
      return meant.every(({ id, type, body }) => known.has(JSON.stringify([id, type, body])))
        ? 'appended'
        : 'different-content';
    }
    const ids = [...rows, ...meant].map(({ id }) => id);
    if (new Set(ids).size < ids.length) return 'id-taken';
    rows = [...rows, ...meant];
    return 'appended';
  };
  return { answer, rows: () => rows };
};
