import type { Line } from '../explanation.ts';
import { displayWidth, wrapped } from './displayWidth.ts';
import { localNumber } from '@commission-ledger/locale';
import { forTerminal } from './outsideText.ts';
import { outlineOf, type Item, type Outline } from './outline.ts';
import { settingsFor, type Renderer, type RenderSettings } from './renderer.ts';
import { say, type Speaker } from './say.ts';
import { addends, answerText, stepText } from './sentences.ts';

/** The answer for a terminal: first the verdict, then a tree of its lines, every amount in one column, then the sum. */
export const renderTree: Renderer = (explanation, options) => {
  const settings = settingsFor(explanation, options);
  const speaker = { locale: settings.locale, outside: forTerminal };
  const outline = outlineOf(explanation, settings);
  const rows = [
    ...head(outline, speaker, settings),
    ...tree(outline, speaker, settings),
    ...foot(outline, speaker, settings),
  ];
  const text = rows.map((row) => row.trimEnd()).join('\n');
  return `${settings.ascii ? inAscii(text) : text}\n`;
};

const head = (outline: Outline, speaker: Speaker, { width }: RenderSettings): readonly string[] => [
  ...row(say(speaker, outline.title), amountText(outline.amount, speaker, true), { width, first: '', next: '' }),
  ...row(answerText(outline, speaker), '', { width, first: '', next: '' }),
  ...(outline.due === undefined ? [] : row(say(speaker, outline.due), '', { width, first: '', next: '' })),
];

const tree = (outline: Outline, speaker: Speaker, { width }: RenderSettings): readonly string[] => {
  if (outline.items.length === 0) return [];
  const last = outline.others === undefined ? outline.items.length - 1 : outline.items.length;
  const branches = outline.items.flatMap((item, index) => branch(item, index === last, speaker, width));
  if (outline.others === undefined) return ['', ...branches];
  const { said, amount } = outline.others;
  return [
    '',
    ...branches,
    ...row(say(speaker, said), amountText(amount, speaker), { width, first: '└─ ', next: '   ' }),
  ];
};

const branch = (item: Item, isLast: boolean, speaker: Speaker, width: number): readonly string[] => {
  const [first, next] = isLast ? ['└─ ', '   '] : ['├─ ', '│  '];
  const heading = [...item.subject.map(speaker.outside), ...item.heading.map((said) => say(speaker, said))].join(', ');
  const inset = `${next}${' '.repeat(item.number.length + 1)}`;
  return [
    ...row(`${item.number} ${heading}`, amountText(item.amount, speaker), { width, first, next: inset }),
    ...below(item, speaker).flatMap(({ text, mark }) =>
      row(text, '', {
        width,
        first: `${inset}${mark}`,
        next: `${inset}${mark === '├─ ' ? '│  ' : ' '.repeat(mark.length)}`,
      }),
    ),
  ];
};

type Below = Readonly<{ text: string; mark: string }>;

/** A single step needs no branch of its own. */
const below = ({ counters, steps, evidence }: Item, speaker: Speaker): readonly Below[] => [
  ...counters.map((said) => ({ text: say(speaker, said), mark: '' })),
  ...steps.map(({ number, step, clause }, index) => {
    const mark = number === undefined ? '' : index === steps.length - 1 ? '└─ ' : '├─ ';
    const cited = clause === undefined ? '' : `   ${speaker.outside(clause)}`;
    return { text: `${number === undefined ? '' : `${number} `}${stepText(step, speaker)}${cited}`, mark };
  }),
  ...evidence.map((said) => ({ text: say(speaker, said), mark: '· ' })),
];

const foot = (outline: Outline, speaker: Speaker, { width }: RenderSettings): readonly string[] => {
  const place = { width, first: '', next: '    ' };
  const proof = row(say(speaker, outline.proof), '', place);
  const parts = addends(outline, speaker);
  if (parts.length < 2 && outline.charges.length === 0) return outline.items.length === 0 ? proof : ['', ...proof];
  const label = say(speaker, { key: 'sum', holes: {} });
  const total = row(`${label} ${parts.join(' ')}`, amountText(outline.sum, speaker, true), place);
  return ['', ...total, ...charged(outline, speaker, width), ...proof];
};

/** What arrives, where it is not the sum of the lines. */
const charged = ({ charges, amount }: Outline, speaker: Speaker, width: number): readonly string[] => {
  if (charges.length === 0) return [];
  const place = { width, first: '', next: '    ' };
  return [
    ...charges.flatMap((charge) => row(say(speaker, charge.said), amountText(charge.amount, speaker), place)),
    ...row(say(speaker, { key: 'arrives', holes: {} }), amountText(amount, speaker, true), place),
  ];
};

const amountText = ({ amount, currency }: Line['amount'], { locale, outside }: Speaker, withCurrency = false): string =>
  withCurrency
    ? `${localNumber(amount, locale)} ${outside(currency)}`
    : `${localNumber(amount, locale)}${' '.repeat(currency.length + 1)}`;

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

const ascii: Readonly<Record<string, string>> = {
  '├─': '|-',
  '└─': '`-',
  '│': '|',
  '→': '->',
  '×': 'x',
  '÷': '/',
  '−': '-',
  '·': '*',
  '§': 'section ',
  '\u00A0': ' ',
};

/** Lines and signs only; what was written by people stays as they wrote it. */
const inAscii = (text: string): string => text.replaceAll(/├─|└─|[│→×÷−·§\u00A0]/g, (sign) => ascii[sign] ?? sign);
