import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { codec, type JsonCodec } from './closedRecord.ts';

/** Text of at most 2,000 characters, without halves of characters. */
export const text = codec<string>('text', (input, context) => {
  if (typeof input !== 'string') return t.failure(input, context, inQuotes(input));
  if (input.length > 2000) return t.failure(input, context, 'expected at most 2,000 characters');
  return /\p{Surrogate}/u.test(input) ? t.failure(input, context, 'expected well-formed text') : t.success(input);
});

/** A JSON number may have lost digits before it is read, so that amounts and rates are texts. */
const inQuotes = (input: unknown): string =>
  typeof input === 'number' && /^-?\d+(?:\.\d+)?$/.test(`${input}`)
    ? `expected text, so write it in quotes: "${input}"`
    : 'expected text in quotes';

/** Text that is shown to people: nothing in it is invisible, moves the line, or turns the direction of writing. */
export const title = codec<string>('a title', (input, context) => {
  const read = text.validate(input, context);
  if (E.isLeft(read) || !unseen.test(read.right)) return read;
  return t.failure(input, context, 'expected text without control characters and changes of direction');
});

const unseen = /[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/u;

/** A JSON number without fraction, for days and places; never for money. */
export const whole = codec<number>('a whole number', (input, context) =>
  typeof input === 'number' && Number.isSafeInteger(input)
    ? t.success(input)
    : t.failure(input, context, 'expected a whole number, without quotes'),
);

/** A flag that is either there and true, or not there at all: one document has one form. */
export const onlyTrue = codec<true>('true', (input, context) =>
  input === true ? t.success(input) : t.failure(input, context, 'expected true; leave it out otherwise'),
);

/** One of these words. */
export const oneOf = <A extends string>(...options: readonly A[]): JsonCodec<A> =>
  codec(options.join(' | '), (input, context) => {
    const found = options.find((option) => option === input);
    return found === undefined ? t.failure(input, context, `expected one of ${options.join(', ')}`) : t.success(found);
  });

/** A list of any length; how long it may be is checked by the validation. */
export const listOf = <A>(name: string, member: t.Type<A, unknown>): JsonCodec<readonly A[]> =>
  codec(name, (input, context) =>
    Array.isArray(input)
      ? t.readonlyArray(member, name).validate(input, context)
      : t.failure(input, context, `expected ${name}`),
  );

/** A word, or else what the other codec reads. */
export const textOr = <A, S extends string>(word: JsonCodec<S>, other: JsonCodec<A>): JsonCodec<S | A> =>
  codec<S | A>(`${word.name}, or ${other.name}`, (input, context) =>
    typeof input === 'string' || typeof input === 'number'
      ? word.validate(input, context)
      : other.validate(input, context),
  );

/** Several texts. */
export const texts = listOf('a list of texts', text);
