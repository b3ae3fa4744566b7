import { currency, exact, format, money } from '@commission-ledger/money';
import { describe, expect, it } from 'vitest';
import { deferralsOf, payoutFilesOf, payoutOf, scheduleOf } from '../src/index.ts';
import { rebuilt } from './dump.ts';
import { accrued, deferred, issued, joined, opened, programChanged, published, settled, told } from './facts.ts';
import { at, date, type Fact, right, storeWith } from './history.ts';

const JANUARY = { id: 'a1', amount: 150, maturesOn: '2026-01-31' };

const movedTo = (reference: string, on: string, into?: string): Fact =>
  told('partner-ada', 'PayoutDestinationChanged', {
    partner: 'ada',
    reference,
    occurredAt: at(`${on}T23:30:00Z`),
    ...(into === undefined ? {} : { currency: right(currency(into)) }),
  });

const suspended = (from: string): Fact =>
  told('partner-ada', 'PartnerSuspended', {
    partner: 'ada',
    program: 'north',
    from: date(from),
    reason: 'under review',
    earning: 'continues',
    occurredAt: at('2026-01-20T00:00:00Z'),
  });

const reinstated = (from: string): Fact =>
  told('partner-ada', 'PartnerReinstated', {
    partner: 'ada',
    program: 'north',
    from: date(from),
    reason: 'cleared',
    occurredAt: at('2026-01-21T00:00:00Z'),
  });

/** Each date in one line, with what is special about its outcome. */
const scheduleAfter = (...facts: readonly Fact[]): Promise<readonly string[]> =>
  scheduleTold(Date.UTC(2026, 0, 1), facts);

const scheduleTold = async (recordedFrom: number, facts: readonly Fact[]): Promise<readonly string[]> => {
  const program = [opened(), programChanged({ destinationCoolOff: { days: 10 } }), published(), joined('ada', 'Ada')];
  const documents = await rebuilt(await storeWith([...program, ...facts], recordedFrom));
  const [only] = await scheduleOf(documents, { program: 'north', partner: 'ada', asOf: date('2026-01-31') });
  return (only?.dates ?? []).map(({ date: on, amount, outcome }) => {
    const more = 'until' in outcome ? outcome.until : 'convertedInto' in outcome ? outcome.convertedInto : null;
    return [on, format(amount), outcome._tag, more ?? ''].join(' ').trimEnd();
  });
};

describe('the schedule of a partner whose payouts wait', () => {
  it('says until when a changed destination keeps them back, and when they are paid after that', async () => {
    const first = movedTo('bank-1', '2026-01-25');
    expect(await scheduleAfter(accrued(JANUARY), first)).toEqual(['2026-02-05 1.50 pays']);
    expect(await scheduleAfter(accrued(JANUARY), first, movedTo('bank-2', '2026-01-25'))).toEqual([
      '2026-02-05 1.50 pays',
    ]);
    expect(await scheduleAfter(accrued(JANUARY), first, movedTo('bank-2', '2026-01-26'))).toEqual([
      '2026-02-05 1.50 destination-changed 2026-02-05',
      '2026-03-05 1.50 pays',
    ]);
  });

  it('counts a change that is dated back from when it was told', async () => {
    const facts = [accrued(JANUARY), movedTo('bank-1', '2026-01-02'), movedTo('bank-2', '2026-01-03')];
    expect(await scheduleTold(Date.UTC(2026, 0, 25), facts)).toEqual(['2026-02-05 1.50 pays']);
    expect(await scheduleTold(Date.UTC(2026, 0, 27), facts)).toEqual([
      '2026-02-05 1.50 destination-changed 2026-02-06',
      '2026-03-05 1.50 pays',
    ]);
  });

  it('says on which dates they are suspended', async () => {
    expect(await scheduleAfter(accrued(JANUARY), suspended('2026-02-05'))).toEqual(['2026-02-05 1.50 suspended']);
    expect(await scheduleAfter(accrued(JANUARY), suspended('2026-02-06'))).toEqual(['2026-02-05 1.50 pays']);
    const back = [suspended('2026-01-20'), reinstated('2026-02-05')];
    expect(await scheduleAfter(accrued(JANUARY), ...back)).toEqual(['2026-02-05 1.50 pays']);
    const small = { ...JANUARY, amount: 50 };
    expect(await scheduleAfter(accrued(small), suspended('2026-01-20'))).toEqual(['2026-02-05 0.50 suspended']);
  });

  it('says that no rate can convert a payout of today, where none was told for the week before', async () => {
    const destination = movedTo('bank-1', '2026-01-01', 'USD');
    const rateOf = (from: string, to: string, on: string): Fact =>
      told(`fx-${from}.${to}`, 'FxRateRecorded', {
        from: right(currency(from)),
        to: right(currency(to)),
        rate: right(exact('1.1')),
        date: date(on),
        source: 'the central bank',
        occurredAt: at('2026-01-20T00:00:00Z'),
      });
    const outcomesOn = async (asOf: string, ...facts: readonly Fact[]) => {
      const history = [opened(), published(), joined('ada', 'Ada'), accrued(JANUARY), destination, ...facts];
      const documents = await rebuilt(await storeWith(history));
      const [only] = await scheduleOf(documents, { program: 'north', partner: 'ada', asOf: date(asOf) });
      return only?.dates.map(({ outcome }) => outcome);
    };
    const noRate = [{ _tag: 'no-rate', convertedInto: 'USD' }];
    const pays = [{ _tag: 'pays', convertedInto: 'USD' }];
    expect(await outcomesOn('2026-02-04')).toMatchObject(pays);
    expect(await outcomesOn('2026-02-05')).toMatchObject(noRate);
    expect(await outcomesOn('2026-02-05', rateOf('EUR', 'USD', '2026-01-29'))).toMatchObject(pays);
    expect(await outcomesOn('2026-02-05', rateOf('EUR', 'USD', '2026-01-28'))).toMatchObject(noRate);
    expect(await outcomesOn('2026-02-05', rateOf('USD', 'EUR', '2026-02-05'))).toMatchObject(noRate);
  });

  it('says into which currency they are converted, where it is another', async () => {
    expect(await scheduleAfter(accrued(JANUARY), movedTo('bank-1', '2026-01-02', 'USD'))).toEqual([
      '2026-02-05 1.50 pays USD',
    ]);
    expect(await scheduleAfter(accrued(JANUARY), movedTo('bank-1', '2026-01-02', 'EUR'))).toEqual([
      '2026-02-05 1.50 pays',
    ]);
  });
});

