import { readFileSync, readdirSync } from 'node:fs';
import { parsePlan, type PlanDocument } from '@commission-ledger/plans';
import * as fc from 'fast-check';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import { contractHtml, contractPage } from '../src/index.ts';

const root = new URL('../../../examples/', import.meta.url);

const documentAt = (path: string): PlanDocument => {
  const parsed = parsePlan(JSON.parse(readFileSync(new URL(path, root), 'utf8')));
  if (E.isLeft(parsed)) throw new Error(`${path} is no plan.`);
  return parsed.right;
};

const paths = [
  'crm-import/plan.json',
  ...['plans', 'plans/published', 'plans/more'].flatMap((folder) =>
    readdirSync(new URL(folder, root))
      .filter((name) => name.endsWith('.json') && name !== 'package.json')
      .map((name) => `${folder}/${name}`),
  ),
];
const documents = paths.map((path) => [path, documentAt(path)] as const);

/** Every number a page shows, whatever marks its language sets between the digits. */
const numbersOf = (page: string): readonly string[] =>
  (page.match(/\d[\d\u00A0,.]*/g) ?? []).map((number) => number.replaceAll(/\D/g, '')).toSorted();

/** What titles say of their own is not the page's. */
const withoutTitles = (document: PlanDocument): PlanDocument => {
  const bare = JSON.stringify(document, (_key, value: unknown) =>
    typeof value === 'object' && value !== null && 'en' in value ? { en: 'Title' } : value,
  );
  const parsed = parsePlan(JSON.parse(bare));
  if (E.isLeft(parsed)) throw new Error('A plan is a plan whatever its titles say.');
  return parsed.right;
};

describe('the contract page', () => {
  it.each(documents)('says the same numbers in both languages: %s', (_path, document) => {
    const plain = withoutTitles(document);
    expect(numbersOf(contractPage(plain, 'ru'))).toEqual(numbersOf(contractPage(plain, 'en')));
  });

  it.each(documents)('has each clause under the number that explanations cite: %s', (_path, document) => {
    const page = contractPage(document);
    for (const { clause } of document.rules) expect(page).toContain(`### §${clause} `);
  });

  it('changes with every number that decides about money', () => {
    const document = documentAt('crm-import/plan.json');
    const page = contractPage(document);
    const text = JSON.stringify({ ...document, examples: [], version: 0, plan: '' });
    const amounts = [...new Set(text.match(/"\d+(?:\.\d+)?"/g))];
    expect(amounts.length).toBeGreaterThan(5);
    for (const amount of amounts) {
      const changed: unknown = JSON.parse(text.replace(amount, '"0.98"'));
      const parsed = parsePlan({
        ...(changed as object),
        examples: document.examples,
        version: 1,
        plan: document.plan,
      });
      if (E.isRight(parsed)) expect(contractPage(parsed.right)).not.toBe(page);
    }
  });

  it.each<readonly [path: string, locale: 'en' | 'ru', sentence: string]>([
    ['plans/16-caps-and-floors.json', 'en', 'At most 500.00 USD in each calendar month (“capped earned”);'],
    [
      'plans/16-caps-and-floors.json',
      'ru',
      'Всего за каждый календарный месяц не больше 500,00 USD («capped earned»);',
    ],
    [
      'plans/16-caps-and-floors.json',
      'en',
      'At least 100.00 USD in each calendar month (“guaranteed unlimited”), for:',
    ],
    ['plans/16-caps-and-floors.json', 'ru', 'Всего за каждый календарный месяц не меньше 100,00 USD («guaranteed'],
    ['plans/16-caps-and-floors.json', 'en', 'Only if “Which clause the deal is under” is capped.'],
    ['plans/16-caps-and-floors.json', 'ru', 'Только если «Под каким пунктом сделка» — capped.'],
    [
      'plans/16-caps-and-floors.json',
      'ru',
      'Партнёр, который привёл сделку, получает комиссию с каждого платежа клиента.',
    ],
    ['plans/16-caps-and-floors.json', 'ru', '10 % от платежа.'],
    [
      'plans/more/twelve-months-capped-per-customer.json',
      'ru',
      'Всего, отдельно по каждому значению «Клиент», не больше 500,00 USD («earned on customer»);',
    ],
  ])('%s says in %s: %s', (path, locale, sentence) => {
    expect(contractPage(documentAt(path), locale).replaceAll('\u00A0', ' ')).toContain(sentence);
  });

  it.each(documents)('quotes as Russian does, and asks no case of a name: %s', (_path, document) => {
    const page = contractPage(withoutTitles(document), 'ru');
    expect(page).not.toMatch(/[“”]| от: | получает её /);
  });

  it('shows a tier table', () => {
    expect(contractPage(documentAt('crm-import/plan.json'))).toContain(
      [
        '| Band | Pays |',
        '| --- | --- |',
        '| up to 50,000.00 USD | 5% |',
        '| above 50,000.00 USD, up to 100,000.00 USD | 7% |',
        '| above 100,000.00 USD | 9% |',
      ].join('\n'),
    );
  });

  it('lets nothing that people wrote become markup', () => {
    const base = documentAt('crm-import/plan.json');
    const hostile = fc.oneof(
      fc.constantFrom(
        '<script>alert(1)</script>',
        '[x](javascript:alert(1))',
        '![x](http://a.example/x)',
        '`<b>`',
        '| a |',
      ),
      fc.string({ minLength: 1, maxLength: 40 }),
    );
    const tags = (html: string) => (html.match(/<\/?[a-z][^>]*>/gi) ?? []).join('');
    const plain = tags(contractHtml({ ...base, title: { en: 'Plain' } }));
    fc.assert(
      fc.property(hostile, (title) => {
        expect(tags(contractHtml({ ...base, title: { en: title } }))).toBe(plain);
      }),
    );
  });

  it('is one HTML file that fetches nothing', () => {
    const html = contractHtml(documentAt('crm-import/plan.json'), 'ru');
    expect(html).toMatch(/^<!doctype html>\n<html lang="ru">/);
    expect(html).toContain('<title>CRM 2017</title>');
    expect(html).not.toMatch(/<(?:script|link|img|iframe)\b|url\(|https?:/i);
  });
});
