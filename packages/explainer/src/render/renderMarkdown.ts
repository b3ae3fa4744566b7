import { forMarkdown } from './outsideText.ts';
import { gateSigns, type Page, type PageRow } from './page.ts';
import { pageOf } from './pageOf.ts';
import { settingsFor, type Renderer } from './renderer.ts';

/** The answer as Markdown: the verdict, a table that adds up to it, and a numbered list of how each row came about. */
export const renderMarkdown: Renderer = (document, options) => {
  const settings = settingsFor(document, options);
  const { locale, names } = settings;
  const page = pageOf(document, settings, { locale, names, outside: forMarkdown });
  const { title, amount, verdict, notes, rows, proof } = page;
  const blocks = [
    `## ${title}${amount === undefined ? '' : `: ${amount}`}`,
    [verdict, ...notes].filter((text) => text !== '').join(' '),
    table(page),
    listed(rows, ''),
    ...proof,
  ];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
};

/** One table for the sum; with a single row there is nothing to add up. */
const table = ({ rows, totals }: Page): string => {
  const counted = rows.filter(({ counts }) => counts);
  if (totals.length === 0 || counted.length + totals.filter(({ strong }) => !strong).length < 2) return '';
  const cells = [
    ...counted.map(({ number = '', text, amount = '' }) => [number, text, amount]),
    ...totals.map(({ text, amount, strong }) => (strong ? ['', `**${text}**`, `**${amount}**`] : ['', text, amount])),
  ];
  return ['|   |   |   |', '| --- | --- | ---: |', ...cells.map((each) => `| ${each.join(' | ')} |`)].join('\n');
};

/** The rows as a list; those that are not shown stand in the table, where they count. */
const listed = (rows: readonly PageRow[], inset: string): string =>
  rows
    .filter(({ kind, counts }) => kind !== 'others' || inset !== '' || counts !== true)
    .flatMap((row) => item(row, inset))
    .join('\n');

const item = ({ number, text, amount, currency, clause, gate, rows }: PageRow, inset: string): readonly string[] => {
  const cited = clause === undefined ? '' : ` (${clause})`;
  const sum = amount === undefined ? '' : `: ${amount}${currency === undefined ? '' : ` ${currency}`}`;
  const outcome = gate === undefined ? '' : `${gateSigns[gate.outcome]} ${gate.word}: `;
  const cite = number === undefined ? '' : `**${number}** `;
  return [
    `${inset}- ${cite}${outcome}${text}${sum}${cited}`,
    ...(rows.length === 0 ? [] : [listed(rows, `${inset}  `)]),
  ];
};
