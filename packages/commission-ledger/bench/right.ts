import * as E from 'fp-ts/lib/Either.js';

/** What must be there, or the bench is broken. */
export const right = <A>(either: E.Either<unknown, A>): A => {
  if (E.isLeft(either)) throw new Error('The bench is broken.');
  return either.right;
};
