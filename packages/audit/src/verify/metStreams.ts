import { LINK, type StreamColumns } from './scannedPart.ts';

/** An event as its stream remembers it. */
type MetEvent = Readonly<{ index: number; revision: number; hash: string }>;
type Link = string | null | undefined;

/** The streams of a run of events as they are met, each by its number among them. */
export type MetStreams = Readonly<{
  numberOf: (stream: string) => number | undefined;
  /** Its last event, and the highest revision. */
  at: (number: number) => MetEvent & Readonly<{ highest: number }>;
  /** Whether an event has the revision after the last, and is linked to it. */
  goesOn: (number: number, revision: number, link: Link) => boolean;
  /** A stream by its first event. */
  begin: (stream: string, first: MetEvent & Readonly<{ link: Link }>) => void;
  /** The next event of a stream. */
  add: (number: number, next: MetEvent) => void;
  columns: () => StreamColumns;
}>;

/** None yet, and at most so many to come. */
export const metStreams = (most: number): MetStreams => {
  const numbers = new Map<string, number>();
  const figures = new Float64Array(most * COLUMNS);
  const links: Link[] = [];
  const hashes: string[] = [];
  const figure = (number: number, column: number): number => figures[number * COLUMNS + column] ?? 0;
  return {
    numberOf: (stream) => numbers.get(stream),
    at: (number) => ({
      index: figure(number, 2),
      revision: figure(number, 3),
      highest: figure(number, 5),
      hash: hashes[number] ?? '',
    }),
    goesOn: (number, revision, link) => revision === figure(number, 3) + 1 && link === hashes[number],
    begin: (stream, { index, revision, link, hash }) => {
      const at = hashes.length * COLUMNS;
      numbers.set(stream, hashes.length);
      figures[at] = index;
      figures[at + 1] = revision;
      figures[at + 2] = index;
      figures[at + 3] = revision;
      figures[at + 4] = 1;
      figures[at + 5] = revision;
      links.push(link);
      hashes.push(hash);
    },
    add: (number, { index, revision, hash }) => {
      const at = number * COLUMNS;
      figures[at + 2] = index;
      figures[at + 3] = revision;
      figures[at + 4] = figure(number, 4) + 1;
      if (revision > figure(number, 5)) figures[at + 5] = revision;
      hashes[number] = hash;
    },
    columns: () => ({
      names: [...numbers.keys()],
      numbers: figures.slice(0, hashes.length * COLUMNS),
      links: packed(links),
      linkKinds: Uint8Array.from(links, kindOf),
      ends: packed(hashes),
    }),
  };
};

const COLUMNS = 6;
const HASH = 32;

const kindOf = (link: Link): number => {
  if (link === undefined) return LINK.unknown;
  return link === null ? LINK.none : LINK.hash;
};

/** Hashes in hexadecimal as bytes, one after another; zeros where there is none. */
const packed = (hashes: readonly Link[]): Uint8Array => {
  const bytes = Buffer.alloc(hashes.length * HASH);
  for (let place = 0; place < hashes.length; place += 1) {
    const hash = hashes[place];
    if (typeof hash === 'string') bytes.write(hash, place * HASH, 'hex');
  }
  return bytes;
};
