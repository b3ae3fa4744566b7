import type { EventStore } from '@commission-ledger/event-store';
import { format } from '@commission-ledger/money';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Ledger, RunResult } from '../../src/index.ts';
import { eur, eventsOf, framesOf, ledgerOn, newLedger, ok, paid, refused, settle, won } from '../world.ts';

const march = { program: 'acme', date: '2024-03-05' };
const april = { program: 'acme', date: '2024-04-05' };

/** What a run did, as text. */
const shown = ({ issued, deferred }: RunResult): readonly string[] => [
  ...issued.map(({ data }) =>
    [
      `${data.partner} ${format(data.amount)}`,
      ...(data.conversion ? [`as ${format(data.conversion.amount)} ${data.conversion.amount.currency}`] : []),
    ].join(' '),
  ),
  ...deferred.map(({ data }) =>
    [`${data.partner} ${format(data.amount)} ${data.reason}`, ...(data.until ? [`until ${data.until}`] : [])].join(' '),
  ),
];

/** Everything is told at one time, by default long after it happened; whatever is paid is paid later. */
const worldOf = async (program: object = {}, told?: string): Promise<{ store: EventStore; ledger: Ledger }> => {
  const { store, ledger } = newLedger(told === undefined ? {} : { clock: () => Date.parse(told) });
  await settle(ledger, { partners: ['bob'], program: { destinations: 'required', ...program } });
  await ok(ledger.winDeal(won('d1')));
  const { preparePayouts, approvePayouts, issuePayouts } = ledgerOn(store);
  return { store, ledger: { ...ledger, preparePayouts, approvePayouts, issuePayouts } };
};

const moved = (reference: string, occurredAt: string, currency?: string) => ({
  partner: 'bob',
  reference,
  occurredAt,
  ...(currency === undefined ? {} : { currency }),
});

const rate = (date: string, value: string, to = 'USD') => ({ from: 'EUR', to, rate: value, date, source: 'ECB' });

const suspended = (from: string) => ({
  partner: 'bob',
  program: 'acme',
  from,
  reason: 'under review',
  earning: 'continues' as const,
});

/** Sends the events that a suspension consists of. */
const suspend = (ledger: Ledger, from: string) => ok(ledger.suspendPartner(suspended(from)));

describe('a run that is made late', () => {
  it('pays nobody who is suspended by now, though not on the payout date; a preview of a coming date goes by that date', async () => {
    const { ledger } = await worldOf({ destinations: 'kept-by-host' });
    await ok(ledger.recordPayment(paid('d1', 'p1', '10.00')));
    await suspend(ledger, '2024-03-06');
    expect(shown(await ok(ledger.issuePayouts(march)))).toEqual(['bob 1.00 suspended']);
    await ok(ledger.reinstatePartner({ partner: 'bob', program: 'acme', from: '2025-06-10', reason: 'cleared' }));
    const coming = await ok(ledger.previewPayouts({ program: 'acme', date: '2025-07-07' }));
    expect(coming.map(({ deferral }) => deferral)).toEqual([null]);
  });
});

