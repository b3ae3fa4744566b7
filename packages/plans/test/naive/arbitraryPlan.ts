import * as fc from 'fast-check';
import { validatePlan } from '../../src/index.ts';
import type { CancellationTerms, MeasureDefinition, Parameter, PlanDocument } from '../../src/document/planDocument.ts';
import { clauseOf, type Slot } from './arbitraryClause.ts';
import { hold } from './arbitraryHold.ts';
import { amountTerm, parameterNames } from './arbitraryPay.ts';
import { payoutTerms } from './arbitraryPayoutTerms.ts';
import { sharedClauses } from './arbitraryTeam.ts';

/** The rules a plan may have, in their order. Few and always the same ids, so that a failing plan shrinks well. */
const slots: readonly Slot[] = [
  { id: 'r1', beneficiary: 'referrer', earnedOn: 'payment' },
  { id: 'r2', beneficiary: 'referrer', earnedOn: 'payment' },
  { id: 'r3', beneficiary: 'referrer', earnedOn: 'win' },
  { id: 'r4', beneficiary: 'overlay-se', earnedOn: 'payment' },
  { id: 'r5', beneficiary: 'upline', earnedOn: 'payment' },
  { id: 'r6', beneficiary: 'upline', earnedOn: 'win' },
  { id: 'r7', beneficiary: 'upline-2', earnedOn: 'payment' },
];

const measures = (decimalsText: string): Readonly<Record<string, MeasureDefinition>> => ({
  tax: { amount: 'tax', of: 'payment', ifMissing: `0${decimalsText}` },
  net: { sum: ['payment'], less: ['tax'], notBelowZero: true },
  thin: { sum: ['payment'], less: ['tax', 'tax'] },
  part: { sum: ['thin'], share: '0.125' },
  cost: { amount: 'cost', of: 'deal', ifMissing: `1${decimalsText}` },
  margin: { sum: ['deal'], less: ['cost'] },
  units: { quantity: 'units', of: 'payment', ifMissing: '2' },
  third: { sum: ['units'], share: { num: '1', den: '3' } },
  seats: { quantity: 'seats', of: 'deal', ifMissing: '1.5' },
  age: { elapsed: 'months', since: 'win' },
  wait: { elapsed: 'days', since: 'lead' },
  since: { elapsed: 'months', since: 'first-payment' },
});

/** The same without a word for what is missing: the cause is refused. */
const strictMeasures: Readonly<Record<string, MeasureDefinition>> = {
  cost: { amount: 'cost', of: 'deal' },
  units: { quantity: 'units', of: 'payment' },
};

const namesIn = (json: unknown): ReadonlySet<string> => new Set(JSON.stringify(json).match(/[\w-]+/g) ?? []);

/** Only what is read, directly or by what is read. */
const pruned = (plan: PlanDocument): PlanDocument => {
  const rules = namesIn([plan.rules]);
  const counters = plan.counters.filter(({ id }) => rules.has(id));
  let names = namesIn([plan.rules, counters]);
  const all = Object.entries(plan.measures ?? {});
  for (let round = 0; round < 3; round += 1)
    names = new Set([
      ...names,
      ...namesIn(all.filter(([name]) => names.has(name)).map(([, definition]) => definition)),
    ]);
  const kept = <A>(record: Readonly<Record<string, A>>): Readonly<Record<string, A>> =>
    Object.fromEntries(Object.entries(record).filter(([name]) => names.has(name)));
  return {
    ...plan,
    counters,
    attributes: kept(plan.attributes),
    measures: kept(plan.measures ?? {}),
    parameters: kept(plan.parameters ?? {}),
  };
};

/** Minor units as a decimal. */
export const moneyIn =
  (decimals: number) =>
  (minor: number): string => {
    const digits = String(minor).padStart(decimals + 1, '0');
    return decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
  };

/** The commission is shared only where the plan may do so: without slabs and limits along what each partner got. */
const sharedSoundly = ({ sharing, ...plan }: PlanDocument): PlanDocument => {
  const shared = { ...plan, ...(sharing === undefined ? {} : { sharing }) };
  const isRefused = validatePlan(shared).some(({ code }) => code === 'counter-of-shares' || code === 'shared-twice');
  return isRefused ? plan : shared;
};

