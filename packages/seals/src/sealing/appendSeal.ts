import { type EventStore, StoreFailure, type AppendResult } from '@commission-ledger/event-store';
import {
  catalogue,
  commandHashOf,
  type FramedEvent,
  frameEvents,
  type LedgerEvent,
  sealStream,
} from '@commission-ledger/events';
import * as E from 'fp-ts/lib/Either.js';
import type { Checkpoint } from '../notes/checkpoint.ts';
import type { RecordedSeal } from './recordedSeal.ts';

/** A signed seal, and what its event says besides. */
export type SealToRecord = Readonly<{
  checkpoint: Checkpoint;
  /** The whole note. */
  note: string;
  /** The verifier key, as text. */
  key: string;
  actor: string;
  /** UTC with microseconds. */
  recordedAt: string;
}>;

/** A seal that covers the history; `repeated` says that it was there already, or is another sealer's. */
export type Sealed = Readonly<{ seal: RecordedSeal; repeated: boolean }>;

/** Where the seal goes: into which ledger, and behind which seal. */
export type SealPlace = Readonly<{ store: EventStore; ledger: string; newest: RecordedSeal | undefined }>;

/** How often the same frame is sent when the store does not say what became of it. */
const TRIES = 3;

/**
 * Records a seal behind the newest. `undefined` when somebody else has recorded one first.
 *
 * @throws StoreFailure when the store cannot say whether it was recorded, or cannot record it.
 */
export const appendSeal = async (place: SealPlace, seal: SealToRecord): Promise<Sealed | undefined> => {
  const { store, ledger, newest } = place;
  const { checkpoint, note, key, recordedAt } = seal;
  const framed = frameSeal(ledger, newest, seal);
  const result = await appendOnce(store, sealStream(ledger), framed, newest?.revision ?? 'no-stream');
  if (result._tag !== 'appended') return undefined;
  const { revision, id, hash } = framed;
  const recorded = { ...checkpoint, revision, position: result.position, id, hash, recordedAt, key, note };
  return { seal: recorded, repeated: result.repeated };
};

const frameSeal = (ledger: string, newest: RecordedSeal | undefined, seal: SealToRecord): FramedEvent => {
  const { checkpoint, note, key, actor, recordedAt } = seal;
  const { origin, size, streams, root, headsRoot, sealedAt } = checkpoint;
  const occurredAt = `${sealedAt.slice(0, 23)}Z`;
  const content = { ledger, origin, size, streams, root, headsRoot, key, note };
  const data = catalogue.LedgerSealed.codec.decode({ ...content, occurredAt });
  if (E.isLeft(data)) throw new RangeError('A seal does not fit into its event: is the ledger named by an id?');
  const event: LedgerEvent = { type: 'LedgerSealed', data: data.right };
  const command = {
    ledger,
    actor,
    correlation: null,
    causation: null,
    commandKey: `seal:${size}`,
    commandHash: commandHashOf(content),
  };
  const end = {
    stream: sealStream(ledger),
    revision: newest?.revision ?? 'no-stream',
    hash: newest?.hash ?? null,
  } as const;
  const [framed] = frameEvents([event], command, end, () => recordedAt);
  if (framed === undefined) throw new Error('One event gives one frame.');
  return framed;
};

/** The store recognises the same frame at the same place, so one whose fate is unknown is sent again. */
const appendOnce = async (
  store: EventStore,
  stream: string,
  framed: FramedEvent,
  expected: number | 'no-stream',
): Promise<AppendResult> => {
  for (let tries = 1; ; tries += 1) {
    try {
      const result = await store.append(stream, [framed], expected);
      // Not the first try and already there: it is what the first try wrote.
      return tries > 1 && result._tag === 'appended' ? { ...result, repeated: false } : result;
    } catch (error) {
      if (!(error instanceof StoreFailure) || error.reason._tag !== 'Unavailable' || tries === TRIES) throw error;
    }
  }
};
