import { fxStream, partnerStream, type RecordedEvent } from '@commission-ledger/events';
import {
  accrualIdOf,
  dateOfCause,
  firstPaymentOf,
  type CauseEvents,
  type RatingSources,
} from '@commission-ledger/ledger';
import type { PlanDocument } from '@commission-ledger/plans';
import * as E from 'fp-ts/lib/Either.js';
import type { Answer, AppliedPlan, ProgramZone, Sources } from '../reading/sources.ts';

/** What was rated, whether it earned or not: whose it is, and in which role. */
export type RatedEvent = RecordedEvent<'AccrualPosted' | 'AccrualEvaluated' | 'TrueUpPosted'>;

/** A cause with the plan that is applied to it, and the zone in which its day is told. */
export type RatedCause = Readonly<{
  event: RatedEvent;
  cause: CauseEvents;
  applied: AppliedPlan;
  program: ProgramZone;
}>;

/**
 * Everything in the history that decides about a cause besides the account: what the enrolment sets, the rate of the day
 * in another currency, the first payment, what the level below was given. As far as it was recorded before the entry was.
 */
export const ratingSourcesOf = async (sources: Sources, rated: RatedCause): Answer<RatingSources> => {
  const { event, applied, program } = rated;
  const { plan } = applied;
  const cause = await withFirstPayment(sources, rated);
  if (E.isLeft(cause)) return cause;
  const enrolment = await enrolmentOf(sources, rated);
  if (E.isLeft(enrolment)) return enrolment;
  const fx = await rateOfDay(sources, rated);
  if (E.isLeft(fx)) return fx;
  const below = await givenBelow(sources, rated);
  if (E.isLeft(below)) return below;
  return E.right({
    cause: cause.right,
    rated: { referrer: event.data.referrer, beneficiary: event.data.beneficiary },
    partner: event.data.partner,
    zone: program.zone,
    plan: { document: plan.document, plan, hash: plan.hash },
    enrolment: enrolment.right,
    fx: fx.right,
    below: below.right,
  });
};

/** The earliest payment on the deal among those recorded up to this one; asked for only where the plan counts from it. */
const withFirstPayment = async (sources: Sources, { cause, applied }: RatedCause): Answer<CauseEvents> => {
  const { won, payment } = cause;
  const counts = Object.values(applied.plan.document.measures ?? {}).some(
    (measure) => 'elapsed' in measure && measure.since === 'first-payment',
  );
  if (payment === undefined || !counts) return E.right(cause);
  const events = await sources.events.readRange(won.stream, 0, payment.revision);
  if (E.isLeft(events)) return events;
  const { currency } = won.data.amount;
  // A payment may stand before the win of its deal; one in another currency than the deal is never rated.
  const payments = events.right.flatMap((event) =>
    event.type === 'PaymentReceived' && event.data.amount.currency === currency ? [event] : [],
  );
  return E.right({ ...cause, firstPayment: firstPaymentOf(payments, payment) });
};

/** The enrolment of the account's partner in this plan on the day of the cause, where it sets numbers. */
const enrolmentOf = async (
  sources: Sources,
  { event, cause, applied, program }: RatedCause,
): Answer<RecordedEvent<'PartnerEnrolled'> | undefined> => {
  const { document } = applied.plan;
  if (document.parameters === undefined) return E.right(undefined);
  const date = dateOfCause(cause, program.zone);
  const events = await toldOf(sources, event.data.partner, event);
  if (E.isLeft(events)) return events;
  const enrolment = events.right.findLast(
    (told): told is RecordedEvent<'PartnerEnrolled'> =>
      told.type === 'PartnerEnrolled' && told.data.program === event.data.program && told.data.from <= date,
  );
  const isOwn = enrolment?.data.plan === document.plan && enrolment.data.parameters !== undefined;
  return E.right(isOwn ? enrolment : undefined);
};

/** What had been recorded of a partner when the entry was. */
const toldOf = async (
  sources: Sources,
  partner: string,
  { recordedAt }: RatedEvent,
): Answer<readonly RecordedEvent[]> => {
  const events = await sources.events.readRange(partnerStream(partner), 0);
  return E.map((all: readonly RecordedEvent[]) => all.filter((event) => event.recordedAt <= recordedAt))(events);
};

