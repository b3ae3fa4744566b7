import type { PlanDocument, Rule } from '@commission-ledger/plans';
import type { Ledger } from '../src/index.ts';
import { flatPlan, newLedger, ok, settle } from './world.ts';

/** Who stands above whom in the tests of the plan language: `bob` and `cat` below `dan`, `dan` below `eve`. */
const partners = ['bob', 'cat', 'dan', 'eve', 'fay'] as const;

/** A rule that pays a share of each payment, with what is different about it. */
export const ruleOf = (id: string, change: Partial<Rule> = {}): Rule => ({
  id,
  clause: '1',
  title: { en: id },
  earnedOn: 'payment',
  beneficiary: 'referrer',
  pay: { percent: { of: 'payment', rate: '0.1' } },
  ...change,
});

/** A plan with these rules, in a quiet setting. */
export const planWith = (rules: readonly Rule[], change: Partial<PlanDocument> = {}): PlanDocument =>
  flatPlan('0.1', { rules: rules.map((rule, index) => ({ ...rule, clause: `1.${index + 1}` })), ...change });

/** A ledger with the plan, everybody in it, and the hierarchy from 1 January 2024 on. */
export const worldWith = async (
  plans: readonly PlanDocument[],
  program: object = {},
): Promise<ReturnType<typeof newLedger>> => {
  const world = newLedger();
  await settleWith(world.ledger, plans, program);
  return world;
};

/** The same on a ledger that is there. */
export const settleWith = async (
  ledger: Ledger,
  plans: readonly PlanDocument[],
  program: object = {},
): Promise<void> => {
  await settle(ledger, { plans, partners, program });
  const from = { program: 'acme', from: '2024-01-01', occurredAt: '2024-01-01T00:00:00Z' };
  for (const [partner, upline] of [
    ['bob', 'dan'],
    ['cat', 'dan'],
    ['dan', 'eve'],
  ] as const)
    await ok(ledger.assignUpline({ partner, upline, ...from }));
};