describe('the reason of a deferral', () => {
  it('is the first that applies, in the stated order', async () => {
    const { ledger } = await worldOf(
      { destinationCoolOff: { days: 40 }, approval: 'two-person' },
      '2024-02-20T12:00:00Z',
    );
    const reasonIn = async (): Promise<string | null | undefined> =>
      (await ok(ledger.previewPayouts(march)))[0]?.deferral;
    // Everything that can be in the way is, and is taken out of it one by one.
    await ok(ledger.recordPayment(paid('d1', 'p1', '9.00')));
    await suspend(ledger, '2024-03-05');
    expect(await reasonIn()).toBe('suspended');
    await ok(ledger.reinstatePartner({ partner: 'bob', program: 'acme', from: '2024-03-05', reason: 'cleared' }));
    expect(await reasonIn()).toBe('below-minimum');
    await ok(ledger.recordPayment(paid('d1', 'p2', '1.00')));
    expect(await reasonIn()).toBe('no-destination');
    await ok(ledger.changePayoutDestination(moved('bank-1', '2024-02-01T12:00:00Z', 'USD')));
    expect(await reasonIn()).toBe('no-rate');
    await ok(ledger.changePayoutDestination(moved('bank-2', '2024-02-02T12:00:00Z', 'USD')));
    expect(await reasonIn()).toBe('destination-changed');
    await ok(ledger.changeProgram({ program: 'acme', destinationCoolOff: { days: 1 } }));
    await ok(ledger.recordFxRate(rate('2024-03-05', '1.10')));
    expect(await reasonIn()).toBe(null);
    await ok(ledger.preparePayouts(march));
    await ok(ledger.approvePayouts(march, { actor: 'max' }));
    await ok(ledger.recordPayment(paid('d1', 'p3', '1.00')));
    expect(shown(await ok(ledger.issuePayouts(march)))).toEqual(['bob 1.20 changed-since-prepared']);
  });

  it('is a dispute only where nothing else is due', async () => {
    const { ledger } = await worldOf({ destinations: 'kept-by-host' });
    const { events } = await ok(ledger.recordPayment(paid('d1', 'p1', '10.00')));
    const accrual = events.flatMap((event) => (event.type === 'AccrualPosted' ? [event.data.accrual] : []))[0] ?? '';
    await ok(ledger.holdAccrual({ program: 'acme', partner: 'bob', accrual, reason: 'who brought it?' }));
    expect(shown(await ok(ledger.issuePayouts(march)))).toEqual(['bob 1.00 disputed']);
    await ok(ledger.recordPayment(paid('d1', 'p2', '10.00')));
    expect(shown(await ok(ledger.issuePayouts(april)))).toEqual(['bob 2.00']);
  });

  it('is a suspension also while everything is disputed', async () => {
    const { ledger } = await worldOf({ destinations: 'kept-by-host' });
    const { events } = await ok(ledger.recordPayment(paid('d1', 'p1', '10.00')));
    const accrual = events.flatMap((event) => (event.type === 'AccrualPosted' ? [event.data.accrual] : []))[0] ?? '';
    await ok(ledger.holdAccrual({ program: 'acme', partner: 'bob', accrual, reason: 'who brought it?' }));
    await suspend(ledger, '2024-02-10');
    expect(shown(await ok(ledger.issuePayouts(march)))).toEqual(['bob 1.00 suspended']);
  });
});

describe('a suspended partner', () => {
  it('is paid on the first date after the suspension what waited', async () => {
    const { ledger } = await worldOf({ destinations: 'kept-by-host' });
    await ok(ledger.recordPayment(paid('d1', 'p1', '10.00')));
    await suspend(ledger, '2024-02-20');
    await ok(ledger.reinstatePartner({ partner: 'bob', program: 'acme', from: '2024-04-05', reason: 'cleared' }));
    expect(shown(await ok(ledger.issuePayouts(march)))).toEqual(['bob 1.00 suspended']);
    expect(shown(await ok(ledger.issuePayouts(april)))).toEqual(['bob 1.00']);
  });

  it('is paid up to the day before', async () => {
    const { ledger } = newLedger({ clock: () => Date.UTC(2024, 2, 5, 12) });
    await settle(ledger);
    await ok(ledger.winDeal(won('d1')));
    await ok(ledger.recordPayment(paid('d1', 'p1', '10.00')));
    await suspend(ledger, '2024-03-06');
    expect(shown(await ok(ledger.issuePayouts(march)))).toEqual(['bob 1.00']);
  });
});

