import { StoreFailure } from '@commission-ledger/event-store';
import { describeFailure, type LedgerFailure } from '@commission-ledger/ledger';
import type { ExplainFailure } from '../../reading/explainFailure.ts';

/** What keeps the ledger from replaying is told in its words. */
export const asExplainFailure = (failure: LedgerFailure): ExplainFailure => {
  const problem = describeFailure(failure);
  if ('revision' in failure) return failure;
  if (failure._tag === 'StoreBusy')
    return { _tag: 'StoreFailed', failure: new StoreFailure({ _tag: 'Busy' }, problem) };
  if (failure._tag === 'StoreUnavailable')
    return { _tag: 'StoreFailed', failure: new StoreFailure({ _tag: 'Unavailable', cause: undefined }, problem) };
  return { _tag: 'InvalidQuestion', field: 'changes', problem };
};