const planIn = (currency: string, decimals: number): fc.Arbitrary<PlanDocument> => {
  const money = moneyIn(decimals);
  const [first, ...others] = slots;
  const clauses = fc
    .tuple(
      first === undefined ? fc.constant(undefined) : clauseOf(first, money),
      ...others.map((slot) =>
        fc.oneof({ weight: 2, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: clauseOf(slot, money) }),
      ),
    )
    .map((list) => list.flatMap((clause) => clause ?? []));
  return fc
    .record(
      {
        clauses,
        shared: fc.option(sharedClauses(money), { nil: [], freq: 2 }),
        rounding: fc.constantFrom('half-even' as const, 'half-up' as const, 'down' as const, 'up' as const),
        hold,
        refunds: fc.record(
          { counters: fc.constantFrom('lower' as const, 'keep' as const), within: fc.constantFrom(0, 20, 60) },
          { requiredKeys: ['counters'] },
        ),
        cancellation: fc.record<CancellationTerms>({
          takeBack: fc.constantFrom('unserved', 'all'),
          term: fc.constantFrom(1, 3, 12),
          by: fc.constantFrom('months', 'days'),
        }),
        payout: payoutTerms(money),
        sharing: fc.constantFrom('base' as const, 'commission' as const, 'commission' as const, 'commission' as const),
        isStrict: fc.nat({ max: 5 }).map((n) => n === 0),
        fee: amountTerm({ money }).filter((term) => typeof term === 'string'),
      },
      { requiredKeys: ['clauses', 'shared', 'rounding', 'hold', 'refunds', 'payout', 'fee', 'isStrict'] },
    )
    .map(({ clauses: list, shared, rounding, fee, isStrict, ...rest }) => {
      const ids = list.map(({ rule }) => rule.id);
      const commissions: Readonly<Record<string, MeasureDefinition>> = {
        'commission-r2': { commission: ['r1'] },
        'commission-r5': { commission: ids.filter((id) => id === 'r1' || id === 'r2') },
        'commission-r7': { commission: ids.includes('r5') ? ['r5'] : [] },
        'rest-r2': { sum: ['payment'], less: ['commission-r2'], share: '0.3333', notBelowZero: true },
        'rest-r5': { sum: ['part'], less: ['commission-r5'] },
        'rest-r7': { sum: ['commission-r7'], share: '0.5' },
      };
      const rules = list.map(({ rule }) => rule).filter(({ id }) => ids.includes('r5') || id !== 'r7');
      const counters = list.flatMap((clause) => clause.counters);
      const parameters: Readonly<Record<string, Parameter>> = {
        [parameterNames.quota]: { amount: money(300) },
        [parameterNames.fee]: { amount: fee },
        [parameterNames.share]: { rate: '0.2' },
      };
      const { cancellation, ...terms } = rest;
      // No true-up follows a cancellation.
      const isTruedUp = rules.some(({ refunds }) => refunds === 'true-up');
      return sharedSoundly(
        pruned({
          schema: 'plan/1',
          plan: 'generated',
          version: 1,
          title: { en: 'Generated' },
          currency,
          effectiveFrom: '2016-01-01',
          selectedBy: 'win',
          rounding: { mode: rounding },
          ...terms,
          ...(cancellation === undefined || isTruedUp ? {} : { cancellation }),
          attributes: { product: isStrict ? {} : { ifMissing: 'a' }, customer: { ifMissing: 'c' } },
          measures: {
            ...measures(decimals === 0 ? '' : `.${'0'.repeat(decimals)}`),
            ...(isStrict ? strictMeasures : {}),
            ...commissions,
          },
          parameters,
          counters: counters.filter(({ id }, place) => counters.findIndex((other) => other.id === id) === place),
          rules: [...rules, ...shared],
          examples: [
            {
              title: { en: 'Nothing happens' },
              steps: [{ date: '2017-01-01', payout: {}, expect: { net: money(0) } }],
            },
          ],
        }),
      );
    });
};

/** Any plan of the language, with few names and tiny amounts, so that edges and ties are met often. */
export const arbitraryPlan: fc.Arbitrary<PlanDocument> = fc.oneof(
  { weight: 6, arbitrary: planIn('EUR', 2) },
  { weight: 1, arbitrary: planIn('JPY', 0) },
  { weight: 1, arbitrary: planIn('KWD', 3) },
);
