import { hash } from 'node:crypto';
import type { EventStore } from '@commission-ledger/event-store';
import type { HashOf } from '@commission-ledger/journal-files';

/**
 * The hashes of stored frames, for those who ask for one after another of the same streams: a stream is read once, when
 * it is first asked for, and 32 bytes of each of its events are kept.
 */
export const frameHashes = (store: EventStore): HashOf => {
  const streams = new Map<string, Promise<readonly Buffer[]>>();
  return async ({ stream, revision }) => {
    const known = streams.get(stream) ?? hashesOf(store, stream);
    streams.set(stream, known);
    return (await known)[revision]?.toString('hex');
  };
};

const hashesOf = async (store: EventStore, stream: string): Promise<readonly Buffer[]> => {
  const hashes: Buffer[] = [];
  for await (const { body } of store.readStream(stream)) hashes.push(hash('sha256', body, 'buffer'));
  return hashes;
};
