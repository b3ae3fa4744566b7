import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** The forms in which bytes may stand in a file: as they are, as hexadecimal digits, as base64 from any offset. */
export const formsOfKey = (bytes: Uint8Array): readonly Uint8Array[] => {
  const plain = Buffer.from(bytes);
  const hex = plain.toString('hex');
  const inBase64 = [0, 1, 2].flatMap((offset) => {
    const text = Buffer.concat([Buffer.alloc(offset), plain]).toString('base64');
    // The digits at both ends also depend on what stands beside the bytes.
    const inner = text.slice(offset === 0 ? 0 : 4, text.length - 4).replaceAll('=', '');
    return [inner, inner.replaceAll('+', '-').replaceAll('/', '_')];
  });
  const texts = [hex, hex.toUpperCase(), ...inBase64].map((text) => Buffer.from(text, 'latin1'));
  return [plain, ...texts];
};

/** The forms of a text: also with two bytes to a character, and escaped as JSON. */
export const formsOfText = (text: string): readonly Uint8Array[] => [
  ...formsOfKey(Buffer.from(text, 'utf8')),
  Buffer.from(text, 'utf16le'),
  Buffer.from(
    text.replaceAll(/[^ -~]/gu, (character) =>
      character
        .split('')
        .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
        .join(''),
    ),
  ),
];

/** Which files below a folder hold the bytes in one of these forms, hidden files and journals included. */
export const foundIn = async (folder: string, forms: readonly Uint8Array[]): Promise<readonly string[]> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const found = await Promise.all(
    files.map(async (file) => {
      const content = await readFile(file);
      return forms.some((form) => content.includes(Buffer.from(form))) ? [file] : [];
    }),
  );
  return found.flat().toSorted();
};
