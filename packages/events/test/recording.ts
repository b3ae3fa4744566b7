import * as E from 'fp-ts/lib/Either.js';
import {
  type CommandContext,
  type FramedEvent,
  type LedgerEvent,
  type StoredFrame,
  commandHashOf,
  frameEvents,
  jsonOf,
} from '../src/index.ts';
import { homeStream } from '../src/homeStream.ts';

/** The value; a `Left` fails the test with what it says. */
export const right = <A>(either: E.Either<unknown, A>): A => {
  if (E.isLeft(either)) throw new Error(`Expected a Right: ${JSON.stringify(either.left)}`);
  return either.right;
};

export const command: CommandContext = {
  ledger: 'helix',
  actor: 'import',
  correlation: 'import-1',
  causation: null,
  commandKey: 'lead:1',
  commandHash: commandHashOf({ lead: '1' }),
};

export const STREAM = 'lead-1';

/** The stream an event belongs to; an event that says no currency stands in an account in euros. */
export const homeOf = (event: LedgerEvent): string => homeStream('account-a.b.EUR', event.type, jsonOf(event));

export const noon = (): string => '2026-01-02T12:00:00.000000Z';

/** The events as one command records them in a stream of its own. */
export const recorded = (events: readonly LedgerEvent[], stream = STREAM): readonly FramedEvent[] =>
  frameEvents(events, command, { stream, revision: 'no-stream', hash: null }, noon);

/** As a store gives them back. */
export const asStored = ({ id, type, body, revision }: FramedEvent, stream = STREAM): StoredFrame => ({
  stream,
  revision,
  position: BigInt(revision) + 100n,
  id,
  type,
  body,
});

/** One stored event. */
export const stored = (event: LedgerEvent): StoredFrame => {
  const stream = homeOf(event);
  const [framed] = recorded([event], stream);
  if (framed === undefined) throw new Error('One event gives one frame.');
  return asStored(framed, stream);
};

/** The same stored event with parts of its frame replaced, as a careless or dishonest hand would. */
export const altered = (frame: StoredFrame, changes: Readonly<Record<string, unknown>>): StoredFrame => ({
  ...frame,
  body: JSON.stringify({ ...(JSON.parse(frame.body) as object), ...changes }),
});
