import { booked, fact, sum, toGraph, verifyGraph, type Node } from '@commission-ledger/calculation';
import { currency, format, ofMinor } from '@commission-ledger/money';
import * as fc from 'fast-check';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import { payoutCalculation, type PayoutCalculation, type PayoutTerms } from '../../src/index.ts';
import { day, right } from '../someFacts.ts';
import { asTerms, naivePayout, type NaiveTerms } from './naivePayout.ts';

const usd = right(currency('USD'));
const cents = (minor: number) => ofMinor(BigInt(minor), usd);

type Given = Readonly<{ matured: number; lines?: number; debt?: number; date?: string; status?: string }>;

const calculated = (
  terms: PayoutTerms,
  { matured, lines = 1, debt = 0, date = '2017-06-05', status = 'none' }: Given,
) =>
  payoutCalculation(terms, {
    plan: { plan: 'crm', version: 1, hash: 'ab'.repeat(32) },
    currency: usd,
    rounding: 'half-up',
    matured: cents(matured),
    lines,
    date: day(date),
    debt: cents(debt),
    taxStatus: status,
  });

const base: PayoutTerms = { day: 5, convention: 'none', cutOff: 'start-of-month', minimum: '0' };

const dates = fc.constantFrom('2017-01-05', '2017-02-05', '2017-03-05', '2017-04-05');
const statuses = fc.constantFrom('none', 'resident', 'foreign');
const taxes = fc
  .array(fc.record({ status: statuses, percent: fc.integer({ min: 0, max: 100 }), from: dates }), { maxLength: 4 })
  .map(
    // One rate for each status and date, as a plan has to have.
    (rates) => [...new Map(rates.map((rate) => [`${rate.status} ${rate.from}`, rate])).values()],
  );
const optional = <A, K extends string>(key: K, value: fc.Arbitrary<A>) =>
  fc.option(value, { nil: undefined }).map((found): Partial<Record<K, A>> => {
    const record: Partial<Record<K, A>> = {};
    if (found !== undefined) record[key] = found;
    return record;
  });
const small = fc.integer({ min: 0, max: 60 });

const someTerms: fc.Arbitrary<NaiveTerms> = fc
  .tuple(
    fc.record({
      minimum: fc.constantFrom(0, 1, 30),
      writesOff: fc.boolean(),
      withholding: taxes,
      vat: taxes,
      fees: fc.array(
        fc
          .tuple(
            fc.record({
              percent: fc.integer({ min: 0, max: 100 }),
              fixed: fc.constantFrom(0, 1, 25),
              bornBy: fc.constantFrom('partner' as const, 'program' as const),
            }),
            optional('waivedFrom', small),
          )
          .map(([fee, waived]) => ({ ...fee, ...waived })),
        { maxLength: 3 },
      ),
    }),
    optional(
      'draw',
      fc
        .tuple(
          fc.record({
            amount: small,
            kind: fc.constantFrom('recoverable' as const, 'non-recoverable' as const, 'forgiven' as const),
            from: dates,
            recovery: fc.constantFrom(100, 50, 33),
          }),
          optional('until', dates),
        )
        .map(([draw, until]) => ({ ...draw, ...until })),
    ),
  )
  .map(([terms, draw]) => ({ ...terms, ...draw }));

const someAccount = fc.record({
  matured: fc.integer({ min: -60, max: 120 }),
  lines: fc.integer({ min: 1, max: 3 }),
  debt: fc.constantFrom(0, 0, 7, 40, 500),
  date: dates,
  status: statuses,
});

const numbersOf = (payout: PayoutCalculation) => {
  const { writeOff, debt, gross } = payout;
  const shared = { writeOff: Number(writeOff?.minor ?? 0n), debt: Number(debt.minor), gross: Number(gross.minor) };
  if (payout._tag === 'deferred') {
    return { ...shared, deferred: payout.reason, advanced: 0, recovered: 0, withheld: 0, vat: 0, fees: 0, net: 0 };
  }
  const { advanced, recovered, withheld, vat, fees, net } = payout;
  return {
    ...shared,
    advanced: Number(advanced?.minor ?? 0n),
    recovered: Number(recovered?.minor ?? 0n),
    withheld: Number(withheld.minor),
    vat: Number(vat.minor),
    fees: Number(fees.minor),
    net: Number(net.minor),
  };
};

const nodesOf = (payout: PayoutCalculation): readonly Node[] => [
  ...Object.values<Node | undefined>(payout.nodes).filter((node) => node !== undefined),
  ...(payout._tag === 'paid' ? payout.charges.map(({ root }) => root) : []),
];

