import type { ChainEnds } from './endsOfChains.ts';

/** Ends of chains, as many as there are put into it. */
export type EndsTable = ChainEnds & Readonly<{ size(): number; has(stream: string): boolean }>;

const HASH_BYTES = 32;
const STREAMS_A_BLOCK = 4096;

/** What is kept of so many streams, in the order in which they were met. */
type Block = Readonly<{
  /** Where the name begins in `names`, and how long it is. */
  starts: Uint32Array;
  lengths: Uint16Array;
  /** Which bucket of the table it belongs to. */
  sums: Uint32Array;
  revisions: Float64Array;
  hashes: Buffer;
}> & { names: Uint16Array; used: number };

const emptyBlock = (): Block => ({
  starts: new Uint32Array(STREAMS_A_BLOCK),
  lengths: new Uint16Array(STREAMS_A_BLOCK),
  sums: new Uint32Array(STREAMS_A_BLOCK),
  revisions: new Float64Array(STREAMS_A_BLOCK),
  hashes: Buffer.alloc(STREAMS_A_BLOCK * HASH_BYTES),
  names: new Uint16Array(STREAMS_A_BLOCK),
  used: 0,
});

/** Puts the name behind the others. */
const addName = (block: Block, name: string): void => {
  const end = block.used + name.length;
  if (end > block.names.length) {
    const more = new Uint16Array(Math.max(end, block.names.length * 2));
    more.set(block.names);
    block.names = more;
  }
  for (let index = 0; index < name.length; index += 1) block.names[block.used + index] = name.charCodeAt(index);
  block.used = end;
};

/**
 * An empty hash table, outside the heap: a `Map` with a string and an object for each stream takes several times as much,
 * and the collector has to go through all of it.
 */
export const endsTable = (): EndsTable => {
  const blocks: Block[] = [];
  // Each has the number of its stream, from 1 on.
  let buckets = new Uint32Array(1024);
  let count = 0;

  const blockOf = (number: number): Block => (blocks[Math.floor(number / STREAMS_A_BLOCK)] ??= emptyBlock());

  const isNamed = (number: number, stream: string): boolean => {
    const { starts, lengths, names } = blockOf(number);
    const start = starts[number % STREAMS_A_BLOCK] ?? 0;
    if (lengths[number % STREAMS_A_BLOCK] !== stream.length) return false;
    for (let index = 0; index < stream.length; index += 1)
      if (names[start + index] !== stream.charCodeAt(index)) return false;
    return true;
  };

  /** The bucket of the stream, or the free one that it would get. */
  const bucketOf = (stream: string, sum: number): number => {
    let bucket = sum & (buckets.length - 1);
    for (;;) {
      const number = buckets[bucket] ?? 0;
      if (number === 0 || isNamed(number - 1, stream)) return bucket;
      bucket = (bucket + 1) & (buckets.length - 1);
    }
  };

  const numberOf = (stream: string): number => (buckets[bucketOf(stream, sumOf(stream))] ?? 0) - 1;

  const grow = (): void => {
    buckets = new Uint32Array(buckets.length * 2);
    for (let number = 0; number < count; number += 1) {
      let bucket = (blockOf(number).sums[number % STREAMS_A_BLOCK] ?? 0) & (buckets.length - 1);
      while (buckets[bucket] !== 0) bucket = (bucket + 1) & (buckets.length - 1);
      buckets[bucket] = number + 1;
    }
  };

  const add = (stream: string): number => {
    if (count * 4 >= buckets.length * 3) grow();
    const number = count;
    const sum = sumOf(stream);
    const block = blockOf(number);
    block.starts[number % STREAMS_A_BLOCK] = block.used;
    block.lengths[number % STREAMS_A_BLOCK] = stream.length;
    block.sums[number % STREAMS_A_BLOCK] = sum;
    addName(block, stream);
    buckets[bucketOf(stream, sum)] = number + 1;
    count += 1;
    return number;
  };

  return {
    size: () => count,
    has: (stream) => numberOf(stream) >= 0,
    endsWith: (stream, revision, hash) => {
      const number = numberOf(stream);
      if (number < 0) return undefined;
      const { revisions, hashes } = blockOf(number);
      const start = (number % STREAMS_A_BLOCK) * HASH_BYTES;
      const isThere = revisions[number % STREAMS_A_BLOCK] === revision;
      return isThere && hashes.toString('hex', start, start + HASH_BYTES) === hash;
    },
    set: (stream, revision, hash) => {
      const known = numberOf(stream);
      const number = known < 0 ? add(stream) : known;
      const { revisions, hashes } = blockOf(number);
      revisions[number % STREAMS_A_BLOCK] = revision;
      hashes.write(hash, (number % STREAMS_A_BLOCK) * HASH_BYTES, 'hex');
    },
  };
};

/** FNV-1a over the UTF-16 code units. */
const sumOf = (stream: string): number => {
  let sum = 0x811c9dc5;
  for (let index = 0; index < stream.length; index += 1) sum = Math.imul(sum ^ stream.charCodeAt(index), 0x01000193);
  return (sum ^ (sum >>> 15)) >>> 0;
};
