import type { Locale } from '@commission-ledger/locale';
import type { PlanDocument } from '@commission-ledger/plans';
import { Marked } from 'marked';
import { contractPage } from './contractPage.ts';

/** Our own instance: options that a host sets on the library do not reach it. */
const marked = new Marked({ gfm: true, async: false });

/** {@link contractPage} as one HTML file that needs nothing else: no script, no font, no image. */
export const contractHtml = (document: PlanDocument, locale: Locale = 'en'): string => {
  const body = marked.parse(contractPage(document, locale), { async: false });
  const title = /<h1>(.*?)<\/h1>/s.exec(body)?.[1] ?? '';
  return `<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${style}</style>
</head>
<body>
<main>
${body}</main>
</body>
</html>
`;
};

const style = `
:root { color-scheme: light dark; }
body { font: 1rem/1.55 system-ui, sans-serif; margin: 0; }
main { max-width: 46rem; margin: 0 auto; padding: 2rem 1.25rem 4rem; }
h1 { font-size: 1.7rem; line-height: 1.25; }
h2 { font-size: 1.25rem; margin-top: 2.5rem; border-bottom: 1px solid; padding-bottom: .25rem; }
h3 { font-size: 1.05rem; margin-top: 1.75rem; }
table { border-collapse: collapse; width: 100%; margin: .75rem 0; font-variant-numeric: tabular-nums; }
th, td { text-align: left; vertical-align: top; padding: .35rem .75rem .35rem 0; border-bottom: 1px solid #8886; }
p, li { overflow-wrap: anywhere; }
@media print { main { max-width: none; padding: 0; } h2, h3 { break-after: avoid; } tr { break-inside: avoid; } }
`;
