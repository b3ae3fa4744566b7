import type { PayoutTerms } from '@commission-ledger/plans';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type NaiveObstacles, type NaiveTerms, naivePayouts } from './naivePayouts.ts';
import { type Asked, dollars, payingAccount, shown, termsOf } from './payingAccount.ts';

const monthOf = (month: number): string => `2026-${String(month).padStart(2, '0')}`;
const euros = (cents: bigint): string => `0.${String(cents).padStart(2, '0')}`;
const small = (least: bigint, most: bigint): fc.Arbitrary<bigint> => fc.bigInt({ min: least, max: most });

const terms: fc.Arbitrary<NaiveTerms> = fc.record({
  minimum: fc.constantFrom(0n, 4n),
  writesOff: fc.boolean(),
  draw: fc.option(
    fc.record({
      amount: small(1n, 9n),
      kind: fc.constantFrom('recoverable', 'non-recoverable', 'forgiven', 'forgiven'),
      from: fc.constantFrom(1, 1, 3),
      until: fc.constantFrom(undefined, 2, 3, 4, 6),
      recovery: fc.constantFrom(1n, 1n, 2n),
    }),
    { nil: undefined },
  ),
  withheld: fc.constantFrom(undefined, undefined, 3n, 10n),
  fee: fc.option(fc.record({ fixed: small(1n, 3n), waivedFrom: small(2n, 12n) }), { nil: undefined }),
});

const inEuros = ({ minimum, writesOff, draw, withheld, fee }: NaiveTerms): PayoutTerms =>
  termsOf({
    minimum: euros(minimum),
    ...(writesOff ? { negative: 'write-off' } : {}),
    ...(draw === undefined ? {} : { draw: drawInEuros(draw) }),
    ...(withheld === undefined
      ? {}
      : { withholding: [{ status: 'none', rate: withheld === 10n ? '1' : `0.${withheld}`, from: '2026-01-01' }] }),
    ...(fee === undefined ? {} : { fees: [feeInEuros(fee)] }),
  });

const drawInEuros = ({ amount, kind, from, until, recovery }: NonNullable<NaiveTerms['draw']>) => ({
  amount: euros(amount),
  kind,
  from: `${monthOf(from)}-01`,
  ...(until === undefined ? {} : { until: `${monthOf(until)}-28` }),
  ...(recovery === 1n ? {} : { recovery: '0.5' }),
});

const feeInEuros = ({ fixed, waivedFrom }: NonNullable<NaiveTerms['fee']>) => ({
  id: 'transfer',
  title: { en: 'Transfer' },
  fixed: euros(fixed),
  waivedFrom: euros(waivedFrom),
  bornBy: 'partner',
});

const rarely = fc.constantFrom(false, false, false, false, false, false, true);

const obstacles: fc.Arbitrary<NaiveObstacles> = fc.record({
  suspended: rarely,
  destination: rarely.map((missing) => !missing),
  coolingOff: rarely,
  rate: fc.constantFrom(undefined, undefined, null, 1n, 50n, 107n, 150n, 250n),
});

const askedWith = ({ suspended, destination, coolingOff, rate }: NaiveObstacles): Partial<Asked> => ({
  suspended,
  destination: destination ? 'bank-1' : null,
  ...(coolingOff ? { coolOffUntil: '2026-12-31' } : {}),
  ...(rate === undefined ? {} : { converts: dollars(rate === null ? undefined : hundredths(rate)) }),
});

const hundredths = (count: bigint): string => `${count / 100n}.${String(count % 100n).padStart(2, '0')}`;

/** What happens next; `choice` picks among the accruals or payouts there are. */
const step = fc.record({
  what: fc.oneof(
    { weight: 6, arbitrary: fc.constant('pay' as const) },
    { weight: 6, arbitrary: fc.constantFrom('accrue' as const, 'adjust' as const) },
    { weight: 4, arbitrary: fc.constantFrom('takeBack' as const, 'rerating' as const, 'refund' as const) },
    { weight: 4, arbitrary: fc.constantFrom('fail' as const, 'settle' as const, 'hold' as const, 'release' as const) },
  ),
  minor: small(-5n, 15n),
  choice: fc.nat({ max: 7 }),
  obstacles,
});

