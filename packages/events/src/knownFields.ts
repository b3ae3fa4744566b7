import * as t from 'io-ts';
import { OpaqueJson } from './catalogue/vocabulary.ts';
import type { JsonObject } from './upcasts.ts';

/** The fields of an event's data that its codec knows, with their codecs. */
export const fieldsOf = (codec: t.Mixed): readonly Field[] => {
  if (codec instanceof t.ReadonlyType) return fieldsOf(asCodec(codec.type));
  if ((codec instanceof t.IntersectionType || codec instanceof t.UnionType) && Array.isArray(codec.types))
    return codec.types.flatMap((part) => fieldsOf(asCodec(part)));
  if (codec instanceof t.InterfaceType || codec instanceof t.PartialType) {
    const props: unknown = codec.props;
    if (t.UnknownRecord.is(props)) return Object.entries(props);
  }
  throw new TypeError(
    `The codec of an event is made of t.type, t.partial, t.intersection, t.union and t.readonly: ${codec.name}`,
  );
};

type Field = readonly [name: string, codec: unknown];

const asCodec = (input: unknown): t.Mixed => {
  if (input instanceof t.Type) return input;
  throw new TypeError('A codec is made of codecs.');
};

/** The fields that hold another layer's JSON. */
export const opaqueFieldsOf = (codec: t.Mixed): readonly string[] =>
  fieldsOf(codec)
    .filter(([, field]) => field === OpaqueJson)
    .map(([name]) => name);

/** Parts the fields of decoded data into those that are known and the others. */
export const setAside = (data: JsonObject, known: ReadonlySet<string>): { known: JsonObject; unknown: JsonObject } => {
  if (areKnown(data, known)) return { known: data, unknown: NOTHING };
  const names = Object.keys(data);
  const pick = (picked: readonly string[]) => Object.fromEntries(picked.map((name) => [name, data[name]]));
  return {
    known: pick(names.filter((name) => known.has(name))),
    unknown: pick(names.filter((name) => !known.has(name))),
  };
};

/** Without a list of the names: this is asked for every event that is read. */
const areKnown = (data: JsonObject, known: ReadonlySet<string>): boolean => {
  for (const name in data) if (!known.has(name)) return false;
  return true;
};

const NOTHING: JsonObject = Object.freeze({});
