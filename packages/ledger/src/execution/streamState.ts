import type { RecordedEvent, StreamEnd } from '@commission-ledger/events';

/** A stream as commands need it: the decider's state, where the stream ends, and the keys already used. */
export type StreamState<State> = {
  state: State;
  end: StreamEnd;
  /** By command key, the revision of the first event it recorded. */
  readonly commands: Map<string, number>;
};

/** A stream before its first event. */
export const emptyStream = <State>(stream: string, state: State): StreamState<State> => ({
  state,
  end: { stream, revision: 'no-stream', hash: null },
  commands: new Map(),
});

/** Takes in the stream's next event. Changes `known`, which belongs to the fold. */
export const advance = <State>(
  known: StreamState<State>,
  evolve: (state: State, event: RecordedEvent) => State,
  event: RecordedEvent,
): void => {
  known.state = evolve(known.state, event);
  known.end = { stream: event.stream, revision: event.revision, hash: event.hash };
  if (!known.commands.has(event.commandKey)) known.commands.set(event.commandKey, event.revision);
};
