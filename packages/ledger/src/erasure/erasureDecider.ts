import type { EventOf, RecordedEvent } from '@commission-ledger/events';
import * as E from 'fp-ts/lib/Either.js';
import type { Decider } from '../decider.ts';
import type { Refusal } from '../refusal.ts';

/** How a person's data were erased; `undefined` while they are not. */
export type ErasureState = RecordedEvent<'SubjectErased'> | undefined;

/** Offers the fact to be recorded. */
export type ErasureCommand = EventOf<'SubjectErased'>;

/** The erasure of a person's data. It happens once: told again under another key, it says nothing new, whatever the words. */
export const erasureDecider: Decider<ErasureCommand, ErasureState, Refusal> = {
  initial: () => undefined,
  decide: (fact, state) => E.right(state === undefined ? [fact] : []),
  evolve: (state, event) => (event.type === 'SubjectErased' ? (state ?? event) : state),
};
