import { allProjections, memoryDocumentStore, projectionRuntime } from '@commission-ledger/projections';
import axe from 'axe-core';
import { HtmlValidate } from 'html-validate';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createExplainer, renderHtml, renderTree, type Explanation, type Reply } from '../src/index.ts';
import { openBrowser } from './browser.ts';
import { correct, names, openHistory, payOut, refund, right, sell } from './history.ts';
import { numbersIn } from './numbersIn.ts';

const NASTY = '<script>alert(1)</script> & "quoted" </style> \u202Ereversed';

let browser: Browser | undefined;
let documents: readonly (readonly [name: string, document: Explanation | Reply])[] = [];

beforeAll(async () => {
  browser = await openBrowser();
  const history = await openHistory();
  for (const [index, amount] of ['32000.00', '9480.53', '14250.00', '30000.01'].entries()) {
    const attribution = [
      { partner: 'darcel', share: '0.6' },
      { partner: 'moses', share: '0.4' },
    ];
    await sell(history, { deal: `D-${index}`, amount, on: '2017-01-10', ...(index === 2 ? { attribution } : {}) });
  }
  await refund(history, 'D-1', 'R-1', '3560.00', '2017-01-15');
  await correct(history, 'ADJ-1', '-38.21', NASTY.replace('\u202E', ''));
  const [payout = ''] = await payOut(history, '2017-03-06');
  const models = memoryDocumentStore();
  right(await projectionRuntime({ store: history.store, documents: models, projections: allProjections }).catchUp());
  const explainer = createExplainer({ store: history.store, documents: models });
  documents = [
    ['payout', right(await explainer.why(payout))],
    ['correction', right(await explainer.why('ADJ-1'))],
    ['clauses', right(await explainer.rollUp(payout))],
    ['lines', right(await explainer.payoutLines({ payout, limit: 2 }))],
    ['account', right(await explainer.whyOf({ kind: 'account', id: 'crm-2017.darcel.USD' }))],
  ];
});
afterAll(async () => {
  await browser?.close();
});

const pages = () =>
  documents.flatMap(([name, document]) =>
    (['en', 'ru'] as const).map((locale) => [`${name} ${locale}`, renderHtml(document, { locale, names })] as const),
  );

describe('a page that needs nothing else', () => {
  test('has no script, and reaches for nothing outside', () => {
    for (const [name, page] of pages()) {
      expect(page, name).not.toMatch(/<script|<link|<img|<iframe|@import|url\(|\son\w+=|https?:/i);
      expect(page, name).toMatch(/^<!doctype html>\s*<html lang="(en|ru)">/);
    }
  });

  test('is valid HTML', async () => {
    const validator = new HtmlValidate({ extends: ['html-validate:standard', 'html-validate:a11y'], rules: {} });
    for (const [name, page] of pages()) {
      const { results } = await validator.validateString(page);
      const wrong = results.flatMap(({ messages }) =>
        messages.map(({ ruleId, message, line }) => [ruleId, message, line]),
      );
      expect(wrong, name).toEqual([]);
    }
  });

  test('says every number that the terminal says', () => {
    for (const [name, document] of documents) {
      const tree = numbersIn(renderTree(document, { depth: 3, all: true, names }), 'en');
      const text = renderHtml(document, { names })
        .replace(/<style>.*?<\/style>/s, '')
        .replaceAll(/<[^>]+>/g, ' ');
      const page = new Set(numbersIn(text, 'en'));
      expect(
        tree.filter((number) => !page.has(number)),
        name,
      ).toEqual([]);
    }
  });

  test('shows text from outside as text', () => {
    const [, correction] = documents;
    const page = renderHtml(correction?.[1] ?? documents[0]![1]);
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;quoted&quot; &lt;/style&gt;');
  });
});

/** What people with other eyes and hands meet, as far as rules can tell. */
const violationsOn = async (page: Page): Promise<readonly string[]> => {
  await page.evaluate(axe.source);
  const found: unknown = await page.evaluate(
    `axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })
       .then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes[0].html))`,
  );
  return Array.isArray(found) ? found.map(String) : ['axe said nothing'];
};

describe('in a browser', () => {
  test('is accessible by the rules of WCAG 2.2 AA, light and dark, wide and narrow, and never scrolls sideways', async (context) => {
    if (browser === undefined) return context.skip('There is no browser on this machine.');
    for (const [index, [name, html]] of pages().entries()) {
      const [colorScheme, width] = index % 2 === 0 ? (['light', 1000] as const) : (['dark', 320] as const);
      const page = await browser.newPage({ colorScheme, viewport: { width, height: 800 } });
      await page.setContent(html);
      expect(await violationsOn(page), `${name} ${colorScheme}`).toEqual([]);
      const overhang = await page.evaluate('document.documentElement.scrollWidth - window.innerWidth');
      expect(overhang, name).toBeLessThanOrEqual(0);
      await page.close();
    }
  });

  test('folds and unfolds with the keyboard', async (context) => {
    if (browser === undefined) return context.skip('There is no browser on this machine.');
    const page = await browser.newPage();
    await page.setContent(renderHtml(documents[0]![1], { names }));
    const first = page.locator('details').first();
    expect(await first.getAttribute('open')).toBe('');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await first.getAttribute('open')).toBeNull();
    await page.keyboard.press('Space');
    expect(await first.getAttribute('open')).toBe('');
    await page.close();
  });

  test('prints what is folded', async (context) => {
    if (browser === undefined) return context.skip('There is no browser on this machine.');
    const page = await browser.newPage();
    await page.setContent(renderHtml(documents[0]![1], { names }));
    await page.evaluate("for (const each of document.querySelectorAll('details')) each.open = false");
    const isShown = async (): Promise<unknown> =>
      page.evaluate("document.querySelector('details li').checkVisibility()");
    expect(await isShown()).toBe(false);
    await page.emulateMedia({ media: 'print' });
    expect(await isShown()).toBe(true);
    await page.close();
  });
});
