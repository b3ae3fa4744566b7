import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';

type Closed<R extends t.Props, O extends t.Props> = t.TypeOf<t.TypeC<R>> & t.TypeOf<t.PartialC<O>>;

/**
 * A record that has these fields and no others. A field that nobody knows is refused: it would be part of a document
 * that is called verified, and nobody would have looked at it.
 */
export const closedRecord = <R extends t.Props, O extends t.Props>(
  name: string,
  required: R,
  optional: O,
): t.Type<Closed<R, O>, unknown> => {
  const codec = t.intersection([t.type(required), t.partial(optional)], name);
  const known = new Set([...Object.keys(required), ...Object.keys(optional)]);
  const validate: t.Validate<unknown, Closed<R, O>> = (input, context) => {
    const read = codec.validate(input, context);
    if (E.isLeft(read)) return read;
    const fields = Object.entries(t.UnknownRecord.is(input) ? input : {});
    const extra = fields.find(([field, value]) => !known.has(field) || value === undefined);
    if (extra === undefined) return read;
    return t.failure(extra[1], t.appendContext(context, extra[0], t.never, extra[1]), 'no such field here');
  };
  const is = (input: unknown): input is Closed<R, O> => E.isRight(validate(input, []));
  return new t.Type<Closed<R, O>, unknown>(name, is, validate, t.identity);
};
