import * as E from 'fp-ts/lib/Either.js';
import * as fc from 'fast-check';
import * as t from 'io-ts';
import { describe, expect, it } from 'vitest';
import { decoderOf, REFUSED } from '../src/decoderOf.ts';
import { catalogue, jsonOf } from '../src/index.ts';
import { event as anyEvent } from './arbitraries.ts';

/** The value as both give it, or the refusal as both give it. */
const bothWays = (codec: t.Mixed, input: unknown): readonly [unknown, unknown] => {
  const slow: t.Validation<unknown> = codec.decode(input);
  return [decoderOf(codec)(input), E.isRight(slow) ? slow.right : REFUSED];
};

const junk = fc.oneof(fc.constant(undefined), fc.constant(null), fc.jsonValue({ maxDepth: 2 }));

describe('the decoder of a codec', () => {
  it('answers what the codec answers, for every event of the catalogue and whatever is wrong with it', () => {
    fc.assert(
      fc.property(anyEvent, fc.array(fc.tuple(fc.nat(), junk), { maxLength: 2 }), (event, changes) => {
        const json: Record<string, unknown> = structuredClone(jsonOf(event));
        for (const [place, value] of changes) {
          const names = [...Object.keys(json), 'other'];
          json[names[place % names.length] ?? 'other'] = value;
        }
        const [quick, slow] = bothWays(catalogue[event.type].codec, json);
        expect(quick).toEqual(slow);
      }),
      { numRuns: 300 },
    );
  });

  const a = t.type({ a: t.string, both: t.number });
  const b = t.partial({ b: t.array(t.null), both: t.unknown });
  const upper = new t.Type<string>('upper', t.string.is, (input) => t.success(String(input).toUpperCase()), String);
  const codecs: readonly t.Mixed[] = [
    t.intersection([a, b]),
    t.intersection([a, t.strict({ a: upper })]),
    t.exact(t.intersection([a, t.partial({ b: upper })])),
    t.union([t.strict({ a: t.literal('x') }), t.readonly(a), t.readonlyArray(upper)]),
    t.type({ a: t.union([t.undefined, upper]) }),
    t.partial({ a: t.keyof({ x: null, y: null }), b: t.UnknownRecord, c: t.boolean }),
  ];
  const value = fc.oneof(fc.constantFrom<unknown>('x', 'y', 1, null, undefined, {}, [null], ['x'], true), fc.string());
  const input = fc.oneof(
    value,
    fc.array(value, { maxLength: 2 }),
    fc.dictionary(fc.constantFrom('a', 'b', 'both', 'c'), value),
  );

  it.each(codecs.map((codec) => ({ codec, name: codec.name })))('answers what $name answers', ({ codec }) => {
    fc.assert(
      fc.property(input, (json) => {
        const [quick, slow] = bothWays(codec, json);
        expect(quick).toEqual(slow);
      }),
    );
  });

  it('hands on the very object when nothing in it changes', () => {
    const json = { a: 'x', both: 1 };
    expect(decoderOf(t.readonly(t.intersection([a, b])))(json)).toBe(json);
  });
});
