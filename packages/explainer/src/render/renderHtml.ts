import { html, raw } from 'hono/html';
import type { Gate } from '../document/reply.ts';
import { type HtmlWords, htmlWords } from './htmlWords.ts';
import { forTerminal } from './outsideText.ts';
import { gateSigns, type Page, type PageRow } from './page.ts';
import { pageOf } from './pageOf.ts';
import { type Renderer, settingsFor } from './renderer.ts';

type Html = ReturnType<typeof html>;

/**
 * The answer as one HTML file that needs nothing else: no script, no font, no image. All of it is there; what lies deep
 * is folded, and unfolds with a click, with Enter, and in print. What a sign or a colour says is
 * said in words too.
 */
export const renderHtml: Renderer = (document, options) => {
  const settings = settingsFor(document, { depth: 3, all: true, ...options });
  const { locale, names } = settings;
  // The template escapes what is markup; what could deceive a reader is shown as in a terminal.
  const page = pageOf(document, settings, { locale, names, outside: forTerminal });
  const text = whole(page, htmlWords[locale]);
  if (text instanceof Promise) throw new TypeError('A page is made of what is there.');
  return `${text.trim()}\n`;
};

const whole = (page: Page, words: HtmlWords): Html => {
  const { locale, title, amount, verdict, notes, rows, proof } = page;
  return html`<!doctype html>
    <html lang="${locale}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${amount === undefined ? title : `${title}: ${amount}`}</title>
        <style>
          ${raw(style)}
        </style>
      </head>
      <body>
        <main>
          <h1>${title}</h1>
          ${amount === undefined ? '' : html`<p class="amount">${signed(amount, words)}</p> `}${verdict === '' ? '' : html`<p class="verdict">${verdict}</p> `}${notes.map((note) => html`<p>${note}</p> `)}${rows.length === 0 ? '' : table(page, words)}
          <footer>${proof.map((said) => html`<p>${said}</p> `)}</footer>
        </main>
      </body>
    </html>`;
};

const table = ({ rows, totals }: Page, words: HtmlWords): Html =>
  html`<table>
    <caption>
      ${words.caption}
    </caption>
    <thead>
      <tr>
        <th scope="col">${words.number}</th>
        <th scope="col">${words.what}</th>
        <th scope="col" class="number">${words.amount}</th>
      </tr>
    </thead>
    <tbody>
      ${rows.map((row) => tableRow(row, words, rows.length <= atAGlance))}
    </tbody>
    ${
      totals.length === 0
        ? ''
        : html`<tfoot>
            ${totals.map(
              ({ text, amount, strong }) =>
                html`<tr${strong ? raw(' class="strong"') : ''}><td></td><th scope="row">${text}</th><td class="number">${signed(amount, words)}</td></tr>\n`,
            )}
          </tfoot> `
    }
  </table>`;

/** With more rows, how each came about is folded at first. */
const atAGlance = 10;

const tableRow = (row: PageRow, words: HtmlWords, isOpen: boolean): Html =>
  html`<tr class="${row.kind}">
    ${row.number === undefined ? html`<td></td>` : html`<th scope="row">${row.number}</th>`}
    <td>${unfolding(row, words, isOpen)}</td>
    <td class="number">${amountOf(row, words)}</td>
  </tr> `;

/** A row with what stands below it, which can be folded; what it rests on is folded at first. */
const unfolding = (row: PageRow, words: HtmlWords, isOpen = false): Html => {
  const evidence = row.rows.filter(({ kind }) => kind === 'evidence');
  const others = row.rows.filter(({ kind }) => kind !== 'evidence');
  if (others.length === 0) return evidence.length === 0 ? text(row) : folded(text(row), list(evidence, words));
  const below = evidence.length === 0 ? '' : folded(words.evidence, list(evidence, words));
  return folded(text(row), html`${list(others, words)}${below}`, isOpen);
};

const folded = (summary: Html | string, below: Html, isOpen = false): Html =>
  html`<details${isOpen ? raw(' open') : ''}>
    <summary>${summary}</summary>
    ${below}
  </details>`;

