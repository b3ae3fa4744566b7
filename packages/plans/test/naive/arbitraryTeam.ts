import * as fc from 'fast-check';
import type { Beneficiary, Rule } from '../../src/document/planDocument.ts';
import { shareLists } from './arbitraryHold.ts';
import { arbitraryPay, condition, type Vocabulary } from './arbitraryPay.ts';

/** Two rules that share one commission, the partner's and another's. */
export const sharedClauses = (money: Vocabulary['money']): fc.Arbitrary<readonly Rule[]> => {
  const words: Vocabulary = {
    rule: 's1',
    moneys: ['payment', 'net'],
    quantities: ['count', 'units'],
    moneyCounters: [],
    quantityCounters: [],
    money,
  };
  return fc
    .record(
      {
        pay: arbitraryPay(words, { counters: false, depth: 1 }),
        when: condition(words, { counters: false }),
        shares: fc.constantFrom(...shareLists),
        other: fc.constantFrom<Beneficiary[]>('overlay-se', 'upline'),
        overlay: fc.constant(true as const),
      },
      { requiredKeys: ['pay', 'shares', 'other'] },
    )
    .map(({ pay, when, shares, other, overlay }) =>
      ['s1', 's2'].map((id, place): Rule => ({
        id,
        clause: `9.${place + 1}`,
        title: { en: `Rule ${id}` },
        earnedOn: 'payment',
        beneficiary: place === 0 ? 'referrer' : other,
        ...(when === undefined ? {} : { when }),
        pay,
        split: { group: 'team', place: place + 1, shares, ...(overlay === undefined ? {} : { overlay }) },
      })),
    );
};
