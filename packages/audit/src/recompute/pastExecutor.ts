import { accountOfStream, readEvent, type LedgerEvent, type RecordedEvent } from '@commission-ledger/events';
import type { EventStore } from '@commission-ledger/event-store';
import { emptyStream, type Executor, type LedgerFailure, type Recorded, type Subject } from '@commission-ledger/ledger';
import * as E from 'fp-ts/lib/Either.js';
import type { Sending } from './framing.ts';
import type { KeyIndex, KeyPlace } from './keyIndex.ts';
import type { PastStreams } from './pastStreams.ts';
import type { RecomputedAccount } from './recomputedAccount.ts';

/** What the policy asked of an account, and what the account's rules said to it. */
export type Asked = Readonly<{ stream: string; key: string; by: Sending; decided: Decided | undefined }>;

/** The events that follow, or why none can. */
export type Decided = E.Either<Readonly<{ _tag: string }>, readonly LedgerEvent[]>;

/** Where in the history the policy stands, and what it is told of. */
export type Standpoint = Readonly<{
  /** It sees what stands before this position. */
  before: number;
  /** The account that is calculated again, if one is: its commands are decided on where `isWanted`. */
  own: RecomputedAccount | undefined;
  isWanted: (key: string) => boolean;
  asked: (asked: Asked) => void;
}>;

/** What an executor of the past reads. */
export type Past = Readonly<{
  ledger: string;
  store: EventStore;
  streams: PastStreams;
  keys: KeyIndex;
  accounts: readonly Readonly<{ stream: string }>[];
  /** What differs from what is posted, as it was calculated again, by command key. */
  corrected: Map<string, readonly RecordedEvent[]>;
}>;

/**
 * Lets the ledger's own policy work as of a place in the history. It writes nothing: what it would ask of accounts is told
 * instead, and decided on in the one account that is being calculated again.
 */
export const pastExecutor = (past: Past, at: Standpoint): Executor => {
  const { before, own } = at;

  const load: Executor['load'] = async (subject) => {
    if (subject.stream === own?.stream) return own.load(subject);
    if (accountOfStream(subject.stream) === undefined) return past.streams.load(subject, before);
    const other = emptyStream(subject.stream, subject.decider.initial());
    return E.right({ ...other, commands: new RecordedKeys(past, subject.stream, before) });
  };

  const recall = async (stream: string, key: string): Promise<E.Either<LedgerFailure, Recorded | undefined>> => {
    const corrected = past.corrected.get(key);
    if (corrected !== undefined) return E.right({ repeated: true, events: corrected });
    const place = placeIn(past, stream, key, before);
    if (place === undefined) return E.right(undefined);
    const events = await commandAt(past.store, stream, place);
    return E.isLeft(events) ? events : E.right({ repeated: true, events: events.right });
  };

  const execute: Executor['execute'] = async (subject, keyed) => {
    const { key } = keyed;
    const { stream } = subject;
    if (stream !== own?.stream || !at.isWanted(key)) {
      at.asked({ stream, key, by: keyed, decided: undefined });
      const before_ = accountOfStream(stream) === undefined ? E.right(undefined) : await recall(stream, key);
      return E.isLeft(before_) ? before_ : E.right(before_.right ?? { repeated: true, events: [] });
    }
    const loaded = await own.load(subject);
    if (E.isLeft(loaded)) return loaded;
    const decided = subject.decider.decide(keyed.command, loaded.right.state);
    at.asked({ stream, key, by: keyed, decided: E.mapLeft(tagOf)(decided) });
    if (E.isLeft(decided)) return decided;
    const events = decided.right.map((event, index) => own.wouldBe(event, { key, index, like: undefined }));
    return E.right({ repeated: false, events });
  };

  return {
    ledger: past.ledger,
    load,
    known: load,
    forget: () => undefined,
    recall: <State>({ stream }: Subject<never, State, unknown>, key: string) => recall(stream, key),
    execute,
  };
};

const tagOf = (refusal: unknown): Readonly<{ _tag: string }> =>
  typeof refusal === 'object' && refusal !== null && '_tag' in refusal && typeof refusal._tag === 'string'
    ? { _tag: refusal._tag }
    : { _tag: 'Refused' };

const placeIn = ({ keys, accounts }: Past, stream: string, key: string, before: number) =>
  keys.placesOf(key).find(({ account, position }) => position < before && accounts[account]?.stream === stream);

/** The command keys of an account, as far as anybody asks for them. */
class RecordedKeys extends Map<string, number> {
  readonly #isRecorded: (key: string) => boolean;

  constructor(past: Past, stream: string, before: number) {
    super();
    this.#isRecorded = (key) => placeIn(past, stream, key, before) !== undefined;
  }

  override has(key: string): boolean {
    return this.#isRecorded(key);
  }
}

/** The events of one command, by where they stand: a store that is asked for all that follows may read much more. */
const commandAt = async (
  store: EventStore,
  stream: string,
  { revision: from, events: limit }: KeyPlace,
): Promise<E.Either<LedgerFailure, readonly RecordedEvent[]>> => {
  const events: RecordedEvent[] = [];
  for await (const stored of store.readStream(stream, { from, limit })) {
    const read: E.Either<LedgerFailure, RecordedEvent> = readEvent(stored);
    if (E.isLeft(read)) return read;
    events.push(read.right);
  }
  return E.right(events);
};
