import { describe, expect, it } from 'vitest';
import { currency, CurrencyCodeJson, scaleOf } from '../src/index.ts';
import { code, left, right } from './generators.ts';

describe('a currency', () => {
  it.each([
    ['EUR', 2],
    ['USD', 2],
    ['JPY', 0],
    ['KRW', 0],
    ['ISK', 0],
    ['HUF', 2],
    ['KWD', 3],
    ['TND', 3],
    ['CLF', 4],
    ['XOF', 0],
    ['XCG', 2],
  ])('%s has %i decimals', (text, scale) => {
    expect(scaleOf(code(text))).toBe(scale);
  });

  it.each(['eur', 'Eur', 'EURO', 'EU', '', ' EUR', 'ABC', 'XAU', 'XXX', 'XTS', 'XDR', '__proto__', 'constructor'])(
    'refuses "%s"',
    (text) => {
      expect(left(currency(text))).toEqual({ _tag: 'UnknownCurrency', input: text.slice(0, 8) });
      expect(CurrencyCodeJson.decode(text)).toMatchObject({ _tag: 'Left' });
    },
  );

  it('shows a refused code short and printable', () => {
    expect(left(currency('\u202EUR\r\nSet-Cookie')).input).toBe('?UR??Set');
  });

  it('is read and written as its code', () => {
    expect(right(CurrencyCodeJson.decode('EUR'))).toBe('EUR');
    expect(CurrencyCodeJson.decode(978)).toMatchObject({ _tag: 'Left' });
  });
});
