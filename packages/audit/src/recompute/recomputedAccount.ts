import { eventIdOf, jsonOf, type AccountRef, type LedgerEvent, type RecordedEvent } from '@commission-ledger/events';
import { accountSubject, type LedgerFailure, type StreamState, type Subject } from '@commission-ledger/ledger';
import * as E from 'fp-ts/lib/Either.js';
import type { Framing } from './framing.ts';
import { isSaidBy } from './keyIndex.ts';
import { emptyRehearsal } from './pastStreams.ts';

/** Which event of which command it is, the one that is posted in its place, if one is, and what its frame should say. */
export type Placing = Readonly<{
  key: string;
  index: number;
  like: RecordedEvent | undefined;
  framing?: Framing;
}>;

/**
 * An account as it would be if everything in it were as calculated again. What is wrong in one event is so not carried
 * on to those after it: each is judged by itself.
 */
export type RecomputedAccount = Readonly<{
  stream: string;
  account: AccountRef;
  load: <State>(subject: Subject<never, State, unknown>) => Promise<E.Either<LedgerFailure, StreamState<State>>>;
  /** The event as it would stand at the end of the account. */
  wouldBe: (event: LedgerEvent, placing: Placing) => RecordedEvent;
  /** The id that an event of a command has, by its place among them. */
  idOf: (key: string, index: number) => string;
  /** Takes in what is posted as it is. */
  takePosted: (event: RecordedEvent) => void;
  /** Takes in what was calculated instead. */
  take: (event: LedgerEvent, placing: Placing) => RecordedEvent;
  /** Whether a command was taken in before. */
  has: (key: string) => boolean;
}>;

/** An account before its first event. */
export const recomputedAccount = (ledger: string, stream: string, account: AccountRef): RecomputedAccount => {
  const rehearsal = emptyRehearsal();
  const subject = accountSubject(account);
  const commands = new Map<string, number>();
  /** Revisions are counted here: what was taken out of the stream, or put into it, shifted those that are stored. */
  let next = 0;

  // Most of these are only looked at: what takes time is worked out when it is asked for.
  const wouldBe: RecomputedAccount['wouldBe'] = (event, { key, index, like, framing }) => ({
    ...event,
    stream,
    revision: next,
    position: like?.position ?? -1n,
    get id() {
      return eventIdOf(ledger, key, index);
    },
    hash: like?.hash ?? '',
    recordedAt: like?.recordedAt ?? event.data.occurredAt,
    actor: like?.actor ?? '',
    correlation: like?.correlation ?? null,
    causation: like?.causation ?? null,
    commandKey: key,
    commandHash: like?.commandHash ?? '',
    ...framing,
    unknown: {},
    get json() {
      return jsonOf(event);
    },
  });

  const takeAs = (event: RecordedEvent, key: string): void => {
    if (!commands.has(key) && isSaidBy(key, event.type)) commands.set(key, next);
    rehearsal.take(subject, event);
    next += 1;
  };

  return {
    stream,
    account,
    load: async (asked) => {
      const loaded = await rehearsal.executor.load(asked);
      return E.isLeft(loaded) ? loaded : E.right({ ...loaded.right, commands });
    },
    wouldBe,
    idOf: (key, index) => eventIdOf(ledger, key, index),
    takePosted: (event) => takeAs(event.revision === next ? event : { ...event, revision: next }, event.commandKey),
    take: (event, placing) => {
      const taken = wouldBe(event, placing);
      takeAs(taken, placing.key);
      return taken;
    },
    has: (key) => commands.has(key),
  };
};
