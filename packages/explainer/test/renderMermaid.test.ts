import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  describeTooLargeToDraw,
  renderMermaid,
  Unexplained,
  type Explanation,
  type Reply,
  type RenderOptions,
} from '../src/index.ts';
import { bookedIn, left, names, payOut, right, sell } from './history.ts';
import { sumOfEntries, toldHistory } from './replies.ts';

const told = async (): Promise<Readonly<{ reply: Reply; payout: Explanation }>> => {
  const history = await toldHistory();
  const id = (await bookedIn(history.store)).find((each) => each.startsWith('PO-')) ?? '';
  return { reply: await sumOfEntries(history), payout: right(await history.explainer.why(id)) };
};

const drawn = (document: Explanation | Reply, options: RenderOptions = {}): string =>
  right(renderMermaid(document, { names, ...options }));

describe('the picture of an answer', () => {
  it('has a box for the answer and one for each row and step, and says what it is to who cannot see it', async () => {
    const { payout } = await told();
    const rows = drawn(payout).replaceAll('\u00A0', ' ').split('\n');
    expect(rows.slice(0, 3)).toEqual([
      'flowchart BT',
      `  accTitle: ${payout.subject} Darcel Schlecht, payout of 6 March 2017`,
      '  accDescr: Earned 3,371.68 on 3 deals, less 150.00 for 1 refund, less 5.00 for 1 correction.',
    ]);
    expect(rows).toContain('  r2_1["2.1 20,000.00 (up to 50,000.00) × 5#37; #61; 1,000.00 (crm#64;1 #167;a)"]');
    expect(rows).toContain('  r2_1 --> r2');
    expect(rows).toContain('  r2 --> answer');
  });

  it('is refused above sixty boxes, with a word about what to do', async () => {
    const history = await toldHistory();
    for (let index = 0; index < 70; index += 1) {
      await sell(history, { deal: `E-${index}`, amount: `${100 + index}.00`, on: '2017-02-14' });
    }
    await payOut(history, '2017-04-05');
    const reply = await sumOfEntries(history);
    const problem = left(renderMermaid(reply, { depth: 3 }));
    expect(problem).toMatchObject({ _tag: 'TooLargeToDraw', most: 60 });
    expect(problem.boxes).toBeGreaterThan(70);
    expect(describeTooLargeToDraw(problem)).toContain('as a tree');
    expect(drawn(reply, { depth: 1 })).toContain('other lines');
    expect(drawn(reply, { open: '2' })).toContain('r1_3');
  });

  it('is not drawn of what does not hold', async () => {
    const { reply } = await told();
    expect(() => renderMermaid({ ...reply, rows: reply.rows.slice(1) })).toThrow(Unexplained);
  });
});

const executable = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';

describe.skipIf(!existsSync(executable))('Mermaid itself', () => {
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: executable, args: ['--no-sandbox'] });
    page = await browser.newPage();
    const library = createRequire(import.meta.url)
      .resolve('mermaid')
      .replace('mermaid.core.mjs', 'mermaid.min.js');
    await page.addScriptTag({ path: library });
    await page.evaluate('mermaid.initialize({ startOnLoad: false })');
  });
  afterAll(() => browser.close());

  /** What it draws: the texts of the boxes, and the title and description. */
  const shown = async (
    text: string,
  ): Promise<Readonly<{ boxes: string[]; title: string; links: number; tags: string[] }>> =>
    page.evaluate(`(async () => {
      const { svg } = await mermaid.render('drawing', ${JSON.stringify(text)});
      const box = document.createElement('div');
      box.innerHTML = svg;
      const texts = (selector) => [...box.querySelectorAll(selector)].map(({ innerText, textContent }) => textContent);
      return {
        boxes: texts('.node .nodeLabel'),
        title: texts('svg > title')[0],
        links: box.querySelectorAll('.edgePaths path').length,
        tags: [...box.querySelectorAll('script, img, a, iframe, b')].map(({ tagName }) => tagName),
      };
    })()`);

  it.each(['en', 'ru'] as const)('draws both documents, in %s', async (locale) => {
    const { reply, payout } = await told();
    const options = { locale, names };
    for (const document of [reply, payout]) {
      const { boxes, title, links } = await shown(drawn(document, options));
      expect(boxes).toHaveLength(links + 1);
      expect(boxes.length).toBeGreaterThan(9);
      expect(title).toContain('2017');
    }
    const { boxes } = await shown(drawn(reply, options));
    expect(boxes.join('\n')).toContain(locale === 'en' ? '7 ✗ failed: lead is L-1' : '7 ✗ не выполнено: lead: L-1');
  });

  it('shows text from outside as it is', async () => {
    const { payout } = await told();
    const hostile = 'end"]; x --> y %% #quot; <script>alert(1)</script> <b>b</b> `c` &lt; $$d$$ \\n {} | click';
    const { boxes, tags, links } = await shown(drawn(payout, { names: () => hostile }));
    expect(boxes.length).toBe(links + 1);
    // Two dollars would begin a formula, and a backslash before an n a new line.
    expect(boxes.join('\n')).toContain(hostile.replaceAll('$$', () => '$ $').replace('\\n', '\\ n'));
    expect(tags).toEqual([]);
  });
});
