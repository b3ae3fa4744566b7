import type { LocalDate } from '@commission-ledger/calendar';
import type { Node } from '@commission-ledger/calculation';
import type { Money } from '@commission-ledger/money';
import { type LocalizedText, type TierStanding, rate, stepsOf, tiersOf } from '@commission-ledger/plans';
import * as E from 'fp-ts/lib/Either.js';
import { countersIn } from '../account/counterNode.ts';
import type { RateCause } from '../account/rateCause.ts';
import type { Executor } from '../execution/executor.ts';
import type { LedgerFailure } from '../failure.ts';
import { accountSubject } from '../policy/policyCommand.ts';
import { reactTo } from '../policy/accrualPolicy.ts';
import { ratingFacts } from '../policy/ratingFacts.ts';
import type { Trigger } from '../policy/trigger.ts';
import { type SupposedDeal, paymentOn, recordDeal } from './supposedDeal.ts';

/** What one rule would give one partner, with its whole calculation. */
export type SupposedCommission = Readonly<{
  partner: string;
  earnedOn: 'win' | 'payment';
  plan: string;
  version: number;
  rule: string;
  clause: string;
  amount: Money;
  /** When each part of it would mature. */
  maturesOn: readonly LocalDate[];
  /** The calculation; its leaves are supposed facts, counters of the real account, and numbers of the plan. */
  root: Node;
  /** The same with pencil and paper, first step first. */
  steps: readonly string[];
}>;

/** A rule of the partner's role that gives nothing here, with what says so: conditions that fail, or how it comes to zero. */
export type NothingEarned = Readonly<{
  partner: string;
  plan: string;
  version: number;
  rule: string;
  clause: string;
  reason: 'condition' | 'zero';
  /** The guards that failed, or the calculation that comes to zero. */
  because: readonly Node[];
}>;

/** A tier in which a partner would stand; `title` is what the plan calls the running total. */
export type PartnerTier = TierStanding & Readonly<{ partner: string; title?: LocalizedText }>;

/** What a supposed deal gives, in the order in which it is rated. */
export type Brought = Readonly<{
  commissions: readonly SupposedCommission[];
  nothing: readonly NothingEarned[];
  tiers: readonly PartnerTier[];
}>;

/** Brings a deal into a rehearsal and watches how each cause of it is rated. */
export const bringDeal = async (
  executor: Executor,
  supposed: SupposedDeal,
  deal: string,
): Promise<E.Either<LedgerFailure, Brought>> => {
  const recorded = await recordDeal(executor, supposed, deal);
  if (E.isLeft(recorded)) return recorded;
  const commissions: SupposedCommission[] = [];
  const nothing: NothingEarned[] = [];
  const tiers: PartnerTier[] = [];
  const watched = watching(executor, async (command) => {
    const seen = await calculationOf(executor, command);
    commissions.push(...seen.commissions);
    nothing.push(...seen.nothing);
    tiers.push(...seen.tiers);
  });
  for (const trigger of triggersOf(deal, supposed)) {
    const reaction = await reactTo(watched, trigger);
    if (E.isLeft(reaction)) return reaction;
    const settled = await reaction.right.settled;
    if (E.isLeft(settled)) return settled;
  }
  return E.right({ commissions, nothing, tiers });
};

const triggersOf = (deal: string, { payment }: SupposedDeal): readonly Trigger[] => [
  { kind: 'win', deal },
  ...(payment === undefined ? [] : [{ kind: 'payment', deal, payment: paymentOn(deal) } as const]),
];

/** The same executor; whoever watches sees each rating before it is carried out. */
const watching = (executor: Executor, watch: (command: RateCause) => Promise<void>): Executor => ({
  ...executor,
  execute: async (subject, keyed) => {
    if (isRateCause(keyed.command)) await watch(keyed.command);
    return executor.execute(subject, keyed);
  },
});

const isRateCause = (command: unknown): command is RateCause =>
  typeof command === 'object' && command !== null && 'type' in command && command.type === 'RateCause';

const unrated: Brought = { commissions: [], nothing: [], tiers: [] };

/** The calculation that the account is about to book, done on the same facts. What cannot be rated is told by the policy. */
const calculationOf = async (executor: Executor, { account, sources }: RateCause): Promise<Brought> => {
  const { plan, cause, suspended } = sources;
  if (suspended !== undefined) return unrated;
  const loaded = await executor.load(accountSubject(account));
  if (E.isLeft(loaded)) return unrated;
  const { occurredAt } = (cause.payment ?? cause.won).data;
  const facts = ratingFacts(sources, countersIn(account, plan, loaded.right.state, occurredAt));
  const rating = rate(plan.plan, facts);
  if (E.isLeft(rating)) return unrated;
  const { partner } = account;
  const { plan: id, version } = plan.document;
  const clauseOf = (rule: string): string => plan.document.rules.find((each) => each.id === rule)?.clause ?? '';
  const commissions = rating.right.outcomes.flatMap((outcome): readonly SupposedCommission[] => {
    if (outcome._tag !== 'earned') return [];
    const { rule, amount, root, parts } = outcome;
    const maturesOn = parts.map((part) => part.maturesOn);
    return [
      {
        partner,
        earnedOn: facts.earnedOn,
        plan: id,
        version,
        rule,
        clause: clauseOf(rule),
        amount,
        maturesOn,
        root,
        steps: stepsOf(outcome),
      },
    ];
  });
  const nothing = rating.right.outcomes.flatMap((outcome): readonly NothingEarned[] => {
    if (outcome._tag === 'earned') return [];
    const { rule } = outcome;
    const at = { partner, plan: id, version, rule, clause: clauseOf(rule) };
    return outcome._tag === 'zero'
      ? [{ ...at, reason: 'zero', because: [outcome.root] }]
      : [{ ...at, reason: 'condition', because: outcome.failed }];
  });
  const tiers = tiersOf(plan.plan, facts, rating.right).map((tier): PartnerTier => {
    const title = plan.document.counters.find((counter) => counter.id === tier.counter)?.title;
    return { ...tier, partner, ...(title === undefined ? {} : { title }) };
  });
  return { commissions, nothing, tiers };
};
