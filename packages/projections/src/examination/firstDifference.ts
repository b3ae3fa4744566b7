/** Where two JSON values differ first: the place as a JSON pointer (RFC 6901), and what stands there, as JSON. */
export type FirstDifference = Readonly<{
  /** `''` is the whole value. */
  pointer: string;
  /** `null` where nothing stands there; what is longer than 200 characters is cut off. */
  stored: string | null;
  expected: string | null;
}>;

/**
 * The first difference, in the order of what is expected, then of what is stored; `undefined` when both say the same.
 * In which order an object has its members says nothing. What is `undefined` is not there.
 */
export const firstDifference = (stored: unknown, expected: unknown, pointer = ''): FirstDifference | undefined => {
  if (Object.is(stored, expected)) return undefined;
  if (!isNested(stored) || !isNested(expected) || Array.isArray(stored) !== Array.isArray(expected))
    return { pointer, stored: shown(stored), expected: shown(expected) };
  for (const name of new Set([...Object.keys(expected), ...Object.keys(stored)])) {
    const below = `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    const difference = firstDifference(memberOf(stored, name), memberOf(expected, name), below);
    if (difference !== undefined) return difference;
  }
  return undefined;
};

const isNested = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** Own members only: one called `__proto__` is a member like others, and one that is not there is not inherited. */
const memberOf = (value: object, name: string): unknown => Object.getOwnPropertyDescriptor(value, name)?.value;

const LONGEST = 200;

const shown = (value: unknown): string | null => {
  if (value === undefined) return null;
  const text = JSON.stringify(value);
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}…`;
};
