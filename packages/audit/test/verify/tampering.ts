import { type Frame, canonicalJson, eventIdOf, hashOf } from '@commission-ledger/events';
import type { Signer } from '@commission-ledger/seals';
import type { FindingClass } from '../../src/verify/verifyReport.ts';
import { type Row, nextRow, withSeal } from './sampleHistory.ts';

/** What was done to a history, and what is to be said of it. */
export type Tampered = Readonly<{
  rows: readonly Row[];
  /** The class it has to be given; several where the bytes cannot tell. */
  classes: readonly FindingClass[];
  /** The index in the new history of the first bad event, as exactly as it can be told without the leaves. */
  exact: number | undefined;
  /** The same with the leaves. */
  first: number;
}>;

/** Changes the row at an index; `undefined` when that row does not lend itself to it. */
export type Tampering = (rows: readonly Row[], index: number, other: number) => Tampered | undefined;

const frameOf = (row: Row): Frame => JSON.parse(row.body);
const framed = (row: Row, changes: Partial<Frame>): Row => ({
  ...row,
  body: canonicalJson({ ...frameOf(row), ...changes }),
});
const isSeal = ({ type }: Row): boolean => type === 'LedgerSealed';
const laterOf = (rows: readonly Row[], index: number): Row | undefined =>
  rows.slice(index + 1).find(({ stream }) => stream === rows[index]?.stream);
const without = (rows: readonly Row[], index: number): readonly Row[] => rows.filter((_, at) => at !== index);
const withRow = (rows: readonly Row[], index: number, row: Row): readonly Row[] =>
  rows.map((each, at) => (at === index ? row : each));
const indexOf = (rows: readonly Row[], row: Row): number => rows.findIndex(({ id }) => id === row.id);
const positioned = (rows: readonly Row[]): readonly Row[] =>
  rows.map((row, index) => ({ ...row, position: BigInt(index + 1) }));

/** All revisions and links made to fit, as somebody does who knows how. */
const relinked = (rows: readonly Row[]): readonly Row[] => {
  const ends = new Map<string, Row>();
  return rows.map((row) => {
    const before = ends.get(row.stream);
    const revision = before === undefined ? 0 : before.revision + 1;
    const prev = before === undefined ? null : hashOf(before.body);
    const next = framed({ ...row, revision }, { stream: row.stream, revision, prev });
    ends.set(row.stream, next);
    return next;
  });
};

const altered = (row: Row): Row => framed(row, { data: { amount: { amount: '9999999.00', currency: 'EUR' } } });

const plain = (rows: readonly Row[], index: number): Row | undefined => {
  const row = rows[index];
  return row === undefined || isSeal(row) ? undefined : row;
};

