import type { EventData, EventOf, EventType } from '@commission-ledger/events';
import type * as E from 'fp-ts/lib/Either.js';
import type { Decider } from '../decider.ts';
import type { Executor } from '../execution/executor.ts';
import type { KeyedCommand, Recorded } from '../execution/keyedCommand.ts';
import type { LedgerFailure } from '../failure.ts';

/** Refuses, or gives the fact, completed with what other streams know. */
export type Verdict<T extends EventType> = Promise<E.Either<LedgerFailure, EventOf<T>>>;

/** How a fact comes in: its business key, what other streams must say first, and the stream that decides. */
export type Admission<T extends EventType> = Readonly<{
  key: (data: EventData<T>) => string;
  admit?: (executor: Executor, fact: EventOf<T>) => Verdict<T>;
  /** What other streams must say can change, so it is read as of now before the fact is let in. */
  afresh?: true;
}> &
  Submit<EventOf<T>>;

/** The admission of each of these facts. */
export type Admissions<Facts extends EventType> = Readonly<{ [T in Facts]: Admission<T> }>;

/** The part of an admission that says which stream decides. */
export type Submit<Command> = Readonly<{
  submit: (executor: Executor, keyed: KeyedCommand<Command>) => Promise<E.Either<LedgerFailure, Recorded>>;
  /** What the same command recorded before, where one stream alone decides. */
  recall?: (executor: Executor, keyed: KeyedCommand<Command>) => Promise<E.Either<LedgerFailure, Recorded | undefined>>;
}>;

/** Facts of one kind of stream are decided by its decider. */
export const decidedBy = <Command, State>(
  decider: Decider<Command, State, LedgerFailure>,
  streamOf: (command: Command) => string,
): Submit<Command> => ({
  submit: (executor, keyed) => executor.execute({ stream: streamOf(keyed.command), decider }, keyed),
  recall: (executor, keyed) => executor.recall({ stream: streamOf(keyed.command), decider }, keyed.key),
});
