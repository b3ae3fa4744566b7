import { dateOf } from '@commission-ledger/calendar';
import {
  type EventData,
  type EventOf,
  type EventType,
  accountStream,
  dealStream,
  fxStream,
  leadStream,
  partnerStream,
  planStream,
  programStream,
} from '@commission-ledger/events';
import * as E from 'fp-ts/lib/Either.js';
import { type ResolvePayout, accountDecider } from '../account/accountDecider.ts';
import type { Dispute } from '../account/dispute.ts';
import { dealDecider } from '../deal/dealDecider.ts';
import type { Decider } from '../decider.ts';
import type { Executor } from '../execution/executor.ts';
import type { KeyedCommand, Recorded } from '../execution/keyedCommand.ts';
import type { LedgerFailure } from '../failure.ts';
import { fxDecider } from '../fx/fxDecider.ts';
import { leadDecider } from '../lead/leadDecider.ts';
import { partnerDecider } from '../partner/partnerDecider.ts';
import { partnerOf } from '../partner/partnerOf.ts';
import { circleOf } from '../partner/uplineCircle.ts';
import { planDecider } from '../plan/planDecider.ts';
import { problemsOfParameters } from '../plan/problemsOfParameters.ts';
import { type ProgramState, programDecider } from '../program/programDecider.ts';

/** The facts a host records directly; everything else the ledger derives. */
export type FactType =
  | 'ProgramOpened'
  | 'ProgramChanged'
  | 'PartnerJoined'
  | 'PartnerEnrolled'
  | 'ManagerAssigned'
  | 'UplineAssigned'
  | 'PayoutDestinationChanged'
  | 'LeadSubmitted'
  | 'LeadAccepted'
  | 'LeadRejected'
  | 'LeadMarkedDuplicate'
  | 'LeadAdvanced'
  | 'LeadLost'
  | 'LeadExpired'
  | 'LeadReopened'
  | 'TaxStatusRecorded'
  | 'FxRateRecorded'
  | 'DealWon'
  | 'PaymentReceived'
  | 'PaymentRefunded'
  | 'DealCancelled'
  | 'AccrualHeld'
  | 'AccrualReleased'
  | 'AdjustmentPosted'
  | 'PayoutSettled'
  | 'PayoutFailed'
  | 'PayoutVoided';

/** Refuses, or gives the fact, completed with what other streams know. */
export type Verdict<T extends EventType> = Promise<E.Either<LedgerFailure, EventOf<T>>>;

/** How a fact comes in: its business key, what other streams must say first, and the stream that decides. */
export type Admission<T extends FactType> = Readonly<{
  key: (data: EventData<T>) => string;
  admit?: (executor: Executor, fact: EventOf<T>) => Verdict<T>;
  /** What other streams must say can change, so it is read as of now before the fact is let in. */
  afresh?: true;
  submit: (executor: Executor, keyed: KeyedCommand<EventOf<T>>) => Promise<E.Either<LedgerFailure, Recorded>>;
}>;

type Submit<Command> = Readonly<{
  submit: (executor: Executor, keyed: KeyedCommand<Command>) => Promise<E.Either<LedgerFailure, Recorded>>;
}>;

const decidedBy = <Command, State>(
  decider: Decider<Command, State, LedgerFailure>,
  streamOf: (command: Command) => string,
): Submit<Command> => ({
  submit: (executor, keyed) => executor.execute({ stream: streamOf(keyed.command), decider }, keyed),
});

const ofProgram = decidedBy(programDecider, ({ data }) => programStream(data.program));
const ofPartner = decidedBy(partnerDecider, ({ data }) => partnerStream(data.partner));
const ofLead = decidedBy(leadDecider, ({ data }) => leadStream(data.lead));
const ofFx = decidedBy(fxDecider, ({ data }) => fxStream(data.from, data.to));
const ofDeal = decidedBy(dealDecider, ({ data }) => dealStream(data.deal));
const ofAccrual: Submit<Dispute> = { submit: submitDispute };
const ofAccount: Submit<EventOf<'AdjustmentPosted'> | ResolvePayout> = decidedBy(accountDecider, accountOf);

/**
 * The command keys: made of the ids that name the fact in the business, so the same fact always has the same key. What
 * can happen more than once to the same thing has its time in the key; sent again without a time, it says nothing new,
 * which the deciders see.
 */
