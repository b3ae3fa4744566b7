import { hashOf } from './frame.ts';
import { isId } from './id.ts';

const ENCODED = 'x_';
const HASHED = 'h_';

/**
 * An id for a key of another system, such as `INV/2026/001`: the key itself when it can be an id, otherwise
 * `x_` and the UTF-8 bytes of the key with everything but letters, digits and `-` as `_HH`: `x_INV_2F2026_2F001`.
 * A key too long for that becomes `h_` and a hash; keep the original beside it. Two keys never share an id: a key that
 * looks like an encoded one is encoded itself.
 *
 * @throws RangeError on an empty key and on lone surrogates, which have no UTF-8; `ForeignKey` refuses both at a boundary.
 */
export const idOfForeignKey = (key: string): string => {
  if (isId(key) && !key.startsWith(ENCODED) && !key.startsWith(HASHED)) return key;
  if (key === '' || /\p{Cs}/u.test(key)) throw new RangeError('A foreign key is text of at least one character.');
  const encoded = ENCODED + [...Buffer.from(key, 'utf8')].map(encodedByte).join('');
  return isId(encoded) ? encoded : HASHED + hashOf(key).slice(0, 62);
};

const encodedByte = (byte: number): string => {
  const character = String.fromCodePoint(byte);
  return /[A-Za-z0-9-]/.test(character) ? character : `_${byte.toString(16).toUpperCase().padStart(2, '0')}`;
};

/** The key behind an id made by {@link idOfForeignKey}, or `undefined` when only its hash is there or no key gives it. */
export const foreignKeyOfId = (id: string): string | undefined => {
  if (id.startsWith(HASHED)) return undefined;
  if (!id.startsWith(ENCODED)) return isId(id) ? id : undefined;
  const key = Buffer.from(id.slice(ENCODED.length).replaceAll(/_([0-9A-F]{2})/g, byteOf), 'latin1').toString('utf8');
  return key !== '' && idOfForeignKey(key) === id ? key : undefined;
};

const byteOf = (_: string, hex: string): string => String.fromCodePoint(Number.parseInt(hex, 16));
