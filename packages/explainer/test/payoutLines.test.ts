import {
  allProjections,
  memoryDocumentStore,
  projectionRuntime,
  type DocumentStore,
} from '@commission-ledger/projections';
import type { EventStore } from '@commission-ledger/event-store';
import { toJson } from '@commission-ledger/money';
import * as E from 'fp-ts/lib/Either.js';
import * as fc from 'fast-check';
import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { checkInclusion, createExplainer, type Explainer, type LinesQuery, type Reply } from '../src/index.ts';
import { changed, correct, eventsOf, left, openHistory, payOut, refund, right, sell, type History } from './history.ts';

let history: History;
let payout = '';
let documents: DocumentStore;
let explainer: Explainer;

/** The lines as the stored event has them, in minor units of USD: the oracle reads nothing else. */
type Line = Readonly<{ entry: string; kind: string; minor: bigint; amount: string; maturesOn: string }>;
let lines: readonly Line[];
let total = 0n;

const minorOf = (amount: string): bigint => BigInt(amount.replace('.', ''));

/** The event that issued the payout, or posted its sixth line. */
const idOf = async (type: 'AccrualPosted' | 'PayoutIssued'): Promise<string> =>
  (await eventsOf(history.store)).find(
    (event) =>
      (event.type === type && event.type === 'PayoutIssued' && event.data.payout === payout) ||
      (event.type === type && event.type === 'AccrualPosted' && event.data.accrual === lines[5]?.entry),
  )?.id ?? '';

const over = (store: EventStore): Explainer => createExplainer({ store, documents });

/** 33 lines: two clauses, refunds, a correction; an odd number, so that the tree is not a full one. */
beforeAll(async () => {
  history = await openHistory();
  for (let index = 0; index < 24; index += 1) {
    const product = index % 4 === 0 ? 'GTK 500' : 'GTX Pro';
    await sell(history, { deal: `D-${index}`, amount: `${300 + index * 37}.50`, on: '2017-01-10', product });
  }
  for (let index = 0; index < 8; index += 1) await refund(history, `D-${index}`, `R-${index}`, '100.00', '2017-01-15');
  await correct(history, 'ADJ-1', '-3.21', 'agreed by phone');
  [payout = ''] = await payOut(history, '2017-03-06');
  documents = memoryDocumentStore();
  right(await projectionRuntime({ store: history.store, documents, projections: allProjections }).catchUp());
  explainer = over(history.store);
  const issued = (await eventsOf(history.store)).flatMap((event) =>
    event.type === 'PayoutIssued' && event.data.payout === payout ? event.data.lines : [],
  );
  lines = issued.map(({ entry, kind, amount, maturesOn }) => {
    return { entry, kind, minor: amount.minor, amount: toJson(amount).amount, maturesOn };
  });
  total = lines.reduce((sum, { minor }) => sum + minor, 0n);
});

const sumOfRows = ({ rows }: Pick<Reply, 'rows'>): bigint =>
  rows.reduce((sum, { amount }) => sum + minorOf(amount?.amount ?? '0.00'), 0n);

const entriesOf = ({ rows }: Reply): readonly string[] => rows.flatMap(({ proof }) => proof ?? []);