const list = (rows: readonly PageRow[], words: HtmlWords): Html =>
  html`<ul>
    ${rows.map(
      (row) =>
        html`<li class="${row.kind}">
          ${row.number === undefined ? '' : html`<span class="cite">${row.number}</span> `}
          <div class="said">${unfolding(row, words)}</div>
          ${row.amount === undefined ? '' : html` <span class="number">${amountOf(row, words)}</span>`}
        </li> `,
    )}
  </ul>`;

const text = ({ text: said, clause, gate }: PageRow): Html =>
  html`${gate === undefined ? '' : gateMark(gate)}${said}${clause === undefined ? '' : html` <cite>${clause}</cite>`}`;

/** The sign is for the eye, the word for everybody. */
const gateMark = ({ outcome, word }: Readonly<{ outcome: Gate; word: string }>): Html =>
  html`<span class="gate ${outcome}"><span aria-hidden="true">${gateSigns[outcome]} </span>${word}: </span>`;

const amountOf = ({ amount, currency }: PageRow, words: HtmlWords): Html | string => {
  if (amount === undefined) return '';
  return signed(currency === undefined ? amount : `${amount} ${currency}`, words);
};

/** A minus that is read aloud as one. */
const signed = (amount: string, { minus }: HtmlWords): Html | string =>
  /^[−-]/.test(amount)
    ? html`<span aria-hidden="true">−</span><span class="aloud">${minus} </span>${amount.replace(/^[−-]\s*/, '')}`
    : amount;

const style = `
:root { color-scheme: light dark; --line: #8886; }
body { font: 1rem/1.5 system-ui, sans-serif; margin: 0; }
main { max-width: 60rem; margin: 0 auto; padding: 1.5rem 1.25rem 3rem; }
h1 { font-size: 1.2rem; line-height: 1.35; font-weight: 600; margin: 0 0 .25rem; overflow-wrap: anywhere; }
.amount { font-size: 2rem; line-height: 1.2; margin: 0 0 .5rem; font-variant-numeric: tabular-nums; }
.verdict { font-size: 1.1rem; max-width: 46rem; }
table { border-collapse: collapse; width: 100%; margin: 1.25rem 0; }
caption { text-align: left; font-weight: 600; padding-bottom: .35rem; }
th, td { text-align: left; vertical-align: top; font-weight: 400; padding: .4rem .75rem .4rem 0; border-bottom: 1px solid var(--line); }
thead th { font-size: .85rem; border-bottom-width: 2px; }
tfoot tr.strong > * { font-weight: 600; border-bottom-width: 2px; }
.number { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; padding-right: 0; }
thead th:first-child { white-space: nowrap; }
tbody th, .cite { font-variant-numeric: tabular-nums; }
ul { list-style: none; margin: .35rem 0 .35rem .25rem; padding-left: .9rem; border-left: 2px solid var(--line); }
li { margin: .2rem 0; display: grid; grid-template-columns: max-content minmax(0, 1fr) max-content; }
li > .cite { grid-column: 1; padding-right: .5rem; }
li > .said { grid-column: 2; }
li > .number { grid-column: 3; padding-left: .75rem; }
li.remark, li.evidence { font-size: .92rem; }
li.evidence, th, td, p { overflow-wrap: anywhere; }
summary { cursor: pointer; }
summary:focus-visible { outline: 2px solid; outline-offset: 2px; }
cite { font-style: normal; font-size: .9rem; white-space: nowrap; }
.gate { font-weight: 600; }
footer { margin-top: 1.5rem; font-size: .92rem; }
.aloud { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@media (max-width: 36rem) { main { padding: 1rem .75rem 2rem; } th, td { padding-right: .4rem; } .amount { font-size: 1.6rem; } }
@media print {
  main { max-width: none; padding: 0; }
  tr, li { break-inside: avoid; }
  details::details-content { content-visibility: visible; block-size: auto; }
}
`;
