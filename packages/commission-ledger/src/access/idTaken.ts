import * as E from 'fp-ts/lib/Either.js';
import type { Answer } from './reaching.ts';

/**
 * An id that is used in a stream outside the scope cannot be used again; what was recorded there is not told. Where an id
 * is of the caller's making, that it is taken cannot be kept from them.
 */
export const idTakenElsewhere =
  (isWithin: (stream: string) => boolean) =>
  async <Value>(id: string, answer: Answer<Value>): Answer<Value> => {
    const outcome = await answer;
    if (E.isRight(outcome) || outcome.left._tag !== 'KeyConflict' || isWithin(outcome.left.stream)) return outcome;
    return E.left({ _tag: 'IdTaken', id });
  };
