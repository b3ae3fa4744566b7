/** Where a stream ends: its last revision, and the hash of that event. */
export type StreamEnd = Readonly<{ revision: number; hash: string }>;

/** Where each of a great many streams ends, in few bytes: a number for its name, and 36 bytes. */
export type StreamEnds = Readonly<{
  get(stream: string): StreamEnd | undefined;
  set(stream: string, end: StreamEnd): void;
}>;

const HASH = 32;

/** The ends of no stream yet. */
export const streamEnds = (): StreamEnds => {
  const slots = new Map<string, number>();
  let revisions = new Int32Array(16);
  let hashes = Buffer.alloc(revisions.length * HASH);
  const grow = (): void => {
    const [oldRevisions, oldHashes] = [revisions, hashes];
    revisions = new Int32Array(oldRevisions.length * 2);
    revisions.set(oldRevisions);
    hashes = Buffer.alloc(oldHashes.length * 2);
    hashes.set(oldHashes);
  };
  return {
    get: (stream) => {
      const slot = slots.get(stream);
      if (slot === undefined) return undefined;
      return { revision: revisions[slot] ?? 0, hash: hashes.toString('hex', slot * HASH, (slot + 1) * HASH) };
    },
    set: (stream, { revision, hash }) => {
      const slot = slots.get(stream) ?? slots.size;
      if (slot === slots.size) slots.set(stream, slot);
      if (slot === revisions.length) grow();
      revisions[slot] = revision;
      hashes.write(hash, slot * HASH, 'hex');
    },
  };
};
