import { localDate } from '@commission-ledger/calendar';
import { exactAdd, exactCompare, exactDiv, exactOf, type Exact, toExact } from '@commission-ledger/money';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dealsWon } from '../../src/models/dealsWon.ts';
import { leadProgress } from '../../src/models/leadProgress.ts';
import { partnerRecord } from '../../src/models/partnerRecord.ts';
import { effectivenessOf, programMedians, programs } from '../../src/index.ts';
import { rebuilt } from '../dump.ts';
import { right, storeWith } from '../history.ts';
import { naiveFigures } from './naiveFigures.ts';
import { factOf, opened, type Tale, talesOf } from './tale.ts';

const documentsOf = async (tales: readonly Tale[]) =>
  rebuilt(await storeWith([opened('north'), opened('south'), ...tales.map(factOf)]), [
    programs,
    leadProgress,
    dealsWon,
    partnerRecord,
  ]);

/** Days from the middle of a month to the middle of another, and whole ones. */
const days = fc.constantFrom(
  ['2026-01-01', '2026-04-01'] as const,
  ['2026-02-01', '2026-03-01'] as const,
  ['2026-01-30', '2026-02-11'] as const,
  ['2026-03-01', '2026-03-02'] as const,
);

const spanOf = ([start, end]: readonly [string, string]) => ({
  start: right(localDate(start)),
  end: right(localDate(end)),
});

const program = fc.constantFrom(...(['north', 'south'] as const));
const partner = fc.constantFrom('ada', 'ben');

/** The months that the days touch, cut to them. */
const monthsIn = ([start, end]: readonly [string, string]): readonly (readonly [string, string])[] =>
  [
    ['2026-01-01', '2026-02-01'],
    ['2026-02-01', '2026-03-01'],
    ['2026-03-01', '2026-04-01'],
  ].flatMap(([from = '', to = '']) => {
    const cut = [from > start ? from : start, to < end ? to : end] as const;
    return cut[0] < cut[1] ? [cut] : [];
  });

