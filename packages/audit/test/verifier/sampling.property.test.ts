import { currency, ofMinor, toJson } from '@commission-ledger/money';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { type SampleItem, samplePopulation } from '../../src/index.ts';
import { right } from '../evidence/evidenceWorld.ts';
import { verifierDrawing } from './packFolder.ts';

const codes = ['EUR', 'JPY', 'KWD'].map((code) => right(currency(code)));

const item: fc.Arbitrary<SampleItem> = fc.record({
  id: fc.stringMatching(/^[A-Za-z0-9_-]{1,12}$/),
  stream: fc.constantFrom('account-a.b.EUR', 'account-a.c.EUR'),
  revision: fc.nat(100),
  amount: fc
    .record({
      // Small ones make small intervals, of which every unit matters.
      minor: fc.oneof(fc.bigInt(-4n, 4n), fc.bigInt(-(10n ** 9n), 10n ** 9n)),
      code: fc.constantFrom(...codes),
    })
    .map(({ minor, code }) => ofMinor(minor, code)),
});
const population = fc.uniqueArray(item, { maxLength: 30, selector: ({ id }) => id });
const sampling = fc.record({
  method: fc.constantFrom('smallest-hash' as const, 'monetary-unit' as const),
  seed: fc.string({ maxLength: 8 }),
  size: fc.integer({ min: 1, max: 20 }),
});

type Drawing = Awaited<ReturnType<typeof verifierDrawing>>;

/** The verifier draws what goes into packs, in the same order, whatever order it meets the population in. */
const drawsTheSame = (drawn: Drawing) =>
  fc.property(population, sampling, (items, how) => {
    const asFields = ({ amount, ...rest }: SampleItem) => ({ ...rest, ...toJson(amount) });
    const packed = samplePopulation(items, how).map(asFields);
    expect(drawn(how, items.map(asFields))).toEqual(packed);
    expect(drawn(how, items.toReversed().map(asFields))).toEqual(packed);
  });

it('the verifier draws the samples that a pack has', async () => {
  fc.assert(drawsTheSame(await verifierDrawing()), { numRuns: 500 });
});

it.each([
  ['a step that ends one unit further', 'end - 1n - next', 'end - next'],
  ['a step that ends one unit earlier', 'end - 1n - next', 'end - 2n - next'],
  ['a step of one unit more', '+ 1n) * interval', '+ 1n) * interval + 1n'],
  ['a row that holds the unit behind its last', 'next >= end', 'next > end'],
  ['a start that may be the interval', '% interval, 0n]', '% (interval + 1n), 0n]'],
  ['an interval of one unit more', '|| 1n;', '+ 1n;'],
])('populations are drawn from that would tell of %s', async (_, from, to) => {
  const { failed } = fc.check(drawsTheSame(await verifierDrawing(from, to)), { numRuns: 500 });
  expect(failed).toBe(true);
});
