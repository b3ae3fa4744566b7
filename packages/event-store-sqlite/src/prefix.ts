/**
 * The smallest string that comes after every string with this prefix, in the order of UTF-8 bytes (which is
 * the order of code points); `undefined` when there is none.
 */
export const afterPrefix = (prefix: string): string | undefined => {
  const points = Array.from(prefix, (character) => character.codePointAt(0) ?? 0);
  while (points.length > 0) {
    const last = points.pop() ?? 0;
    // Surrogates are no characters of their own: U+E000 follows U+D7FF.
    if (last < 0x10ffff) return String.fromCodePoint(...points, last === 0xd7ff ? 0xe000 : last + 1);
  }
  return undefined;
};
