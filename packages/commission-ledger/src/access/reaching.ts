import * as E from 'fp-ts/lib/Either.js';
import type { CommissionLedger } from '../commissionLedger.ts';
import type { Failure } from '../failure.ts';
import type { AccessNotLogged, IdTaken, NotFound } from './scope.ts';

/** What a scope answers: whatever is not within it is `NotFound`. */
export type Answer<Value> = Promise<E.Either<Failure | NotFound | IdTaken | AccessNotLogged, Value>>;

/** Goes on with what is found within reach; looks for it on read models that are up to date. */
export type Reaching = <Found, Value>(
  look: () => Promise<E.Either<NotFound, Found>>,
  go: (found: Found) => Answer<Value>,
) => Answer<Value>;

/** Makes the looking of a scope. */
export const reaching =
  ({ catchUp }: Pick<CommissionLedger, 'catchUp'>): Reaching =>
  async (look, go) => {
    const current = await catchUp();
    if (E.isLeft(current)) return current;
    const found = await look();
    return E.isLeft(found) ? found : go(found.right);
  };
