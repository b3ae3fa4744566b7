import * as E from 'fp-ts/lib/Either.js';
import type { LedgerFailure } from '../failure.ts';

/** Why a cause is set aside instead of being rated. */
export type ParkingReason = Readonly<{ _tag: 'Parked'; reason: string }>;

/** What was looked for to rate a cause, or why it cannot be rated yet. */
export type Found<Value> = Promise<E.Either<LedgerFailure | ParkingReason, Value>>;

/** Sets aside, with the reason. */
export const parked = (reason: string): E.Either<ParkingReason, never> => E.left({ _tag: 'Parked', reason });
