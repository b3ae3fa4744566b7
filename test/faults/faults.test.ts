import { readFileSync } from 'node:fs';
import path from 'node:path';

import { afterAll, describe, expect, it } from 'vitest';

import { unsound } from './cell.ts';
import { cellKey, outcomesIn, pageRows, renderPage, withoutPadding } from './faultPage.ts';
import { postgres, stopPostgres } from './readModelPlaces.ts';

const page = readFileSync(path.join(import.meta.dirname, '../../docs/reference/faults.md'), 'utf8');
const told = outcomesIn(page);
const hasPostgres = (await postgres()) !== undefined;
afterAll(stopPostgres);

const cells = pageRows.flatMap((row) =>
  [...row.cells].map(([adapter, cell]) => ({ row, adapter, cell, key: cellKey(row, adapter) })),
);
const isHere = (adapter: string): boolean => adapter !== 'PostgreSQL' || hasPostgres;

describe('a fault ends as the page says', () => {
  for (const { adapter, cell, key } of cells) {
    if (!('run' in cell)) continue;
    it.skipIf(!isHere(adapter))(key, async ({ skip }) => {
      const outcome = await cell.run();
      if (outcome === undefined) return skip('the server is not ours to kill');
      expect(outcome).not.toMatch(unsound);
      expect(outcome).toBe(told.get(key));
    });
  }
});

describe('the page of faults', () => {
  it('tells of every fault on every adapter, or why it cannot happen there', () => {
    expect([...told.keys()].toSorted()).toEqual(expect.arrayContaining(cells.map(({ key }) => key).toSorted()));
    for (const { cell, key } of cells) {
      if ('run' in cell) expect(told.get(key), key).not.toMatch(/^(?:not run yet|– .*|)$/);
      else expect(cell.doesNotApply, key).not.toBe('');
    }
  });

  it('is written by the program, every word of it', () => {
    expect(withoutPadding(page)).toBe(withoutPadding(renderPage(told)));
  });

  it('names each fault once', () => {
    const keys = cells.map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('has no outcome that costs money', () => {
    expect([...told.values()].filter((text) => unsound.test(text))).toEqual([]);
  });
});
