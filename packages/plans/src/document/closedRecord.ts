import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';

/** A codec that reads plain JSON and writes it unchanged. */
export type JsonCodec<A> = t.Type<A, unknown>;

type Fields = Readonly<Record<string, t.Mixed>>;
type Required<R extends Fields> = Readonly<{ [K in keyof R]: t.TypeOf<R[K]> }>;
type Optional<O extends Fields> = Readonly<{ [K in keyof O]?: t.TypeOf<O[K]> }>;

/**
 * A record that has these fields and no others. A field too many is a mistake to be told, not a detail to be dropped:
 * it may be a misspelt limit.
 */
export const closedRecord = <R extends t.Props, O extends t.Props>(
  name: string,
  required: R,
  optional: O,
): JsonCodec<Required<R> & Optional<O>> => {
  const needed = t.type(required);
  const allowed = t.partial(optional);
  const known = new Set([...Object.keys(required), ...Object.keys(optional)]);
  return codec(name, (input, context) => {
    if (!isRecord(input)) return t.failure(input, context, `expected ${name}`);
    const extra = Object.keys(input)
      .filter((field) => !known.has(field) || input[field] === undefined)
      .map((field) => problem(input[field], field, context, unknownField));
    const [a, b] = [needed.validate(input, context), allowed.validate(input, context)];
    const errors = [...(E.isLeft(a) ? a.left : []), ...(E.isLeft(b) ? b.left : []), ...extra];
    if (errors.length > 0 || E.isLeft(a) || E.isLeft(b)) return t.failures(errors);
    return t.success(Object.assign({}, a.right, b.right));
  });
};

/** The message of a field that does not belong. */
export const unknownField = 'no such field here';

/** A record of any keys, read with one codec; the keys are checked by the validation. */
export const dictionary = <A>(name: string, member: JsonCodec<A>): JsonCodec<Readonly<Record<string, A>>> =>
  codec(name, (input, context) => {
    if (!isRecord(input)) return t.failure(input, context, `expected ${name}`);
    const read = Object.entries(input).map(
      ([key, value]) => [key, member.validate(value, t.appendContext(context, key, member, value))] as const,
    );
    const errors = read.flatMap(([, result]) => (E.isLeft(result) ? result.left : []));
    const members = read.flatMap(([key, result]) => (E.isLeft(result) ? [] : [[key, result.right] as const]));
    return errors.length > 0 ? t.failures(errors) : t.success(Object.fromEntries(members));
  });

/** One of several forms, told apart by the fields that are there. */
export const byFields = <A>(
  name: string,
  forms: readonly (readonly [field: string, form: () => Readonly<{ validate: t.Validate<unknown, A> }>])[],
): JsonCodec<A> =>
  codec(name, (input, context) => {
    const found = isRecord(input) ? forms.find(([field]) => Object.hasOwn(input, field)) : undefined;
    const fields = forms.map(([field]) => field).join(', ');
    return found === undefined
      ? t.failure(input, context, `expected ${name}, with one of ${fields}`)
      : found[1]().validate(input, context);
  });

/** A codec from its reader alone. */
export const codec = <A>(name: string, validate: t.Validate<unknown, A>): JsonCodec<A> => {
  const is = (input: unknown): input is A => E.isRight(validate(input, []));
  return new t.Type<A, unknown>(name, is, validate, (value) => value);
};

const problem = (value: unknown, key: string, context: t.Context, message: string): t.ValidationError => ({
  value,
  context: t.appendContext(context, key, t.never, value),
  message,
});

const isRecord = (input: unknown): input is Readonly<Record<string, unknown>> =>
  typeof input === 'object' && input !== null && !Array.isArray(input);
