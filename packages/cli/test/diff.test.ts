import { afterEach, expect, it } from 'vitest';
import { settled } from './commandLine.ts';

let clean: (() => void)[] = [];
afterEach(() => {
  for (const remove of clean) remove();
  clean = [];
});

/** July, closed on 7 September; a refund of July is recorded on 20 September. */
const history = async () => {
  const line = await settled();
  clean.push(line.remove);
  await line.said('close', '--period', '2026-07');
  const amount = { amount: '474.25', currency: 'EUR' };
  const refund = { deal: 'd-1', payment: 'd-1', refund: 'r-1', amount, reason: 'returned' };
  await line.record('recordRefund', { ...refund, occurredAt: '2026-07-20T00:00:00Z' }, '2026-09-20T10:00:00Z');
  return line;
};

it('compares two months of a partner, with causes that add up, in both languages', async () => {
  const line = await history();
  const months = ['orion-consulting@2026-07', 'orion-consulting@2026-08'];
  const { code, out, err } = await line.said('diff', ...months);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toContain('Earned by Orion Consulting in July 2026 and in August 2026');
  expect(out).toContain('−47.42 EUR in August 2026, 194.85 in July 2026: 242.27 less.');
  expect(out).toMatch(/1 commission earned +−194\.85\n/);
  expect(out).toContain('1.1.1 how much was sold: −194.855');
  expect(out).toContain('1.1.2 rounding: 0.005');
  expect(out).toMatch(/2 commission taken back +−47\.42\n/);
  expect(out).toContain('0.00 left unexplained.');
  const russian = await line.said('diff', ...months, '--locale', 'ru');
  expect(russian.out).toContain('−47,42 EUR за август 2026, 194,85 за июль 2026: на 242,27 меньше.');
  const json = await line.json<{ amount: unknown; schema: string }>('diff', ...months);
  expect(json).toMatchObject({ schema: 'reply/1', amount: { amount: '-242.27', currency: 'EUR' } });
});

it('shows what became known between two days, whichever is given first', async () => {
  const line = await history();
  const july = ['diff', 'orion-consulting@2026-07'];
  const days = ['--known-at', '2026-09-21', '--against', '2026-09-08'];
  const { code, out, err } = await line.said(...july, ...days);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toContain('147.43 EUR as known on 21 September 2026, 194.85 as known on 8 September 2026');
  expect(out).toContain('d-1, happened 20 July 2026, reached us 20 September 2026, counted in');
  expect((await line.said(...july, '--known-at', '2026-09-08', '--against', '2026-09-21')).out).toBe(out);
  const account = await line.said('diff', 'orion-consulting', ...days);
  expect(account.out).toContain('the balance fell by 47.42 EUR: 1 change.');
});

it('compares two deals; a partner who asks about another is told only of the terms', async () => {
  const line = await history();
  const { code, out, err } = await line.said('diff', 'd-2', 'd-3');
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toContain('d-3: 10.00 EUR; d-2: 100.00. That is 90.00 less.');
  expect(out).toContain('they part at the amount, 1,000.05 and 100.00');
  const other = await line.said('diff', 'd-2', 'd-3', '--asker', 'orion-consulting');
  expect(other.out).toContain('(privacy rule)');
  expect(other.out).not.toContain('10.00');
  for (const version of ['referral/1', 'referral@1']) {
    const versions = await line.said('diff', version, 'referral/1');
    expect(versions.out).toContain('referral@1 and referral@1 have the same terms.');
  }
});

it('compares one partner’s part of two deals, and says who is not there or may not ask', async () => {
  const line = await history();
  const { code, out, err } = await line.said('diff', 'd-2', 'd-3', '--partner', 'vega-partners');
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toContain('d-3: 10.00 EUR; d-2: 0.00. That is 10.00 more.');
  const orion = await line.said('diff', 'd-2', 'd-3', '--partner', 'orion-consulting');
  expect(orion.out).toContain('d-3: 0.00 EUR; d-2: 100.00. That is 100.00 less.');
  const json = await line.json<{ asked: unknown }>('diff', 'd-2', 'd-3', '--partner', 'vega-partners');
  expect(json.asked).toMatchObject({ partner: 'vega-partners' });
  const nobody = await line.said('diff', 'd-2', 'd-3', '--partner', 'nobody');
  expect(`${nobody.code} ${nobody.err}`).toMatch(/^1 .*There is no partner nobody here/);
  const other = ['--partner', 'vega-partners', '--asker', 'orion-consulting'];
  const refused = await line.said('diff', 'd-2', 'd-3', ...other);
  expect(`${refused.code} ${refused.err}`).toMatch(/^1 .*partner has to be the partner who asks/);
  expect(refused.out).toBe('');
});

it('says what to do where it is asked too little, too much, or about nothing', async () => {
  const line = await history();
  const endOf = async (...asked: readonly string[]) => {
    const { code, err } = await line.said('diff', ...asked);
    return `${code} ${err}`;
  };
  expect(await endOf('d-1')).toMatch(/^2 .*both --known-at and --against/);
  expect(await endOf('d-1', 'd-2', '--known-at', '2026-09-08')).toMatch(/^2 .*Give two things to compare, or one/);
  expect(await endOf('d-1', 'nobody')).toMatch(/^1 .*There is no partner nobody here/);
  expect(await endOf('orion-consulting@july', 'd-1')).toMatch(/^2 .*'july' is no month/);
  expect(await endOf('PO-1', 'd-1')).toMatch(/^1 .*Nothing is known under PO-1/);
});
