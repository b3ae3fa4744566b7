import type { ExampleStep, ExpectedPayout, PlanDocument, Rule, WorkedExample } from '@commission-ledger/plans';

/** An example with one expectation changed, and what was changed. */
export type WrongExample = Readonly<{ change: string; example: WorkedExample }>;

/**
 * Every example of the plan with each of its expected amounts changed by the smallest unit of the currency, with each rule
 * that gives nothing expected to give that much, and with each reason of a deferral changed for another.
 */
export const wrongExamples = (plan: PlanDocument): readonly WrongExample[] =>
  plan.examples.flatMap((example, index): readonly WrongExample[] => {
    const at = `example ${index}`;
    if ('given' in example) {
      const earnedOn = example.given.payment === undefined ? 'win' : 'payment';
      const rules = plan.rules.filter((rule) => rule.earnedOn === earnedOn);
      return wrongAmounts(example.expect, rules, plan).map(({ change, expect }) => ({
        change: `${at}: ${change}`,
        example: { ...example, expect },
      }));
    }
    return example.steps.flatMap((step, place) =>
      wrongSteps(step, plan).map(({ change, step: wrong }) => ({
        change: `${at}, step ${place}: ${change}`,
        example: { ...example, steps: example.steps.with(place, wrong) },
      })),
    );
  });

type WrongStep = Readonly<{ change: string; step: ExampleStep }>;

const wrongSteps = (step: ExampleStep, plan: PlanDocument): readonly WrongStep[] => {
  if ('payout' in step) {
    return wrongPayouts(step.expect, plan).map(({ change, expect }) => ({ change, step: { ...step, expect } }));
  }
  const isWin = 'win' in step;
  const rules = isWin ? plan.rules.filter(({ earnedOn }) => earnedOn === 'win') : plan.rules;
  return wrongAmounts(step.expect, rules, plan).map(({ change, expect }) => ({ change, step: { ...step, expect } }));
};

type Amounts = Readonly<Record<string, string>>;

const wrongAmounts = (
  expected: Amounts,
  rules: readonly Rule[],
  plan: PlanDocument,
): readonly Readonly<{ change: string; expect: Amounts }>[] =>
  rules.map(({ id }) => ({ change: id, expect: { ...expected, [id]: oneMore(expected[id] ?? '0', plan) } }));

const amounts = [
  'matured',
  'advanced',
  'recovered',
  'debt',
  'gross',
  'withheld',
  'vat',
  'fees',
  'net',
  'carried',
] as const;

const wrongPayouts = (
  expected: ExpectedPayout,
  plan: PlanDocument,
): readonly Readonly<{ change: string; expect: ExpectedPayout }>[] => {
  const wrong: readonly Readonly<{ change: string; expect: ExpectedPayout }>[] = amounts.flatMap((field) => {
    const amount = expected[field];
    return amount === undefined ? [] : [{ change: field, expect: { ...expected, [field]: oneMore(amount, plan) } }];
  });
  if (expected.deferred === undefined) return wrong;
  const deferred = expected.deferred === 'below-minimum' ? 'negative-balance' : 'below-minimum';
  return [...wrong, { change: 'deferred', expect: { ...expected, deferred } }];
};

/** The amount and one smallest unit: plans write it with as many decimals as their minimum. */
const oneMore = (amount: string, { payout: { minimum } }: PlanDocument): string => {
  const decimals = minimum.split('.')[1]?.length ?? 0;
  const [whole = '', fraction = ''] = amount.split('.');
  const units = BigInt(`${whole}${fraction.padEnd(decimals, '0')}`) + 1n;
  const digits = `${units < 0n ? -units : units}`.padStart(decimals + 1, '0');
  const point = digits.length - decimals;
  const text = decimals === 0 ? digits : `${digits.slice(0, point)}.${digits.slice(point)}`;
  return units < 0n ? `-${text}` : text;
};
