import { expect, it } from 'vitest';
import { renderTree } from '../src/index.ts';
import { bookedIn, right } from './history.ts';
import { examplePlans, openPlan, playSteps, storiesOf } from './planStories.ts';

/** Everything that the worked examples of a plan lead to, as text, without no-break spaces. */
const told = async (prefix: string, locale: 'en' | 'ru'): Promise<string> => {
  const texts: string[] = [];
  for (const [file, document] of examplePlans()) {
    if (!file.startsWith(prefix)) continue;
    for (const story of storiesOf(document)) {
      const history = await openPlan(document, story.parameters);
      await playSteps(history, document, story.steps);
      for (const id of await bookedIn(history.store)) {
        texts.push(renderTree(right(await history.explainer.why(id)), { locale, depth: 3, width: 200 }));
      }
    }
  }
  return texts.join('\n').replaceAll('\u00A0', ' ');
};

it.each([
  ['03-', '3 × 275.00 = 825.00 (counted: 3 is at least 3)', '3 × 275,00 = 825,00 (зачтено: 3 не меньше 3)'],
  ['03-', 'less 500.00 already earned = 325.00', 'минус 500,00, уже начисленные = 325,00'],
  ['03-', 'counted in January 2026: 2 → 3', 'зачтено за январь 2026: 2 → 3'],
  ['05-', 'running total: 15,000.00 is at least 15,000.00', 'накоплено: 15 000,00 не меньше 15 000,00'],
  ['05-', 'sales that count in April 2026: 0.00\n', 'зачтённые продажи за апрель 2026: 0,00\n'],
  ['08-', '500.00 of the 1,000.00 of the band: 5.00 of 10.00', '500,00 из 1 000,00 диапазона: 5,00 из 10,00'],
  [
    '10-',
    '2,000.00 guaranteed, 1,500.00 matured: 500.00 advanced',
    'гарантировано 2 000,00, созрело 1 500,00: аванс 500,00',
  ],
  [
    '10-',
    '500.00 owed, 375.00 available for it: 375.00 goes back',
    'долг 500,00, на зачёт доступно 375,00: зачтено 375,00',
  ],
  [
    '16-',
    'capped: 100.00 left of 500.00, so 100.00 of 400.00',
    'предел: остаётся 100,00 из 500,00, поэтому 100,00 из 400,00',
  ],
  ['16-', '100.00 and 250.00 kept back before = 350.00', '100,00 и 250,00, отложенные раньше = 350,00'],
  ['16-', 'commission kept back so far: 0.00 → 200.00', 'отложенная комиссия за всё время: 0,00 → 200,00'],
  ['16-', 'at least 100.00 is guaranteed, instead of 30.00', 'гарантировано не меньше 100,00 вместо 30,00'],
  ['20-', 'months of the term that were not served: 6 of 12', 'неотработанных месяцев срока: 6 из 12'],
  ['20b', 'the term ends 1 January 2027', 'срок заканчивается 1 января 2027'],
  ['21-', 'part 1 of 2: 70% of 999.99 = 699.99', 'часть 1 из 2: 70 % от 999,99 = 699,99'],
  ['26-', 'tax withheld (No form on file): 1,000.00 × 30%', 'удержан налог (Форма не подана): 1 000,00 × 30 %'],
  ['13-', '(months since the first payment: 0 is below ', '(месяцев с первого платежа: 0 меньше '],
  ['15-', 'payable from 10 January 2026. Brought by referrer.', 'Сделку привёл партнёр referrer.'],
  ['32-', 'fee: Platform', 'комиссия за выплату: Площадка'],
  ['26-', 'Arrives', 'К получению'],
  ['33-', 'sales that count so far (d1): 0.00 → 10,000.00', 'зачтённые продажи за всё время (d1): 0,00 → 10 000,00'],
  [
    '33-',
    '10,000.00 of 20,000.00 collected, so 2,000.00 of 4,000.00 is due',
    'получено 10 000,00 из 20 000,00, поэтому причитается 2 000,00 из 4 000,00',
  ],
])('plan %s is told in words: %s', async (prefix, english, russian) => {
  expect(await told(prefix, 'en')).toContain(english);
  expect(await told(prefix, 'ru')).toContain(russian);
});
