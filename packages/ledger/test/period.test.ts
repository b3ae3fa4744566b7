import { describe, expect, it } from 'vitest';
import type { Ledger, Result } from '../src/index.ts';
import { adjust, close, expectStatements, openedProgram } from './closingWorld.ts';
import { eventsOf, framesOf, ledgerOn, newLedger, ok, refused, settle } from './world.ts';

const closedIn = async (zone: string, period: string, movements: readonly string[]) => {
  const store = await openedProgram(zone);
  const ledger = ledgerOn(store);
  for (const [index, at] of movements.entries()) await ok(adjust(ledger, { adjustment: `a${index}`, at }));
  await ok(close(ledger, period));
  const [closed] = await eventsOf(store, 'PeriodClosed');
  if (closed === undefined) throw new Error('Nothing was closed.');
  return { store, ledger, closed: closed.data };
};

describe('closing a month', () => {
  it('writes what was owed at its begin and its end, once for each account', async () => {
    const store = await openedProgram();
    const ledger = ledgerOn(store);
    await ok(adjust(ledger, { adjustment: 'a1', minor: 70, at: '2024-01-05T00:00:00Z' }));
    await ok(adjust(ledger, { adjustment: 'a2', minor: -20, at: '2024-02-05T00:00:00Z' }));
    await ok(adjust(ledger, { partner: 'cat', adjustment: 'a3', minor: 5, at: '2024-02-06T00:00:00Z' }));
    const january = await ok(close(ledger, '2024-01'));
    expect(january).toMatchObject({ period: '2024-01', until: '2024-02-01T00:00:00.000Z', repeated: false });
    expect(
      january.closed.map(({ data }) => [data.partner, data.opening.minor, data.closing.minor, data.lines]),
    ).toEqual([
      ['bob', 0n, 70n, 1],
      ['cat', 0n, 0n, 0],
    ]);
    const february = await ok(close(ledger, '2024-02', 'eve'));
    expect(
      february.closed.map(({ data }) => [data.partner, data.opening.minor, data.closing.minor, data.lines]),
    ).toEqual([
      ['bob', 70n, 50n, 1],
      ['cat', 0n, 5n, 1],
    ]);
    expect(february.closed.map(({ data }) => data.closedBy)).toEqual(['eve', 'eve']);
  });

  it('again, by whomever, writes nothing and answers the same', async () => {
    const store = await openedProgram();
    await ok(adjust(ledgerOn(store), { adjustment: 'a1', at: '2024-01-05T00:00:00Z' }));
    const { closed } = await ok(close(ledgerOn(store), '2024-01'));
    const frames = await framesOf(store);
    expect(await ok(close(ledgerOn(store), '2024-01', 'eve'))).toEqual({
      program: 'acme',
      period: '2024-01',
      until: '2024-02-01T00:00:00.000Z',
      repeated: true,
      closed,
    });
    expect(await framesOf(store)).toEqual(frames);
  });

  it('includes what a later recording tells of an account that was not there yet', async () => {
    const store = await openedProgram();
    const ledger = ledgerOn(store);
    await ok(adjust(ledger, { adjustment: 'a1', at: '2024-01-05T00:00:00Z' }));
    await ok(close(ledger, '2024-01'));
    await ok(adjust(ledger, { partner: 'cat', adjustment: 'a2', at: '2024-01-06T00:00:00Z' }));
    expect(await refused(close(ledger, '2024-02'))).toMatchObject({ _tag: 'EarlierPeriodOpen', earlier: '2024-01' });
    const again = await ok(close(ledger, '2024-01'));
    expect(again).toMatchObject({ repeated: false });
    expect(again.closed.map(({ data }) => data.partner)).toEqual(['bob', 'cat']);
    expect((await ok(close(ledger, '2024-02'))).closed.map(({ data }) => data.opening.minor)).toEqual([10n, 10n]);
  });

  it('passes over months in which nothing moved', async () => {
    const store = await openedProgram();
    const ledger = ledgerOn(store);
    await ok(adjust(ledger, { adjustment: 'a1', at: '2024-01-05T00:00:00Z' }));
    await ok(adjust(ledger, { adjustment: 'a2', at: '2024-04-05T00:00:00Z' }));
    await ok(close(ledger, '2024-01'));
    const { closed } = await ok(close(ledger, '2024-04'));
    expect(closed.map(({ data }) => [data.opening.minor, data.closing.minor])).toEqual([[10n, 20n]]);
    // March is behind a closed month: nothing is left to close in it.
    expect(await ok(close(ledger, '2024-03'))).toMatchObject({ repeated: true, closed: [] });
    await expectStatements(store);
  });

  it('of a program without accounts and without partners in a plan closes nothing', async () => {
    const store = await openedProgram();
    const frames = await framesOf(store);
    expect(await ok(close(ledgerOn(store), '2024-01'))).toMatchObject({ repeated: true, closed: [] });
    expect(await framesOf(store)).toEqual(frames);
  });

  it('closes it too for partners in a plan in whose accounts nothing moved: what comes late goes to the next month', async () => {
    const { store, ledger } = newLedger();
    await settle(ledger, { partners: ['bob', 'cat'] });
    await ok(adjust(ledger, { adjustment: 'a1', at: '2024-01-05T00:00:00Z' }));
    const { closed } = await ok(close(ledger, '2024-01'));
    expect(closed.map(({ data }) => [data.partner, data.opening.minor, data.closing.minor, data.lines])).toEqual([
      ['bob', 0n, 10n, 1],
      ['cat', 0n, 0n, 0],
    ]);
    await ok(adjust(ledger, { partner: 'cat', adjustment: 'a2', at: '2024-01-06T00:00:00Z' }));
    const february = await ok(close(ledger, '2024-02'));
    expect(february.closed.map(({ data }) => [data.partner, data.closing.minor, data.lines])).toEqual([
      ['bob', 10n, 0],
      ['cat', 10n, 1],
    ]);
    await expectStatements(store, 'Europe/Berlin');
  });

  it('passes over partners who come into a plan after it, and whose late facts open it again', async () => {
    const { ledger } = newLedger();
    await settle(ledger);
    await ok(ledger.joinPartner({ partner: 'cat', name: 'Cat' }));
    await ok(ledger.enrolPartner({ partner: 'cat', program: 'acme', plan: 'standard', from: '2024-02-01' }));
    const january = await ok(close(ledger, '2024-01'));
    expect(january.closed.map(({ data }) => data.partner)).toEqual(['bob']);
    await ok(adjust(ledger, { partner: 'cat', adjustment: 'a1', at: '2024-01-06T00:00:00Z' }));
    expect(await refused(close(ledger, '2024-02'))).toMatchObject({ _tag: 'EarlierPeriodOpen', earlier: '2024-01' });
    await ok(close(ledger, '2024-01'));
    expect((await ok(close(ledger, '2024-02'))).closed.map(({ data }) => data.closing.minor)).toEqual([0n, 10n]);
  });

  it('leaves nothing to pay or to defer in accounts that only say that nothing moved', async () => {
    const { store, ledger } = newLedger();
    await settle(ledger, { partners: ['bob', 'cat'] });
    await ok(close(ledger, '2024-01'));
    expect(await ok(ledger.previewPayouts({ program: 'acme', date: '2024-03-05' }))).toEqual([]);
    const { issued, deferred } = await ok(ledger.issuePayouts({ program: 'acme', date: '2024-03-05' }));
    expect([issued, deferred]).toEqual([[], []]);
    expect(await eventsOf(store, 'PeriodClosed')).toHaveLength(2);
  });
});

