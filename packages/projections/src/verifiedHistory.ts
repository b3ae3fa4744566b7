import { type EventStore, type StoredEvent, StoreFailure } from '@commission-ledger/event-store';
import { HashedFrame, readEvent } from '@commission-ledger/events';
import * as E from 'fp-ts/lib/Either.js';
import { chainEnds } from './chainEnds.ts';
import type { ChainEnds } from './endsOfChains.ts';
import { linkedStream } from './linkedStream.ts';
import { verifiedNews } from './verifiedNews.ts';

/**
 * The same store, with the history verified as it is read: `readAll` and `subscribe` reject with `Corrupt` unless the
 * hash of each event's stored bytes is the link (`prev`) in the next event of its stream. Handed to a projection runtime,
 * no read model is folded from a history whose chain is broken. They remember the last hash of the streams they have met,
 * about 120 bytes each and a bounded number of them; where reading begins in the middle, what stands before is read by
 * its key. `readStream` compares the events of each reading with one another. What is no frame at all is left to who
 * reads the event.
 *
 * A chain cannot show that the last events of a stream were changed or cut off: heads kept elsewhere can.
 */
export const verifiedHistory = (store: EventStore): EventStore => {
  let chains: Chains = { upTo: undefined, ends: chainEnds() };
  return {
    append: (stream, events, expected) => store.append(stream, events, expected),
    readStream: (stream, options = {}) =>
      linkedStream(store.readStream(stream, options), options.direction ?? 'forwards', checkLink),
    head: () => store.head(),
    subscribe: (options) => {
      const ends = chainEnds();
      return verifiedNews(store.subscribe(options), options.after, (event) => verified(store, [event], ends));
    },
    close: () => store.close(),
    readAll: async (options) => {
      const page = await store.readAll(options);
      const known = chains.upTo === options.after ? chains : { upTo: options.after, ends: chainEnds() };
      // Nobody else goes on from these: a second reader at the same place begins anew.
      chains = { upTo: undefined, ends: chainEnds() };
      const events = await verified(store, page.events, known.ends);
      chains = { upTo: page.next, ends: known.ends };
      return { ...page, events };
    },
  };
};

type Chains = Readonly<{ upTo: bigint | undefined; ends: ChainEnds }>;

const verified = async (
  store: EventStore,
  page: readonly StoredEvent[],
  ends: ChainEnds,
): Promise<readonly HashedFrame[]> => {
  const events = page.map((stored) => new HashedFrame(stored));
  for (const event of events) {
    const { stream, revision, hash, tail } = event;
    if (tail === undefined) {
      if (isFrame(event)) throw broken(event);
    } else if (tail.prev !== null) {
      const follows = ends.endsWith(stream, revision - 1, tail.prev) ?? tail.prev === (await hashBefore(store, event));
      if (!follows) throw broken(event);
    }
    ends.set(stream, revision, hash);
  }
  return events;
};

const checkLink = (event: HashedFrame, before: HashedFrame): void => {
  if (event.tail?.prev !== before.hash && isFrame(event)) throw broken(event);
};

/** What is none cannot be read either: who reads it says what is wrong with it. */
const isFrame = (event: StoredEvent): boolean => E.isRight(readEvent(event));

const hashBefore = async (store: EventStore, { stream, revision }: StoredEvent): Promise<string | undefined> => {
  for await (const before of store.readStream(stream, { from: revision - 1, limit: 1 }))
    if (before.revision === revision - 1) return HashedFrame.hashOf(before);
  return undefined;
};

const broken = ({ stream, revision }: StoredEvent): StoreFailure =>
  new StoreFailure(
    {
      _tag: 'Corrupt',
      problem: `event ${revision} of ${stream} is not linked to the event before it`,
    },
    `The history was changed: event ${revision} of ${stream} is not linked to the event before it. Verify the ledger, and compare it with a copy.`,
  );
