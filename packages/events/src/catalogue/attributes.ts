import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { isFieldName } from '../jsonLimits.ts';
import { isPlainAscii, PlainText } from './vocabulary.ts';

const MAX_ATTRIBUTES = 200;

/** Text by name. */
export type Attributes = Readonly<Record<string, string>>;

const AnyRecord = t.UnknownRecord;

/**
 * Attributes of a lead or deal, such as its product: at most 200 texts by name. A name that would change an object
 * instead of naming a field (`__proto__`, `constructor`, `prototype`) is refused, and so are two names that are one
 * name in normal form C.
 */
export const Attributes: t.Type<Attributes, Attributes> = new t.Type<Attributes, Attributes>(
  'Attributes',
  (input): input is Attributes => AnyRecord.is(input) && E.isRight(attributesOf(input, [])),
  (input, context) => E.chain((record: AnyRecord) => attributesOf(record, context))(AnyRecord.validate(input, context)),
  // What `attributesOf` refuses is left as it is: it must not look acceptable once it is written.
  (attributes) => E.getOrElse(() => attributes)(attributesOf(attributes, [])),
);

/** Attributes of plain ASCII, which are as they should be already; `undefined` for all else, which is for the codec. */
export const commonAttributes = (input: AnyRecord): Attributes | undefined => {
  const names = Object.keys(input);
  return names.length <= MAX_ATTRIBUTES && isCommon(input, names) ? input : undefined;
};

const isCommon = (input: AnyRecord, names: readonly string[]): input is Attributes =>
  names.every((name) => isPlainAscii(name) && isFieldName(name) && isPlainAscii(input[name]));

type AnyRecord = Readonly<Record<string, unknown>>;

const attributesOf = (input: AnyRecord, context: t.Context): t.Validation<Attributes> => {
  const entries = Object.entries(input);
  if (entries.length > MAX_ATTRIBUTES) return t.failure(input, context, `has more than ${MAX_ATTRIBUTES} attributes`);
  const read = new Map<string, string>();
  for (const [key, value] of entries) {
    const inside = t.appendContext(context, key, PlainText, value);
    const name = PlainText.validate(key, inside);
    if (E.isLeft(name)) return name;
    if (!isFieldName(name.right)) return t.failure(key, inside, 'has a name that no attribute may have');
    if (read.has(name.right)) return t.failure(key, inside, 'has the name of another attribute');
    const text = PlainText.validate(value, inside);
    if (E.isLeft(text)) return text;
    read.set(name.right, text.right);
  }
  return t.success(Object.fromEntries(read));
};