describe('a cool-off', () => {
  const changes = async (at: string, days: number, told = at): Promise<readonly string[]> => {
    const { ledger } = await worldOf({ destinationCoolOff: { days } }, told);
    await ok(ledger.recordPayment(paid('d1', 'p1', '10.00')));
    await ok(ledger.changePayoutDestination(moved('bank-1', '2024-01-05T12:00:00Z')));
    await ok(ledger.changePayoutDestination(moved('bank-2', at)));
    return shown(await ok(ledger.issuePayouts(march)));
  };

  it.each([
    ['the day of the change and so many days after it', '2024-02-27T12:00:00Z', 7, 'until 2024-03-05'],
    ['up to the day before', '2024-02-26T12:00:00Z', 7, undefined],
    ['only the day of the change, where it has no days', '2024-03-05T12:00:00Z', 0, 'until 2024-03-05'],
    ['not the day after, where it has no days', '2024-03-04T12:00:00Z', 0, undefined],
    // 23:30 UTC is half past midnight of the next day in Berlin.
    ['counted in the days of the program', '2024-02-26T23:30:00Z', 7, 'until 2024-03-05'],
    ['over the day that February has in a leap year', '2024-02-28T12:00:00Z', 6, 'until 2024-03-05'],
    ['for a run that is made after the change, of a date before it', '2024-03-20T12:00:00Z', 2, 'until 2024-03-22'],
  ])('keeps payouts back %s', async (_, at, days, until) => {
    expect(await changes(at, days)).toEqual([
      until === undefined ? 'bob 1.00' : `bob 1.00 destination-changed ${until}`,
    ]);
  });

  it.each([
    ['2024-03-05T12:00:00Z', 'until 2024-03-12'],
    // 23:30 UTC is half past midnight of the next day in Berlin.
    ['2024-03-05T23:30:00Z', 'until 2024-03-13'],
    ['2024-02-26T12:00:00Z', undefined],
  ])('is not got around by an earlier date: one told at %s counts from then', async (told, until) => {
    expect(await changes('2024-01-06T12:00:00Z', 7, told)).toEqual([
      until === undefined ? 'bob 1.00' : `bob 1.00 destination-changed ${until}`,
    ]);
  });

  it('counts from when it happens, where that is told before', async () => {
    expect(await changes('2024-03-05T12:00:00Z', 0, '2024-03-04T13:00:00Z')).toEqual([
      'bob 1.00 destination-changed until 2024-03-05',
    ]);
  });

  it('is none for the first destination, nor where the program promises none', async () => {
    const { ledger } = await worldOf({ destinationCoolOff: { days: 30 } });
    await ok(ledger.recordPayment(paid('d1', 'p1', '10.00')));
    await ok(ledger.changePayoutDestination(moved('bank-1', '2024-03-04T12:00:00Z')));
    expect(shown(await ok(ledger.issuePayouts(march)))).toEqual(['bob 1.00']);
    const { ledger: other } = await worldOf();
    await ok(other.recordPayment(paid('d1', 'p1', '10.00')));
    await ok(other.changePayoutDestination(moved('bank-1', '2024-03-01T12:00:00Z')));
    await ok(other.changePayoutDestination(moved('bank-2', '2024-03-04T12:00:00Z')));
    expect(shown(await ok(other.issuePayouts(march)))).toEqual(['bob 1.00']);
  });

  it('counts from the latest change, in whatever order they were told', async () => {
    const { ledger } = await worldOf({ destinationCoolOff: { days: 3 } }, '2024-03-03T12:00:00Z');
    await ok(ledger.recordPayment(paid('d1', 'p1', '10.00')));
    await ok(ledger.changePayoutDestination(moved('bank-1', '2024-01-05T12:00:00Z')));
    await ok(ledger.changePayoutDestination(moved('bank-2', '2024-03-03T12:00:00Z')));
    await ok(ledger.changePayoutDestination(moved('bank-1', '2024-02-03T12:00:00Z')));
    expect(shown(await ok(ledger.issuePayouts(march)))).toEqual(['bob 1.00 destination-changed until 2024-03-06']);
  });

  it('begins with another currency at the same place too', async () => {
    const { ledger } = await worldOf({ destinationCoolOff: { days: 3 } }, '2024-03-04T12:00:00Z');
    await ok(ledger.recordPayment(paid('d1', 'p1', '10.00')));
    await ok(ledger.recordFxRate(rate('2024-03-05', '1.10')));
    await ok(ledger.changePayoutDestination(moved('bank-1', '2024-01-05T12:00:00Z')));
    await ok(ledger.changePayoutDestination(moved('bank-1', '2024-03-04T12:00:00Z', 'USD')));
    expect(shown(await ok(ledger.issuePayouts(march)))).toEqual(['bob 1.00 destination-changed until 2024-03-07']);
  });
});

