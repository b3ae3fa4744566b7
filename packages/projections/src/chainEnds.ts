/** The last event of each stream that was met lately, kept in little memory: a history has many streams. */
export type ChainEnds = Readonly<{
  /** Whether the stream ends with this event as far as it was met; `undefined` when it is not known. */
  endsWith(stream: string, revision: number, hash: string): boolean | undefined;
  set(stream: string, revision: number, hash: string): void;
}>;

const HASH_BYTES = 32;
const STREAMS_A_BLOCK = 4096;

/** A block for so many streams: a string and an object for each would take three times as much. */
type Block = Readonly<{ revisions: Float64Array; hashes: Buffer }>;

/** About 30 MiB of them. */
const MOST_STREAMS = 250_000;

/**
 * Nothing met yet.
 *
 * @param most how many streams are known at once: with one more, all those before are forgotten.
 */
export const chainEnds = (most = MOST_STREAMS): ChainEnds => {
  const places = new Map<string, number>();
  const blocks: Block[] = [];
  const blockAt = (place: number): Block => {
    const index = Math.floor(place / STREAMS_A_BLOCK);
    const block = blocks[index] ?? {
      revisions: new Float64Array(STREAMS_A_BLOCK),
      hashes: Buffer.alloc(STREAMS_A_BLOCK * HASH_BYTES),
    };
    blocks[index] = block;
    return block;
  };
  return {
    endsWith: (stream, revision, hash) => {
      const place = places.get(stream);
      if (place === undefined) return undefined;
      const { revisions, hashes } = blockAt(place);
      const inBlock = place % STREAMS_A_BLOCK;
      const start = inBlock * HASH_BYTES;
      return revisions[inBlock] === revision && hashes.toString('hex', start, start + HASH_BYTES) === hash;
    },
    set: (stream, revision, hash) => {
      if (places.size >= most && !places.has(stream)) places.clear();
      const place = places.get(stream) ?? places.size;
      places.set(stream, place);
      const { revisions, hashes } = blockAt(place);
      const inBlock = place % STREAMS_A_BLOCK;
      revisions[inBlock] = revision;
      hashes.write(hash, inBlock * HASH_BYTES, 'hex');
    },
  };
};
