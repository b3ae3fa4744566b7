import type { EventOf } from '@commission-ledger/events';
import type { Plan, PlanDocument } from '@commission-ledger/plans';
import { compilePlan, parsePlan } from '@commission-ledger/plans';
import * as E from 'fp-ts/lib/Either.js';
import type { Decider } from '../decider.ts';
import { isSamePerson } from '../isSamePerson.ts';
import type { Refusal } from '../refusal.ts';

/** A version as it was published: the document, ready to be evaluated. */
export type PublishedPlan = Readonly<{ document: PlanDocument; plan: Plan; hash: string }>;

/** The published versions, oldest first. */
export type PlanState = readonly PublishedPlan[];

/** Offers the fact to be recorded; the document was checked, with its worked examples, before it comes here. */
export type PlanCommand = EventOf<'PlanPublished'>;

const decide = (fact: PlanCommand, versions: PlanState): E.Either<Refusal, readonly PlanCommand[]> => {
  const { plan, version, author, approver } = fact.data;
  const next = versions.length + 1;
  if (version !== next) return E.left({ _tag: 'PlanVersionOutOfOrder', plan, version, next });
  if (isSamePerson(author, approver))
    return E.left({ _tag: 'SamePerson', person: author, roles: 'author and approver of a plan' });
  const effectiveFrom = String(fact.data.document['effectiveFrom']);
  const latest = versions.at(-1)?.document.effectiveFrom;
  if (latest !== undefined && effectiveFrom < latest)
    return E.left({ _tag: 'PlanVersionBackdated', plan, effectiveFrom, latest });
  return E.right([fact]);
};

/** A published document was validated before it was frozen, so one that does not parse is damage, not input. */
export const publishedPlanOf = ({ data }: EventOf<'PlanPublished'>): PublishedPlan => {
  const parsed = parsePlan(data.document);
  if (E.isLeft(parsed)) throw new Error(`Plan ${data.plan} version ${data.version} was published but does not parse.`);
  return { document: parsed.right, plan: compilePlan(parsed.right), hash: data.documentHash };
};

/** One plan and its immutable versions. */
export const planDecider: Decider<PlanCommand, PlanState, Refusal> = {
  initial: () => [],
  decide,
  evolve: (versions, event) => (event.type === 'PlanPublished' ? [...versions, publishedPlanOf(event)] : versions),
};
