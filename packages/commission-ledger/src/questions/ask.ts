import type { Instant } from '@commission-ledger/calendar';
import type { DocumentStore } from '@commission-ledger/projections';
import type * as E from 'fp-ts/lib/Either.js';
import type { Failure } from '../failure.ts';

/** What a question answers: every answer contains all that was recorded before it. */
export type Answer<Value> = Promise<E.Either<Failure, Value>>;

/** What questions are made with. */
export type Asking = Readonly<{
  documents: DocumentStore;
  now: () => Instant;
  /** Brings the read models up to date, then asks. */
  ask: <Arguments extends readonly unknown[], Value>(
    question: (...args: Arguments) => Promise<Value>,
  ) => (...args: Arguments) => Answer<Value>;
}>;
