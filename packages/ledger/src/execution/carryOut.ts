import type { EventStore } from '@commission-ledger/event-store';
import {
  type CommandContext,
  type FramedEvent,
  type RecordedEvent,
  frameEvents,
  readEvent,
} from '@commission-ledger/events';
import * as E from 'fp-ts/lib/Either.js';
import type { LedgerFailure } from '../failure.ts';
import { appendOnce } from './appendOnce.ts';
import { differingFields } from './differingFields.ts';
import type { KeyedCommand, Recorded, Subject } from './keyedCommand.ts';
import type { RecordingClock } from './recordingClock.ts';
import type { StreamReader } from './streamReader.ts';
import { type StreamState, advance } from './streamState.ts';

/** What carrying out a command takes. */
export type Workshop = Readonly<{
  store: EventStore;
  /** The name of the ledger; event ids derive from it. */
  ledger: string;
  reader: StreamReader;
  recording: RecordingClock;
}>;

/** How a command ended. */
export type CommandOutcome<Refusal> = E.Either<LedgerFailure | Refusal, Recorded>;

/** How often a command is decided again because somebody else wrote first. */
const ATTEMPTS = 10;

/** Carries out one command: recognises it, or decides it on the state as of now and records what it says. */
export const carryOut = async <Command, State, Refusal>(
  workshop: Workshop,
  subject: Subject<Command, State, Refusal>,
  keyed: KeyedCommand<Command>,
): Promise<CommandOutcome<Refusal>> => {
  for (let tries = 0; tries < ATTEMPTS; tries += 1) {
    const outcome = await attempt(workshop, subject, keyed);
    if (outcome !== 'written-meanwhile') return outcome;
  }
  return E.left({ _tag: 'WrittenMeanwhile', stream: subject.stream });
};

const attempt = async <Command, State, Refusal>(
  workshop: Workshop,
  subject: Subject<Command, State, Refusal>,
  keyed: KeyedCommand<Command>,
): Promise<CommandOutcome<Refusal> | 'written-meanwhile'> => {
  const loaded = await workshop.reader.refresh(subject);
  if (E.isLeft(loaded)) return loaded;
  const known = loaded.right;
  const before = known.commands.get(keyed.key);
  if (before !== undefined) return recognise(workshop, subject.stream, before, keyed);
  const decided = subject.decider.decide(keyed.command, known.state);
  if (E.isLeft(decided)) return decided;
  if (decided.right.length === 0) return E.right(NOTHING_NEW);
  const framed = frameEvents(decided.right, contextOf(workshop, keyed), known.end, workshop.recording.next);
  return append(workshop, subject, keyed, known, framed);
};

/** What a command recorded that says nothing new. */
export const NOTHING_NEW: Recorded = { repeated: true, events: [] };

const append = async <Command, State, Refusal>(
  workshop: Workshop,
  { stream, decider }: Subject<Command, State, Refusal>,
  keyed: KeyedCommand<Command>,
  known: StreamState<State>,
  framed: readonly FramedEvent[],
): Promise<CommandOutcome<Refusal> | 'written-meanwhile'> => {
  const result = await appendOnce(workshop.store, stream, framed, known.end.revision);
  switch (result._tag) {
    case 'appended': {
      const written = await readBack(workshop, stream, framed, result.position);
      if (E.isLeft(written)) return written;
      for (const event of written.right) advance(known, decider.evolve, event);
      return E.right({ repeated: result.repeated, events: written.right });
    }
    case 'conflict':
    case 'different-content':
      return 'written-meanwhile';
    case 'id-taken':
      return recognise(workshop, result.stream, result.revision, keyed);
  }
};

/** What was written, as it reads back. The store tells the position of the last event only. */
const readBack = async (
  { reader }: Workshop,
  stream: string,
  framed: readonly FramedEvent[],
  position: bigint,
): ReturnType<StreamReader['eventsFrom']> => {
  const [first] = framed;
  if (first === undefined) return E.right([]);
  if (framed.length > 1) return reader.eventsFrom(stream, first.revision, framed.length);
  const read = readEvent({ ...first, stream, position });
  return E.isLeft(read) ? read : E.right([read.right]);
};

/** The key is known: the same content is the first result again, other content is a conflict that names the fields. */
export const recognise = async (
  { reader }: Workshop,
  stream: string,
  revision: number,
  { key, hash, content }: KeyedCommand<unknown>,
): Promise<E.Either<LedgerFailure, Recorded>> => {
  const before = await reader.commandAt(stream, revision);
  if (E.isLeft(before)) return before;
  const [first]: readonly RecordedEvent[] = before.right;
  if (first === undefined) throw new Error(`${stream} has no event ${revision}, but had one a moment ago.`);
  if (first.commandHash === hash) return E.right({ repeated: true, events: before.right });
  return E.left({ _tag: 'KeyConflict', key, stream, differing: differingFields(first, content) });
};

/** What the frames of a command say about it. */
export const contextOf = ({ ledger }: Workshop, keyed: KeyedCommand<unknown>): CommandContext => {
  const { actor, correlation, causation, key: commandKey, hash: commandHash } = keyed;
  return { ledger, actor, correlation, causation, commandKey, commandHash };
};
