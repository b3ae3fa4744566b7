import { afterEach, describe, expect, it } from 'vitest';
import { settled } from './commandLine.ts';

let clean: (() => void)[] = [];
afterEach(() => {
  for (const remove of clean) remove();
  clean = [];
});

const opened = async () => {
  const line = await settled();
  clean.push(line.remove);
  return line;
};

describe('commission-ledger when', () => {
  it('tells of an account, a partner and a deal when they are paid', async () => {
    const line = await opened();
    const account = await line.said('when', 'acme.orion-consulting.EUR');
    expect(account.err).toBe('');
    expect(account.out).toContain('The next payment is expected 7 September 2026: 194.85 EUR');
    expect((await line.said('when', 'orion-consulting')).out).toBe(account.out);
    const deal = await line.said('when', 'd-1');
    expect(deal.out).toContain('expected 7 September 2026');
    expect((await line.said('when', 'd-3', '--partner', 'vega-partners')).out).toContain('10.00');
  });

  it('tells of a payout that it is on its way, and of an accrual in Russian', async () => {
    const line = await opened();
    await line.said('payout', 'issue', '--date', '2026-09-07');
    const [payout] = await line.json<readonly { payoutId: string }[]>('payouts');
    const { out, code } = await line.said('when', payout?.payoutId ?? '');
    expect([code, out.includes('It is on its way')]).toEqual([0, true]);
    const reply = await line.json<{ verdict: readonly { key: string }[]; schema: string }>('when', 'd-1');
    expect([reply.schema, reply.verdict[0]?.key]).toEqual(['reply/1', 'whenDealLast']);
    expect((await line.said('when', 'd-1', '--locale', 'ru')).out).toContain('Сделка d-1');
  });

  it('answers as of a day of business, and as of a day on which it was known', async () => {
    const line = await opened();
    const inJuly = await line.said('when', 'acme.orion-consulting.EUR', '--as-of', '2026-07-10');
    expect(inJuly.out).toContain('94.85');
    expect(inJuly.out).not.toContain('194.85');
    const before = await line.said('when', 'acme.orion-consulting.EUR', '--known-at', '2026-09-06');
    expect(before.code).toBe(1);
    expect(before.err).toContain('Nothing is known under acme.orion-consulting.EUR');
    const after = await line.said('when', 'acme.orion-consulting.EUR', '--known-at', '2026-09-07');
    expect(after.out).toContain('194.85');
    const moment = await line.said('when', 'acme.orion-consulting.EUR', '--known-at', '2026-09-07T09:00:00Z');
    expect(moment.code).toBe(1);
  });

  it('takes the day of a moment where the program is', async () => {
    const line = await opened();
    line.clock('2026-11-01T10:00:00Z');
    const dayOf = async (...past: readonly string[]): Promise<string | undefined> =>
      (await line.json<{ asked: Readonly<Record<string, string>> }>('when', 'd-1', ...past)).asked['on'];
    expect(await dayOf('--known-at', '2026-10-19T22:30:00Z')).toBe('2026-10-20');
    expect(await dayOf('--known-at', '2026-10-19T20:30:00Z')).toBe('2026-10-19');
    expect(await dayOf('--known-at', '2026-10-19T22:30:00Z', '--as-of', '2026-10-21')).toBe('2026-10-20');
    expect(await dayOf()).toBe('2026-11-01');
  });

  it.each(['9999-12-31', '1899-12-31'])('says of %s that nothing is recorded of such a year', async (day) => {
    const line = await opened();
    for (const past of ['--known-at', '--as-of'])
      expect(await line.said('when', 'd-1', past, day)).toEqual({
        code: 2,
        out: '',
        err: `${day} is outside of what a ledger records. Give a day from 1900 to 2999.\n`,
      });
  });

  it('says what it cannot answer', async () => {
    const line = await opened();
    expect(await line.said('when', 'nothing')).toMatchObject({
      code: 1,
      err: expect.stringContaining('Give a payout'),
    });
    expect((await line.said('when', 'd-1', '--known-at', 'yesterday')).code).toBe(2);
  });
});
