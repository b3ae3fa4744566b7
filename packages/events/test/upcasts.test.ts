import { MoneyJson, add, format, money, type Money } from '@commission-ledger/money';
import * as E from 'fp-ts/lib/Either.js';
import * as fc from 'fast-check';
import * as t from 'io-ts';
import { describe, expect, it } from 'vitest';
import { type Catalogue, Id, type Upcasts, hashOf, readerOf, verifyStream, writeFrame } from '../src/index.ts';
import { command, noon, right } from './recording.ts';

/** Once: whole cents, always euros. Then: text and currency, still apart. Now: money, and who paid. */
const catalogue: Catalogue = { Paid: { schema: 3, codec: t.type({ amount: MoneyJson, payer: Id }) } };
const upcasts: Upcasts = {
  Paid: [
    ({ cents, ...data }) => ({ ...data, text: euros(Number(cents)), currency: 'EUR' }),
    ({ text, currency, ...data }) => ({ ...data, amount: { amount: text, currency }, payer: 'unrecorded' }),
  ],
};
const euros = (cents: number): string => `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;
const read = readerOf(catalogue, upcasts);

/** The same payment as each release wrote it. */
const versions = [
  (cents: number) => ({ cents }),
  (cents: number) => ({ text: euros(cents), currency: 'EUR' }),
  (cents: number) => ({ amount: { amount: euros(cents), currency: 'EUR' }, payer: 'unrecorded' }),
];

const payment = fc.record({ cents: fc.nat({ max: 300 }), schema: fc.constantFrom(1, 2, 3) });

/** A stream in which each event was written by the release that its schema tells. */
const stored = (payments: readonly { cents: number; schema: number }[]) => {
  let prev: string | null = null;
  return payments.map(({ cents, schema }, revision) => {
    const { ledger: _, ...context } = command;
    const at = { stream: 'deal-1', revision, id: `00000000-0000-5000-8000-00000000000${revision}`, type: 'Paid' };
    const data = versions[schema - 1]?.(cents) ?? {};
    const body: string = writeFrame({ v: 1, ...at, ...context, schema, recordedAt: noon(), data, prev });
    prev = hashOf(body);
    return { ...at, position: 0n, body };
  });
};

const zero = right(money('0', 'EUR'));
const total = (frames: ReturnType<typeof stored>): string =>
  format(frames.map((frame) => (right(read(frame)).data as unknown as { amount: Money }).amount).reduce(add, zero));

describe('events of older schemas', () => {
  it('fold to what they would if this release had written them', () => {
    fc.assert(
      fc.property(fc.array(payment, { maxLength: 6 }), (payments) => {
        expect(total(stored(payments))).toBe(total(stored(payments.map(({ cents }) => ({ cents, schema: 3 })))));
        expect(total(stored(payments))).toBe(euros(payments.reduce((sum, { cents }) => sum + cents, 0)));
      }),
    );
  });

  it('keep their bytes, their hashes and their chain', () => {
    fc.assert(
      fc.property(fc.array(payment, { minLength: 1, maxLength: 6 }), (payments) => {
        const frames = stored(payments);
        const before = JSON.stringify(frames.map(({ body }) => body));
        expect(frames.map((frame) => right(read(frame)).hash)).toEqual(frames.map(({ body }) => hashOf(body)));
        expect(JSON.stringify(frames.map(({ body }) => body))).toBe(before);
        expect(E.isRight(verifyStream(frames))).toBe(true);
      }),
    );
  });

  it('show their data in the current schema, for paths to point into', () => {
    const [frame] = stored([{ cents: 105, schema: 1 }]);
    expect(frame && right(read(frame)).json).toEqual({
      amount: { amount: '1.05', currency: 'EUR' },
      payer: 'unrecorded',
    });
  });

  it('are malformed, not fatal, when a step trips over their data or makes what the codec refuses', () => {
    const [frame] = stored([{ cents: 105, schema: 1 }]);
    const tripping = readerOf(catalogue, {
      Paid: [
        () => {
          throw new Error('no cents');
        },
        (data) => data,
      ],
    });
    const wrong = readerOf(catalogue, { Paid: [(data) => data, (data) => data] });
    for (const reader of [tripping, wrong])
      expect(frame && reader(frame)).toMatchObject({ left: { _tag: 'MalformedData', type: 'Paid', revision: 0 } });
  });

  it('cannot be forgotten: a reader has a step for each older schema', () => {
    expect(() => readerOf(catalogue, {})).toThrow(RangeError);
    expect(() => readerOf(catalogue, { Paid: [(data) => data] })).toThrow(RangeError);
  });
});
