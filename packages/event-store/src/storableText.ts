const loneSurrogate = /\p{Surrogate}/u;

/**
 * Says what keeps a string from being stored and read back unchanged, or `undefined` when nothing does.
 *
 * NUL ends a string for many database tools, and half of a surrogate pair has no UTF-8 form: stores replace
 * it silently, and the hash over the text no longer fits.
 */
export const textProblem = (text: unknown): string | undefined => {
  if (typeof text !== 'string') return `must be a string, but is ${text === null ? 'null' : typeof text}`;
  if (text.includes('\0')) return 'contains the NUL character';
  if (loneSurrogate.test(text)) return 'contains half of a surrogate pair, which has no UTF-8 form';
  return undefined;
};