describe('a payout', () => {
  it('is what cents and the words of the terms make of it', () => {
    fc.assert(
      fc.property(someTerms, someAccount, (terms, account) => {
        expect(numbersOf(calculated(asTerms(terms), account))).toEqual(naivePayout(terms, account));
      }),
      { numRuns: 2000 },
    );
  });

  it('pays out, withholds and charges exactly its gross amount and the VAT', () => {
    fc.assert(
      fc.property(someTerms, someAccount, (terms, account) => {
        const payout = calculated(asTerms(terms), account);
        if (payout._tag === 'deferred') return;
        const { net, withheld, fees, gross, vat, charges } = payout;
        expect(net.minor + withheld.minor + fees.minor).toBe(gross.minor + vat.minor);
        expect(net.minor >= 0n && charges.every(({ amount }) => amount.minor >= 0n)).toBe(true);
      }),
    );
  });

  it('is the value of its own calculation, which can be redone', () => {
    fc.assert(
      fc.property(someTerms, someAccount, (terms, account) => {
        const payout = calculated(asTerms(terms), account);
        for (const node of nodesOf(payout)) expect(E.isRight(verifyGraph(toGraph(node)))).toBe(true);
        expect(payout.nodes.gross.value).toEqual(booked(payout.gross));
        if (payout._tag === 'deferred') return;
        expect(payout.nodes.net.value).toEqual(booked(payout.net));
        expect(payout.nodes.debt.value).toEqual(booked(payout.debt));
      }),
    );
  });

  it('goes on from the nodes that it is given', () => {
    const matured = sum([fact(booked(cents(700)), [], 'accrual'), fact(booked(cents(300)), [], 'accrual')]);
    const payout = payoutCalculation(base, {
      plan: { plan: 'crm', version: 1, hash: 'ab'.repeat(32) },
      currency: usd,
      rounding: 'half-up',
      matured,
      lines: 2,
      date: day('2017-06-05'),
      debt: cents(0),
      taxStatus: 'none',
    });
    expect(payout.nodes.gross).toBe(matured);
    expect(format(payout.gross)).toBe('10.00');
  });
});

describe('a draw', () => {
  const draw = { amount: '1000.00', kind: 'recoverable', from: '2017-01-01' } as const;
  const inTurn = (terms: PayoutTerms, matured: readonly number[], from = 0) =>
    matured.reduce<readonly ReturnType<typeof numbersOf>[]>((payouts, amount) => {
      const debt = payouts.at(-1)?.debt ?? from;
      return payouts.concat(numbersOf(calculated(terms, { matured: amount, debt })));
    }, []);

  it('of 1,000 a month makes 500, 700 and 400 up to it: 500, 800 and 1,400 are owed', () => {
    const payouts = inTurn({ ...base, draw }, [500_00, 700_00, 400_00]);
    expect(payouts.map(({ advanced }) => advanced)).toEqual([500_00, 300_00, 600_00]);
    expect(payouts.map(({ net }) => net)).toEqual([1000_00, 1000_00, 1000_00]);
    expect(payouts.map(({ debt }) => debt)).toEqual([500_00, 800_00, 1400_00]);
  });

  it('is paid back from what exceeds it: 2,375 with a draw of 2,000 leave 125 of 500', () => {
    const [payout] = inTurn({ ...base, draw: { ...draw, amount: '2000.00' } }, [2375_00], 500_00);
    expect(payout).toMatchObject({ recovered: 375_00, net: 2000_00, debt: 125_00 });
  });

  it('guarantees the payout below zero as well', () => {
    const [payout] = inTurn({ ...base, draw }, [-200_00]);
    expect(payout).toMatchObject({ advanced: 1200_00, net: 1000_00, debt: 1200_00 });
  });

  it('that is not recoverable is never owed', () => {
    const payouts = inTurn({ ...base, draw: { ...draw, kind: 'non-recoverable' } }, [0, 500_00, 3000_00]);
    expect(payouts.map(({ debt, net }) => [debt, net])).toEqual([
      [0, 1000_00],
      [0, 1000_00],
      [0, 3000_00],
    ]);
  });

  it('that is forgiven is written off with the first payout after its time, and recovered before', () => {
    const terms: PayoutTerms = { ...base, draw: { ...draw, kind: 'forgiven', until: '2017-06-05' } };
    expect(numbersOf(calculated(terms, { matured: 1100_00, debt: 500_00 }))).toMatchObject({
      recovered: 100_00,
      debt: 400_00,
    });
    const after = calculated(terms, { matured: 1100_00, debt: 400_00, date: '2017-07-05' });
    expect(after).toMatchObject({ _tag: 'paid', forgiven: cents(400_00), debt: cents(0), net: cents(1100_00) });
    // Nothing is paid, so nothing is forgiven yet.
    expect(calculated(terms, { matured: 0, lines: 0, debt: 400_00, date: '2017-07-05' })).toMatchObject({
      _tag: 'deferred',
      reason: 'nothing-due',
      debt: cents(400_00),
    });
  });

  it('pays at least its amount on every date, and what is owed is what was advanced less what was recovered', () => {
    const amounts = fc.array(fc.integer({ min: -50, max: 90 }), { maxLength: 12 });
    fc.assert(
      fc.property(
        amounts,
        fc.integer({ min: 1, max: 40 }),
        fc.constantFrom('1', '0.5', '0.1'),
        (matured, amount, recovery) => {
          const terms: PayoutTerms = {
            ...base,
            draw: { ...draw, amount: `0.${String(amount).padStart(2, '0')}`, recovery },
          };
          const payouts = inTurn(terms, matured);
          let owed = 0;
          for (const { advanced, recovered, debt, net } of payouts) {
            owed += advanced - recovered;
            expect(debt).toBe(owed);
            expect(debt).toBeGreaterThanOrEqual(0);
            expect(net).toBeGreaterThanOrEqual(amount);
          }
        },
      ),
    );
  });
});

