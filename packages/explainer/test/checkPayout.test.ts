import type { RecordedEvent } from '@commission-ledger/events';
import type { EventStore } from '@commission-ledger/event-store';
import { add, currency, money, toJson, zero, type Money } from '@commission-ledger/money';
import {
  allProjections,
  memoryDocumentStore,
  projectionRuntime,
  type DocumentStore,
} from '@commission-ledger/projections';
import * as fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { checkedTogether, createExplainer, type CheckedPayout, type Explainer } from '../src/index.ts';
import { changed, eventsOf, left, openHistory, payOut, right, sell } from './history.ts';

const LINES = 150;

let store: EventStore;
let documents: DocumentStore;
let payout = '';
let explainer: Explainer;

/** More lines than are checked at a time; one in five moves no counter, and asks for one all the same. */
beforeAll(async () => {
  const history = await openHistory();
  for (let index = 0; index < LINES; index += 1) {
    const product = index % 5 === 0 ? 'GTK 500' : 'GTX Pro';
    await sell(history, { deal: `D-${index}`, amount: `${500 + index}.55`, on: '2017-01-10', product });
  }
  [payout = ''] = await payOut(history, '2017-03-06');
  store = history.store;
  documents = memoryDocumentStore();
  right(await projectionRuntime({ store, documents, projections: allProjections }).catchUp());
  explainer = createExplainer({ store, documents });
});

const issued = async (): Promise<RecordedEvent<'PayoutIssued'>> => {
  for (const event of await eventsOf(store))
    if (event.type === 'PayoutIssued' && event.data.payout === payout) return event;
  throw new Error('It was issued.');
};

const dollars = (amount: string): Money => right(money(amount, 'USD'));

test('a payout of many lines is checked in portions, each of which is told of', async () => {
  const told: number[] = [];
  const checked = right(await explainer.checkPayout({ payout, onProgress: (done) => told.push(done) }));
  expect(checked).toMatchObject({ lines: LINES, amount: toJson((await issued()).data.amount) });
  expect(told.at(-1)).toBe(LINES);
  expect(told.length).toBeGreaterThan(2);
  expect(told).toEqual(told.toSorted((a, b) => a - b));
});

test('parts that are all lines come to the whole, wherever they are cut, and have its digest', async () => {
  const whole = right(await explainer.checkPayout({ payout }));
  const cuts = fc.uniqueArray(fc.integer({ min: 1, max: LINES - 1 }), { maxLength: 3 });
  await fc.assert(
    fc.asyncProperty(cuts, async (places) => {
      const edges = [0, ...places.toSorted((a, b) => a - b), LINES];
      let [sum, lines] = [zero(right(currency('USD'))), 0];
      const parts: CheckedPayout[] = [];
      for (const [index, to] of edges.slice(1).entries()) {
        const part = { from: edges[index] ?? 0, to };
        const checked = right(await explainer.checkPayout({ payout, part }));
        expect(checked.digest).toBe(whole.digest);
        expect(checked.lines).toBe(part.to - part.from);
        sum = add(sum, dollars(checked.amount.amount));
        lines += checked.lines;
        parts.push(checked);
      }
      expect({ lines, amount: toJson(sum) }).toEqual({ lines: whole.lines, amount: whole.amount });
      expect(checkedTogether(parts)).toEqual(whole);
      expect(checkedTogether(parts.toReversed())).toEqual(whole);
      for (const [index, part] of parts.entries()) {
        expect(checkedTogether(parts.filter((_, each) => each !== index))).toBeUndefined();
        expect(checkedTogether([...parts, part])).toBeUndefined();
        const otherAmount = { amount: `${part.amount.amount}1`, currency: 'USD' };
        for (const other of [
          ...(parts.length > 1 ? [{ digest: '00' }] : []),
          { amount: otherAmount },
          { amount: { ...part.amount, amount: '0.01' } },
        ])
          expect(checkedTogether(parts.with(index, { ...part, ...other }))).toBeUndefined();
      }
    }),
    { numRuns: 8 },
  );
});

test('beyond the lines of a payout there are none', async () => {
  const none = { lines: 0, amount: { amount: '0.00', currency: 'USD' } };
  expect(right(await explainer.checkPayout({ payout, part: { from: LINES, to: LINES + 9 } }))).toMatchObject(none);
  expect(right(await explainer.checkPayout({ payout, part: { from: -9, to: 0 } }))).toMatchObject(none);
  expect(right(await explainer.checkPayout({ payout, part: { from: -9, to: 2 } }))).toMatchObject({ lines: 2 });
});

test('a line that pays another amount is found in its part, with its place in the whole', async () => {
  const edited = await changed(store, (await issued()).id, ({ lines, ...data }) => ({
    ...data,
    lines: (Array.isArray(lines) ? lines : []).map((line: object, index) =>
      index === 140 ? { ...line, amount: { amount: '1.00', currency: 'USD' } } : line,
    ),
  }));
  const asked = createExplainer({ store: edited, documents });
  const path = '/lines/140/amount/amount';
  expect(left(await asked.checkPayout({ payout }))).toMatchObject({ _tag: 'DoesNotMatchReceipt', path });
  expect(left(await asked.checkPayout({ payout, part: { from: 130, to: 150 } }))).toMatchObject({ path });
  expect(right(await asked.checkPayout({ payout, part: { from: 0, to: 140 } }))).toMatchObject({ lines: 140 });
});
