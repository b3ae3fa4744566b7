import type { Locale } from '@commission-ledger/locale';
import type { Digest } from './digest.ts';
import { digestPage } from './digestPage.ts';
import { languages } from './languages.ts';
import type { Item, Section } from './page.ts';

/** The digest as plain text, for mail programs without HTML and for terminals. */
export const digestText = (digest: Digest, locale: Locale = 'en'): string => {
  const { title, period, greeting, sections } = digestPage(digest, languages[locale]);
  return `${[`${title}\n${period}`, greeting, ...sections.map(sectionText)].join('\n\n')}\n`;
};

const sectionText = ({ heading, items }: Section): string =>
  [heading.toUpperCase(), ...items.flatMap((item) => itemLines(item, ''))].join('\n');

/** What people wrote is set off with `>`, so that it cannot be taken for a line of ours. */
const itemLines = ({ text, below = [], words = [] }: Item, indent: string): readonly string[] => [
  `${indent}- ${text}`,
  ...words.map((line) => `${indent}  > ${line}`),
  ...below.flatMap((item) => itemLines(item, `${indent}  `)),
];
