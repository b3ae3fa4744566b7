import { addDays, instant, timeZone, type LocalDate } from '@commission-ledger/calendar';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attributionOf, type AttributionTerms, type Touch } from '../../src/index.ts';
import { day, right } from '../someFacts.ts';

const won = day('2017-06-30');
const before = (days: number): LocalDate => addDays(won, -days);

const touch = (id: string, days: number, kind: Touch['kind'] = 'click', partner = id.slice(0, 1)): Touch => ({
  id,
  partner,
  at: before(days),
  kind,
});

const models = ['first-touch', 'last-touch', 'first-registration'] as const;

const someTouches: fc.Arbitrary<readonly Touch[]> = fc.uniqueArray(
  fc
    .tuple(
      fc.constantFrom('a', 'b', 'c'),
      fc.integer({ min: 0, max: 9 }),
      fc.integer({ min: -2, max: 12 }),
      fc.constantFrom('click' as const, 'registration' as const),
    )
    .map(([partner, id, days, kind]) => touch(`${partner}${id}`, days, kind)),
  { selector: ({ id }) => id, maxLength: 8 },
);
const someTerms: fc.Arbitrary<AttributionTerms> = fc.record({
  model: fc.constantFrom(...models),
  days: fc.integer({ min: 0, max: 6 }),
});

const credited = (terms: AttributionTerms, ...touches: readonly Touch[]): string => {
  const found = attributionOf(terms, touches, won);
  return found._tag === 'credited' ? found.touch.id : found.reason;
};

describe('the first and the last touch', () => {
  const first = { model: 'first-touch', days: 90 } as const;
  const last = { model: 'last-touch', days: 90 } as const;

  it('are taken within the days before the win, the last of them included', () => {
    expect(credited(first, touch('a1', 91), touch('b1', 90), touch('c1', 10))).toBe('b1');
    expect(credited(last, touch('a1', 90), touch('b1', 0), touch('c1', -1))).toBe('b1');
    expect(credited(last, touch('a1', 91), touch('b1', -1))).toBe('none-in-time');
    expect(credited(last)).toBe('no-touches');
  });

  it('begin anew with another click', () => {
    expect(credited(last, touch('a1', 100), touch('a2', 80))).toBe('a2');
    expect(credited(first, touch('a1', 100), touch('a2', 80))).toBe('a2');
  });

  it('are those that a search through all finds', () => {
    fc.assert(
      fc.property(someTerms, someTouches, (terms, touches) => {
        fc.pre(terms.model !== 'first-registration');
        const inTime = touches.filter(({ at }) => at <= won && at >= before(terms.days));
        const at = inTime.map((one) => one.at).toSorted();
        const wanted = terms.model === 'first-touch' ? at[0] : at.at(-1);
        const [best] = inTime.filter((one) => one.at === wanted).toSorted((a, b) => (a.id < b.id ? -1 : 1));
        const found = attributionOf(terms, touches, won);
        expect(found._tag === 'credited' ? found.touch : undefined).toEqual(best);
      }),
    );
  });
});

describe('the first registration', () => {
  const terms = { model: 'first-registration', days: 90 } as const;

  it('locks the customer for others, to the last day', () => {
    expect(credited(terms, touch('a1', 90, 'registration'), touch('b1', 0, 'registration'))).toBe('a1');
    expect(credited(terms, touch('a1', 91, 'registration'), touch('b1', 0, 'registration'))).toBe('b1');
    expect(credited(terms, touch('a1', 100, 'registration'), touch('b1', 10, 'registration'))).toBe('lock-expired');
    expect(credited(terms, touch('a1', 101, 'registration'), touch('b1', 10, 'registration'))).toBe('b1');
  });

  it('is not made longer by registering again', () => {
    expect(credited(terms, touch('a1', 120, 'registration'), touch('a2', 60, 'registration'))).toBe('lock-expired');
  });

  it('is no click', () => {
    expect(credited(terms, touch('a1', 5), touch('b1', -1, 'registration'))).toBe('no-registration');
    expect(attributionOf(terms, [touch('a1', 5), touch('b1', -1, 'registration')], won).rejected).toMatchObject([
      { why: 'not-a-registration' },
      { why: 'after-the-win' },
    ]);
  });

  it('keeps its lock in every history: nobody else is credited while it lasts', () => {
    fc.assert(
      fc.property(someTouches, fc.integer({ min: 0, max: 6 }), (touches, days) => {
        const found = attributionOf({ model: 'first-registration', days }, touches, won);
        const registrations = touches.filter(({ kind, at }) => kind === 'registration' && at <= won);
        const [first] = registrations.toSorted((a, b) => (`${a.at}${a.id}` < `${b.at}${b.id}` ? -1 : 1));
        if (first !== undefined && first.at >= before(days)) {
          expect(found).toMatchObject({ _tag: 'credited', touch: first });
        }
        if (found._tag === 'credited')
          expect(found.touch.kind === 'registration' && found.touch.at >= before(days)).toBe(true);
      }),
    );
  });
});

describe('attribution', () => {
  it('does not depend on the order in which touches are told', () => {
    fc.assert(
      fc.property(
        someTerms,
        someTouches.chain((touches) =>
          fc.tuple(fc.constant(touches), fc.shuffledSubarray([...touches], { minLength: touches.length })),
        ),
        (terms, [touches, shuffled]) => {
          expect(attributionOf(terms, shuffled, won)).toEqual(attributionOf(terms, touches, won));
        },
      ),
    );
  });

  it('answers for every touch: it is credited, or it says why not', () => {
    fc.assert(
      fc.property(someTerms, someTouches, (terms, touches) => {
        const found = attributionOf(terms, touches, won);
        const answered = [
          ...found.rejected.map((rejected) => rejected.touch.id),
          ...(found._tag === 'credited' ? [found.touch.id] : []),
        ];
        expect(answered.toSorted()).toEqual(touches.map(({ id }) => id).toSorted());
      }),
    );
  });

  it('gives the smaller id of two touches at the same moment', () => {
    for (const model of models) {
      const twins = [touch('b1', 3, 'registration'), touch('a1', 3, 'registration')];
      expect(credited({ model, days: 5 }, ...twins)).toBe('a1');
    }
  });

  it('reckons the day of a moment in the zone it is given', () => {
    const late: Touch = { id: 'a1', partner: 'a', at: right(instant('2017-06-30T23:30:00Z')), kind: 'click' };
    const terms = { model: 'last-touch', days: 5 } as const;
    expect(attributionOf(terms, [late], won)._tag).toBe('credited');
    expect(attributionOf(terms, [late], won, right(timeZone('Europe/Paris')))).toMatchObject({
      _tag: 'nobody',
      rejected: [{ why: 'after-the-win' }],
    });
  });
});
