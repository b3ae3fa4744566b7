/** The first place where two JSON values differ: its path (JSON Pointer) and what stands there, `nothing` for nothing. */
export type Difference = Readonly<{ path: string; recorded: string; computed: string }>;

/**
 * Compares the fields of `computed`, in their order, with those of `recorded`. Fields that only `recorded` has, at the
 * top, are not compared.
 */
export const firstDifference = (
  recorded: Readonly<Record<string, unknown>>,
  computed: Readonly<Record<string, unknown>>,
): Difference | undefined => {
  for (const [field, value] of Object.entries(computed)) {
    const difference = differenceAt(`/${field}`, recorded[field], value);
    if (difference !== undefined) return difference;
  }
  return undefined;
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

const isTree = (json: unknown): json is object => typeof json === 'object' && json !== null;

const shown = (json: unknown): string => {
  if (json === undefined) return 'nothing';
  return typeof json === 'string' ? json : JSON.stringify(json);
};

/** A name as one token of a JSON Pointer (RFC 6901). */
const token = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1');
