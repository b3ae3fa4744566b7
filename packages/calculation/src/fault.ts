import * as E from 'fp-ts/lib/Either.js';

/** Why an operation cannot be done on these values: they are of the wrong number, kind or currency. */
export type Fault = Readonly<{ _tag: 'Fault'; reason: string }>;

/** The fault as a `Left`. */
export const fault = (reason: string): E.Either<Fault, never> => E.left({ _tag: 'Fault', reason });
