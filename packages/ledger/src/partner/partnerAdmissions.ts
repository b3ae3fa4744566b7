import { type EventOf, partnerStream, planStream } from '@commission-ledger/events';
import * as E from 'fp-ts/lib/Either.js';
import { type Admissions, type Verdict, decidedBy } from '../admission/admission.ts';
import type { Executor } from '../execution/executor.ts';
import { planDecider } from '../plan/planDecider.ts';
import { problemsOfParameters } from '../plan/problemsOfParameters.ts';
import { programOf } from '../program/programOf.ts';
import { partnerDecider } from './partnerDecider.ts';
import { partnerOf } from './partnerOf.ts';
import { circleOf } from './uplineCircle.ts';

/** The facts about a partner that a host records. */
export type PartnerFact =
  | 'PartnerJoined'
  | 'PartnerEnrolled'
  | 'ManagerAssigned'
  | 'UplineAssigned'
  | 'PayoutDestinationChanged'
  | 'TaxStatusRecorded'
  | 'PartnerSuspended'
  | 'PartnerReinstated';

const ofPartner = decidedBy(partnerDecider, ({ data }) => partnerStream(data.partner));

/**
 * The command keys: made of the ids that name the fact in the business, so the same fact always has the same key. What
 * can happen more than once to the same thing has its time in the key; sent again without a time, it says nothing new,
 * which the deciders see.
 */
export const partnerAdmissions: Admissions<PartnerFact> = {
  PartnerJoined: { ...ofPartner, key: ({ partner }) => `partner/${partner}/joined` },
  PartnerEnrolled: {
    ...ofPartner,
    key: ({ partner, program, from }) => `partner/${partner}/enrolled/${program}/${from}`,
    admit: admitEnrolment,
    afresh: true,
  },
  ManagerAssigned: {
    ...ofPartner,
    key: ({ partner, program, from }) => `partner/${partner}/manager/${program}/${from}`,
    admit: withProgram,
  },
  UplineAssigned: {
    ...ofPartner,
    key: ({ partner, program, from }) => `partner/${partner}/upline/${program}/${from}`,
    admit: admitUpline,
    afresh: true,
  },
  PayoutDestinationChanged: {
    ...ofPartner,
    key: ({ partner, occurredAt }) => `partner/${partner}/destination/${occurredAt}`,
  },
  TaxStatusRecorded: { ...ofPartner, key: ({ partner, from }) => `partner/${partner}/tax-status/${from}` },
  PartnerSuspended: {
    ...ofPartner,
    key: ({ partner, program, from }) => `partner/${partner}/suspended/${program}/${from}`,
    admit: withProgram,
  },
  PartnerReinstated: {
    ...ofPartner,
    key: ({ partner, program, from }) => `partner/${partner}/reinstated/${program}/${from}`,
    admit: withProgram,
  },
};

async function withProgram<T extends 'ManagerAssigned' | 'PartnerSuspended' | 'PartnerReinstated'>(
  executor: Executor,
  fact: EventOf<T>,
): Verdict<T> {
  const program = await programOf(executor, fact.data.program);
  return E.isLeft(program) ? program : E.right(fact);
}

async function admitEnrolment(executor: Executor, fact: EventOf<'PartnerEnrolled'>): Verdict<'PartnerEnrolled'> {
  const program = await programOf(executor, fact.data.program);
  if (E.isLeft(program)) return program;
  const { plan, version, parameters } = fact.data;
  const versions = await executor.load({ stream: planStream(plan), decider: planDecider });
  if (E.isLeft(versions)) return versions;
  const latest = versions.right.state.at(-1);
  if (latest === undefined) return E.left({ _tag: 'UnknownPlan', plan });
  const governing = version === undefined ? latest : versions.right.state[version - 1];
  if (governing === undefined) return E.left({ _tag: 'UnknownPlanVersion', plan, version: version ?? 0 });
  const { currency } = governing.document;
  if (!program.right.currencies.some((known) => known === currency))
    return E.left({ _tag: 'PlanCurrencyNotInProgram', plan, currency, program: fact.data.program });
  const problems = parameters === undefined ? [] : problemsOfParameters(governing.document, parameters);
  return problems.length === 0
    ? E.right(fact)
    : E.left({ _tag: 'ParametersRefused', plan, version: governing.document.version, problems });
}

async function admitUpline(executor: Executor, fact: EventOf<'UplineAssigned'>): Verdict<'UplineAssigned'> {
  const known = await programOf(executor, fact.data.program);
  if (E.isLeft(known)) return known;
  const above = await partnerOf(executor, fact.data.upline);
  if (E.isLeft(above)) return above;
  if (fact.data.upline === fact.data.partner) return E.right(fact); // which the partner's decider refuses
  const circle = await circleOf(executor, fact.data);
  if (E.isLeft(circle)) return circle;
  return circle.right === undefined ? E.right(fact) : E.left({ _tag: 'UplineCycle', chain: circle.right });
}
