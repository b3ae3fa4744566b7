import { createHash } from 'node:crypto';
import * as E from 'fp-ts/lib/Either.js';
import type { RandomBytes } from '../src/index.ts';

/** Bytes that look random, never twice the same, and the same in every run. */
export const foreseenBytes = (seed = 'seed'): RandomBytes => {
  let count = 0;
  return (length) => {
    count += 1;
    return createHash('sha256').update(`${seed}/${count}`).digest().subarray(0, length);
  };
};

/** The value; a failure fails the test with what it says. */
export const right = <A>(either: E.Either<unknown, A>): A => {
  if (E.isLeft(either)) throw new Error(`Expected a value: ${JSON.stringify(either.left)}`);
  return either.right;
};
