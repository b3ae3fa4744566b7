import type { Explanation, Locale, Reply } from '../src/index.ts';

/** Every number in a text, in one form: without groups of digits, signs and idle zeros. Steps such as 1.2 count too. */
export const numbersIn = (text: string, locale: Locale): readonly string[] =>
  locale === 'en'
    ? plain((text.match(/\d[\d,]*(?:\.\d+)?/g) ?? []).map((number) => number.replaceAll(',', '')))
    : plain(
        (text.match(/\d(?:[\d\u00A0]*\d)?(?:[.,]\d+)?/g) ?? []).map((number) =>
          number.replaceAll('\u00A0', '').replace(',', '.'),
        ),
      );

/** Every number that a document contains, in its texts too. */
export const numbersOf = (document: Explanation | Reply): readonly string[] => [
  ...plain(JSON.stringify(document).match(/\d+(?:\.\d+)?/g) ?? []),
  `${Object.keys(document.nodes).length}`,
];

const plain = (numbers: readonly string[]): readonly string[] =>
  numbers
    .map((number) =>
      number
        .replace(/^0+(?=\d)/, '')
        .replace(/(\.\d*?)0+$/, '$1')
        .replace(/\.$/, ''),
    )
    .toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0));
