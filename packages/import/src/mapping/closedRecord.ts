import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';

/** A codec for JSON that a person wrote; it reads and does not convert. */
export type Reader<A> = t.Type<A, unknown>;

/** What tells one form of a value from the others, and reads it. */
export type Form<A> = Readonly<{ validate: t.Validate<unknown, A> }>;

/** A codec from what it accepts. */
export const reader = <A>(name: string, validate: t.Validate<unknown, A>): Reader<A> =>
  new t.Type<A, unknown>(
    name,
    (input): input is A => E.isRight(validate(input, [])),
    validate,
    (value) => value,
  );

type Shape<R extends t.Props, O extends t.Props> = Readonly<
  { [K in keyof R]: t.TypeOf<R[K]> } & { [K in keyof O]?: t.TypeOf<O[K]> }
>;

/** An object with these fields and no others: a field too many is a misspelt one, and the mapping would not do what it says. */
export const closedRecord = <R extends t.Props, O extends t.Props>(
  name: string,
  required: R,
  optional: O,
): Reader<Shape<R, O>> => {
  const expected = t.intersection([t.type(required), t.partial(optional)]);
  const allowed = new Set([...Object.keys(required), ...Object.keys(optional)]);
  return reader<Shape<R, O>>(name, (input, context) => {
    if (!isRecord(input)) return t.failure(input, context, `must be ${name}`);
    const tooMany = Object.keys(input)
      .filter((field) => !allowed.has(field))
      .map((field): t.ValidationError => {
        const message = `is no field of ${name}; its fields are ${[...allowed].join(', ')}`;
        return { value: input[field], context: t.appendContext(context, field, t.never), message };
      });
    const problems = [
      ...validateEach(required, input, context, true),
      ...validateEach(optional, input, context, false),
    ];
    if (problems.length + tooMany.length > 0) return t.failures([...problems, ...tooMany]);
    return expected.is(input) ? t.success(input) : t.failure(input, context, `must be ${name}`);
  });
};

const validateEach = (
  props: t.Props,
  input: Readonly<Record<string, unknown>>,
  context: t.Context,
  needed: boolean,
): readonly t.ValidationError[] =>
  Object.entries(props).flatMap(([field, codec]) => {
    const inside = t.appendContext(context, field, codec, input[field]);
    if (Object.hasOwn(input, field)) return problemsOf(codec.validate(input[field], inside));
    return needed ? [{ value: undefined, context: inside, message: 'is missing' }] : [];
  });

const problemsOf = (validation: t.Validation<unknown>): readonly t.ValidationError[] =>
  E.isLeft(validation) ? validation.left : [];

/** An object of any field names, all with the same kind of value. */
export const dictionary = <A>(name: string, member: Reader<A>): Reader<Readonly<Record<string, A>>> => {
  const expected = t.record(t.string, member);
  return reader<Readonly<Record<string, A>>>(name, (input, context) => {
    if (!isRecord(input)) return t.failure(input, context, `must be ${name}`);
    const problems = Object.entries(input).flatMap(([field, value]) => {
      const inside = t.appendContext(context, field, member, value);
      if (field === '__proto__') return [{ value, context: inside, message: 'is no name for a field' }];
      return problemsOf(member.validate(value, inside));
    });
    return problems.length > 0 || !expected.is(input) ? t.failures([...problems]) : t.success(input);
  });
};

/** A list, with at least one item. */
export const listOf = <A>(name: string, item: Reader<A>): Reader<readonly A[]> => {
  const expected = t.readonlyArray(item);
  return reader<readonly A[]>(name, (input, context) => {
    if (!Array.isArray(input) || input.length === 0) return t.failure(input, context, `must be a list of ${name}`);
    const problems = input.flatMap((value: unknown, index) =>
      problemsOf(item.validate(value, t.appendContext(context, String(index), item, value))),
    );
    return problems.length > 0 || !expected.is(input) ? t.failures([...problems]) : t.success(input);
  });
};

/** One of these texts. */
export const oneOf = <A extends string>(name: string, values: readonly A[]): Reader<A> =>
  reader<A>(name, (input, context) => {
    const found = values.find((value) => value === input);
    return found === undefined ? t.failure(input, context, `must be ${name}: ${values.join(', ')}`) : t.success(found);
  });

/** Text of at least one character. */
export const filledText: Reader<string> = reader('text', (input, context) =>
  typeof input === 'string' && input !== '' ? t.success(input) : t.failure(input, context, 'must be text in quotes'),
);

/** `true`, where leaving the field out means no. */
export const onlyTrue: Reader<true> = reader('true', (input, context) =>
  input === true ? t.success(input) : t.failure(input, context, 'must be true, or left out'),
);

/** Whether it is an object and no list. */
export const isRecord = (input: unknown): input is Readonly<Record<string, unknown>> =>
  typeof input === 'object' && input !== null && !Array.isArray(input);
