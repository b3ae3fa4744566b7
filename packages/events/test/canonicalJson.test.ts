import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NotJson, canonicalJson, commandHashOf, hashOf, writeFrame } from '../src/index.ts';
import { command, noon } from './recording.ts';

const frame = {
  v: 1 as const,
  stream: 'lead-1',
  revision: 0,
  id: '00000000-0000-5000-8000-000000000000',
  type: 'PlanPublished',
  schema: 1,
  recordedAt: noon(),
  actor: command.actor,
  correlation: null,
  causation: null,
  commandKey: 'k',
  commandHash: command.commandHash,
  data: {},
  prev: null,
};

/** The same value with the fields of every object in reverse order. */
const reversed = (value: unknown): unknown => {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(reversed);
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, inner]) => [key, reversed(inner)]),
  );
};

const anyJson = fc.object({
  key: fc.constantFrom('b', 'a', 'é', '10', '9', ''),
  maxDepth: 3,
  values: [fc.integer(), fc.string(), fc.constant(null)],
});

describe('canonical JSON', () => {
  it('does not depend on the order of fields', () => {
    fc.assert(
      fc.property(anyJson, (value) => {
        expect(canonicalJson(reversed(value))).toBe(canonicalJson(value));
      }),
    );
  });

  it('means what it was made from', () => {
    fc.assert(
      fc.property(anyJson, (value) => {
        expect(JSON.parse(canonicalJson(value))).toEqual(value);
      }),
    );
  });

  it('differs when the value differs', () => {
    fc.assert(
      fc.property(anyJson, anyJson, (one, other) => {
        const same = canonicalJson(one) === canonicalJson(other);
        expect(same).toBe(JSON.stringify(sorted(one)) === JSON.stringify(sorted(other)));
      }),
    );
  });

  it('is as the example of RFC 8785 section 3.2.2 says', () => {
    const example = {
      numbers: [333333333.3333333, 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
      string: '\u20ac$\u000F\u000aA\'\u0042\u0022\u005c\\"\u002f',
      literals: [null, true, false],
    };
    expect(canonicalJson(example)).toBe(
      String.raw`{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}`,
    );
  });

  it('sorts names by UTF-16 units, as RFC 8785 section 3.2.3 says', () => {
    const names = ['\u20ac', '\r', '\ufb33', '1', '\u{1f600}', '\u0080', '\u00f6'];
    const text = canonicalJson(Object.fromEntries(names.map((name) => [name, 0])));
    expect([...text.matchAll(/"((?:\\r|[^"])+)"/g)].map(([, name]) => name)).toEqual([
      String.raw`\r`,
      '1',
      '\u0080',
      '\u00f6',
      '\u20ac',
      '\u{1f600}',
      '\ufb33',
    ]);
  });

  it('leaves out a field that is undefined', () => {
    expect(canonicalJson({ a: undefined, b: 1 })).toBe('{"b":1}');
  });

  it.each<readonly [string, unknown]>([
    ['NaN', { a: Number.NaN }],
    ['infinity', { a: 1 / 0 }],
    ['a bigint', { a: 1n }],
    ['a date', { a: new Date(0) }],
    ['a map', { a: new Map() }],
    ['a function', { a: () => 1 }],
    ['a symbol', { a: Symbol('a') }],
    ['a hole in an array', { a: Array.from({ length: 2 }).fill(1, 1) }],
    ['a lone surrogate', { a: 'x\ud800' }],
    ['a lone surrogate in a name', { 'x\udc00': 1 }],
    ['NUL', { a: 'x\0' }],
    ['a field named __proto__', JSON.parse('{"a":{"__proto__":1}}')],
    ['a field named constructor', { a: { constructor: 1 } }],
    ['a field named prototype', { a: { prototype: 1 } }],
  ])('refuses %s and says where', (_, value) => {
    expect(() => canonicalJson(value)).toThrow(NotJson);
    expect(() => canonicalJson([[value]])).toThrow(/^\/0\/0\//);
  });

  it('refuses what is nothing', () => {
    expect(() => canonicalJson(undefined)).toThrow(NotJson);
  });

  it('takes 64 levels and refuses 65, and what contains itself', () => {
    const nested = (levels: number): unknown => (levels === 0 ? 0 : [nested(levels - 1)]);
    expect(canonicalJson(nested(64))).toHaveLength(129);
    expect(() => canonicalJson(nested(65))).toThrow(NotJson);
    const endless: unknown[] = [];
    endless.push(endless);
    expect(() => canonicalJson(endless)).toThrow(NotJson);
  });
});

describe('a frame', () => {
  it('has no numbers but whole ones below 2^53', () => {
    expect(writeFrame({ ...frame, data: { a: Number.MAX_SAFE_INTEGER } })).toContain('9007199254740991');
    for (const number of [0.5, 2 ** 53, -(2 ** 53)])
      expect(() => writeFrame({ ...frame, data: { a: [number] } })).toThrow(NotJson);
  });

  it('may have any number inside the JSON of another layer, and only there', () => {
    const data = { document: { rules: [{ share: 0.5 }] } };
    expect(writeFrame({ ...frame, data }, ['document'])).toContain('0.5');
    expect(() => writeFrame({ ...frame, data: { other: data } }, ['document'])).toThrow(NotJson);
    expect(() => writeFrame({ ...frame, data: { ...data, after: 0.5 } }, ['document'])).toThrow(NotJson);
  });

  it('refuses a time that is not in the recorded form', () => {
    for (const recordedAt of [
      '2026-01-02T12:00:00.000Z',
      '2026-02-30T12:00:00.000000Z',
      '2026-01-02T12:00:00.000000+01:00',
    ])
      expect(() => writeFrame({ ...frame, recordedAt })).toThrow(RangeError);
  });

  it('refuses more than 16 MiB', () => {
    expect(() => writeFrame({ ...frame, data: { a: 'x'.repeat(2 ** 24) } })).toThrow(RangeError);
  });

  it('has the hash that sha256sum gives for its UTF-8 bytes', () => {
    // printf 'abc' | sha256sum; printf 'Привет' | sha256sum
    expect(hashOf('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
    expect(hashOf('Привет')).toBe('dd679c0b9fd408a04148aa7d30c9df393f67b7227f65693fffe0ed6d0f0ade59');
  });
});

describe('the hash of a command', () => {
  it('does not depend on the order of fields and differs with the content', () => {
    fc.assert(
      fc.property(anyJson, (value) => {
        expect(commandHashOf({ value: reversed(value), a: 1 })).toBe(commandHashOf({ a: 1, value }));
      }),
    );
    expect(commandHashOf({ amount: '1' })).not.toBe(commandHashOf({ amount: '2' }));
  });
});

/** Arrays of sorted pairs: another way to compare, not by way of canonical JSON. */
const sorted = (value: unknown): unknown => {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(sorted);
  return {
    object: Object.entries(value)
      .map(([key, inner]) => [key, sorted(inner)] as const)
      .toSorted(([one], [other]) => (one < other ? -1 : 1)),
  };
};
