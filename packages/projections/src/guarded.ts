import { StoreFailure } from '@commission-ledger/event-store';
import * as E from 'fp-ts/lib/Either.js';
import type { Progress } from './foldHistory.ts';
import type { ProjectionFailure, StoreFailed } from './projectionFailure.ts';

/** How a run of the read models ended. */
export type ProjectionRun = Promise<E.Either<ProjectionFailure, Progress>>;

/** Makes a failure of a store a value. Anything else that is thrown is a defect and stays one. */
export const guarded = async <Failure, Value>(
  run: () => Promise<E.Either<Failure, Value>>,
): Promise<E.Either<Failure | StoreFailed, Value>> => {
  try {
    return await run();
  } catch (error) {
    if (error instanceof StoreFailure) return E.left({ _tag: 'StoreFailed', failure: error });
    throw error;
  }
};