/** The rate at which the plan books the cause: the first told for its day. */
const rateOfDay = async (
  sources: Sources,
  { cause, applied, program }: RatedCause,
): Answer<RecordedEvent<'FxRateRecorded'> | undefined> => {
  const from = cause.won.data.amount.currency;
  const { currency: to, converts = [] } = applied.plan.document;
  if (from === to || !converts.includes(from)) return E.right(undefined);
  const date = dateOfCause(cause, program.zone);
  const rates = await sources.events.readRange(fxStream(from, to), 0);
  return E.map((events: readonly RecordedEvent[]) =>
    events.find(
      (event): event is RecordedEvent<'FxRateRecorded'> => event.type === 'FxRateRecorded' && event.data.date === date,
    ),
  )(rates);
};

/** What rules gave the partner one level below for the same cause; asked for only where the plan reads it. */
const givenBelow = async (sources: Sources, rated: RatedCause): Answer<readonly RecordedEvent<'AccrualPosted'>[]> => {
  const { event, cause, applied } = rated;
  const { document } = applied.plan;
  const level = levelOf(event.data.beneficiary);
  const rules = rulesRead(document).filter(({ beneficiary }) => level > 0 && levelOf(beneficiary) === level - 1);
  if (rules.length === 0) return E.right([]);
  const partner = await partnerAtLevel(sources, rated, level - 1);
  if (E.isLeft(partner)) return partner;
  if (partner.right === undefined) return E.right([]);
  const account = { program: event.data.program, partner: partner.right, currency: document.currency };
  const { payment, won } = cause;
  const about = {
    cause: payment === undefined ? { kind: 'win', id: won.data.deal } : { kind: 'payment', id: payment.data.payment },
    deal: won.data.deal,
    referrer: event.data.referrer,
  };
  const given: RecordedEvent<'AccrualPosted'>[] = [];
  for (const { id, installments } of rules) {
    const parts = installments === undefined ? [undefined] : installments.map((_, index) => index + 1);
    for (const part of parts) {
      const accrual = accrualIdOf(account, about, document.plan, id, ...(part === undefined ? [] : [part]));
      const at = await sources.index.lookUp('accrual', accrual);
      if (at === undefined) continue;
      const posted = await sources.events.read('AccrualPosted', at);
      if (E.isLeft(posted)) return posted;
      given.push(posted.right);
    }
  }
  return E.right(given);
};

type Rule = PlanDocument['rules'][number];

/** The rules whose commission is a measure of the plan. */
const rulesRead = ({ measures = {}, rules }: PlanDocument): readonly Rule[] => {
  const ids = new Set(
    Object.values(measures).flatMap((measure) => ('commission' in measure ? measure.commission : [])),
  );
  return rules.filter(({ id }) => ids.has(id));
};

/** How many levels above the credited partner a role stands; overlays stand beside, which is nowhere. */
const levelOf = (beneficiary: string): number => {
  if (beneficiary === 'referrer') return 0;
  if (beneficiary === 'upline') return 1;
  return beneficiary.startsWith('upline-') ? Number(beneficiary.slice('upline-'.length)) : Number.NaN;
};

/** Who stood so many levels above the credited partner on the day of the cause. */
const partnerAtLevel = async (
  sources: Sources,
  { event, cause, program }: RatedCause,
  level: number,
): Answer<string | undefined> => {
  const date = dateOfCause(cause, program.zone);
  let partner: string | undefined = event.data.referrer;
  for (let height = 0; height < level && partner !== undefined; height += 1) {
    const events: Awaited<ReturnType<typeof toldOf>> = await toldOf(sources, partner, event);
    if (E.isLeft(events)) return events;
    partner = events.right
      .flatMap((told) => (told.type === 'UplineAssigned' ? [told.data] : []))
      .findLast(({ program: where, from }) => where === event.data.program && from <= date)?.upline;
  }
  return E.right(partner);
};
