import type { LedgerEvent, RecordedEvent } from '@commission-ledger/events';
import type { Either } from 'fp-ts/lib/Either.js';

/**
 * The rules of one kind of stream: what has happened so far, and what may happen next. Pure: time, chance and
 * what stands in other streams come in with the command.
 *
 * `evolve` owns the state it is given and may change it in place, so that a long stream folds in linear time;
 * `decide` only reads it.
 */
export type Decider<Command, State, Refusal> = Readonly<{
  initial: () => State;
  evolve: (state: State, event: RecordedEvent) => State;
  /** The events to record, none when there is nothing to do, or why not. */
  decide: (command: Command, state: State) => Either<Refusal, readonly LedgerEvent[]>;
}>;