describe('payouts of an account', () => {
  it('are what counting on one’s fingers gives, whatever the terms and whatever happens between them', () => {
    fc.assert(
      fc.property(terms, fc.array(step, { maxLength: 30, size: 'max' }), (given, steps) => {
        const account = payingAccount();
        const naive = naivePayouts();
        const accruals: string[] = [];
        const reratings = new Map<string, readonly string[]>();
        const flying = new Map<string, number>();
        let month = 1;
        for (const [index, { what, minor, choice, obstacles: between }] of steps.entries()) {
          const id = `e${index}`;
          const matures = Math.max(1, month - (choice % 2));
          const accrual = accruals[choice % accruals.length];
          const [payout] = [...flying.keys()].slice(choice % (flying.size || 1));
          if (what === 'pay' && month < 8) {
            const events = account.pay({ month: monthOf(month), terms: inEuros(given), ...askedWith(between) });
            expect(shown(events)).toBe(naive.pay(month, given, between));
            for (const { type, data } of events) if (type === 'PayoutIssued') flying.set(data.payout, month);
            month += 1;
          } else if (what === 'accrue' || what === 'adjust') {
            account[what](id, minor, `${monthOf(matures)}-15`);
            naive.post(what, id, minor, matures, what === 'accrue' ? id : undefined);
            if (what === 'accrue') accruals.push(id);
          } else if (what === 'takeBack' && accrual !== undefined) {
            // Also of what a re-rating gave.
            const [from = accrual] = (reratings.get(accrual) ?? []).slice(choice % 2);
            account.takeBack(id, from, minor, `${monthOf(matures)}-15`);
            naive.post(what, id, -minor, matures, accrual);
          } else if ((what === 'rerating' || what === 'refund') && accrual !== undefined) {
            account.trueUp(what, id, accrual, minor, `${monthOf(matures)}-15`);
            naive.post(what, id, minor, matures, accrual);
            if (what === 'rerating') reratings.set(accrual, [...(reratings.get(accrual) ?? []), id]);
          } else if ((what === 'hold' || what === 'release') && accrual !== undefined) {
            account[what](accrual);
            naive.hold(accrual, what === 'hold');
          } else if ((what === 'fail' || what === 'settle') && payout !== undefined) {
            account.end(what === 'fail' ? 'PayoutFailed' : 'PayoutSettled', payout);
            naive[what === 'fail' ? 'giveBack' : 'arrive'](flying.get(payout) ?? 0);
            flying.delete(payout);
          }
          const open = [...account.state.open.values()].map(({ amount }) => amount.minor);
          expect(sorted(open)).toEqual(sorted(naive.open()));
          expect(account.state.drawDebt?.minor ?? 0n).toBe(naive.debt());
        }
      }),
      { numRuns: 400 },
    );
  });

  it('have lines that add up to the gross, each in one live payout, and a net that the charges lead to', () => {
    fc.assert(
      fc.property(terms, fc.array(small(-9n, 12n), { minLength: 1, maxLength: 6 }), (given, amounts) => {
        const account = payingAccount();
        const paid: string[] = [];
        for (const [index, minor] of amounts.entries()) {
          account.adjust(`e${index}`, minor, `${monthOf(index + 1)}-15`);
          const events = account.pay({ month: monthOf(index + 2), terms: inEuros(given) });
          for (const event of events) {
            if (event.type !== 'PayoutIssued') continue;
            const { lines, amount, charges = [], net = amount } = event.data;
            expect(lines.reduce((sum, line) => sum + line.amount.minor, 0n)).toBe(amount.minor);
            const kept = charges.filter(({ bornBy }) => bornBy === 'partner');
            expect(net.minor + kept.reduce((sum, charge) => sum + charge.amount.minor, 0n)).toBe(amount.minor);
            expect(net.minor >= 0n).toBe(true);
            paid.push(...lines.map(({ kind, entry }) => `${kind}/${entry}`));
          }
        }
        expect(new Set(paid).size).toBe(paid.length);
      }),
    );
  });
});

const sorted = (amounts: readonly bigint[]): readonly bigint[] =>
  amounts.toSorted((a, b) => (a < b ? -1 : Number(a > b)));
