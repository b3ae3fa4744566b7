import { type EventStore, type StoredEvent, StoreFailure } from '@commission-ledger/event-store';
import { hashOf, readEvent, rememberHash } from '@commission-ledger/events';
import * as E from 'fp-ts/lib/Either.js';
import { type ChainEnds, chainEnds } from './chainEnds.ts';
import { type Links, linkedStream } from './linkedStream.ts';
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
      linkedStream(store.readStream(stream, options), options.direction ?? 'forwards', LINKS),
    head: () => store.head(),
    subscribe: (options) => {
      const ends = chainEnds();
      return verifiedNews(store.subscribe(options), options.after, (event) => verify(store, [event], ends));
    },
    close: () => store.close(),
    readAll: async (options) => {
      const page = await store.readAll(options);
      const known = chains.upTo === options.after ? chains : { upTo: options.after, ends: chainEnds() };
      // Nobody else goes on from these: a second reader at the same place begins anew.
      chains = { upTo: undefined, ends: chainEnds() };
      await verify(store, page.events, known.ends);
      chains = { upTo: page.next, ends: known.ends };
      return page;
    },
  };
};

type Chains = Readonly<{ upTo: bigint | undefined; ends: ChainEnds }>;

const verify = async (store: EventStore, events: readonly StoredEvent[], ends: ChainEnds): Promise<void> => {
  for (const event of events) {
    const { stream, revision } = event;
    const link = linkOf(event);
    if (link === undefined || (revision === 0) !== (link === null)) {
      if (isFrame(event)) throw broken(event);
    } else if (link !== null) {
      const follows = ends.endsWith(stream, revision - 1, link) ?? link === (await hashBefore(store, event));
      if (!follows) throw broken(event);
    }
    ends.set(stream, revision, rememberHash(event));
  }
};

const LINKS: Links = {
  hashOf: rememberHash,
  check: (event, hash) => {
    if (linkOf(event) !== hash && isFrame(event)) throw broken(event);
  },
};

/** What is none cannot be read either: who reads it says what is wrong with it. */
const isFrame = (event: StoredEvent): boolean => E.isRight(readEvent(event));

const hashBefore = async (store: EventStore, { stream, revision }: StoredEvent): Promise<string | undefined> => {
  for await (const before of store.readStream(stream, { from: revision - 1, limit: 1 }))
    if (before.revision === revision - 1) return hashOf(before.body);
  return undefined;
};

/**
 * The link as the frame has it, read off the end of the text: in canonical JSON all that comes after `prev` is short and
 * cannot hold a quotation mark. That the text is such a frame is checked by who reads the event. `undefined` when there
 * is none.
 */
const linkOf = ({ body, stream, revision, type }: StoredEvent): string | null | undefined => {
  LINK.lastIndex = body.length - (revision === 0 ? 4 : 66) - `${revision}`.length - stream.length - type.length - REST;
  const [text, hash = null] = LINK.exec(body) ?? LINK_IN_TAIL.exec(body.slice(-MAX_TAIL)) ?? [];
  return text === undefined ? undefined : hash;
};

const TAIL = String.raw`"prev":(?:null|"([0-9a-f]{64})"),"recordedAt":"[^"\\]*","revision":\d+,"schema":\d+,"stream":"[^"\\]*","type":"[^"\\]*","v":1\}$`;
const LINK_IN_TAIL = new RegExp(TAIL);

/** At the place where nearly all frames have it; `REST` is the length of what is always there. */
const LINK = new RegExp(TAIL, 'y');
const REST = '"prev":,"recordedAt":"2017-03-01T09:30:00.000000Z","revision":,"schema":1,"stream":"","type":"","v":1}'
  .length;

/** Names of streams and types have at most 512 characters. */
const MAX_TAIL = 1400;

const broken = ({ stream, revision }: StoredEvent): StoreFailure =>
  new StoreFailure(
    {
      _tag: 'Corrupt',
      problem: `event ${revision} of ${stream} is not linked to the event before it`,
    },
    `The history was changed: event ${revision} of ${stream} is not linked to the event before it. Verify the ledger, and compare it with a copy.`,
  );
