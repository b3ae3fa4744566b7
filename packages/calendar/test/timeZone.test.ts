import { describe, expect, it } from 'vitest';
import { timeZone, TimeZoneCodec } from '../src/index.ts';
import { left, right } from './generators.ts';

describe('a time zone', () => {
  it.each(['UTC', 'Europe/Paris', 'Asia/Kolkata', 'Asia/Calcutta', 'America/Argentina/Buenos_Aires', 'Etc/GMT+5'])(
    'is read as %s',
    (name) => {
      expect(right(timeZone(name))).toBe(name);
      expect(right(TimeZoneCodec.decode(name))).toBe(name);
    },
  );

  it.each([
    '+02:00',
    '-05:00',
    'UTC+2',
    'GMT+2',
    'europe/paris',
    'EUROPE/PARIS',
    'asia/kolkata',
    'utc',
    'Utc',
    'Mars/Olympus',
    '',
    ' UTC',
    'Z',
    '../etc/passwd',
  ])('is not "%s"', (name) => {
    expect(left(timeZone(name))).toEqual({ _tag: 'UnknownTimeZone', input: name });
    expect(TimeZoneCodec.decode(name)).toMatchObject({ _tag: 'Left' });
  });

  it('is not a number', () => {
    expect(left(timeZone(2))).toEqual({ _tag: 'UnknownTimeZone', input: '(number)' });
  });
});
