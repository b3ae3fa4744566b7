import type { EventStore } from '@commission-ledger/event-store';
import { readEvent } from '@commission-ledger/events';
import * as E from 'fp-ts/lib/Either.js';
import type { LedgerFailure } from '../failure.ts';
import { type CommandOutcome, type Workshop, carryOut } from './carryOut.ts';
import { carryOutTogether } from './carryOutTogether.ts';
import type { KeyedCommand, Recorded, Subject } from './keyedCommand.ts';
import { recordingClock } from './recordingClock.ts';
import { storeFailure } from './storeFailure.ts';
import { streamLocks } from './streamLocks.ts';
import { streamReader } from './streamReader.ts';
import type { StreamState } from './streamState.ts';

type Outcome<Value, Refusal = never> = Promise<E.Either<LedgerFailure | Refusal, Value>>;

/** Loads streams and carries commands out on them. */
export type Executor = Readonly<{
  /** The name of the ledger; event ids derive from it. */
  ledger: string;
  /** The stream's state as of now; read it, do not change it. */
  load: <State>(subject: Subject<never, State, unknown>) => Outcome<StreamState<State>>;
  /** The stream's state as last seen, which others may have changed since; loads it if it was never seen. */
  known: <State>(subject: Subject<never, State, unknown>) => Outcome<StreamState<State>>;
  /** Lets go of what was read of a stream, so that memory does not grow; the next look reads it from its first event. */
  forget: (stream: string) => void;
  /** What was recorded in the stream under a command key; `undefined` when nothing was. */
  recall: <State>(subject: Subject<never, State, unknown>, key: string) => Outcome<Recorded | undefined>;
  /**
   * Decides and records. Commands for one stream are taken in the order in which they come; those that wait for the
   * same stream are recorded together, in one append.
   */
  execute: <Command, State, Refusal>(
    subject: Subject<Command, State, Refusal>,
    keyed: KeyedCommand<Command>,
  ) => Outcome<Recorded, Refusal>;
}>;

/** What an executor works with. */
export type ExecutorOptions = Readonly<{
  store: EventStore;
  ledger: string;
  /** Milliseconds since 1970. */
  clock: () => number;
  /** How many streams to keep in memory. */
  cachedStreams: number;
}>;

/** How many commands that wait for one stream are recorded in one append, at most. */
const LARGEST_GROUP = 64;

/** A command that waits for its stream. */
type Waiting = Readonly<{
  keyed: KeyedCommand<unknown>;
  answer: (outcome: CommandOutcome<unknown>) => void;
  fail: (defect: unknown) => void;
}>;

/** Makes the executor of one ledger instance. */
export const createExecutor = ({ store, ledger, clock, cachedStreams }: ExecutorOptions): Executor => {
  const locked = streamLocks();
  const recording = recordingClock(clock);
  const reader = streamReader(store, recording, cachedStreams);
  const workshop: Workshop = { store, ledger, reader, recording };
  const waiting = new Map<string, Waiting[]>();
  let clockSeeded = false;

  /** `recordedAt` never goes back behind what the store already holds, whatever this machine's clock says. */
  const seedClock = async (): Promise<void> => {
    if (clockSeeded) return;
    const head = await store.head();
    clockSeeded = true;
    const read = head === undefined ? undefined : readEvent(head);
    if (read !== undefined && E.isRight(read)) recording.note(read.right.recordedAt);
  };

  /** One piece of work on a stream at a time; what the store could not do becomes data. */
  const onStream = <Value, Failure>(
    stream: string,
    work: () => Promise<E.Either<Failure, Value>>,
  ): Promise<E.Either<LedgerFailure | Failure, Value>> => locked(stream, () => guarded(stream, work));

  const guarded = async <Value, Failure>(
    stream: string,
    work: () => Promise<E.Either<Failure, Value>>,
  ): Promise<E.Either<LedgerFailure | Failure, Value>> => {
    try {
      return await work();
    } catch (error) {
      reader.forget(stream);
      return E.left(storeFailure(error));
    }
  };

  const oneByOne = async (
    subject: Subject<unknown, unknown, unknown>,
    keyed: KeyedCommand<unknown>,
  ): Promise<CommandOutcome<unknown>> => {
    await seedClock();
    return carryOut(workshop, subject, keyed);
  };

  /** Serves everybody who waits for the stream by now. */
  const serve = async (subject: Subject<unknown, unknown, unknown>): Promise<void> => {
    const { stream } = subject;
    const queue = waiting.get(stream) ?? [];
    const group = queue.splice(0, LARGEST_GROUP);
    if (queue.length === 0) waiting.delete(stream);
    const outcomes = group.length > 1 ? await attemptTogether(subject, group) : undefined;
    for (const [index, { keyed, answer, fail }] of group.entries()) {
      try {
        answer(outcomes?.[index] ?? (await guarded(stream, () => oneByOne(subject, keyed))));
      } catch (defect) {
        fail(defect);
      }
    }
  };

  /** Whatever keeps a group from being recorded shows again, for whom it concerns, when they go one by one. */
  const attemptTogether = async (
    subject: Subject<unknown, unknown, unknown>,
    group: readonly Waiting[],
  ): ReturnType<typeof carryOutTogether<unknown, unknown, unknown>> => {
    try {
      await seedClock();
      return await carryOutTogether({ workshop, subject, commands: group.map(({ keyed }) => keyed) });
    } catch {
      reader.forget(subject.stream);
      return undefined;
    }
  };

  return {
    ledger,
    load: (subject) => onStream(subject.stream, () => reader.refresh(subject)),
    known: (subject) =>
      onStream(subject.stream, async () => {
        const seen = reader.seen(subject);
        return seen === undefined ? reader.refresh(subject) : E.right(seen);
      }),
    forget: (stream) => reader.forget(stream),
    recall: (subject, key) =>
      onStream(subject.stream, async () => {
        const loaded = await reader.refresh(subject);
        if (E.isLeft(loaded)) return loaded;
        const revision = loaded.right.commands.get(key);
        if (revision === undefined) return E.right(undefined);
        const events = await reader.commandAt(subject.stream, revision);
        return E.isLeft(events) ? events : E.right({ repeated: true, events: events.right });
      }),
    execute: <Command, State, Refusal>(
      subject: Subject<Command, State, Refusal>,
      keyed: KeyedCommand<Command>,
    ): Promise<CommandOutcome<Refusal>> =>
      new Promise((answer, fail) => {
        const queue = waiting.get(subject.stream) ?? [];
        // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a stream has one decider: it answers each with its own kind
        queue.push({ keyed, answer: answer as Waiting['answer'], fail });
        waiting.set(subject.stream, queue);
        // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- and is asked only what is meant for it
        void locked(subject.stream, () => serve(subject as Subject<unknown, unknown, unknown>));
      }),
  };
};
