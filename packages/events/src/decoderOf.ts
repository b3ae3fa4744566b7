import { LocalDateCodec } from '@commission-ledger/calendar';
import { MoneyJson } from '@commission-ledger/money';
import * as t from 'io-ts';
import { Attributes, commonAttributes } from './catalogue/attributes.ts';
import { BeneficiaryCodec } from './catalogue/beneficiary.ts';
import { Sha256, Whole, WindowKey } from './catalogue/vocabulary.ts';
import { commonMoney } from './commonMoney.ts';
import { Id } from './id.ts';
import type { JsonObject } from './upcasts.ts';

/** What a codec makes of its input, or {@link REFUSED}. */
export type Decoder = (input: unknown) => unknown;

/** The answer of a {@link Decoder} to what the codec does not take; ask the codec itself why. */
export const REFUSED: unique symbol = Symbol('refused');

/**
 * The codec as a plain function that answers the same value, several times as fast: a history is decoded event by
 * event, and most of the time goes into keeping the path for error messages that nobody will read.
 */
export const decoderOf = (codec: unknown): Decoder => {
  if (codec instanceof t.ReadonlyType) return decoderOf(codec.type);
  const fields = fieldsOfRecord(codec);
  if (fields !== undefined) return recordDecoder(fields, false);
  if (codec instanceof t.IntersectionType) return intersectionDecoder(partsOf(codec).map(decoderOf));
  if (codec instanceof t.ExactType) return exactDecoder(codec.type);
  if (codec instanceof t.ArrayType || codec instanceof t.ReadonlyArrayType) return arrayDecoder(decoderOf(codec.type));
  if (codec instanceof t.UnionType) return rememberingLast(unionDecoder(partsOf(codec).map(decoderOf)));
  if (codec instanceof t.Type) return leafDecoder(codec);
  throw new TypeError('A codec is made of codecs.');
};

type Codec = t.Type<unknown, unknown>;
type Field = Readonly<{ name: string; decode: Decoder; optional: boolean; takesNothing: boolean }>;

const partsOf = ({ types }: Readonly<{ types: unknown }>): readonly unknown[] => {
  if (Array.isArray(types)) return types;
  throw new TypeError('A codec is made of codecs.');
};

/** Those whose decoding is their check. */
const takesAsItIs = (codec: Codec): boolean =>
  checked.has(codec) ||
  codec instanceof t.StringType ||
  codec instanceof t.NumberType ||
  codec instanceof t.BooleanType ||
  codec instanceof t.NullType ||
  codec instanceof t.LiteralType ||
  codec instanceof t.KeyofType ||
  codec instanceof t.AnyDictionaryType;

const checked: ReadonlySet<unknown> = new Set([Id, Sha256, Whole, WindowKey, LocalDateCodec, BeneficiaryCodec]);

const checker =
  (codec: Codec): Decoder =>
  (input) =>
    codec.is(input) ? input : REFUSED;

const validator =
  (codec: Codec): Decoder =>
  (input) => {
    const validation = codec.validate(input, NOWHERE);
    return validation._tag === 'Left' ? REFUSED : validation.right;
  };

const NOWHERE: t.Context = [];

const leafDecoder = (codec: Codec): Decoder => {
  const decode = takesAsItIs(codec) ? checker(codec) : validator(codec);
  const quick = common.get(codec);
  return quick === undefined
    ? rememberingLast(decode)
    : (input) => (isRecord(input) ? (quick(input) ?? decode(input)) : REFUSED);
};

/** Quick ways for records that are as nearly all are. */
const common: ReadonlyMap<unknown, (input: JsonObject) => unknown> = new Map<unknown, (input: JsonObject) => unknown>([
  [MoneyJson, commonMoney],
  [Attributes, commonAttributes],
]);

/** Answers at once when the same text comes again: neighbouring events have much in common. */
const rememberingLast = (decode: Decoder): Decoder => {
  let last: unknown;
  let made: unknown;
  return (input) => {
    if (typeof input !== 'string') return decode(input);
    if (input === last) return made;
    made = decode(input);
    last = input;
    return made;
  };
};

/** As `t.UnknownRecord` says of what was parsed, without asking for the name of its class. */
const isRecord = (input: unknown): input is JsonObject =>
  typeof input === 'object' && input !== null && !Array.isArray(input);

const propsOf = (codec: unknown): readonly (readonly [string, unknown])[] => {
  const props: unknown = codec instanceof t.InterfaceType || codec instanceof t.PartialType ? codec.props : undefined;
  return isRecord(props) ? Object.entries(props) : [];
};

