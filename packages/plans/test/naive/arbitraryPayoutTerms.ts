import * as fc from 'fast-check';
import type { PayoutTerms } from '../../src/document/planDocument.ts';
import type { Vocabulary } from './arbitraryPay.ts';

/** When and how it is paid out, with and without draws, taxes and fees. */
export const payoutTerms = (money: Vocabulary['money']): fc.Arbitrary<PayoutTerms> => {
  const amount = fc.integer({ min: 1, max: 150 }).map(money);
  const rate = fc.constantFrom('0.3', '0.125', '0.07');
  const days = fc.oneof(
    fc.constantFrom(1, 5, 28).map((day) => ({ day })),
    fc.constant({ day: 1, months: [2, 4, 6] }),
    fc.constant({ days: [1, 15] }),
    fc.constantFrom('monday' as const, 'friday' as const, 'sunday' as const).map((weekday) => ({ weekday })),
  );
  const taxes = fc
    .array(
      fc.record({ status: fc.constantFrom('none', 'w9'), rate, from: fc.constantFrom('2016-01-01', '2017-03-01') }),
      { minLength: 1, maxLength: 3 },
    )
    .map((list) =>
      list.filter(
        ({ status, from }, place) =>
          list.findIndex((other) => other.status === status && other.from === from) === place,
      ),
    );
  const draw = fc.record(
    {
      amount,
      kind: fc.constantFrom('recoverable' as const, 'non-recoverable' as const, 'forgiven' as const),
      from: fc.constantFrom('2017-01-01', '2017-03-01'),
      until: fc.constantFrom('2017-03-15', '2017-06-01'),
      recovery: fc.constantFrom('0.5', '0.3333'),
    },
    { requiredKeys: ['amount', 'kind', 'from', 'until'] },
  );
  const fee = fc.record(
    { rate, fixed: amount, waivedFrom: amount, bornBy: fc.constantFrom('partner' as const, 'program' as const) },
    { requiredKeys: ['rate', 'bornBy'] },
  );
  const fees = fc
    .array(fee, { minLength: 1, maxLength: 2 })
    .map((list) => list.map((each, place) => ({ id: `f${place}`, title: { en: 'Fee' }, ...each })));
  return fc
    .tuple(
      days,
      fc.record(
        {
          convention: fc.constantFrom(
            'none' as const,
            'following' as const,
            'modified-following' as const,
            'preceding' as const,
          ),
          cutOff: fc.constantFrom<PayoutTerms['cutOff'][]>('start-of-month', { daysBefore: 0 }, { daysBefore: 10 }),
          minimum: fc.integer({ min: 0, max: 60 }).map(money),
          negative: fc.constantFrom('carry' as const, 'write-off' as const),
          draw,
          withholding: taxes,
          vat: taxes,
          fees,
        },
        { requiredKeys: ['convention', 'cutOff', 'minimum'] },
      ),
    )
    .map(([when, { minimum, ...terms }]) => ({
      ...when,
      ...terms,
      // A draw is at least what is paid out at all.
      minimum: terms.draw !== undefined && Number(terms.draw.amount) < Number(minimum) ? terms.draw.amount : minimum,
    }));
};
