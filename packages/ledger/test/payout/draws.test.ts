import { describe, expect, it } from 'vitest';
import { issuedIn, payingAccount, shown, termsOf } from './payingAccount.ts';

const draw = (change: object = {}) =>
  termsOf({ draw: { amount: '20.00', kind: 'recoverable', from: '2026-01-01', ...change } });

describe('a recoverable draw', () => {
  it('makes a smaller payout up to its amount, and is paid back from what exceeds it', () => {
    const account = payingAccount();
    account.adjust('a', 1500, '2026-01-15');
    expect(shown(account.pay({ month: '2026-02', terms: draw() }))).toBe('advanced 500 (debt 500), paid 2000');
    account.adjust('b', 2375, '2026-02-15');
    expect(shown(account.pay({ month: '2026-03', terms: draw() }))).toBe('recovered 375 (debt 125), paid 2000');
    account.adjust('c', 5000, '2026-03-15');
    expect(shown(account.pay({ month: '2026-04', terms: draw() }))).toBe('recovered 125 (debt 0), paid 4875');
  });

  it('pays an account in which nothing happened', () => {
    const account = payingAccount();
    const events = account.pay({ month: '2026-02', terms: draw() });
    expect(shown(events)).toBe('advanced 2000 (debt 2000), paid 2000');
    expect(issuedIn(events).lines).toMatchObject([{ kind: 'draw-advance', maturesOn: '2026-02-05' }]);
  });

  it('covers what was taken back too', () => {
    const account = payingAccount();
    account.adjust('a', -300, '2026-01-15');
    expect(shown(account.pay({ month: '2026-02', terms: draw() }))).toBe('advanced 2300 (debt 2300), paid 2000');
  });

  it('gives the share back that the terms say, rounded down', () => {
    const account = payingAccount();
    const half = draw({ recovery: '0.5' });
    account.pay({ month: '2026-02', terms: half });
    account.adjust('a', 2013, '2026-02-15');
    expect(shown(account.pay({ month: '2026-03', terms: half }))).toBe('recovered 6 (debt 1994), paid 2007');
  });

  it('is recovered after its time is over, from everything', () => {
    const account = payingAccount();
    const over = draw({ until: '2026-02-28' });
    account.pay({ month: '2026-02', terms: over });
    account.adjust('a', 2500, '2026-02-15');
    expect(shown(account.pay({ month: '2026-03', terms: over }))).toBe('recovered 2000 (debt 0), paid 500');
  });

  it('begins and ends on its days', () => {
    const short = draw({ from: '2026-02-05', until: '2026-03-05' });
    const account = payingAccount();
    expect(shown(account.pay({ month: '2026-01', terms: short }))).toBe('');
    expect(shown(account.pay({ month: '2026-02', terms: short }))).toBe('advanced 2000 (debt 2000), paid 2000');
    expect(shown(account.pay({ month: '2026-03', terms: short }))).toBe('advanced 2000 (debt 4000), paid 2000');
    expect(shown(account.pay({ month: '2026-04', terms: short }))).toBe('');
  });

  it('stays as it is when the payout is deferred', () => {
    const account = payingAccount();
    account.adjust('a', 1500, '2026-01-15');
    const terms = draw();
    expect(shown(account.pay({ month: '2026-02', terms, destination: null }))).toBe('deferred 2000 no-destination');
    expect(shown(account.pay({ month: '2026-02', terms, proposed: 1999n }))).toBe(
      'deferred 2000 changed-since-prepared',
    );
    expect(account.state.drawDebt).toBeUndefined();
    expect([...account.state.open.values()]).toHaveLength(1);
  });

  it('of a failed payout is paid by the next one, and is still owed', () => {
    const account = payingAccount();
    account.adjust('a', 1500, '2026-01-15');
    const terms = draw({ until: '2026-02-28' });
    const { payout } = issuedIn(account.pay({ month: '2026-02', terms }));
    account.end('PayoutFailed', payout);
    expect([...account.state.open.values()].map(({ kind, amount }) => [kind, amount.minor])).toEqual([
      ['adjustment', 1500n],
      ['draw-advance', 500n],
    ]);
    expect(account.state.drawDebt?.minor).toBe(500n);
    const again = account.pay({ month: '2026-03', terms });
    expect(shown(again)).toBe('recovered 500 (debt 0), paid 1500');
    expect(issuedIn(again).lines.map(({ kind }) => kind)).toEqual(['adjustment', 'draw-advance', 'draw-recovery']);
  });
});

