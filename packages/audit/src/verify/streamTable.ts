import type { StreamColumns } from './scannedPart.ts';

/** How a stream stands in what was read so far. `begin` and `index` are those of its first and last event. */
export type StreamSoFar = Readonly<{
  begin: number;
  index: number;
  revision: number;
  count: number;
  highest: number;
  /** The hash of the last event, hexadecimal. */
  hash: string;
}>;

/** All streams, in the order in which they were met; 80 bytes each beside the name. */
export type StreamTable = Readonly<{
  size: () => number;
  /** The number of a stream among them. */
  numberOf: (stream: string) => number | undefined;
  at: (number: number) => StreamSoFar;
  revisionOf: (number: number) => number;
  nameOf: (number: number) => string;
  /** Whether the last event of a stream has the hash that stands at a place of these bytes. */
  endsWith: (number: number, hashes: Uint8Array, place: number) => boolean;
  /** Notes what a part says of the stream at a place in it, which has this number or is new, and answers its number. */
  add: (part: StreamColumns, place: number, known: number | undefined) => number;
  /** Puts a stream at the end as it was once. */
  restore: (stream: string, soFar: StreamSoFar) => void;
}>;

/** A table without streams. */
export const streamTable = (): StreamTable => {
  const numbers = new Map<string, number>();
  const names: string[] = [];
  let figures = new Float64Array(64 * FIGURES);
  let hashes = Buffer.alloc(64 * HASH);
  const figure = (number: number, which: number): number => figures[number * FIGURES + which] ?? 0;
  const open = (stream: string): number => {
    const number = numbers.size;
    numbers.set(stream, number);
    names.push(stream);
    if (numbers.size * HASH > hashes.length) {
      hashes = Buffer.concat([hashes, Buffer.alloc(hashes.length)]);
      const larger = new Float64Array(figures.length * 2);
      larger.set(figures);
      figures = larger;
    }
    return number;
  };
  return {
    size: () => numbers.size,
    numberOf: (stream) => numbers.get(stream),
    at: (number) => ({
      begin: figure(number, 0),
      index: figure(number, 1),
      revision: figure(number, 2),
      count: figure(number, 3),
      highest: figure(number, 4),
      hash: hashes.toString('hex', number * HASH, (number + 1) * HASH),
    }),
    revisionOf: (number) => figure(number, 2),
    nameOf: (number) => names[number] ?? '',
    endsWith: (number, others, place) => {
      for (let byte = 0; byte < HASH; byte += 1)
        if (hashes[number * HASH + byte] !== others[place * HASH + byte]) return false;
      return true;
    },
    add: ({ names: met, numbers: columns, ends }, place, known) => {
      const number = known ?? open(met[place] ?? '');
      const at = number * FIGURES;
      const from = place * COLUMNS;
      const highest = columns[from + 5] ?? 0;
      if (known === undefined) figures[at] = columns[from] ?? 0;
      figures[at + 1] = columns[from + 2] ?? 0;
      figures[at + 2] = columns[from + 3] ?? 0;
      figures[at + 3] = (known === undefined ? 0 : (figures[at + 3] ?? 0)) + (columns[from + 4] ?? 0);
      figures[at + 4] = known === undefined ? highest : Math.max(figures[at + 4] ?? 0, highest);
      for (let byte = 0; byte < HASH; byte += 1) hashes[number * HASH + byte] = ends[place * HASH + byte] ?? 0;
      return number;
    },
    restore: (stream, { begin, index, revision, count, highest, hash }) => {
      const number = open(stream);
      figures.set([begin, index, revision, count, highest], number * FIGURES);
      hashes.write(hash, number * HASH, 'hex');
    },
  };
};

const FIGURES = 5;
/** What a part has for each stream. */
const COLUMNS = 6;
const HASH = 32;