describe('lines of a payout, page by page', () => {
  test('every page adds up with what is before and after it, and the pages have every line once', async () => {
    expect(lines).toHaveLength(33);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 40 }), fc.constantFrom('booked', 'size'), async (limit, order) => {
        const seen: string[] = [];
        for (let after: string | undefined; ;) {
          const query: LinesQuery = { payout, limit, order, ...(after === undefined ? {} : { after }) };
          const page = right(await explainer.payoutLines(query));
          expect(sumOfRows(page)).toBe(total);
          const entries = entriesOf(page);
          expect(entries).toHaveLength(Math.min(limit, lines.length - seen.length));
          seen.push(...entries);
          if (seen.length === lines.length) break;
          after = entries.at(-1);
        }
        expect(new Set(seen).size).toBe(lines.length);
        if (order === 'booked') expect(seen).toEqual(lines.map(({ entry }) => entry));
        else {
          const sizes = seen.map((entry) => Number(lines.find((line) => line.entry === entry)?.minor));
          expect(sizes.map(Math.abs)).toEqual(sizes.map(Math.abs).toSorted((a, b) => b - a));
        }
      }),
      { numRuns: 40 },
    );
  });

  test('only reversals, and only lines below zero, are what the event has of them', async () => {
    const ofKind = lines.filter(({ kind }) => kind === 'reversal');
    expect(ofKind).toHaveLength(8);
    const reversals = right(await explainer.payoutLines({ payout, kind: 'reversal' }));
    expect(entriesOf(reversals)).toEqual(ofKind.map(({ entry }) => entry));
    const negative = right(await explainer.payoutLines({ payout, negative: true }));
    expect(entriesOf(negative)).toEqual(lines.flatMap(({ entry, minor }) => (minor < 0n ? [entry] : [])));
    expect(negative.amount?.amount).toBe('-39.21');
  });

  test('the largest lines that make so many percent are enough, and one fewer is not', async () => {
    const above = lines.filter(({ minor }) => minor > 0n);
    const all = above.reduce((sum, { minor }) => sum + minor, 0n);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 100 }), async (percent) => {
        const answer = right(await explainer.payoutLines({ payout, percent, limit: 100 }));
        const chosen = sumOfRows(answer);
        const last = minorOf(answer.rows.at(-1)?.amount?.amount ?? '');
        expect(chosen * 100n).toBeGreaterThanOrEqual(all * BigInt(percent));
        expect((chosen - last) * 100n).toBeLessThan(all * BigInt(percent));
      }),
    );
  });

  test('a line that is not there, a percentage that is none and an unknown payout are named', async () => {
    expect(left(await explainer.payoutLines({ payout, after: 'acr-0000000000000000' }))).toMatchObject({
      _tag: 'NotInPayout',
      entry: 'acr-0000000000000000',
    });
    expect(left(await explainer.payoutLines({ payout, percent: 0 }))).toMatchObject({ _tag: 'InvalidQuestion' });
    expect(left(await explainer.payoutLines({ payout: 'PO-none' }))).toEqual({
      _tag: 'UnknownSubject',
      subject: 'PO-none',
    });
  });
});

test('by clause, every level adds up: the clauses to the payout, the lines of each and the others to the clause', async () => {
  const answer = right(await explainer.rollUp(payout));
  expect(answer.amount?.amount).toBe(`${total / 100n}.${`${total % 100n}`.padStart(2, '0')}`);
  expect(sumOfRows(answer)).toBe(total);
  expect(answer.rows.map(({ said: { holes } }) => holes)).toEqual([
    { clause: 'crm@1 §a', lines: 18 },
    { clause: 'crm@1 §b', lines: 6 },
    { lines: 8 },
    { lines: 1 },
    { digest: naiveRoot(lines).hash },
  ]);
  for (const row of answer.rows.slice(0, -1)) {
    const { rows = [] } = row;
    expect(sumOfRows({ rows })).toBe(minorOf(row.amount?.amount ?? ''));
    expect(rows.filter(({ proof }) => proof !== undefined).length).toBe(Math.min(3, rows.length));
  }
  const tiers = (await eventsOf(history.store)).flatMap((event) =>
    event.type === 'AccrualPosted' && event.data.partner === 'darcel' && event.data.rule.clause === 'a'
      ? [event.data.amount.minor]
      : [],
  );
  expect(minorOf(answer.rows[0]?.amount?.amount ?? '')).toBe(tiers.reduce((sum, minor) => sum + minor, 0n));
});

