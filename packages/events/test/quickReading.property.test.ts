import { MoneyJson } from '@commission-ledger/money';
import * as E from 'fp-ts/lib/Either.js';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Attributes, commonAttributes } from '../src/catalogue/attributes.ts';
import { commonMoney } from '../src/commonMoney.ts';
import { HashedFrame, hashOf } from '../src/index.ts';
import { isHarmless, objectionToJson } from '../src/jsonLimits.ts';

/*
 * What is read quickly where events are as nearly all are, beside the full way, which it must never contradict.
 */

const digits = fc.stringMatching(/^-?\d{0,18}\.?\d{0,4}$/);
const oddAmount = fc.oneof(
  fc.constantFrom('', '-', '.', '1.', '.5', '00.10', '-0.00', '1e2', ' 1.00', '1,00'),
  fc.string(),
);
const money = fc.record({
  amount: fc.oneof(digits, oddAmount),
  currency: fc.oneof(fc.constantFrom('EUR', 'JPY', 'KWD', 'eur', 'XAU', '__proto__'), fc.string()),
});

describe('what is read quickly', () => {
  it('is money as the codec reads it, or is left to the codec', () => {
    fc.assert(
      fc.property(money, (record) => {
        const quick = commonMoney(record);
        if (quick !== undefined) expect(MoneyJson.decode(record)).toEqual(E.right(quick));
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ['437.50', 'EUR', 43_750n],
    ['-0.05', 'EUR', -5n],
    ['0', 'JPY', 0n],
    ['1234567.890', 'KWD', 1_234_567_890n],
    ['-9999999999999.99', 'EUR', undefined],
    ['437.5', 'EUR', undefined],
    ['0437.50', 'EUR', undefined],
    ['-.50', 'EUR', undefined],
  ])('takes or leaves %s %s', (amount, currency, minor) => {
    expect(commonMoney({ amount, currency })?.minor).toBe(minor);
  });

  it('is attributes as the codec reads them, or is left to the codec', () => {
    const text = fc.oneof(fc.string({ maxLength: 8 }), fc.constantFrom('é', 'é', '', 'a\n', 'prototype'));
    fc.assert(
      fc.property(fc.dictionary(text, fc.oneof(text, fc.constantFrom<unknown>(null, 1, {}))), (attributes) => {
        const quick = commonAttributes(attributes);
        if (quick !== undefined) expect(Attributes.decode(attributes)).toEqual(E.right(quick));
      }),
    );
    expect(commonAttributes({ product: 'standard' })).toEqual({ product: 'standard' });
  });

  const nested = (depth: number, kind: boolean): string =>
    kind ? `${'['.repeat(depth)}${']'.repeat(depth)}` : `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;
  const named = fc
    .constantFrom(
      '{"__proto__":1}',
      '[{"constructor":{}}]',
      '{"prot\\u006ftype":1}',
      '{"a":["prototype"]}',
      '{"a":"\\n"}',
    )
    .map((text) => `{"b":${text}}`);
  const deep = fc.tuple(fc.integer({ min: 60, max: 68 }), fc.boolean()).map(([depth, kind]) => nested(depth, kind));

  it('calls no text harmless to which there is an objection', () => {
    fc.assert(
      fc.property(fc.oneof(named, deep, fc.json()), (text) => {
        const objection = objectionToJson(JSON.parse(text));
        if (objection !== undefined) expect(isHarmless(text)).toBe(false);
      }),
    );
    expect([64, 65].map((depth) => isHarmless(nested(depth, true)))).toEqual([true, false]);
    expect(isHarmless('{"actor":"import","data":{"deal":"d-1"}}')).toBe(true);
  });

  it('has the hash of its own bytes, also as a copy of an event whose hash is remembered', () => {
    const stored = { stream: 's-1', revision: 0, id: 'i', type: 'T', position: 1n, body: '{"a":1}' };
    const hashed = new HashedFrame(stored);
    expect(hashed).toEqual(stored);
    expect(HashedFrame.hashOf(stored)).toBe(hashOf(stored.body));
    expect(HashedFrame.hashOf(hashed)).toBe(hashOf(stored.body));
    expect(HashedFrame.hashOf({ ...stored, body: '{"a":2}' })).toBe(hashOf('{"a":2}'));
  });
});