describe('a payout into another currency', () => {
  const inDollars = async (): Promise<{ store: EventStore; ledger: Ledger }> => {
    const world = await worldOf();
    await ok(world.ledger.changePayoutDestination(moved('bank-1', '2024-01-05T12:00:00Z', 'USD')));
    await ok(world.ledger.recordPayment(paid('d1', 'p1', '10.00')));
    return world;
  };

  it('is converted at the latest rate up to the date, and says which', async () => {
    const { store, ledger } = await inDollars();
    await ok(ledger.recordFxRate(rate('2024-03-01', '1.07')));
    await ok(ledger.recordFxRate(rate('2024-03-04', '1.085')));
    await ok(ledger.recordFxRate(rate('2024-03-06', '2')));
    const [preview] = await ok(ledger.previewPayouts(march));
    expect(preview?.conversion && [format(preview.conversion.amount), preview.conversion.date]).toEqual([
      '1.08',
      '2024-03-04',
    ]);
    const run = await ok(ledger.issuePayouts(march));
    expect(shown(run)).toEqual(['bob 1.00 as 1.08 USD']);
    const conversion = run.issued[0]?.data.conversion;
    const told = (await eventsOf(store, 'FxRateRecorded')).find(({ data }) => data.date === '2024-03-04');
    expect(conversion?.from).toEqual({ stream: 'fx-EUR.USD', revision: told?.revision, id: told?.id });
    expect(conversion?.date).toBe('2024-03-04');
    expect(run.issued[0]?.data.lines.map(({ amount }) => amount.currency)).toEqual(['EUR']);
  });

  it.each([
    ['2024-02-27', 'bob 1.00 as 1.10 USD'],
    ['2024-02-26', 'bob 1.00 no-rate'],
    ['2024-03-06', 'bob 1.00 no-rate'],
  ])('takes no rate that is older than a week, and none that is still to come: %s', async (date, expected) => {
    const { ledger } = await inDollars();
    await ok(ledger.recordFxRate(rate(date, '1.10')));
    expect(shown(await ok(ledger.issuePayouts(march)))).toEqual([expected]);
  });

  it('does not go by the rate the other way round', async () => {
    const { ledger } = await inDollars();
    await ok(ledger.recordFxRate({ from: 'USD', to: 'EUR', rate: '0.9', date: '2024-03-05', source: 'ECB' }));
    expect(shown(await ok(ledger.issuePayouts(march)))).toEqual(['bob 1.00 no-rate']);
  });

  it('is not converted where the destination is in the currency of the account', async () => {
    const { ledger } = await worldOf();
    await ok(ledger.changePayoutDestination(moved('bank-1', '2024-01-05T12:00:00Z', 'EUR')));
    await ok(ledger.recordPayment(paid('d1', 'p1', '10.00')));
    expect(shown(await ok(ledger.issuePayouts(march)))).toEqual(['bob 1.00']);
  });

  it('is rounded once, from the exact product, whatever the rate and the scale of the currency', async () => {
    const scales = { JPY: 0n, USD: 2n, KWD: 3n } as const;
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('JPY' as const, 'USD' as const, 'KWD' as const),
        fc.bigInt({ min: 10_000n, max: 10_000_000n }),
        fc.bigInt({ min: 1n, max: 9_999_999n }),
        async (to, minor, millionths) => {
          const { ledger } = await worldOf();
          await ok(ledger.changePayoutDestination(moved('bank-1', '2024-01-05T12:00:00Z', to)));
          const digits = `${millionths}`.padStart(7, '0');
          await ok(ledger.recordFxRate(rate('2024-03-05', `${digits.slice(0, -6)}.${digits.slice(-6)}`, to)));
          const euros = `${minor / 100n}.${`${minor % 100n}`.padStart(2, '0')}`;
          const adjustment = {
            program: 'acme',
            partner: 'bob',
            adjustment: 'a',
            reason: 'agreed',
            maturesOn: '2024-02-01',
          };
          await ok(ledger.postAdjustment({ ...adjustment, amount: eur(euros), author: 'ann', approver: 'max' }));
          const [issued] = (await ok(ledger.issuePayouts(march))).issued;
          const exact = minor * millionths * 10n ** scales[to];
          const unit = 100_000_000n;
          const [whole, rest] = [exact / unit, exact % unit];
          const isUp = 2n * rest > unit || (2n * rest === unit && whole % 2n === 1n);
          expect(issued?.data.conversion?.amount.minor).toBe(isUp ? whole + 1n : whole);
          expect(issued?.data.amount.minor).toBe(minor);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('is settled by the gross in the currency of the account, with what the transfer cost', async () => {
    const { store, ledger } = await inDollars();
    await ok(ledger.recordFxRate(rate('2024-03-05', '1.10')));
    const [issued] = (await ok(ledger.issuePayouts(march))).issued;
    const payout = { program: 'acme', partner: 'bob', payout: issued?.data.payout ?? '', amount: eur('1.00') };
    const before = await framesOf(store);
    const arrived = { ...payout, reference: 'bank 7' };
    expect(await refused(ledger.settlePayout({ ...arrived, fee: { amount: '0.20', currency: 'USD' } }))).toEqual({
      _tag: 'OtherCurrency',
      expected: 'EUR',
      got: 'USD',
    });
    expect((await refused(ledger.settlePayout({ ...arrived, fee: eur('-0.20') })))._tag).toBe('NegativeFee');
    expect(await framesOf(store)).toEqual(before);
    const { events } = await ok(ledger.settlePayout({ ...arrived, fee: eur('0.20') }));
    expect(events.map(({ data }) => ('fee' in data && data.fee ? format(data.fee) : 'none'))).toEqual(['0.20']);
    expect(await refused(ledger.failPayout({ ...payout, reason: 'too late' }))).toMatchObject({
      _tag: 'PayoutAlready',
      status: 'settled',
    });
  });
});