const fieldsIn = (codec: unknown): readonly Field[] =>
  propsOf(codec).map(([name, inner]) => {
    const decode = decoderOf(inner);
    return { name, decode, optional: codec instanceof t.PartialType, takesNothing: decode(undefined) !== REFUSED };
  });

/** The fields of a record; records that have no field in common are one record. */
const fieldsOfRecord = (codec: unknown): readonly Field[] | undefined => {
  if (codec instanceof t.InterfaceType || codec instanceof t.PartialType) return fieldsIn(codec);
  if (!(codec instanceof t.IntersectionType)) return undefined;
  const parts = partsOf(codec);
  if (!parts.every((part) => part instanceof t.InterfaceType || part instanceof t.PartialType)) return undefined;
  const fields = parts.flatMap(fieldsIn);
  return new Set(fields.map(({ name }) => name)).size === fields.length ? fields : undefined;
};

/** The names that an exact codec leaves. */
const namesIn = (codec: unknown): ReadonlySet<string> => {
  if (codec instanceof t.ReadonlyType) return namesIn(codec.type);
  if (codec instanceof t.IntersectionType) return new Set(partsOf(codec).flatMap((part) => [...namesIn(part)]));
  return new Set(propsOf(codec).map(([name]) => name));
};

/**
 * Canonical JSON has its fields in order, so names and values are walked beside the fields of the codec: to look up each
 * name in objects of many shapes would cost more than all else.
 */
const recordDecoder = (unsorted: readonly Field[], isExact: boolean): Decoder => {
  const fields = unsorted.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const known = new Set(fields.map(({ name }) => name));
  return (input) => {
    if (!isRecord(input)) return REFUSED;
    const names = Object.keys(input);
    const values = Object.values(input);
    let made: Record<string, unknown> | undefined;
    let [place, found] = [0, 0];
    for (const { name, decode, optional, takesNothing } of fields) {
      const at = names[place] === name ? place : names.indexOf(name);
      const before = at < 0 ? undefined : values[at];
      if (at >= 0) {
        place = at + 1;
        found += 1;
      }
      if (before === undefined && !takesNothing) {
        if (optional) continue;
        return REFUSED;
      }
      const after = decode(before);
      if (after === REFUSED) return REFUSED;
      if (after === before && (optional || after !== undefined || at >= 0)) continue;
      made ??= { ...input };
      made[name] = after;
    }
    const decoded = made ?? input;
    return isExact && found < names.length ? onlyKnown(decoded, known) : decoded;
  };
};

const intersectionDecoder =
  (decoders: readonly Decoder[]): Decoder =>
  (input) => {
    const decoded: unknown[] = [];
    for (const decode of decoders) {
      const part = decode(input);
      if (part === REFUSED) return REFUSED;
      decoded.push(part);
    }
    return merged(input, decoded);
  };

/** What any part has made of a field stands instead of what came in. */
const merged = (input: unknown, parts: readonly unknown[]): unknown => {
  if (parts.every((part) => part === input)) return input;
  if (!isRecord(input) || !parts.every(isRecord)) return parts.at(-1);
  const made: Record<string, unknown> = {};
  for (const part of parts) {
    for (const [name, value] of Object.entries(part))
      if (!Object.hasOwn(made, name) || value !== input[name]) made[name] = value;
  }
  return made;
};

const exactDecoder = (inner: unknown): Decoder => {
  const fields = fieldsOfRecord(inner instanceof t.ReadonlyType ? inner.type : inner);
  if (fields !== undefined) return recordDecoder(fields, true);
  const decode = decoderOf(inner);
  const names = namesIn(inner);
  return (input) => {
    const decoded = isRecord(input) ? decode(input) : REFUSED;
    return isRecord(decoded) ? onlyKnown(decoded, names) : REFUSED;
  };
};

const onlyKnown = (record: JsonObject, names: ReadonlySet<string>): JsonObject =>
  Object.keys(record).every((name) => names.has(name))
    ? record
    : Object.fromEntries(Object.entries(record).filter(([name]) => names.has(name)));

const arrayDecoder =
  (decode: Decoder): Decoder =>
  (input) => {
    if (!Array.isArray(input)) return REFUSED;
    let made: unknown[] | undefined;
    for (let index = 0; index < input.length; index += 1) {
      const before: unknown = input[index];
      const after = decode(before);
      if (after === REFUSED) return REFUSED;
      if (after === before) continue;
      made ??= [...input];
      made[index] = after;
    }
    return made ?? input;
  };

/** The first that takes it. */
const unionDecoder =
  (decoders: readonly Decoder[]): Decoder =>
  (input) => {
    for (const decode of decoders) {
      const decoded = decode(input);
      if (decoded !== REFUSED) return decoded;
    }
    return REFUSED;
  };
