import { localDate } from '@commission-ledger/calendar';
import { exactOf, ratio } from '@commission-ledger/money';
import { describe, expect, it } from 'vitest';
import { dealsWon } from '../../src/models/dealsWon.ts';
import { leadProgress } from '../../src/models/leadProgress.ts';
import { partnerRecord } from '../../src/models/partnerRecord.ts';
import { type DocumentStore, effectivenessOf, programMedians, programs, storedName } from '../../src/index.ts';
import { stopOf } from '../documentsOf.ts';
import { rebuilt } from '../dump.ts';
import { right, storeWith } from '../history.ts';
import { BEGIN, factOf, moneyOf, opened, type Tale } from './tale.ts';

const models = [programs, leadProgress, dealsWon, partnerRecord];

const documentsOf = async (tales: readonly Tale[]) =>
  rebuilt(await storeWith([opened('north'), opened('south'), ...tales.map(factOf)]), models);

/** Minutes after the beginning of the tales at which clocks in Kolkata show this day and time. */
const clock = (text: string): number => (Date.parse(`${text}:00+05:30`) - BEGIN) / 60_000;

const ada = { program: 'north', partner: 'ada' };
const firstQuarter = { start: right(localDate('2026-01-01')), end: right(localDate('2026-04-01')) };

const submit = (lead: string, time: string, partner = 'ada'): Tale => ({
  kind: 'submit',
  lead,
  program: 'north',
  partner,
  time: clock(time),
});
const step = (lead: string, said: Extract<Tale, { kind: 'step' }>['step'], time: string): Tale => ({
  kind: 'step',
  lead,
  step: said,
  time: clock(time),
});
const win = (
  deal: string,
  lead: string | null,
  time: string,
  minor = 900,
  twelfths = 12,
): Extract<Tale, { kind: 'win' }> => ({
  kind: 'win',
  deal,
  program: 'north',
  lead,
  code: 'EUR',
  minor,
  credits: [
    { partner: 'ada', twelfths },
    { partner: 'ben', twelfths: 12 - twelfths },
  ].filter((credit) => credit.twelfths > 0),
  time: clock(time),
});
const earn = (how: 'accrual' | 'reversal', minor: number, time: string): Extract<Tale, { kind: 'earn' }> => ({
  kind: 'earn',
  how,
  ...ada,
  code: 'EUR',
  minor,
  time: clock(time),
});

const effectiveness = async (tales: readonly Tale[]) => {
  const found = await effectivenessOf(await documentsOf(tales), { ...ada, ...firstQuarter });
  if (found === undefined) throw new Error('The program is there.');
  return found;
};

const days = (...values: readonly (number | null)[]) =>
  values.map((value) => (value === null ? null : exactOf(BigInt(value))));