/** The tree of RFC 6962 with sums, as its reference says it, over the stored lines: it shares no code with the package. */
const naiveRoot = (of: readonly Line[]): Readonly<{ hash: string; minor: bigint; count: number }> => {
  const sha = (text: string): string => createHash('sha256').update(text).digest('hex');
  const shown = (minor: bigint): string => {
    const digits = `${minor < 0n ? -minor : minor}`.padStart(3, '0');
    return `${minor < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
  };
  const [only] = of;
  if (only !== undefined && of.length === 1) {
    const { entry, kind, amount, maturesOn } = only;
    const line = `{"amount":{"amount":"${amount}","currency":"USD"},"entry":"${entry}","kind":"${kind}","maturesOn":"${maturesOn}"}`;
    return { hash: sha(`{"line":${line}}`), minor: only.minor, count: 1 };
  }
  let size = 1;
  while (size * 2 < of.length) size *= 2;
  const [first, second] = [naiveRoot(of.slice(0, size)), naiveRoot(of.slice(size))];
  const branch = ({ hash, minor, count }: typeof first): string =>
    `{"amount":"${shown(minor)}","hash":"${hash}","lines":${count}}`;
  return {
    hash: sha(`{"left":${branch(first)},"right":${branch(second)}}`),
    minor: first.minor + second.minor,
    count: of.length,
  };
};

describe('that one line is in a payout', () => {
  test('every line leads to the same digest and the sum of all, in a way as long as the tree is high', async () => {
    const root = naiveRoot(lines);
    for (const { entry, amount } of lines) {
      const proof = right(await explainer.includes({ payout, entry }));
      expect(proof.root.hash).toBe(root.hash);
      expect(proof.line.amount.amount).toBe(amount);
      expect(proof.beside.length).toBeLessThanOrEqual(6);
      expect(right(checkInclusion(JSON.parse(JSON.stringify(proof)))).minor).toBe(total);
    }
    const rolledUp = right(await explainer.rollUp(payout));
    expect(rolledUp.rows.at(-1)?.said).toEqual({ key: 'payoutDigest', holes: { digest: root.hash } });
  });

  test('whatever is changed in a proof is found', async () => {
    const entries = fc.constantFrom(...lines.map(({ entry }) => entry));
    await fc.assert(
      fc.asyncProperty(entries, fc.nat(), fc.nat(), async (entry, at, by) => {
        const { from: _, payout: named, schema, ...proof } = right(await explainer.includes({ payout, entry }));
        const text = JSON.stringify(proof);
        const digits = [...text.matchAll(/\d/g)].map(({ index }) => index);
        const place = digits[at % digits.length] ?? 0;
        const digit = `${(Number(text[place]) + 1 + (by % 9)) % 10}`;
        const tampered = JSON.parse(`${text.slice(0, place)}${digit}${text.slice(place + 1)}`);
        const same = JSON.stringify(tampered) === text;
        expect(E.isLeft(checkInclusion({ ...tampered, payout: named, schema }))).toBe(!same);
      }),
      { numRuns: 400 },
    );
  });

  test('sides that are swapped, a way that is too short and another place are no way to the root', async () => {
    const proof = right(await explainer.includes({ payout, entry: lines[5]?.entry ?? '' }));
    const swapped = proof.beside.map((sibling, index) =>
      index === 0 ? { ...sibling, side: sibling.side === 'left' ? 'right' : 'left' } : sibling,
    );
    expect(left(checkInclusion({ ...proof, beside: swapped }))._tag).toBe('OtherWay');
    expect(left(checkInclusion({ ...proof, beside: proof.beside.slice(1) }))._tag).toBe('OtherWay');
    expect(left(checkInclusion({ ...proof, place: proof.place + 1 }))._tag).toBe('OtherWay');
    expect(left(checkInclusion({ ...proof, line: { ...proof.line, kind: 'reversal' } }))._tag).toBe('OtherRoot');
    expect(left(checkInclusion({ ...proof, line: 'it' }))).toEqual({ _tag: 'NotAnInclusion', expected: '/line' });
    expect(left(checkInclusion(null))._tag).toBe('NotAnInclusion');
  });

  test('an entry of no line is named, with how many lines there are', async () => {
    expect(left(await explainer.includes({ payout, entry: 'acr-0000000000000000' }))).toEqual({
      _tag: 'NotInPayout',
      payout,
      entry: 'acr-0000000000000000',
      lines: 33,
    });
  });
});

describe('every line calculated again', () => {
  test('gives the lines, their sum and their digest, and tells how far it is', async () => {
    const told: number[] = [];
    const checked = right(await explainer.checkPayout({ payout, onProgress: (done) => told.push(done) }));
    const amount = { amount: right(await explainer.rollUp(payout)).amount?.amount, currency: 'USD' };
    const { hash: digest } = naiveRoot(lines);
    expect(checked).toEqual({ payout, lines: 33, amount, digest, paid: { lines: 33, amount } });
    expect(told).toEqual([33]);
  });

  test('an accrual that was changed afterwards is found by its id', async () => {
    const store = await changed(history.store, await idOf('AccrualPosted'), (data) => ({
      ...data,
      amount: { amount: '999.99', currency: 'USD' },
    }));
    expect(left(await over(store).checkPayout({ payout }))).toMatchObject({
      _tag: 'DoesNotMatchReceipt',
      path: '/amount/amount',
      recorded: '999.99',
    });
  });

  test('a payout that pays another amount for a line is found, with the line', async () => {
    const store = await changed(history.store, await idOf('PayoutIssued'), (data) => ({
      ...data,
      lines: lines.map(({ entry, kind, amount, maturesOn }, index) => ({
        entry,
        kind,
        maturesOn,
        amount: { amount: index === 4 ? '1.00' : amount, currency: 'USD' },
      })),
    }));
    expect(left(await over(store).checkPayout({ payout }))).toMatchObject({
      _tag: 'DoesNotMatchReceipt',
      subject: payout,
      path: '/lines/4/amount/amount',
    });
  });

  test('a payout of another amount than its lines is found', async () => {
    const store = await changed(history.store, await idOf('PayoutIssued'), (data) => ({
      ...data,
      amount: { amount: '1.00', currency: 'USD' },
    }));
    expect(left(await over(store).checkPayout({ payout }))).toMatchObject({ subject: payout, recorded: '1.00' });
  });
});