/** Every kind of change that is made to one place of a history. */
export const tamperings: Readonly<Record<string, Tampering>> = {
  'an amount is changed': (rows, index) => {
    const row = plain(rows, index);
    if (row === undefined) return undefined;
    const exact = laterOf(rows, index) === undefined ? undefined : index;
    return { rows: withRow(rows, index, altered(row)), classes: ['edited'], exact, first: index };
  },
  'an amount is changed, and the rest of the stream linked again': (rows, index) => {
    const row = plain(rows, index);
    if (row === undefined) return undefined;
    return { rows: relinked(withRow(rows, index, altered(row))), classes: ['edited'], exact: undefined, first: index };
  },
  'one character of an event is changed': (rows, index) => {
    const row = plain(rows, index);
    if (row === undefined) return undefined;
    const rest = withRow(rows, index, { ...row, body: row.body.replace('{', '[') });
    const isLast = laterOf(rows, index) === undefined;
    return { rows: rest, classes: ['edited', 'unreadable'], exact: isLast ? undefined : index, first: index };
  },
  'the end of an event is cut off': (rows, index) => {
    const row = plain(rows, index);
    if (row === undefined) return undefined;
    const rest = withRow(rows, index, { ...row, body: row.body.slice(0, -1) });
    return { rows: rest, classes: ['unreadable'], exact: index, first: index };
  },
  'an event is written in another way': (rows, index) => {
    const row = plain(rows, index);
    if (row === undefined) return undefined;
    const rest = withRow(rows, index, { ...row, body: `${row.body} ` });
    return { rows: rest, classes: ['edited'], exact: index, first: index };
  },
  'an event is deleted': (rows, index) => {
    const [row, next] = [plain(rows, index), laterOf(rows, index)];
    if (row === undefined || next === undefined) return undefined;
    const rest = without(rows, index);
    return { rows: rest, classes: ['deleted'], exact: indexOf(rest, next), first: index };
  },
  'the last event of a stream is deleted': (rows, index) => {
    const row = plain(rows, index);
    if (row === undefined || laterOf(rows, index) !== undefined) return undefined;
    const rest = without(rows, index);
    const isDropped = row.revision === 0;
    return { rows: rest, classes: [isDropped ? 'stream-dropped' : 'deleted'], exact: undefined, first: index };
  },
  'an event is deleted, and those after it renumbered': (rows, index) => {
    const [row, next] = [plain(rows, index), laterOf(rows, index)];
    if (row === undefined || next === undefined) return undefined;
    const rest = without(rows, index).map((each) =>
      each.stream === row.stream && each.revision > row.revision ? { ...each, revision: each.revision - 1 } : each,
    );
    return { rows: rest, classes: ['deleted'], exact: indexOf(rest, next), first: index };
  },
  'an event is deleted, and the rest linked again': (rows, index) => {
    const [row, next] = [plain(rows, index), laterOf(rows, index)];
    if (row === undefined || next === undefined) return undefined;
    // Without its first event, a stream may begin only after the seal.
    const classes: FindingClass[] = row.revision === 0 ? ['deleted', 'stream-dropped'] : ['deleted'];
    return { rows: relinked(without(rows, index)), classes, exact: undefined, first: index };
  },
  'an event is put in, and the rest linked again': (rows, index) => {
    const row = plain(rows, index);
    if (row === undefined) return undefined;
    const id = eventIdOf('sample', 'put in', 0);
    const more = framed({ ...row, id }, { id, commandKey: 'put in' });
    const rest = [...rows.slice(0, index), more, ...rows.slice(index)];
    return { rows: positioned(relinked(rest)), classes: ['inserted'], exact: undefined, first: index };
  },
  'an event is put in twice': (rows, index) => {
    const row = plain(rows, index);
    if (row === undefined) return undefined;
    const id = eventIdOf('sample', 'put in', 0);
    const more = framed({ ...row, id }, { id, commandKey: 'put in' });
    const rest = [...rows.slice(0, index + 1), more, ...rows.slice(index + 1)];
    return { rows: positioned(rest), classes: ['inserted'], exact: index + 1, first: index + 1 };
  },
  'two neighbours of a stream change their places': (rows, index) => {
    const [row, next] = [plain(rows, index), laterOf(rows, index)];
    if (row === undefined || next === undefined) return undefined;
    const at = indexOf(rows, next);
    const rest = rows.map((each, place) => (place === index ? next : place === at ? row : each));
    return { rows: positioned(rest), classes: ['swapped'], exact: index, first: index };
  },
  'the contents of two events change their places': (rows, index, other) => {
    const [from, to] = index < other ? [index, other] : [other, index];
    const [one, two] = [plain(rows, from), plain(rows, to)];
    if (one === undefined || two === undefined || one === two) return undefined;
    const rest = withRow(withRow(rows, from, { ...one, body: two.body }), to, { ...two, body: one.body });
    return { rows: rest, classes: ['swapped'], exact: from, first: from };
  },
  'two events of different streams change their places': (rows, index, other) => {
    const [from, to] = index < other ? [index, other] : [other, index];
    const [one, two] = [plain(rows, from), plain(rows, to)];
    const between = rows.slice(from, to + 1);
    const isMixed = between.filter(({ stream }) => stream === one?.stream || stream === two?.stream).length !== 2;
    // The order in which streams begin is in the head tree, and seals between them would cover another set.
    if (one === undefined || two === undefined || isMixed || between.some(isSeal)) return undefined;
    if (between.some(({ revision }) => revision === 0) || from === to) return undefined;
    const rest = rows.map((each, place) => (place === from ? two : place === to ? one : each));
    return { rows: positioned(rest), classes: ['swapped'], exact: undefined, first: from };
  },
  'a stream is renamed': (rows, index) => {
    const row = plain(rows, index);
    if (row === undefined) return undefined;
    const rest = rows.map((each) => (each.stream === row.stream ? { ...each, stream: 'account-p.z.EUR' } : each));
    const exact = rows.findIndex(({ stream }) => stream === row.stream);
    return { rows: rest, classes: ['renamed'], exact, first: exact };
  },
  'a stream is renamed in its events too, and linked again': (rows, index) => {
    const row = plain(rows, index);
    if (row === undefined) return undefined;
    const rest = rows.map((each) => (each.stream === row.stream ? { ...each, stream: 'account-p.z.EUR' } : each));
    const first = rows.findIndex(({ stream }) => stream === row.stream);
    return { rows: relinked(rest), classes: ['edited'], exact: undefined, first };
  },
  'a stream is dropped': (rows, index) => {
    const row = plain(rows, index);
    if (row === undefined) return undefined;
    const rest = rows.filter(({ stream }) => stream !== row.stream);
    const first = rows.findIndex(({ stream }) => stream === row.stream);
    return { rows: rest, classes: ['stream-dropped'], exact: undefined, first };
  },
};

/** The same events from the first on, sealed at the same places by somebody else. */
export const sealedAnew = async (rows: readonly Row[], signer: Signer): Promise<readonly Row[]> => {
  let done: readonly Row[] = [];
  for (const row of rows) {
    if (isSeal(row)) done = await withSeal(done, signer);
    else {
      const { stream, type, data, commandKey } = frameOf(row);
      done = [...done, nextRow(done, { stream, type, data, commandKey })];
    }
  }
  return done;
};

/** The seal at an index, with other data in its event; the links are made to fit. */
export const withSealData = (rows: readonly Row[], index: number, change: Frame['data']): readonly Row[] => {
  const row = rows[index];
  if (row === undefined) throw new RangeError('There is no such row.');
  return relinked(withRow(rows, index, framed(row, { data: { ...frameOf(row).data, ...change } })));
};
