/**
 * The first string, by UTF-8 bytes, behind all those with this prefix; `undefined` when there is none. Bytes and code
 * points have the same order, so it is enough to raise the last code point that can be raised.
 */
export const afterPrefix = (prefix: string): string | undefined => {
  const characters = Array.from(prefix);
  for (let length = characters.length; length > 0; length -= 1) {
    const next = nextCodePoint(characters[length - 1]?.codePointAt(0) ?? 0);
    if (next !== undefined) return characters.slice(0, length - 1).join('') + String.fromCodePoint(next);
  }
  return undefined;
};

/** Surrogates are no characters: U+E000 follows U+D7FF. */
const nextCodePoint = (point: number): number | undefined => {
  if (point === 0x10ffff) return undefined;
  return point === 0xd7ff ? 0xe000 : point + 1;
};
