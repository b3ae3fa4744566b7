import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parameterProblems, validatePlan, type RateJson } from '../../src/index.ts';
import { edited } from './edited.ts';
import { wholePlan } from './wholePlan.ts';

const problemsOf = (overrides: Readonly<Record<string, RateJson>>): readonly string[] =>
  parameterProblems(wholePlan, overrides).map(({ path, code }) => `${path} ${code}`);

describe('the numbers that an enrolment sets', () => {
  it.each<readonly [string, Readonly<Record<string, RateJson>>, readonly string[]]>([
    ['nothing at all', {}, []],
    ['a quota and a rate', { quota: '2000.00', share: { num: '1', den: '7' } }, []],
    ['a number that the plan does not name', { target: '1' }, ['/target unknown-parameter']],
    ['a number with an inherited name', { constructor: '1' }, ['/constructor unknown-parameter']],
    ['an amount of half a cent', { quota: '1.005' }, ['/quota bad-amount']],
    ['a negative amount', { quota: '-1' }, ['/quota bad-amount']],
    ['an amount as a fraction', { quota: { num: '1', den: '3' } }, ['/quota wrong-kind']],
    ['a rate in percent', { share: '10%' }, ['/share bad-rate']],
    ['a rate above 100 %, which the plan does not mean', { share: '10' }, ['/share rate-above-100']],
    ['a quota on the edge before', { quota: '500.00' }, ['/quota bands-unsorted']],
    ['a quota below the edge before', { quota: '400.01' }, ['/quota bands-unsorted']],
    ['a quota of nothing', { quota: '0' }, ['/quota bands-unsorted', '/quota bands-unsorted']],
    ['two at once, of which one is at fault', { quota: '500.00', share: '0.2' }, [' bands-unsorted']],
  ])('%s', (_name, overrides, expected) => {
    expect(problemsOf(overrides)).toEqual(expected);
  });

  it('are told in sentences that name them and the clause', () => {
    expect(parameterProblems(wholePlan, { quota: '500.00' })[0]?.message).toBe(
      'With quota set like this, the plan fails at /rules/0/pay/marginal/bands/1/below: The band ends before it begins: each edge must be larger than the one before.',
    );
  });

  it('are fine exactly when the plan with these numbers would be', () => {
    const cents = fc.integer({ min: 49_900, max: 50_100 }).map((n) => (n / 100).toFixed(2));
    fc.assert(
      fc.property(cents, fc.constantFrom('0', '0.5', '1', '1.01'), (quota, share) => {
        const plan = edited(
          wholePlan,
          ['/parameters/quota/amount', quota],
          ['/parameters/share/rate', share],
          ['/examples/1/parameters', undefined],
        );
        expect(problemsOf({ quota, share }).length === 0).toBe(validatePlan(plan).length === 0);
      }),
    );
  });
});
