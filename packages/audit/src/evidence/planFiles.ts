import type { EventStore } from '@commission-ledger/event-store';
import { canonicalJson, categoryOf, hashOf } from '@commission-ledger/events';
import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { notSound, packedFrame } from './packedFrame.ts';
import type { Pieces } from './packedFiles.ts';

const Published = t.type({ plan: t.string, version: t.number, document: t.UnknownRecord, documentHash: t.string });

/**
 * The plan documents that these streams published, by the names of the streams. A file is the canonical JSON of the
 * document and nothing more, so its hash is the one that the event tells. @throws PackStopped when it is another
 */
export async function* planFiles(
  store: EventStore,
  streams: Iterable<string>,
): AsyncGenerator<Readonly<{ path: string; pieces: Pieces }>, void, undefined> {
  const plans = [...streams].filter((stream) => categoryOf(stream) === 'plan').toSorted();
  for (const stream of plans) {
    for await (const stored of store.readStream(stream)) {
      const frame = packedFrame(stored);
      if (frame.type !== 'PlanPublished') continue;
      const published = Published.decode(frame.data);
      if (E.isLeft(published)) throw notSound(stored, 'it publishes no plan');
      const { plan, version, document, documentHash } = published.right;
      const text = canonicalJson(document);
      if (hashOf(text) !== documentHash) throw notSound(stored, 'its plan has another hash than it says');
      yield { path: `plans/${plan}@${version}.json`, pieces: [text] };
    }
  }
}
