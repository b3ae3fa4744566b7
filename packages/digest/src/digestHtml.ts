import type { Locale } from '@commission-ledger/locale';
import type { Digest } from './digest.ts';
import { digestPage } from './digestPage.ts';
import { languages } from './languages.ts';
import type { Item, Section } from './page.ts';

/**
 * The digest as an HTML e-mail that needs nothing else: styles stand on the elements, because mail programs drop
 * others; no script, no font, no image, no link. It is well-formed XML too. Whatever people wrote is text.
 */
export const digestHtml = (digest: Digest, locale: Locale = 'en'): string => {
  const { title, period, greeting, sections } = digestPage(digest, languages[locale]);
  return `<!DOCTYPE html>
<html lang="${locale}">
<head>
<meta charset="utf-8" />
<meta name="viewport" content="width=device-width, initial-scale=1" />
<meta name="color-scheme" content="light dark" />
<title>${escaped(title)}</title>
</head>
<body style="${style.body}">
<div role="article" aria-roledescription="email" aria-label="${escaped(title)}" lang="${locale}" style="${style.main}">
<h1 style="${style.h1}">${escaped(title)}</h1>
<p style="${style.period}">${escaped(period)}</p>
<p style="${style.p}">${escaped(greeting)}</p>
${sections.map(sectionHtml).join('\n')}
</div>
</body>
</html>
`;
};

const sectionHtml = ({ heading, items }: Section): string =>
  `<h2 style="${style.h2}">${escaped(heading)}</h2>\n${listHtml(items)}`;

const listHtml = (items: readonly Item[]): string =>
  `<ul style="${style.ul}">\n${items.map((item) => `<li style="${style.li}">${itemHtml(item)}</li>`).join('\n')}\n</ul>`;

const itemHtml = ({ text, below = [], words = [] }: Item): string =>
  [
    escaped(text),
    words.length === 0
      ? ''
      : `<blockquote style="${style.quote}">${words.map((line) => `<p style="${style.line}">${escaped(line)}</p>`).join('')}</blockquote>`,
    below.length === 0 ? '' : listHtml(below),
  ].join('');

/** Text that HTML takes for text, between tags and in an attribute. */
const escaped = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');

const style = {
  body: 'margin:0;padding:0',
  main: 'max-width:40em;margin:0 auto;padding:1.5em 1em;font:16px/1.5 system-ui,-apple-system,Segoe UI,Roboto,sans-serif',
  h1: 'font-size:1.4em;line-height:1.3;margin:0',
  h2: 'font-size:1.1em;line-height:1.3;margin:1.6em 0 .4em',
  period: 'margin:.2em 0 1.2em;opacity:.8',
  p: 'margin:.5em 0',
  ul: 'margin:.3em 0;padding-left:1.3em',
  li: 'margin:.25em 0;overflow-wrap:anywhere',
  quote: 'margin:.3em 0;padding:.1em 0 .1em .8em;border-left:3px solid',
  line: 'margin:.3em 0',
} as const;
