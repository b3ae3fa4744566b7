import { type FramedEvent, frameEvents, readEvent } from '@commission-ledger/events';
import * as E from 'fp-ts/lib/Either.js';
import { appendOnce } from './appendOnce.ts';
import { type CommandOutcome, NOTHING_NEW, type Workshop, contextOf, recognise } from './carryOut.ts';
import type { KeyedCommand, Subject } from './keyedCommand.ts';
import { type StreamState, advance } from './streamState.ts';

/** What came of a command before anything is written. */
type Verdict<Refusal> =
  | Readonly<{ _tag: 'decided'; revision: number; events: number }>
  | Readonly<{ _tag: 'known'; revision: number }>
  | Readonly<{ _tag: 'refused'; refusal: Refusal }>;

type Group<Command, State, Refusal> = Readonly<{
  workshop: Workshop;
  subject: Subject<Command, State, Refusal>;
  commands: readonly KeyedCommand<Command>[];
}>;

/**
 * Carries out commands that came for one stream: each is decided on what those before it say, and all are recorded in
 * one append, so a stream that is in demand does not wait for the disk once for each. `undefined` means that nothing
 * of this was possible, for whatever reason: they are then to be carried out one by one.
 */
export const carryOutTogether = async <Command, State, Refusal>(
  group: Group<Command, State, Refusal>,
): Promise<readonly CommandOutcome<Refusal>[] | undefined> => {
  const { workshop, subject } = group;
  const loaded = await workshop.reader.refresh(subject);
  if (E.isLeft(loaded)) return undefined;
  const known = loaded.right;
  const { revision: expected } = known.end;
  // From here on the state runs ahead of the store: it is kept again only when the append has made it true.
  workshop.reader.forget(subject.stream);
  const framed: FramedEvent[] = [];
  const verdicts = group.commands.map((keyed) => decide(group, known, keyed, framed));
  const result =
    framed.length === 0 ? NOTHING_TO_WRITE : await appendOnce(workshop.store, subject.stream, framed, expected);
  if (result._tag !== 'appended') return undefined;
  workshop.reader.keep(subject.stream, known);
  return answer(group, verdicts, framed, result.repeated);
};

/** Decides one command and lets the state take in what it says; the frames are added to those to be written. */
const decide = <Command, State, Refusal>(
  { workshop, subject: { stream, decider } }: Group<Command, State, Refusal>,
  known: StreamState<State>,
  keyed: KeyedCommand<Command>,
  framed: FramedEvent[],
): Verdict<Refusal> => {
  const before = known.commands.get(keyed.key);
  if (before !== undefined) return { _tag: 'known', revision: before };
  const decided = decider.decide(keyed.command, known.state);
  if (E.isLeft(decided)) return { _tag: 'refused', refusal: decided.left };
  const frames = frameEvents(decided.right, contextOf(workshop, keyed), known.end, workshop.recording.next);
  for (const frame of frames) {
    const read = readEvent({ ...frame, stream, position: NOT_STORED_YET });
    if (E.isLeft(read)) throw new Error(`${frame.type} does not read back: ${read.left._tag}.`);
    advance(known, decider.evolve, read.right);
  }
  framed.push(...frames);
  return { _tag: 'decided', revision: frames[0]?.revision ?? 0, events: frames.length };
};

const NOTHING_TO_WRITE = { _tag: 'appended', repeated: false } as const;

/** Deciders know no positions; the events that are handed out are read back with theirs. */
const NOT_STORED_YET = -1n;

const answer = async <Command, State, Refusal>(
  { workshop, subject: { stream }, commands }: Group<Command, State, Refusal>,
  verdicts: readonly Verdict<Refusal>[],
  framed: readonly FramedEvent[],
  repeated: boolean,
): Promise<readonly CommandOutcome<Refusal>[]> => {
  const start = framed[0]?.revision ?? 0;
  const stored = framed.length === 0 ? E.right([]) : await workshop.reader.eventsFrom(stream, start, framed.length);
  return Promise.all(
    commands.map(async (keyed, index): Promise<CommandOutcome<Refusal>> => {
      const verdict = verdicts[index];
      if (verdict === undefined) throw new Error('A command was not decided.');
      if (verdict._tag === 'refused') return E.left(verdict.refusal);
      if (verdict._tag === 'known') return recognise(workshop, stream, verdict.revision, keyed);
      if (verdict.events === 0) return E.right(NOTHING_NEW);
      if (E.isLeft(stored)) return stored;
      const from = verdict.revision - start;
      return E.right({ repeated, events: stored.right.slice(from, from + verdict.events) });
    }),
  );
};
