import type { Gate } from '../document/reply.ts';
import { displayWidth, wrapped } from './displayWidth.ts';
import { forTerminal } from './outsideText.ts';
import { gateSigns, type Page, type PageRow } from './page.ts';
import { pageOf } from './pageOf.ts';
import { settingsFor, type Renderer } from './renderer.ts';

/** The answer for a terminal: first the verdict, then a tree of its rows, every amount in one column, then the sum. */
export const renderTree: Renderer = (document, options) => {
  const settings = settingsFor(document, options);
  const { locale, names, width, ascii: inAscii } = settings;
  const page = pageOf(document, settings, { locale, names, outside: forTerminal });
  const layout = { width, currency: page.currency ?? '', signs: inAscii ? asciiSigns : gateSigns };
  const rows = [...head(page, layout), ...tree(page, layout), ...foot(page, layout)];
  const text = rows.map((row) => row.trimEnd()).join('\n');
  return `${inAscii ? toAscii(text) : text}\n`;
};

/** What holds for every row: the width of the terminal, and the currency of the amounts that are written without one. */
type Layout = Readonly<{ width: number; currency: string; signs: Readonly<Record<Gate, string>> }>;

const head = ({ title, amount = '', verdict, notes }: Page, { width }: Layout): readonly string[] => [
  ...row(title, amount, { width, first: '', next: '' }),
  ...[verdict, ...notes].filter((text) => text !== '').flatMap((text) => row(text, '', { width, first: '', next: '' })),
];

const tree = ({ rows }: Page, layout: Layout): readonly string[] =>
  rows.length === 0 ? [] : ['', ...branches(rows, '', layout)];

/** Rows below each other; the last of those that branch off closes the line. */
const branches = (rows: readonly PageRow[], inset: string, layout: Layout): readonly string[] => {
  const last = rows.findLast(isBranch);
  return rows.flatMap((each) =>
    branch(each, isBranch(each) ? (each === last ? '└─ ' : '├─ ') : plain(each), inset, layout),
  );
};

/** A single step needs no branch of its own. */
const isBranch = ({ number, kind }: PageRow): boolean => number !== undefined || kind === 'others';

const plain = ({ kind }: PageRow): string => (kind === 'evidence' ? '· ' : '');

const branch = (each: PageRow, mark: string, inset: string, layout: Layout): readonly string[] => {
  const { number, text, clause, gate, kind, rows } = each;
  const label = [number, gate && layout.signs[gate.outcome], text].filter((part) => part !== undefined).join(' ');
  const below = `${inset}${mark === '├─ ' ? '│  ' : ' '.repeat(mark.length)}`;
  const next = kind === 'line' && number !== undefined ? `${below}${' '.repeat(number.length + 1)}` : below;
  const cited = clause === undefined ? '' : `   ${clause}`;
  return [
    ...row(`${label}${cited}`, amountOf(each, layout), { width: layout.width, first: `${inset}${mark}`, next }),
    ...branches(rows, next, layout),
  ];
};

/** Where the currency is not written there is room for it, so that the digits stand below each other. */
const amountOf = ({ amount, currency }: PageRow, layout: Layout): string => {
  if (amount === undefined) return '';
  return currency === undefined ? `${amount}${' '.repeat(layout.currency.length + 1)}` : `${amount} ${currency}`;
};

const foot = ({ rows, totals, proof }: Page, { width, currency }: Layout): readonly string[] => {
  const place = { width, first: '', next: '    ' };
  const sums = totals.flatMap(({ text, amount, strong, addends }) =>
    row(
      addends === undefined ? text : `${text} ${addends.join(' ')}`,
      strong ? `${amount} ${currency}` : `${amount}${' '.repeat(currency.length + 1)}`,
      place,
    ),
  );
  const end = [...sums, ...proof.flatMap((text) => row(text, '', place))];
  return rows.length + totals.length === 0 ? end : ['', ...end];
};

type Place = Readonly<{ width: number; first: string; next: string }>;

/** Text on the left, in as many rows as it needs, and an amount at the right edge of the first. */
const row = (text: string, amount: string, { width, first, next }: Place): readonly string[] => {
  const room = Math.max(12, width - displayWidth(next) - (amount === '' ? 0 : displayWidth(amount) + 2));
  return wrapped(text, room).map((part, index) => {
    if (index > 0) return `${next}${part}`;
    const left = `${first}${part}`;
    return `${left}${' '.repeat(Math.max(1, width - displayWidth(left) - displayWidth(amount)))}${amount}`;
  });
};

const asciiSigns: Layout['signs'] = { passed: 'ok', failed: 'NO', open: '..', 'not-reached': '--' };

const ascii: Readonly<Record<string, string>> = {
  '├─': '|-',
  '└─': '`-',
  '│': '|',
  '→': '->',
  '×': 'x',
  '÷': '/',
  '−': '-',
  '–': '-',
  '·': '*',
  '…': '...',
  '§': 'section ',
  '\u00A0': ' ',
};

/** Lines and signs only; what was written by people stays as they wrote it. */
const toAscii = (text: string): string => text.replaceAll(/├─|└─|[│→×÷−–·…§\u00A0]/g, (sign) => ascii[sign] ?? sign);
