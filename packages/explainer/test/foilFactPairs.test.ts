import { orThrow } from '@commission-ledger/ledger';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { storedEventIn, verifyReply, type FoilQuestion, type Reply } from '../src/index.ts';
import {
  changes,
  eur,
  explainerOf,
  foilIn,
  isExact,
  openWorld,
  payOut,
  planOf,
  refund,
  ruleOf,
  sell,
  shared,
  told,
  type World,
} from './foilWorld.ts';
import { right } from './history.ts';

const percent = (rate: string) => ({ percent: { of: 'net', rate } });

const measures = {
  tax: { amount: 'tax', of: 'payment', ifMissing: '0.00' },
  net: { sum: ['payment'], less: ['tax'] },
};

describe('two facts of one line read otherwise', () => {
  /** 1,190.00 with 190.00 of tax, of which 60 % count at 10 %: 60.00. */
  const taxed = async (): Promise<World> => {
    const world = await openWorld([planOf({ measures, counters: [], rules: [ruleOf(percent('0.1'))] })]);
    const sale = { deal: 'D-1', amount: '1190.00', attribution: shared, amounts: { tax: eur('190.00') } };
    await sell(world, { ...sale, on: '2026-01-10' });
    return world;
  };

  it('gross instead of net, and all of it: 1,190.00 × 10 % and not 60 % of 1,000.00', async () => {
    const world = await taxed();
    const subject = await payOut(world, '2026-02-05');
    const reply = await foilIn(world, { subject, expected: '119.00' });
    expect(changes(reply)).toEqual([
      ['foilSplitIgnored', '-40.00'],
      ['foilBeforeDeductions', '-19.00'],
    ]);
    expect(told(reply)).toMatch(/D-1: if you used all of 1,190\.00; your share is 60%, which is 714\.00 \| -40\.00/);
    expect(told(reply)).toMatch(/D-1: if you left in what is taken off first \(tax\): 114\.00 \| -19\.00/);
  });

  it('and so of what a refund took back', async () => {
    const world = await taxed();
    await payOut(world, '2026-02-05');
    await sell(world, { deal: 'D-2', amount: '10000.00', on: '2026-02-10' });
    await refund(world, 'D-1', '595.00', '2026-02-12');
    const subject = await payOut(world, '2026-03-05');
    // 1,000.00 less half of 60.00; they take half of 119.00 back.
    expect(changes(await foilIn(world, { subject, expected: '940.50' }))).toEqual([
      ['foilSplitIgnored', '20.00'],
      ['foilBeforeDeductions', '9.50'],
    ]);
  });

  it('in a list of lines too', async () => {
    const world = await taxed();
    const subject = await payOut(world, '2026-02-05');
    const lines = [{ key: 'D-1', amount: '119.00' }];
    const { rows } = right(await (await explainerOf(world)).foilLines({ subject, lines }));
    expect(rows[0]?.rows?.map(({ said, amount }) => [said.key, amount?.amount])).toEqual([
      ['foilSplitIgnored', '-40.00'],
      ['foilBeforeDeductions', '-19.00'],
      ['lineAccrual', '60.00'],
    ]);
  });
});

/** A sale in another currency: shared, with tax in it; and a plan whose versions have different rates. */
type Sale = Readonly<{ cents: number; tax: number; tenths: number; fx: readonly number[]; rates: readonly number[] }>;

const sale: fc.Arbitrary<Sale> = fc
  .record({
    cents: fc.integer({ min: 10_000, max: 2_000_000 }),
    percent: fc.integer({ min: 1, max: 30 }),
    tenths: fc.integer({ min: 1, max: 9 }),
    fx: fc.uniqueArray(fc.integer({ min: 8_000, max: 9_999 }), { minLength: 3, maxLength: 3 }),
    rates: fc.uniqueArray(fc.integer({ min: 1, max: 30 }), { minLength: 2, maxLength: 2 }),
  })
  .map(({ percent: part, ...made }) => ({ ...made, tax: Math.trunc((made.cents * part) / 100) }));

/** What somebody takes for the facts: the day of the win, of the payment or of the payout; the version before or applied. */
type Taken = Readonly<{ isWhole: boolean; isGross: boolean; day: 0 | 1 | 2; version: 0 | 1 }>;

const asItIs: Taken = { isWhole: false, isGross: false, day: 1, version: 1 };

/** One change of each fact. */
const single: readonly (readonly [fact: string, change: Partial<Taken>])[] = [
  ['share', { isWhole: true }],
  ['tax', { isGross: true }],
  ['day', { day: 0 }],
  ['day', { day: 2 }],
  ['version', { version: 0 }],
];

type Counted = readonly [count: number, taken: Taken];

