import type { EventStore } from '@commission-ledger/event-store';

/** A store with one fault, made from a right one. */
export type Mutant = (store: EventStore) => EventStore;

/** A mutant, and the name of the case that must catch it. */
export type MutantRow = Readonly<{ fault: string; mutant: Mutant; caughtBy: string }>;
