import * as fc from 'fast-check';
import type { Beneficiary, Counter, Pay, Rule } from '../../src/document/planDocument.ts';
import { installments, hold } from './arbitraryHold.ts';
import { condition, limitedPay, type Vocabulary } from './arbitraryPay.ts';

/** The place of a rule: whose it is, and what earns it. */
export type Slot = Readonly<{ id: string; beneficiary: Beneficiary; earnedOn: 'win' | 'payment' }>;

/** What can be counted, by what moves it. */
const countable = {
  payment: { money: ['payment', 'net', 'thin', 'part'], quantity: ['count', 'units', 'third'] },
  win: { money: ['deal', 'margin'], quantity: ['count', 'seats'] },
} as const;

const windows = ['day', 'week', 'month', 'quarter', 'year', 'ever'] as const;

type Kind = 'money' | 'quantity';

/** Two counters for each beneficiary, cause and kind, of which those that are read stay. */
const counterOf = (
  { beneficiary, earnedOn }: Slot,
  kind: Kind,
  words: Vocabulary,
): fc.Arbitrary<Counter & Readonly<{ measure: string }>> =>
  fc
    .record(
      {
        measure: fc.constantFrom<string[]>(...countable[earnedOn][kind]),
        window: fc.constantFrom(...windows),
        per: fc.constantFrom<NonNullable<Counter['per']>>('deal', { attribute: 'customer' }),
        where: condition(words, { counters: false }),
        refunds: fc.constantFrom('lower', 'whole', 'keep'),
      },
      { requiredKeys: ['measure', 'window'] },
    )
    .map(({ measure, window, refunds, ...rest }) => {
      const policy =
        kind === 'money' || (measure !== 'count' && refunds === 'lower')
          ? refunds
          : refunds === 'whole'
            ? 'whole'
            : 'keep';
      return {
        id: `${kind}-${earnedOn}-${beneficiary}-${window}`,
        measure,
        window,
        ...rest,
        on: earnedOn,
        ...(beneficiary === 'referrer' ? {} : { of: beneficiary }),
        ...(policy === undefined ? {} : { refunds: policy }),
      };
    });

/** A rule, with every counter it may read. */
export type Clause = Readonly<{ rule: Rule; counters: readonly Counter[] }>;

const moneyByCause = {
  payment: ['payment', 'deal', 'net', 'thin', 'part', 'margin'],
  win: ['deal', 'margin'],
} as const;
const quantitiesByCause = {
  payment: ['count', 'units', 'third', 'seats', 'age', 'wait', 'since'],
  win: ['count', 'seats', 'wait'],
} as const;

const ofOneBeneficiary = ({ beneficiary }: Slot): Readonly<{ of?: Beneficiary }> =>
  beneficiary === 'referrer' ? {} : { of: beneficiary };

/** The second rule also looks at what the first has earned. */
const earnedWith = (id: string): readonly string[] => (id === 'r2' ? ['r1', 'r2'] : [id]);

/** Counters of one slab all follow refunds, or all keep what was refunded. */
const asFollowing = ({ refunds }: Pick<Counter, 'refunds'>): Pick<Counter, 'refunds'> =>
  refunds === undefined ? {} : { refunds: refunds === 'keep' ? 'keep' : 'lower' };

const slabCounterOf = (pay: Pay, counters: readonly Counter[]): Counter | undefined =>
  'slab' in pay ? counters.find(({ id }) => id === pay.slab.counter) : undefined;