describe('the effectiveness of a partner', () => {
  // Friday 30 January 2026; Monday 2 February is a holiday; people work from 09:30 to 18:00.
  it('counts the time of a lead in calendar days and in business hours', async () => {
    const { whole } = await effectiveness([
      submit('l1', '2026-01-30T17:00'),
      step('l1', 'accept', '2026-02-03T10:00'),
      step('l1', 'lose', '2026-02-03T12:30'),
    ]);
    const { acknowledgement, decision } = whole.leads;
    expect(acknowledgement.days).toEqual({ leads: 1, median: exactOf(4n), mean: exactOf(4n) });
    expect(acknowledgement.businessHours).toEqual({ leads: 1, median: ratio(3n, 2n), mean: ratio(3n, 2n) });
    expect(decision.businessHours).toEqual({ leads: 1, median: exactOf(4n), mean: exactOf(4n) });
  });

  it('takes a lead as open again once it is reopened, and as acknowledged when it first was', async () => {
    const told = [
      submit('l1', '2026-02-03T10:00'),
      step('l1', 'reject', '2026-02-05T10:00'),
      step('l1', 'reopen', '2026-02-10T10:00'),
    ];
    const { leads } = (await effectiveness(told)).whole;
    expect(leads).toMatchObject({ submitted: 1, accepted: 1, rejected: 0, open: 1 });
    expect([leads.acknowledgement.days.median, leads.decision.days.median]).toEqual(days(2, null));
    const lost = (await effectiveness([...told, step('l1', 'lose', '2026-02-12T10:00')])).whole.leads;
    expect([lost.acknowledgement.days.median, lost.decision.days.median]).toEqual(days(2, 9));
  });

  it('counts a lead that was won before it was submitted as won, without a time', async () => {
    const { leads } = (await effectiveness([win('d1', 'l1', '2026-02-01T10:00'), submit('l1', '2026-02-03T10:00')]))
      .whole;
    expect(leads).toMatchObject({ submitted: 1, accepted: 1, won: 1, conversion: exactOf(1n) });
    expect(leads.decision.days).toEqual({ leads: 0, median: null, mean: null });
  });

  it('counts a deal for each who is credited, by the share of each, and not for its lead', async () => {
    const { leads, deals, money } = (await effectiveness([win('d1', null, '2026-02-01T10:00', 1000, 4)])).whole;
    expect(leads).toMatchObject({ submitted: 0, won: 0, conversion: null });
    expect(deals).toEqual({ won: 1, cancelled: 0 });
    expect(money).toEqual([
      {
        currency: 'EUR',
        deals: 1,
        value: ratio(10n, 3n),
        average: ratio(10n, 3n),
        earned: moneyOf('EUR', 0),
        earnedPerLead: null,
      },
    ]);
  });

  it('names the best months, the first of those that are as good', async () => {
    const { best } = await effectiveness([
      win('d1', null, '2026-01-31T10:00'),
      win('d2', null, '2026-02-01T10:00'),
      earn('accrual', 30, '2026-01-30T10:00'),
      earn('accrual', 90, '2026-02-10T10:00'),
      earn('reversal', 60, '2026-02-11T10:00'),
    ]);
    expect(best).toEqual({
      deals: { month: '2026-01', won: 1 },
      earned: [{ month: '2026-01', earned: moneyOf('EUR', 30) }],
    });
  });

  it('adds what is earned and taken back at one moment', async () => {
    const time = '2026-02-01T10:00';
    const { money } = (
      await effectiveness([earn('accrual', 70, time), earn('accrual', 20, time), earn('reversal', 5, time)])
    ).whole;
    expect(money.map(({ earned }) => earned)).toEqual([moneyOf('EUR', 85)]);
  });

  it('has no best month where nothing was won, and none where more was taken back than earned', async () => {
    const { best } = await effectiveness([earn('reversal', 60, '2026-02-11T10:00'), submit('l1', '2026-02-03T10:00')]);
    expect(best).toEqual({ deals: null, earned: [] });
  });

  it('is unknown of a program that there is not', async () => {
    const documents = await documentsOf([]);
    expect(await effectivenessOf(documents, { ...ada, program: 'west', ...firstQuarter })).toBeUndefined();
    expect(await programMedians(documents, { program: 'west', ...firstQuarter })).toBeUndefined();
  });
});

describe('the read models of effectiveness', () => {
  const many = (partner: string): readonly Tale[] =>
    Array.from({ length: 120 }, (_, index): readonly Tale[] => {
      const lead = `${partner}-${index}`;
      const time = `2026-02-${`${1 + (index % 28)}`.padStart(2, '0')}T10:00`;
      return [
        submit(lead, time, partner),
        ...Array.from({ length: 9 }, () => step(lead, 'stage offer', time)),
        { ...win(lead, lead, time), credits: [{ partner, twelfths: 12 }] },
        { ...earn('accrual', 7, time), partner },
      ];
    }).flat();

  it('have small documents, however much happens', async () => {
    const documents = await documentsOf(many('ada'));
    for (const model of models) {
      const all = await documents.list(storedName(model), {});
      expect(Math.max(...all.map(({ json }) => json.length))).toBeLessThan(400);
    }
  });

  it('give a partner’s figures from that partner’s documents of the time alone', async () => {
    const documents = await documentsOf([...many('ben'), ...many('cid'), submit('l1', '2026-03-01T10:00')]);
    const { store, read } = counting(documents);
    const march = { start: right(localDate('2026-03-01')), end: right(localDate('2026-04-01')) };
    const found = await effectivenessOf(store, { ...ada, ...march });
    expect(found?.whole.leads.submitted).toBe(1);
    expect(read()).toBeLessThan(5);
  });

  it.each(['DealAmended', 'DealCancelled'] as const)('stop at a %s of a deal that was never won', async (type) => {
    const time = 0;
    const tale: Tale =
      type === 'DealCancelled'
        ? { kind: 'cancel', deal: 'd1', time }
        : { kind: 'amend', deal: 'd1', code: 'EUR', minor: 1, credits: null, time };
    expect(await stopOf(dealsWon, [factOf(tale, 0)])).toContain('Deal d1 was never won.');
  });
});

/** A store that counts the documents it hands out. */
const counting = (documents: DocumentStore): Readonly<{ store: DocumentStore; read: () => number }> => {
  let handed = 0;
  const counted = <A>(values: readonly A[]): readonly A[] => {
    handed += values.length;
    return values;
  };
  return {
    store: {
      ...documents,
      read: async (projection, key) => counted([await documents.read(projection, key)])[0],
      readMany: async (projection, keys) => counted(await documents.readMany(projection, keys)),
      list: async (projection, options) => counted(await documents.list(projection, options)),
    },
    read: () => handed,
  };
};
