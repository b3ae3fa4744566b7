/**
 * An id as a part of an account name, and back. Ids of the ledger (letters, digits, `_`, `-`) can be read in both forms;
 * whatever else comes is encoded too, so that nothing a name may hold can end the name or the line.
 */
export type IdText = Readonly<{
  encode: (id: string) => string;
  /** Of what `encode` made; other text comes out as something, never as an error. */
  decode: (text: string) => string;
}>;

/** For hledger and ledger-cli: ids stand as they are; any other character is its code in hexadecimal between tildes. */
export const plainId: IdText = {
  encode: (id) => (id === '' ? '~~' : id.replaceAll(/[^A-Za-z0-9_-]/gu, (each) => `~${hex(each)}~`)),
  decode: (text) => text.replaceAll(/~([0-9a-f]*)~/g, (_, code: string) => fromHex(code)),
};

/**
 * For beancount, whose parts of a name begin with a capital letter or a digit and hold letters, digits and hyphens. The
 * first letter becomes a capital (`--c` at the end says that it was one); an underscore is `--u`; a hyphen before another
 * sign is `--h`; any other character is its code between `--x` and `x`; what begins with a sign follows `0--b`.
 */
export const beancountId: IdText = {
  encode: (id) => {
    const text = id.replaceAll(/[^A-Za-z0-9]/gu, signText);
    const first = id.slice(0, 1);
    if (!/[A-Za-z0-9]/.test(first)) return `0--b${text}`;
    return first.toUpperCase() + text.slice(1) + (/[A-Z]/.test(first) ? '--c' : '');
  },
  decode: (text) => {
    const wasCapital = text.endsWith('--c');
    const body = wasCapital ? text.slice(0, -'--c'.length) : text;
    if (body.startsWith('0--b')) return signsIn(body.slice('0--b'.length));
    const first = body.slice(0, 1);
    return (wasCapital ? first : first.toLowerCase()) + signsIn(body.slice(1));
  },
};

/** A hyphen stays only before a letter or a digit: two in a row always begin a sign. */
const signText = (sign: string, at: number, id: string): string => {
  if (sign === '_') return '--u';
  if (sign !== '-') return `--x${hex(sign)}x`;
  return /[A-Za-z0-9]/.test(id.charAt(at + 1)) ? '-' : '--h';
};

const signsIn = (text: string): string =>
  text.replaceAll(/--(?:(u)|(h)|x([0-9a-f]+)x)/g, (_, underscore?: string, hyphen?: string, code?: string) => {
    if (underscore !== undefined) return '_';
    return hyphen === undefined ? fromHex(code ?? '') : '-';
  });

const hex = (character: string): string => (character.codePointAt(0) ?? 0).toString(16);

const fromHex = (code: string): string => {
  const point = Number.parseInt(code, 16);
  return point <= 0x10_ff_ff ? String.fromCodePoint(point) : '';
};