describe('the effectiveness of a partner', () => {
  it('is what counting by hand gives, for the whole time and for each month', async () => {
    await fc.assert(
      fc.asyncProperty(talesOf(['ada', 'ben'], ''), program, partner, days, async (tales, where, who, span) => {
        const found = await effectivenessOf(await documentsOf(tales), {
          program: where,
          partner: who,
          ...spanOf(span),
        });
        const months = monthsIn(span).map((cut) => ({
          month: cut[0].slice(0, 7),
          ...naiveFigures(tales, where, who, cut),
        }));
        expect(found?.whole).toEqual(naiveFigures(tales, where, who, span));
        expect(found?.months).toEqual(months);
        expect(found?.best).toEqual(bestOf(months));
      }),
      { numRuns: 200 },
    );
  });

  it('is the same to the byte whatever others do in between', async () => {
    const order = fc.array(fc.boolean(), { maxLength: 60 });
    const [own, others] = [talesOf(['ada'], 'a-'), talesOf(['ben', 'cid'], 'b-')];
    await fc.assert(
      fc.asyncProperty(own, others, order, program, days, async (mine, theirs, turns, where, span) => {
        const ask = async (tales: readonly Tale[]) =>
          effectivenessOf(await documentsOf(tales), { program: where, partner: 'ada', ...spanOf(span) });
        expect(await ask(interleaved(mine, theirs, turns))).toEqual(await ask(mine));
      }),
      { numRuns: 60 },
    );
  });

  it('adds up: the states to the leads, and the months to the whole time', async () => {
    const span = ['2026-01-01', '2026-04-01'] as const;
    await fc.assert(
      fc.asyncProperty(talesOf(['ada', 'ben'], ''), program, async (tales, where) => {
        const who = { program: where, partner: 'ada', ...spanOf(span) };
        const found = await effectivenessOf(await documentsOf(tales), who);
        if (found === undefined) throw new Error('The program is there.');
        const { whole: all, months } = found;
        const { leads, deals } = all;
        const { rejected, duplicate, won, lost, expired, open } = leads;
        expect(rejected + duplicate + won + lost + expired + open).toBe(leads.submitted);
        const over = (countOf: (month: (typeof months)[number]) => number): number =>
          months.map(countOf).reduce((sum, count) => sum + count, 0);
        expect(over((month) => month.leads.submitted)).toBe(leads.submitted);
        expect(over((month) => month.deals.won)).toBe(deals.won);
        for (const { currency, earned } of all.money) {
          const parts = months.flatMap(({ money }) => money.filter((each) => each.currency === currency));
          expect(parts.map((each) => each.earned.minor).reduce((sum, minor) => sum + minor, 0n)).toBe(earned.minor);
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('the median partner of a program', () => {
  it('is in the middle of those who submitted a lead, figure by figure', async () => {
    const partners = ['ada', 'ben', 'cid', 'cid2'];
    await fc.assert(
      fc.asyncProperty(talesOf(partners, ''), program, days, async (tales, where, span) => {
        const found = await programMedians(await documentsOf(tales), { program: where, ...spanOf(span) });
        const all = partners
          .map((who) => naiveFigures(tales, where, who, span))
          .filter(({ leads }) => leads.submitted > 0);
        const codes = ['EUR', 'JPY'].filter((code) => all.some(({ money }) => money.some((m) => m.currency === code)));
        expect(found).toEqual({
          program: where,
          partners: all.length,
          submitted: median(all.map(({ leads }) => whole(leads.submitted))),
          won: median(all.map(({ leads }) => whole(leads.won))),
          conversion: median(all.map(({ leads }) => leads.conversion)),
          acknowledgement: median(all.map(({ leads }) => leads.acknowledgement.days.median)),
          decision: median(all.map(({ leads }) => leads.decision.days.median)),
          deals: median(all.map(({ deals }) => whole(deals.won - deals.cancelled))),
          money: codes.map((currency) => {
            const inIt = all.map(({ money }) => money.find((each) => each.currency === currency));
            return {
              currency,
              earned: median(inIt.map((each) => (each ? toExact(each.earned) : whole(0)))),
              average: median(inIt.map((each) => each?.average ?? null)),
              earnedPerLead: median(inIt.map((each) => (each ? each.earnedPerLead : whole(0)))),
            };
          }),
        });
      }),
      { numRuns: 150 },
    );
  });
});

const whole = (count: number): Exact => exactOf(BigInt(count));

/** By taking away the smallest and the largest until one or two are left. */
const median = (values: readonly (Exact | null)[]): Exact | null => {
  let left = values.flatMap((value) => (value === null ? [] : [value])).toSorted(exactCompare);
  while (left.length > 2) left = left.slice(1, -1);
  const [one, other = one] = left;
  return one === undefined || other === undefined ? null : exactDiv(exactAdd(one, other), whole(2));
};

const bestOf = (months: readonly (ReturnType<typeof naiveFigures> & Readonly<{ month: string }>)[]) => {
  const most = Math.max(0, ...months.map(({ deals }) => deals.won - deals.cancelled));
  const best = months.find(({ deals }) => deals.won - deals.cancelled === most);
  return {
    deals: most === 0 || best === undefined ? null : { month: best.month, won: most },
    earned: ['EUR', 'JPY'].flatMap((code) => {
      const gains = months.flatMap(({ month, money }) =>
        money.filter(({ currency }) => currency === code).map(({ earned }) => ({ month, earned })),
      );
      const highest = gains.reduce((high, { earned }) => (earned.minor > high ? earned.minor : high), 0n);
      return highest === 0n ? [] : gains.filter(({ earned }) => earned.minor === highest).slice(0, 1);
    }),
  };
};

/** Each list in its own order; `turns` says whose turn it is, and the rest follows. */
const interleaved = (mine: readonly Tale[], theirs: readonly Tale[], turns: readonly boolean[]): readonly Tale[] => {
  const [own, others] = [[...mine], [...theirs]];
  const mixed = turns.flatMap((isMine) => (isMine ? own : others).splice(0, 1));
  return [...mixed, ...own, ...others];
};
