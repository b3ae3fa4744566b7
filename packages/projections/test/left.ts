import * as E from 'fp-ts/lib/Either.js';
import type { ProjectionFailure } from '../src/index.ts';

/** The failure that must be there, or the test is broken. */
export const left = <A>(either: E.Either<ProjectionFailure, A>): ProjectionFailure => {
  if (E.isRight(either)) throw new Error('It did not fail.');
  return either.left;
};
