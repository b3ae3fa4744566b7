import { StoreFailure } from '@commission-ledger/event-store';

/** The `Unavailable` of a planned fault; what its message says comes last. */
export const plannedFailure = (planned: string): StoreFailure =>
  new StoreFailure({ _tag: 'Unavailable', cause: planned }, `A planned fault: ${planned}.`);