describe('the edges of a month', () => {
  it.each([
    ['Pacific/Kiritimati', '2024-01-31T09:59:59.999Z', '2024-01-31T10:00:00.000Z'],
    ['America/St_Johns', '2024-02-01T03:29:59.999Z', '2024-02-01T03:30:00.000Z'],
    ['Europe/Berlin', '2024-01-31T22:59:59.999Z', '2024-01-31T23:00:00.000Z'],
  ])('are its first and last millisecond in %s', async (zone, last, first) => {
    const { closed } = await closedIn(zone, '2024-01', ['2024-01-15T00:00:00Z', last, first]);
    expect(closed).toMatchObject({ until: first, lines: 2, closing: { minor: 20n } });
  });

  it('are those of the clocks before and after they change', async () => {
    const edge = ['2024-04-01T02:29:59.999Z', '2024-04-01T02:30:00.000Z'];
    const { closed } = await closedIn('America/St_Johns', '2024-03', ['2024-03-01T03:30:00.000Z', ...edge]);
    expect(closed).toMatchObject({ until: '2024-04-01T02:30:00.000Z', lines: 2 });
  });

  it('leave out a last day that the zone skipped', async () => {
    const edge = ['1994-12-31T09:59:59.999Z', '1994-12-31T10:00:00.000Z'];
    const { closed } = await closedIn('Pacific/Kiritimati', '1994-12', edge);
    expect(closed).toMatchObject({ until: '1994-12-31T10:00:00.000Z', lines: 1 });
  });

  it('put the hour that comes twice over midnight into the new month when it comes again', async () => {
    // At 00:01 on 1 November 2009 clocks went back to 23:01 on 31 October.
    const again = '2009-11-01T02:45:00.000Z';
    const { store, ledger, closed } = await closedIn('America/St_Johns', '2009-10', [
      '2009-11-01T02:29:59.999Z',
      '2009-11-01T02:30:00.000Z',
      again,
    ]);
    expect(closed).toMatchObject({ until: '2009-11-01T02:30:00.000Z', lines: 1 });
    await ok(adjust(ledger, { adjustment: 'late', at: '2009-11-01T03:15:00.000Z' }));
    const november = await ok(close(ledger, '2009-11'));
    expect(november.closed.map(({ data }) => [data.lines, data.closing.minor])).toEqual([[3, 40n]]);
    expect(await eventsOf(store, 'PeriodClosed')).toHaveLength(2);
  });

  it.each([
    ['Pacific/Kiritimati', '2025-05-31T10:00:00.000Z'],
    ['America/St_Johns', '2025-06-01T02:30:00.000Z'],
  ])('decide when a month is over in %s', async (zone, until) => {
    const store = await openedProgram(zone);
    await ok(adjust(ledgerOn(store), { adjustment: 'a1', at: '2025-05-05T00:00:00Z' }));
    const at = (ms: number): Ledger => ledgerOn(store, { clock: () => Date.parse(until) + ms });
    expect(await refused(close(at(-1), '2025-05'))).toEqual({
      _tag: 'PeriodNotOver',
      period: '2025-05',
      until,
      now: new Date(Date.parse(until) - 1).toISOString(),
    });
    expect((await ok(close(at(0), '2025-05'))).closed).toHaveLength(1);
  });
});

