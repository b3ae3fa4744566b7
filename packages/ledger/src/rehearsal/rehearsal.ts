import { type LedgerEvent, type RecordedEvent, type UnreadableEvent, readEvent } from '@commission-ledger/events';
import type { StoredEvent } from '@commission-ledger/event-store';
import * as E from 'fp-ts/lib/Either.js';
import type { Executor } from '../execution/executor.ts';
import type { KeyedCommand, Recorded, Subject } from '../execution/keyedCommand.ts';
import { storeFailure } from '../execution/storeFailure.ts';
import { type StreamState, advance, emptyStream } from '../execution/streamState.ts';
import type { LedgerFailure } from '../failure.ts';

/**
 * The ledger's own rules on copies of its streams: whatever would be recorded is kept in memory and told, and nothing
 * is written. What a preview or a what-if shows is therefore what the ledger would do, by the same code.
 */
export type Rehearsal = Readonly<{
  executor: Executor;
  /** Takes in an event as it was recorded, into a stream that began empty or was asked for before; nobody is told. */
  take: <State>(subject: Subject<never, State, unknown>, event: RecordedEvent) => void;
  /** Puts a state in the place of what the stream holds. */
  replace: <State>(subject: Subject<never, State, unknown>, state: State) => void;
}>;

/** Where copies come from: the events of a stream, or none for a stream that is to begin empty. */
export type ReadCopies = (stream: string) => AsyncIterable<StoredEvent> | undefined;

/** Whether accruals are rehearsed with their receipts; amounts are the same without. */
export type Receipts = 'kept' | 'left-out';

/**
 * Opens a rehearsal.
 * @param read where streams are copied from when they are first asked for
 * @param told is called with every event that would have been recorded
 */
export const createRehearsal = (
  read: ReadCopies,
  told: (event: RecordedEvent) => void,
  receipts: Receipts = 'kept',
): Rehearsal => {
  const streams = new Map<string, E.Right<StreamState<unknown>>>();

  const seen = <State>({ stream }: Subject<never, State, unknown>): E.Right<StreamState<State>> | undefined =>
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a stream has one decider, by its category
    streams.get(stream) as E.Right<StreamState<State>> | undefined;

  const begin = <State>({ stream, decider }: Subject<never, State, unknown>): E.Right<StreamState<State>> => {
    const begun = rightOf(emptyStream(stream, decider.initial()));
    streams.set(stream, begun);
    return begun;
  };

  const load: Executor['load'] = async (subject) => {
    const known = seen(subject);
    if (known !== undefined) return known;
    const stored = read(subject.stream);
    if (stored === undefined) return begin(subject);
    const copied = await copyOf(subject, stored);
    if (E.isLeft(copied)) return copied;
    // Whoever asked at the same time may have been first, and may have gone on with its copy.
    const first = seen(subject);
    if (first !== undefined) return first;
    const copy = rightOf(copied.right);
    streams.set(subject.stream, copy);
    return copy;
  };

  const record = <State>(
    subject: Subject<never, State, unknown>,
    known: StreamState<State>,
    event: RecordedEvent,
  ): void => {
    advance(known, subject.decider.evolve, event);
    told(event);
  };

  const execute = async <Command, State, Refusal>(
    subject: Subject<Command, State, Refusal>,
    keyed: KeyedCommand<Command>,
  ): Promise<E.Either<LedgerFailure | Refusal, Recorded>> => {
    const loaded = await load(subject);
    if (E.isLeft(loaded)) return loaded;
    const known = loaded.right;
    if (known.commands.has(keyed.key)) return E.right({ repeated: true, events: [] });
    const command = receipts === 'left-out' ? withoutReceipts(keyed.command) : keyed.command;
    const decided = subject.decider.decide(command, known.state);
    if (E.isLeft(decided)) return decided;
    const events = decided.right.map((event) => {
      const recorded = recordedAs(event, subject.stream, nextRevision(known), keyed);
      record(subject, known, recorded);
      return recorded;
    });
    return E.right({ repeated: false, events });
  };

  return {
    executor: {
      ledger: 'rehearsal',
      load,
      known: load,
      // Everything that a rehearsal knows is in memory only.
      forget: () => undefined,
      recall: async (subject, key) => {
        const loaded = await load(subject);
        if (E.isLeft(loaded)) return loaded;
        return E.right(loaded.right.commands.has(key) ? { repeated: true, events: [] } : undefined);
      },
      execute,
    },
    take: (subject, event) => {
      const { right: known } = seen(subject) ?? begin(subject);
      // Its key is of no use: whatever is recorded here under another name is not the same command.
      known.state = subject.decider.evolve(known.state, event);
      known.end = event;
    },
    replace: (subject, state) => {
      streams.set(subject.stream, rightOf(emptyStream(subject.stream, state)));
    },
  };
};

const rightOf = <Value>(right: Value): E.Right<Value> => ({ _tag: 'Right', right });

/** Only what rates a cause makes receipts. */
const withoutReceipts = <Command>(command: Command): Command =>
  typeof command === 'object' && command !== null && 'type' in command && command.type === 'RateCause'
    ? { ...command, receipts: 'left-out' }
    : command;

const copyOf = async <State>(
  { stream, decider }: Subject<never, State, unknown>,
  copied: AsyncIterable<StoredEvent>,
): Promise<E.Either<LedgerFailure, StreamState<State>>> => {
  const copy = emptyStream(stream, decider.initial());
  try {
    for await (const stored of copied) {
      const event: E.Either<UnreadableEvent, RecordedEvent> = readEvent(stored);
      if (E.isLeft(event)) return event;
      advance(copy, decider.evolve, event.right);
    }
  } catch (error) {
    return E.left(storeFailure(error));
  }
  return E.right(copy);
};

const nextRevision = ({ end }: StreamState<unknown>): number => (end.revision === 'no-stream' ? 0 : end.revision + 1);

/** An event as if it had been recorded. It has no frame, so nothing can be looked up by its hash. */
export const recordedAs = (
  event: LedgerEvent,
  stream: string,
  revision: number,
  { key, hash, actor, correlation, causation }: Omit<KeyedCommand<unknown>, 'command' | 'content'>,
): RecordedEvent => ({
  ...event,
  stream,
  revision,
  position: -1n,
  id: `${stream}@${revision}`,
  hash: NO_FRAME,
  recordedAt: event.data.occurredAt,
  actor,
  correlation,
  causation,
  commandKey: key,
  commandHash: hash,
  unknown: {},
  json: {},
});

const NO_FRAME = '';