/** All ways to change one, two or three of the facts from this place on. */
const changedFrom = (place: number, changed: readonly string[], taken: Taken): readonly Counted[] =>
  single.slice(place).flatMap(([fact, change], index): readonly Counted[] => {
    if (changed.includes(fact) || changed.length === 3) return [];
    const [facts, now] = [[...changed, fact], { ...taken, ...change }];
    return [[facts.length, now], ...changedFrom(place + index + 1, facts, now)];
  });

const upToThree = changedFrom(0, [], asItIs);

/** To whole cents, halves to the even one. */
const rounded = (numerator: bigint, denominator: bigint): bigint => {
  const [whole, rest] = [numerator / denominator, (numerator % denominator) * 2n];
  return rest > denominator || (rest === denominator && whole % 2n === 1n) ? whole + 1n : whole;
};

/** What the first of two has; the odd cent goes to whoever is nearer to it, of two equally near to the first. */
const partOf = (cents: bigint, tenths: bigint): bigint => {
  const [floor, rest] = [(cents * tenths) / 10n, (cents * tenths) % 10n];
  return rest >= 5n ? floor + 1n : floor;
};

/** The commission in cents, by plain arithmetic that shares nothing with the plans. */
const commission = ({ cents, tax, tenths, fx, rates }: Sale, taken: Taken): bigint => {
  const inEuro = (dollars: number): bigint => rounded(BigInt(dollars) * BigInt(fx[taken.day] ?? 0), 10_000n);
  const own = (amount: bigint): bigint => (taken.isWhole ? amount : partOf(amount, BigInt(tenths)));
  const base = own(inEuro(cents)) - (taken.isGross ? 0n : own(inEuro(tax)));
  return rounded(base * BigInt(rates[taken.version] ?? 0), 100n);
};

/** What is said of them, the most usual first: so they are told. */
const usual: readonly string[] = ['foilSplitIgnored', 'foilOtherVersion', 'foilBeforeDeductions', 'foilOtherDay'];

const decimal = (cents: bigint | number): string => {
  const digits = `${cents}`.padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
};

const paidFor = async ({ cents, tax, tenths, fx, rates }: Sale): Promise<readonly [World, string]> => {
  const versions = rates.map((rate, index) =>
    planOf({
      version: index + 1,
      effectiveFrom: `2026-01-0${index + 1}`,
      measures,
      converts: ['USD'],
      counters: [],
      rules: [ruleOf(percent(`${rate / 100}`))],
    }),
  );
  const world = await openWorld(versions, ['EUR', 'USD']);
  const rate = { from: 'USD', to: 'EUR', source: 'a bank', occurredAt: '2026-01-01T00:00:00Z' };
  for (const [index, date] of ['2026-01-05', '2026-01-10', '2026-02-05'].entries())
    await orThrow(world.ledger.recordFxRate({ ...rate, date, rate: `${(fx[index] ?? 0) / 10_000}` }));
  const usd = (amount: number) => ({ amount: decimal(amount), currency: 'USD' });
  const attribution = [
    { partner: 'orion', share: `0.${tenths}` },
    { partner: 'lyra', share: `0.${10 - tenths}` },
  ];
  const days = { on: '2026-01-05', paidOn: '2026-01-10' };
  await sell(world, { deal: 'D-1', amount: usd(cents), ...days, attribution, amounts: { tax: usd(tax) } });
  return [world, await payOut(world, '2026-02-05')];
};

it('whatever one, two or three facts read otherwise come to by plain arithmetic is reproduced by as few misreadings or fewer', async () => {
  const seen = [0, 0, 0, 0];
  await fc.assert(
    fc.asyncProperty(sale, async (sold) => {
      const [world, subject] = await paidFor(sold);
      const explainer = await explainerOf(world);
      const ask = async (asked: FoilQuestion): Promise<Reply> => {
        const reply = right(await explainer.foil(asked));
        const read = { askAgain: () => explainer.foil(asked), readStored: storedEventIn(world.store) };
        right(await verifyReply(JSON.parse(JSON.stringify(reply)), read));
        return reply;
      };
      const ours = commission(sold, asItIs);
      for (const [count, taken] of upToThree) {
        const theirs = commission(sold, taken);
        if (theirs === ours) continue;
        const reply = await ask({ subject, expected: decimal(theirs) });
        expect([taken, isExact(reply)]).toEqual([taken, true]);
        const counted = changes(reply);
        expect(counted.length).toBeLessThanOrEqual(count);
        const cents = counted.map(([, amount]) => BigInt(amount.replace('.', '')));
        expect(cents.reduce((total, each) => total + each, 0n)).toBe(ours - theirs);
        const places = counted.map(([key]) => usual.indexOf(key));
        if (!places.includes(-1)) expect(places).toEqual(places.toSorted((a, b) => a - b));
        seen[counted.length] = (seen[counted.length] ?? 0) + 1;
      }
    }),
    { numRuns: 12 },
  );
  expect(Math.min(...seen.slice(1))).toBeGreaterThan(30);
  expect(upToThree.filter(([count]) => count === 3)).toHaveLength(7);
});