describe('a month is not closed', () => {
  it.each<readonly [string, (ledger: Ledger) => Result<unknown>, object]>([
    ['before it is over', (ledger) => close(ledger, '2025-06'), { _tag: 'PeriodNotOver', period: '2025-06' }],
    [
      'while an earlier one is open',
      (ledger) => close(ledger, '2024-03'),
      { _tag: 'EarlierPeriodOpen', program: 'acme', period: '2024-03', earlier: '2024-01' },
    ],
    [
      'of an unknown program',
      (ledger) => ledger.closePeriod({ program: 'x', period: '2024-01', closedBy: 'fin' }),
      { _tag: 'UnknownProgram' },
    ],
    ...['2024-13', '2024-00', '2024', '2024-Q1', '2024-W05', '2024-01-01', '', '1899-12', '2024-1', ' 2024-01'].map(
      (period) =>
        [
          `named ${period}`,
          (ledger: Ledger) => close(ledger, period),
          { _tag: 'InvalidInput', problems: [{ path: '/period', message: 'must be a month, YYYY-MM' }] },
        ] as const,
    ),
    [
      'by nobody',
      (ledger) => close(ledger, '2024-01', ''),
      { _tag: 'InvalidInput', problems: [{ path: '/closedBy' }] },
    ],
    [
      'of a program without an id',
      (ledger) => ledger.closePeriod({ program: 'a.b', period: '2024-01', closedBy: 'fin' }),
      { _tag: 'InvalidInput', problems: [{ path: '/program' }] },
    ],
    [
      'with a field too many',
      (ledger) => ledger.closePeriod({ program: 'acme', period: '2024-01', closedBy: 'fin', force: true } as never),
      { _tag: 'InvalidInput', problems: [{ path: '/force', message: 'is no field of closePeriod' }] },
    ],
    [
      'with a correlation that is no text',
      (ledger) => ledger.closePeriod({ program: 'acme', period: '2024-01', closedBy: 'fin' }, { correlation: '' }),
      { _tag: 'InvalidInput', problems: [{ path: '/meta/correlation' }] },
    ],
  ])('%s', async (_, command, refusal) => {
    const store = await openedProgram();
    const ledger = ledgerOn(store);
    await ok(adjust(ledger, { adjustment: 'a1', at: '2024-01-05T00:00:00Z' }));
    await ok(adjust(ledger, { partner: 'cat', adjustment: 'a2', at: '2024-02-05T00:00:00Z' }));
    const frames = await framesOf(store);
    expect(await refused(command(ledger))).toMatchObject(refusal);
    expect(await framesOf(store)).toEqual(frames);
  });
});
