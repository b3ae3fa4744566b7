import * as E from 'fp-ts/lib/Either.js';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Hours, LongText, PlainText, ServiceLevels, WallTime } from '../src/index.ts';
import { right } from './recording.ts';

const isRefused = (decoded: E.Either<unknown, unknown>): boolean => E.isLeft(decoded);

/** Characters that text is refused for, changed for, or kept for, and ends of lines as different systems write them. */
const piece = fc.constantFrom('a', 'é', 'e\u0301', '東', '\n', '\r\n', '\r', '\t', ' ', '\0', '\u0085', '\ud800', '😀');
const pieces = fc.array(piece, { maxLength: 8 });

describe('a long text', () => {
  it('is refused exactly when it is blank or has a control character that does not lay out lines', () => {
    fc.assert(
      fc.property(pieces, (parts) => {
        const text = parts.join('');
        const withoutEnds = text.replaceAll('\r\n', '');
        const forbidden = ['\r', '\0', '\u0085', '\ud800'].some((control) => withoutEnds.includes(control));
        const blank = /^[\n\t ]*$/.test(withoutEnds);
        expect(isRefused(LongText.decode(text))).toBe(forbidden || blank);
        expect(LongText.is(text)).toBe(!(forbidden || blank));
      }),
      { numRuns: 1000 },
    );
  });

  it('has one form, with lines ended by line feeds, that reads and writes as itself', () => {
    fc.assert(
      fc.property(pieces, (parts) => {
        const text = parts.join('');
        fc.pre(LongText.is(text));
        const stored = right(LongText.decode(text));
        expect(stored).toBe(text.replaceAll('\r\n', '\n').replaceAll('e\u0301', 'é'));
        expect(LongText.encode(text)).toBe(stored);
        expect(LongText.decode(stored)).toEqual(E.right(stored));
      }),
    );
  });

  it.each([
    ['of 10,000 characters', 'é'.repeat(10_000), false],
    ['of 10,001 characters', 'é'.repeat(10_001), true],
    ['whose accents stand apart', 'e\u0301'.repeat(10_000), false],
    ['whose lines end with two characters', 'a\r\n'.repeat(5000), false],
    ['that no shortening can make short enough', 'a'.repeat(40_001), true],
    ['without characters', '', true],
  ])('%s is measured in its stored form', (_, text, refused) => {
    expect(isRefused(LongText.decode(text))).toBe(refused);
  });

  it('is refused when it is no text', () => {
    for (const input of [null, undefined, 1, ['a'], { length: 1 }])
      expect(isRefused(LongText.decode(input))).toBe(true);
  });

  it('takes every plain text as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        fc.pre(PlainText.is(text) && text.trim() !== '');
        expect(LongText.decode(text)).toEqual(PlainText.decode(text));
      }),
    );
  });
});

describe('a wall time', () => {
  const two = (number: number): string => `${number}`.padStart(2, '0');

  it('is each minute of the day, and the end of it', () => {
    for (let hour = 0; hour <= 25; hour += 1)
      for (let minute = 0; minute <= 61; minute += 1) {
        const time = `${two(hour)}:${two(minute)}`;
        const exists = (hour < 24 && minute < 60) || time === '24:00';
        expect([time, E.isRight(WallTime.decode(time)), WallTime.is(time)]).toEqual([time, exists, exists]);
      }
  });

  it.each(['9:30', '09:30:00', '0930', ' 09:30', '09:30\n', '٠٩:٣٠', '', 930, null])('is not %j', (input) => {
    expect(isRefused(WallTime.decode(input))).toBe(true);
  });
});

describe('business hours', () => {
  it.each([1, 8, 10_000])('may be %d', (hours) => {
    expect(Hours.decode(hours)).toEqual(E.right(hours));
  });

  it.each([0, -1, 0.5, 10_001, Number.NaN, Number.POSITIVE_INFINITY, '8', null])('may not be %j', (hours) => {
    expect([isRefused(Hours.decode(hours)), Hours.is(hours)]).toEqual([true, false]);
  });
});

describe('service levels', () => {
  const hours = { opens: '09:00', closes: '18:00' };

  it('promise what they name, and nothing else', () => {
    for (const levels of [
      { hours },
      { hours, leads: {} },
      { hours, leads: { acknowledge: 8 }, inquiries: { resolve: 40 } },
      { hours, leads: { stages: [{ stage: 'Offer sent', hours: 40 }] }, inquiries: { answer: 4 } },
    ])
      expect(ServiceLevels.decode(levels)).toEqual(E.right(levels));
  });

  it.each([
    ['no business hours', { leads: { acknowledge: 8 } }],
    ['hours without an end', { hours: { opens: '09:00' } }],
    ['a promise of no hours', { hours, leads: { acknowledge: 0 } }],
    ['a promise in words', { hours, inquiries: { answer: '8' } }],
    ['a stage without a name', { hours, leads: { stages: [{ stage: '', hours: 1 }] } }],
    ['a stage without hours', { hours, leads: { stages: [{ stage: 'Offer sent' }] } }],
    ['stages that are no list', { hours, leads: { stages: { 'Offer sent': 1 } } }],
  ])('are refused with %s', (_, levels) => {
    expect(isRefused(ServiceLevels.decode(levels))).toBe(true);
  });
});
