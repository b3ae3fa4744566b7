import { idOfForeignKey } from './foreignKey.ts';
import { isId } from './id.ts';

/** Latin letters that Unicode does not take apart into a letter and an accent. */
const LATIN: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
};

/**
 * An id made from a name: `Darcel Schlecht` becomes `darcel-schlecht`, `José` becomes `jose`. A name with a letter or
 * digit of another script is encoded as a foreign key, whole. The same in every locale. Different names can share a
 * slug (`Mei-Mei`, `Mei Mei`), so an id that is taken by another name must be refused.
 *
 * @throws RangeError on an empty name and on lone surrogates.
 */
export const slugOfName = (name: string): string => {
  const plain = name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[ßæœøłđðþı]/g, (letter) => LATIN[letter] ?? letter);
  const slug = plain.replaceAll(/[^\da-z]+/g, '-').replaceAll(/^-|-$/g, '');
  return isId(slug) && !OTHER_SCRIPT.test(plain) ? slug : idOfForeignKey(name.normalize('NFC'));
};

/** A letter or digit that a slug would lose, or half a character. */
const OTHER_SCRIPT = /(?![a-z\d])[\p{L}\p{N}\p{Cs}]/u;