/** A rule with the counters that it may read; commission of others is read by `r2` (of `r1`), `r5` and `r7`. */
export const clauseOf = (slot: Slot, money: Vocabulary['money']): fc.Arbitrary<Clause> => {
  const { id, beneficiary, earnedOn } = slot;
  const commission = ['r2', 'r5', 'r7'].includes(id) ? [`commission-${id}`, `rest-${id}`] : [];
  const bare: Vocabulary = {
    rule: id,
    moneys: [...moneyByCause[earnedOn]],
    quantities: [...quantitiesByCause[earnedOn]],
    moneyCounters: [],
    quantityCounters: [],
    money,
  };
  const paid: Counter = {
    id: `paid-${beneficiary}-ever`,
    measure: 'payment',
    window: 'ever',
    per: 'deal',
    on: 'payment',
    ...ofOneBeneficiary(slot),
  };
  return fc
    .tuple(counterOf(slot, 'money', bare), counterOf(slot, 'quantity', bare))
    .map((counters) => counters.map((counter) => ({ ...counter, id: `${counter.id}-${id}` })))
    .chain((counters) => {
      const [moneyCounter, quantityCounter] = counters;
      const words: Vocabulary = {
        ...bare,
        moneys: [...bare.moneys, ...commission],
        moneyCounters: moneyCounter === undefined ? [] : [[moneyCounter.id, moneyCounter.measure]],
        quantityCounters: quantityCounter === undefined ? [] : [[quantityCounter.id, quantityCounter.measure]],
        commissionCounters: [`earned-${id}`],
        ...(earnedOn === 'payment' ? { collectedCounter: paid.id } : {}),
      };
      const ownWindow = fc.record(
        {
          window: fc.constantFrom(...windows),
          per: fc.constantFrom<NonNullable<Counter['per']>>('deal', { attribute: 'customer' }),
        },
        { requiredKeys: ['window'] },
      );
      return fc
        .record(
          {
            pay: limitedPay(words),
            when: condition(words, { counters: true }),
            hold,
            installments,
            refunds: fc.constantFrom('refunded-share', 'keep', 'true-up'),
            ownWindow,
            earnedRefunds: fc.constantFrom('lower' as const, 'keep' as const),
            excessRefunds: fc.constantFrom('lower' as const, 'keep' as const),
          },
          { requiredKeys: ['pay', 'ownWindow', 'earnedRefunds'] },
        )
        .map(({ pay, ownWindow: own, refunds, earnedRefunds, excessRefunds, ...rest }): Clause => {
          const policy = refunds === 'true-up' && !('slab' in pay) ? 'refunded-share' : refunds;
          const { installments: parts, hold: onHold, when } = rest;
          const along = policy === 'true-up' ? slabCounterOf(pay, counters) : undefined;
          const met = along === undefined ? when : along.where;
          const rule: Rule = {
            id,
            clause: id.slice(1),
            title: { en: `Rule ${id}` },
            earnedOn,
            beneficiary,
            pay,
            ...(met === undefined ? {} : { when: met }),
            ...(parts === undefined ? (onHold === undefined ? {} : { hold: onHold }) : { installments: parts }),
            ...(policy === undefined ? {} : { refunds: policy }),
          };
          const commissionCounter = (
            name: string,
            measure: Counter['measure'],
            place: Pick<Counter, 'window' | 'per'>,
          ): Counter => ({
            id: name,
            measure,
            window: place.window,
            ...(place.per === undefined ? {} : { per: place.per }),
            ...(typeof measure === 'object' && 'unlimited' in measure ? { refunds: 'keep' as const } : {}),
            ...ofOneBeneficiary(slot),
          });
          return {
            rule,
            counters: [
              ...counters,
              paid,
              ...counters.map((counter) => ({
                ...commissionCounter(`already-${id}-${counter.id}`, { earned: earnedWith(id) }, counter),
                ...asFollowing(counter),
              })),
              ...counters.map(({ refunds: policyOfOther, ...counter }): Counter => ({
                ...counter,
                id: `total-${id}-${counter.id}`,
                measure: earnedOn === 'payment' ? 'net' : 'margin',
                ...asFollowing(policyOfOther === undefined ? {} : { refunds: policyOfOther }),
              })),
              {
                ...commissionCounter(`earned-${id}`, { earned: earnedWith(id) }, own),
                refunds: earnedRefunds,
              },
              {
                ...commissionCounter(`excess-${id}`, { excess: id }, { ...own, window: 'ever' }),
                ...(policy === 'keep'
                  ? { refunds: 'keep' as const }
                  : excessRefunds === undefined
                    ? {}
                    : { refunds: excessRefunds }),
              },
              commissionCounter(`unlimited-${id}`, { unlimited: id }, own),
            ],
          };
        });
    });
};
