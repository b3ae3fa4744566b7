import * as E from 'fp-ts/lib/Either.js';
import type { Explanation } from '../document/explanation.ts';
import type { Reply } from '../document/reply.ts';
import { forTerminal } from './outsideText.ts';
import { gateSigns, type Page, type PageRow } from './page.ts';
import { pageOf } from './pageOf.ts';
import { settingsFor, type RenderOptions } from './renderer.ts';

/** More boxes than a picture can show, or longer text than Mermaid reads. The tree has no such bounds. */
export type TooLargeToDraw = Readonly<{ _tag: 'TooLargeToDraw'; boxes: number; most: number }>;

/** One sentence for what is wrong, one for what to do. */
export const describeTooLargeToDraw = ({ boxes, most }: TooLargeToDraw): string =>
  `The answer has ${boxes} boxes, and a picture of more than ${most}, or of very long ones, cannot be read. Show it as a tree, or a single row of it.`;

const mostBoxes = 60;

/** Mermaid itself stops here unless it is told otherwise. */
const mostCharacters = 50_000;

/**
 * The answer at a glance, as a flowchart in Mermaid: a box for the answer, one for each row or step, and arrows from each
 * to what it is a part of. It has a title and a description for who cannot see it. By default it goes as
 * deep as the tree of a payout.
 *
 * @throws Unexplained when the document does not hold in itself
 */
export const renderMermaid = (
  document: Explanation | Reply,
  options: RenderOptions = {},
): E.Either<TooLargeToDraw, string> => {
  const settings = settingsFor(document, options.open === undefined ? { depth: 2, ...options } : options);
  const { locale, names } = settings;
  const page = pageOf(document, settings, { locale, names, outside: forTerminal });
  const boxes = boxesBelow(page.rows, 'answer');
  const { title, amount, verdict } = page;
  const text = [
    'flowchart BT',
    `  accTitle: ${spoken(title)}`,
    `  accDescr: ${spoken(verdict === '' ? title : verdict)}`,
    `  answer["${labelOf([title, amount])}"]`,
    ...boxes.map(({ id, label }) => `  ${id}["${label}"]`),
    ...boxes.map(({ id, above }) => `  ${id} --> ${above}`),
  ].join('\n');
  const count = boxes.length + 1;
  return count > mostBoxes || text.length > mostCharacters
    ? E.left({ _tag: 'TooLargeToDraw', boxes: count, most: mostBoxes })
    : E.right(`${text}\n`);
};

type Box = Readonly<{ id: string; above: string; label: string }>;

/** What only says something about a row, or stands behind it, has no box. */
const boxesBelow = (rows: Page['rows'], above: string): readonly Box[] =>
  rows
    .filter(({ kind }) => kind !== 'remark' && kind !== 'evidence')
    .flatMap((row, index) => {
      const id = above === 'answer' ? `r${index + 1}` : `${above}_${index + 1}`;
      return [{ id, above, label: labelOf(partsOf(row)) }, ...boxesBelow(row.rows, id)];
    });

const partsOf = ({ number, gate, text, amount, currency, clause }: PageRow): readonly (string | undefined)[] => {
  const outcome = gate === undefined ? '' : `${gateSigns[gate.outcome]} ${gate.word}: `;
  const cited = clause === undefined ? '' : ` (${clause})`;
  const sum = amount === undefined || currency === undefined ? amount : `${amount} ${currency}`;
  return [`${number === undefined ? '' : `${number} `}${outcome}${text}${cited}`, sum];
};

/** One line for each part; whatever Mermaid or HTML could read as more than text is written as its number. */
const labelOf = (parts: readonly (string | undefined)[]): string =>
  parts.flatMap((part) => (part === undefined ? [] : [escaped(part)])).join('<br/>');

/** Even written as numbers, two dollars would begin a formula, and a backslash before an n a new line. */
const escaped = (text: string): string =>
  text
    .replaceAll(/\$(?=\$)|\\(?=n)/g, (sign) => `${sign} `)
    .replaceAll(/[^\p{L}\p{M}\p{N} \u00A0.,()×÷−→✓✗○–]/gu, (sign) => `#${sign.codePointAt(0) ?? 0};`);

/** A title is read to the end of its line, and has no numbers for signs. */
const spoken = (text: string): string =>
  text
    .replaceAll(/[^\p{L}\p{M}\p{N} .,()×÷−→–-]/gu, ' ')
    .replaceAll(/ {2,}/g, ' ')
    .trim();
