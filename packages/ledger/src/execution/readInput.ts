import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import type { LedgerFailure } from '../failure.ts';
import { inputProblems, problemsOfMeta } from './inputProblems.ts';
import type { CommandMeta } from './offeredFact.ts';

/** Reads the input of a command that records no fact as it is told. Every problem is told by its path; a field too many is one. */
export const readInput = <A, O>(
  command: string,
  codec: t.HasProps & t.Type<A, O>,
  input: O,
  meta: CommandMeta,
): E.Either<LedgerFailure, A> => {
  const decoded = codec.decode(input);
  const problems = E.isLeft(decoded) ? inputProblems(decoded.left) : fieldsTooMany(command, codec, input);
  const all = [...problems, ...problemsOfMeta(meta)];
  return E.isLeft(decoded) || all.length > 0 ? E.left({ _tag: 'InvalidInput', problems: all }) : E.right(decoded.right);
};

const fieldsTooMany = (command: string, codec: t.HasProps, input: unknown) => {
  const known = t.exact(codec).decode(input);
  return E.isLeft(known)
    ? []
    : Object.keys(input ?? {})
        .filter((field) => !Object.hasOwn(known.right, field))
        .map((field) => ({ path: `/${field}`, message: `is no field of ${command}` }));
};
