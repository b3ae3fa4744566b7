import { readFileSync, readdirSync } from 'node:fs';
import { parsePlan } from '@commission-ledger/plans';
import * as E from 'fp-ts/lib/Either.js';
import { expect, it } from 'vitest';
import { contractPage } from '../src/index.ts';

const root = new URL('../../../examples/', import.meta.url);
const paths = ['plans', 'plans/published', 'plans/more'].flatMap((folder) =>
  readdirSync(new URL(folder, root))
    .filter((name) => name.endsWith('.json') && name !== 'package.json')
    .map((name) => `${folder}/${name}`),
);

type Place = readonly string[];

const isContainer = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

const leavesOf = (value: unknown, at: Place = []): readonly Readonly<{ at: Place; value: unknown }>[] =>
  isContainer(value) ? Object.keys(value).flatMap((key) => leavesOf(value[key], [...at, key])) : [{ at, value }];

const withLeaf = (document: unknown, [key, ...rest]: Place, leaf: unknown): unknown => {
  if (key === undefined || !isContainer(document)) return leaf;
  const changed = withLeaf(document[key], rest, leaf);
  return Array.isArray(document)
    ? document.map((item: unknown, index) => (`${index}` === key ? changed : item))
    : { ...document, [key]: changed };
};

/** Words of which only some are known: each is changed into the others. */
const vocabularies: readonly (readonly string[])[] = [
  ['half-even', 'half-up', 'down', 'up'],
  ['lead', 'win', 'payment', 'deal', 'first-payment'],
  ['lower', 'whole', 'keep', 'refunded-share', 'true-up'],
  ['none', 'following', 'modified-following', 'preceding'],
  ['before', 'after', 'previous', 'each-earlier'],
  ['day', 'week', 'month', 'quarter', 'year', 'ever'],
  ['referrer', 'upline', 'upline-2', 'overlay-specialist'],
  ['carry', 'write-off'],
  ['recoverable', 'forgiven', 'non-recoverable'],
  ['partner', 'program'],
  ['all', 'unserved'],
  ['months', 'days'],
  ['base', 'commission'],
  ['move', 'stay'],
  ['first-touch', 'last-touch', 'first-registration'],
  ['cause', 'end-of-month'],
  ['monday', 'friday'],
];

const othersThan = (value: unknown): readonly unknown[] => {
  if (typeof value === 'number') return [value + 1];
  if (typeof value !== 'string') return [];
  const words = vocabularies.find((vocabulary) => vocabulary.includes(value));
  if (words !== undefined) return words.filter((word) => word !== value);
  if (/^\d{4}-\d\d-\d\d$/.test(value)) return ['2031-05-05'];
  if (/^\d+\.\d\d$/.test(value)) return ['13.37'];
  return /^[\d.]+$/.test(value) ? ['0.123'] : ['another'];
};

/** Titles and examples decide nothing; the others only name what the page says in words where it stands. */
const decidesNothing = (at: Place): boolean => {
  const place = at.join('/');
  return (
    at.includes('title') ||
    /^(?:examples|schema|plan)\b/.test(place) ||
    /\/(?:slab\/already|split\/group|cap\/carry|collected\/counter)$/.test(place) ||
    /^payout\/fees\/\d+\/id$/.test(place)
  );
};

it.each(paths)('the page changes with whatever decides about money, in both languages: %s', (path) => {
  const json: unknown = JSON.parse(readFileSync(new URL(path, root), 'utf8'));
  const pageOf = (document: unknown, locale: 'en' | 'ru'): string | undefined => {
    const parsed = parsePlan(document);
    if (E.isLeft(parsed)) return undefined;
    try {
      return contractPage(parsed.right, locale).replace(/[0-9a-f]{64}/, '');
    } catch (error) {
      // It names something that is not there: no plan that could be published.
      if (error instanceof TypeError || error instanceof RangeError) return undefined;
      throw error;
    }
  };
  const takesAllBack = JSON.stringify(json).includes('"takeBack":"all"');
  let changes = 0;
  for (const locale of ['en', 'ru'] as const) {
    const page = pageOf(json, locale);
    for (const { at, value } of leavesOf(json)) {
      if (decidesNothing(at) || (takesAllBack && /^cancellation\/(?:term|by)$/.test(at.join('/')))) continue;
      for (const other of othersThan(value)) {
        const changed = pageOf(withLeaf(json, at, other), locale);
        if (changed === undefined) continue;
        changes += 1;
        expect(changed === page ? at.join('/') : 'another page').toBe('another page');
      }
    }
  }
  expect(changes).toBeGreaterThan(20);
});