export const admissions: Readonly<{ [T in FactType]: Admission<T> }> = {
  ProgramOpened: { ...ofProgram, key: ({ program }) => `program/${program}/opened` },
  ProgramChanged: { ...ofProgram, key: ({ program, occurredAt }) => `program/${program}/changed/${occurredAt}` },
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
  FxRateRecorded: { ...ofFx, key: ({ from, to, date }) => `fx/${from}/${to}/${date}` },
  LeadSubmitted: { ...ofLead, key: ({ lead }) => `lead/${lead}/submitted`, admit: admitLead },
  LeadAccepted: { ...ofLead, key: ({ lead }) => `lead/${lead}/accepted` },
  LeadRejected: { ...ofLead, key: ({ lead, occurredAt }) => `lead/${lead}/rejected/${occurredAt}` },
  LeadMarkedDuplicate: {
    ...ofLead,
    key: ({ lead, of, occurredAt }) => `lead/${lead}/duplicate/${of}/${occurredAt}`,
    admit: admitDuplicate,
  },
  LeadAdvanced: { ...ofLead, key: ({ lead, stage, occurredAt }) => `lead/${lead}/advanced/${stage}/${occurredAt}` },
  LeadLost: { ...ofLead, key: ({ lead, occurredAt }) => `lead/${lead}/lost/${occurredAt}` },
  LeadExpired: { ...ofLead, key: ({ lead, occurredAt }) => `lead/${lead}/expired/${occurredAt}` },
  LeadReopened: { ...ofLead, key: ({ lead, occurredAt }) => `lead/${lead}/reopened/${occurredAt}` },
  DealWon: { ...ofDeal, key: ({ deal }) => `deal/${deal}/won`, admit: admitDeal },
  PaymentReceived: { ...ofDeal, key: ({ deal, payment }) => `deal/${deal}/payment/${payment}` },
  PaymentRefunded: { ...ofDeal, key: ({ deal, refund }) => `deal/${deal}/refund/${refund}` },
  DealCancelled: { ...ofDeal, key: ({ deal }) => `deal/${deal}/cancelled` },
  AccrualHeld: { ...ofAccrual, key: ({ accrual, occurredAt }) => `accrual/${accrual}/held/${occurredAt}` },
  AccrualReleased: { ...ofAccrual, key: ({ accrual, occurredAt }) => `accrual/${accrual}/released/${occurredAt}` },
  AdjustmentPosted: { ...ofAccount, key: ({ adjustment }) => `adjustment/${adjustment}`, admit: admitAdjustment },
  PayoutSettled: { ...ofAccount, key: ({ payout }) => `payout/${payout}/settled` },
  PayoutFailed: { ...ofAccount, key: ({ payout }) => `payout/${payout}/failed` },
  PayoutVoided: { ...ofAccount, key: ({ payout }) => `payout/${payout}/voided` },
};

function accountOf({ data }: EventOf<'AdjustmentPosted'> | ResolvePayout): string {
  const { program, partner, amount } = data;
  return accountStream({ program, partner, currency: amount.currency });
}

/** A dispute names the accrual alone: it is looked for in the partner's accounts in every currency of the program. */
async function submitDispute(
  executor: Executor,
  keyed: KeyedCommand<Dispute>,
): Promise<E.Either<LedgerFailure, Recorded>> {
  const { program: id, partner, accrual } = keyed.command.data;
  const program = await programOf(executor, id);
  if (E.isLeft(program)) return program;
  for (const currency of program.right.currencies) {
    const subject = { stream: accountStream({ program: id, partner, currency }), decider: accountDecider };
    const loaded = await executor.load(subject);
    if (E.isLeft(loaded)) return loaded;
    if (loaded.right.state.accruals.has(accrual)) return executor.execute(subject, keyed);
  }
  return E.left({ _tag: 'UnknownAccrual', accrual });
}

const programOf = async (
  executor: Executor,
  program: string,
): Promise<E.Either<LedgerFailure, NonNullable<ProgramState>>> => {
  const loaded = await executor.load({ stream: programStream(program), decider: programDecider });
  if (E.isLeft(loaded)) return loaded;
  const { state } = loaded.right;
  return state === undefined ? E.left({ _tag: 'UnknownProgram', program }) : E.right(state);
};

async function withProgram<T extends 'ManagerAssigned'>(executor: Executor, fact: EventOf<T>): Verdict<T> {
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

async function admitLead(executor: Executor, fact: EventOf<'LeadSubmitted'>): Verdict<'LeadSubmitted'> {
  const program = await programOf(executor, fact.data.program);
  if (E.isLeft(program)) return program;
  const partner = await partnerOf(executor, fact.data.partner);
  return E.isLeft(partner) ? partner : E.right(fact);
}

async function admitDuplicate(
  executor: Executor,
  fact: EventOf<'LeadMarkedDuplicate'>,
): Verdict<'LeadMarkedDuplicate'> {
  const original = await executor.load({ stream: leadStream(fact.data.of), decider: leadDecider });
  if (E.isLeft(original)) return original;
  return original.right.state === undefined ? E.left({ _tag: 'UnknownLead', lead: fact.data.of }) : E.right(fact);
}

/** A deal knows when its lead came in, for plans that go by that date. */
async function admitDeal(executor: Executor, fact: EventOf<'DealWon'>): Verdict<'DealWon'> {
  const { data } = fact;
  const program = await programOf(executor, data.program);
  if (E.isLeft(program)) return program;
  const { currency } = data.amount;
  const { currencies, timeZone } = program.right;
  if (!currencies.includes(currency))
    return E.left({ _tag: 'OtherCurrency', expected: currencies.join(' or '), got: currency });
  for (const { partner } of [...data.attribution, ...(data.overlays ?? [])]) {
    const known = await partnerOf(executor, partner);
    if (E.isLeft(known)) return known;
  }
  if (data.lead === undefined) return E.right(fact);
  const lead = await executor.load({ stream: leadStream(data.lead), decider: leadDecider });
  if (E.isLeft(lead)) return lead;
  const { state } = lead.right;
  if (state === undefined) return E.left({ _tag: 'UnknownLead', lead: data.lead });
  if (state.program !== data.program)
    return E.left({ _tag: 'LeadOfOtherProgram', lead: data.lead, program: data.program });
  return E.right({ ...fact, data: { leadOn: dateOf(state.submittedAt, timeZone), ...data } });
}

async function admitAdjustment(executor: Executor, fact: EventOf<'AdjustmentPosted'>): Verdict<'AdjustmentPosted'> {
  const program = await programOf(executor, fact.data.program);
  if (E.isLeft(program)) return program;
  const { currency } = fact.data.amount;
  if (!program.right.currencies.includes(currency))
    return E.left({ _tag: 'OtherCurrency', expected: program.right.currencies.join(' or '), got: currency });
  const partner = await partnerOf(executor, fact.data.partner);
  return E.isLeft(partner) ? partner : E.right(fact);
}