describe('a draw that is not owed', () => {
  it('leaves no debt when it is not recoverable', () => {
    const account = payingAccount();
    const terms = draw({ kind: 'non-recoverable' });
    expect(shown(account.pay({ month: '2026-02', terms }))).toBe('advanced 2000 (debt 0, not owed), paid 2000');
    account.adjust('a', 5000, '2026-02-15');
    expect(shown(account.pay({ month: '2026-03', terms }))).toBe('paid 5000');
  });

  it('is owed until its time is over when it is forgiven then', () => {
    const account = payingAccount();
    const terms = draw({ kind: 'forgiven', until: '2026-03-31' });
    account.pay({ month: '2026-02', terms });
    account.adjust('a', 2100, '2026-02-15');
    expect(shown(account.pay({ month: '2026-03', terms }))).toBe('recovered 100 (debt 1900), paid 2000');
    account.adjust('b', 700, '2026-03-15');
    expect(shown(account.pay({ month: '2026-04', terms }))).toBe('forgiven 1900, paid 700');
    expect(account.state.drawDebt?.minor).toBe(0n);
    account.adjust('c', 800, '2026-04-15');
    expect(shown(account.pay({ month: '2026-05', terms }))).toBe('paid 800');
  });
});

describe('a balance below zero', () => {
  it('is carried, unless the terms write it off', () => {
    const account = payingAccount();
    account.adjust('a', -300, '2026-01-15');
    expect(shown(account.pay({ month: '2026-02' }))).toBe('deferred -300 negative-balance');
    const writing = termsOf({ negative: 'write-off' });
    expect(shown(account.pay({ month: '2026-02', terms: writing }))).toBe('write-off 300, deferred 0 below-minimum');
    account.adjust('b', 700, '2026-02-15');
    const events = account.pay({ month: '2026-03', terms: writing });
    expect(shown(events)).toBe('paid 700');
    expect(issuedIn(events).lines.map(({ kind }) => kind)).toEqual(['adjustment', 'write-off', 'adjustment']);
  });

  it('is written off before a draw makes the payout up', () => {
    const account = payingAccount();
    account.adjust('a', -300, '2026-01-15');
    const terms = termsOf({ ...draw(), negative: 'write-off' });
    expect(shown(account.pay({ month: '2026-02', terms }))).toBe('write-off 300, advanced 2000 (debt 2000), paid 2000');
  });
});

describe('an account', () => {
  it('has one payout on a date, also where more is due by the time it is asked again', () => {
    const account = payingAccount();
    account.accrue('a1', 500, '2026-01-15');
    expect(shown(account.pay({ month: '2026-02' }))).toBe('paid 500');
    account.accrue('a2', 700, '2026-01-15');
    expect(shown(account.pay({ month: '2026-02' }))).toBe('');
    expect(shown(account.pay({ month: '2026-03' }))).toBe('paid 700');
  });
});

describe('a disputed accrual', () => {
  it('is left out of payouts until it is released; the rest goes on', () => {
    const account = payingAccount();
    account.accrue('a1', 500, '2026-01-15');
    account.accrue('a2', 700, '2026-01-15');
    account.hold('a1');
    expect(shown(account.pay({ month: '2026-02' }))).toBe('paid 700');
    expect(shown(account.pay({ month: '2026-03' }))).toBe('deferred 500 disputed');
    account.release('a1');
    expect(shown(account.pay({ month: '2026-04' }))).toBe('paid 500');
  });

  it('that came back from a failed payout waits too, and an adjustment with its id does not', () => {
    const account = payingAccount();
    account.accrue('a1', 500, '2026-01-15');
    const { payout } = issuedIn(account.pay({ month: '2026-02' }));
    account.hold('a1');
    account.end('PayoutVoided', payout);
    account.adjust('a1', 30, '2026-01-15');
    expect(shown(account.pay({ month: '2026-03' }))).toBe('paid 30');
  });
});