describe('the read models of payouts', () => {
  const line = {
    payout: 'PO-1',
    date: '2026-02-05',
    lines: [{ entry: 'a1', kind: 'accrual', amount: 150, maturesOn: '2026-01-31' }],
  } as const;

  it('keep what arrives in another currency, and what the transfer cost', async () => {
    const euros = (text: string) => right(money(text, 'EUR'));
    const issue = issued(line);
    if (issue.event.type !== 'PayoutIssued') throw new Error('It is no payout.');
    const conversion = {
      amount: right(money('1.61', 'USD')),
      rate: right(exact('1.0733')),
      date: date('2026-02-04'),
      from: { stream: 'fx-EUR.USD', revision: 0, id: 'rate' },
    };
    const converted: Fact = { ...issue, event: { ...issue.event, data: { ...issue.event.data, conversion } } };
    const end = settled({ payout: 'PO-1', amount: 150 });
    if (end.event.type !== 'PayoutSettled') throw new Error('It is not settled.');
    const withFee: Fact = { ...end, event: { ...end.event, data: { ...end.event.data, fee: euros('0.20') } } };
    const documents = await rebuilt(await storeWith([opened(), published(), accrued(JANUARY), converted, withFee]));
    const row = await payoutOf(documents, 'PO-1');
    expect(row?.conversion).toEqual({
      amount: conversion.amount,
      rate: '1.0733',
      date: '2026-02-04',
    });
    expect(row?.fee && format(row.fee)).toBe('0.20');
  });

  it('forget a deferral once the same date pays after all', async () => {
    const later = deferred({ date: '2026-02-05', amount: 150 });
    const before = await rebuilt(await storeWith([opened(), published(), accrued(JANUARY), later]));
    expect(await deferralsOf(before)).toHaveLength(1);
    const after = await rebuilt(await storeWith([opened(), published(), accrued(JANUARY), later, issued(line)]));
    expect(await deferralsOf(after)).toEqual([]);
  });

  it('know the files of a run', async () => {
    const made = (run: string, file: string): Fact =>
      told(`payoutrun-${run}`, 'PayoutFileMade', {
        run,
        file,
        format: 'csv',
        payouts: ['PO-1'],
        totals: [right(money('1.50', 'EUR'))],
        fileHash: 'a'.repeat(64),
        by: 'ann',
        occurredAt: at('2026-02-05T12:00:00Z'),
      });
    const runs = [made('2026-02-05-north', 'f1'), made('2026-02-05-north', 'f2'), made('2026-02-05-north-2', 'f3')];
    const documents = await rebuilt(await storeWith(runs));
    expect((await payoutFilesOf(documents, '2026-02-05-north')).map(({ file }) => file)).toEqual(['f1', 'f2']);
  });
});