describe('a balance below zero', () => {
  it('is carried, or written off where the terms say so, even if nothing is paid then', () => {
    expect(calculated(base, { matured: -500 })).toMatchObject({ _tag: 'deferred', reason: 'negative-balance' });
    expect(calculated({ ...base, negative: 'write-off' }, { matured: -500 })).toMatchObject({
      _tag: 'deferred',
      reason: 'below-minimum',
      matured: cents(-500),
      writeOff: cents(500),
      gross: cents(0),
    });
  });
});

describe('withholding', () => {
  const withholding = [
    { status: 'none', rate: '0.30', from: '2017-01-01' },
    { status: 'none', rate: '0.28', from: '2017-06-05' },
    { status: 'treaty', rate: '0', from: '2017-01-01' },
  ];

  it('of 30 % leaves 700 of 1,000; the rate is that of the date', () => {
    const on = (date: string, status: string) =>
      numbersOf(calculated({ ...base, withholding }, { matured: 1000_00, date, status }));
    expect(on('2017-06-04', 'none')).toMatchObject({ withheld: 300_00, net: 700_00 });
    expect(on('2017-06-05', 'none')).toMatchObject({ withheld: 280_00, net: 720_00 });
    expect(on('2017-06-05', 'treaty')).toMatchObject({ withheld: 0, net: 1000_00 });
    expect(on('2016-12-31', 'none')).toMatchObject({ withheld: 0, net: 1000_00 });
    expect(on('2017-06-05', 'other')).toMatchObject({ withheld: 0, net: 1000_00 });
  });

  it('cites the entry of the terms', () => {
    const payout = calculated({ ...base, withholding }, { matured: 1000_00 });
    expect(payout._tag === 'paid' && payout.charges).toMatchObject([
      { kind: 'withholding', id: 'none', path: '/payout/withholding/1', bornBy: 'partner' },
    ]);
  });
});

describe('fees', () => {
  const fee = { id: 'wire', title: { en: 'Wire' }, bornBy: 'partner' } as const;
  const fees = [{ ...fee, rate: '0.03', fixed: '25.00', waivedFrom: '5000.00' }];
  const kept = (terms: Partial<PayoutTerms>, matured: number) => {
    const { fees: all, net } = numbersOf(calculated({ ...base, ...terms }, { matured }));
    return [all, net];
  };

  it('are a share and a fixed amount, and waived for large payouts', () => {
    expect(kept({ fees }, 1000_00)).toEqual([55_00, 945_00]);
    expect(kept({ fees }, 4999_99)).toEqual([175_00, 4824_99]);
    expect(kept({ fees }, 5000_00)).toEqual([0, 5000_00]);
  });

  it('take no more than is left, in their order', () => {
    const two = [
      { ...fee, fixed: '8.00' },
      { ...fee, id: 'second', fixed: '8.00' },
    ];
    expect(kept({ fees: two }, 10_00)).toEqual([10_00, 0]);
    const payout = calculated({ ...base, fees: two }, { matured: 10_00 });
    expect(payout._tag === 'paid' && payout.charges.map(({ amount }) => format(amount))).toEqual(['8.00', '2.00']);
  });

  it('that the program bears are recorded and not kept back', () => {
    const payout = calculated({ ...base, fees: [{ ...fee, fixed: '25.00', bornBy: 'program' }] }, { matured: 10_00 });
    expect(payout).toMatchObject({
      fees: cents(0),
      net: cents(10_00),
      charges: [{ amount: cents(25_00), bornBy: 'program' }],
    });
  });
});

it('terms that were never validated throw', () => {
  expect(() => calculated({ ...base, minimum: 'a lot' }, { matured: 1 })).toThrow(RangeError);
});
