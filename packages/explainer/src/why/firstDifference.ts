import { jsonOf, type RecordedEvent } from '@commission-ledger/events';

/** The first place where two JSON values differ: its path (JSON Pointer) and what stands there, `nothing` for nothing. */
export type Difference = Readonly<{ path: string; recorded: string; computed: string }>;

/**
 * {@link firstDifference} of an event: the JSON that was read is compared as it is, and written again from the data only
 * where it is other than computed, to see whether that is more than another way to write the same.
 */
export const firstDifferenceIn = (
  event: RecordedEvent,
  computed: Readonly<Record<string, unknown>>,
): Difference | undefined =>
  firstDifference(event.json, computed) === undefined ? undefined : firstDifference(jsonOf(event), computed);

/**
 * Compares the fields of `computed`, in their order, with those of `recorded`. Fields that only `recorded` has, at the
 * top, are not compared.
 */
export const firstDifference = (
  recorded: Readonly<Record<string, unknown>>,
  computed: Readonly<Record<string, unknown>>,
): Difference | undefined => {
  for (const [field, value] of Object.entries(computed)) {
    if (isSame(recorded[field], value)) continue;
    const difference = differenceAt(`/${field}`, recorded[field], value);
    if (difference !== undefined) return difference;
  }
  return undefined;
};

/** The same, where what is `undefined` is not there; nearly everything is, and this keeps neither paths nor maps. */
const isSame = (a: unknown, b: unknown): boolean => {
  if (Object.is(a, b)) return true;
  if (!isTree(a) || !isTree(b)) return false;
  for (const name of Object.keys(a)) if (!isSame(a[name], Object.hasOwn(b, name) ? b[name] : undefined)) return false;
  for (const name of Object.keys(b)) if (b[name] !== undefined && !Object.hasOwn(a, name)) return false;
  return true;
};

const differenceAt = (path: string, recorded: unknown, computed: unknown): Difference | undefined => {
  if (!isTree(recorded) || !isTree(computed)) {
    return Object.is(recorded, computed) ? undefined : { path, recorded: shown(recorded), computed: shown(computed) };
  }
  const [a, b] = [new Map(Object.entries(recorded)), new Map(Object.entries(computed))];
  for (const key of [...new Set([...a.keys(), ...b.keys()])].toSorted()) {
    const difference = differenceAt(`${path}/${token(key)}`, a.get(key), b.get(key));
    if (difference !== undefined) return difference;
  }
  return undefined;
};

const isTree = (json: unknown): json is Readonly<Record<string, unknown>> => typeof json === 'object' && json !== null;

const shown = (json: unknown): string => {
  if (json === undefined) return 'nothing';
  return typeof json === 'string' ? json : JSON.stringify(json);
};

/** A name as one token of a JSON Pointer (RFC 6901). */
const token = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1');
