import { afterEach, describe, expect, it } from 'vitest';
import { settled } from './commandLine.ts';

let clean: (() => void)[] = [];
afterEach(() => {
  for (const remove of clean) remove();
  clean = [];
});

/** What Orion Consulting earned in July: 94.85 for d-1 and 100.00 for d-2. */
const july = 'acme.orion-consulting.EUR/2026-07';

const opened = async () => {
  const line = await settled();
  clean.push(line.remove);
  return line;
};

describe('foil --lines', () => {
  it('compares a list of somebody with ours, key by key, in both languages', async () => {
    const line = await opened();
    const file = line.file('own.csv', 'key,stage,amount\nd-1,won,94.85\nd-2,won,90.00\nd-9,won,7.00\n');
    const { code, out, err } = await line.said('foil', july, '--lines', file);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('Your lines: 191.85. Ours: 194.85. Difference: 3.00.');
    expect(out).toMatch(/1 d-2: you have 90\.00, we have 100\.00 +10\.00\n/);
    expect(out).toMatch(/2 d-9: only in your list +−7\.00\n/);
    expect(out).toContain('Nothing is recorded under d-9: neither a deal, nor a lead, nor a payment.');
    expect(out).toMatch(/3 the same: 1 line +94\.85\n/);
    expect(out).toContain('0.00 left unexplained.');
    const russian = await line.said('foil', july, '--lines', file, '--locale', 'ru');
    expect(russian.out).toContain('Ваши строки: 191,85. Наши: 194,85. Разница: 3,00.');
    const json = await line.json<{ amount: unknown }>('foil', july, '--lines', file);
    expect(json).toMatchObject({ question: 'foil', amount: { amount: '3.00', currency: 'EUR' } });
  });

  it('refuses a list with a bad row, and says which', async () => {
    const line = await opened();
    const file = line.file('own.csv', 'key,amount\nd-1,94.85\nd-2,"90,00"\n');
    const { code, err } = await line.said('foil', july, '--lines', file);
    expect(code).toBe(1);
    expect(err).toContain(`${file}: Line 3, column amount: '90,00' is no amount such as 948.05.`);
    const missing = await line.said('foil', july, '--lines', `${file}.none`);
    expect([missing.code, missing.err]).toEqual([2, expect.stringContaining('cannot be read')]);
  });

  it('refuses what is no amount as a figure', async () => {
    const line = await opened();
    const { code, err, out } = await line.said('foil', july, '--expected', 'abc');
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain('--expected has to be an amount such as 5573.05, and abc is none.');
  });

  it('wants either a figure or a list', async () => {
    const line = await opened();
    const file = line.file('own.csv', 'key,amount\nd-1,94.85\n');
    for (const given of [[], ['--expected', '1.00', '--lines', file], ['--lines', file, '--currency', 'EUR']]) {
      const { code, err } = await line.said('foil', july, ...given);
      expect([code, err]).toEqual([2, expect.stringContaining('either --expected <amount> or --lines <file>')]);
    }
  });
});
