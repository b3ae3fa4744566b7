import type { TimeZone } from '@commission-ledger/calendar';
import { type RecordedEvent, eventIdOf, planStream } from '@commission-ledger/events';
import * as E from 'fp-ts/lib/Either.js';
import { causeOf } from '../account/rateCause.ts';
import { type Amendable, everyVersionOf } from '../deal/amendment.ts';
import { type RefundState, causeKey } from '../deal/dealState.ts';
import type { Executor } from '../execution/executor.ts';
import type { LedgerFailure } from '../failure.ts';
import { partnerOf } from '../partner/partnerOf.ts';
import { planDecider } from '../plan/planDecider.ts';
import { type CauseEvents, dateOfCause } from './causeEvents.ts';
import { concernedAccounts } from './concernedAccounts.ts';
import { creditedCause } from './creditedCause.ts';
import { ownEnrolment } from './ownEnrolment.ts';
import { accountSubject, policyCommand } from './policyCommand.ts';
import type { Outcome } from './queueRatings.ts';
import { rateOfDay } from './rateOfDay.ts';
import type { RatingSources } from './ratingSources.ts';
import { type Scene, paymentOf } from './scene.ts';

/** What was queued, one for each account that may be concerned. */
export type Queued = Promise<E.Either<LedgerFailure, readonly Promise<Outcome>[]>>;

/** Queues what a refund takes back of its payment, in every account in which that may have been rated. */
export const reversalsForRefund = async (scene: Scene, { told, refundedSoFar }: RefundState): Queued => {
  const { executor, deal, zone, currencies } = scene;
  const payment = deal.payments.get(told.data.payment)?.received;
  if (payment === undefined) throw new Error(`${told.data.refund} refunds a payment that is not in the deal.`);
  const cause = paymentOf(deal, payment);
  const concerned = await concernedAccounts(executor, deal, currencies);
  if (E.isLeft(concerned)) return concerned;
  const plans = await plansTruingUp(executor, deal, cause, zone);
  if (E.isLeft(plans)) return plans;
  const queued: Promise<Outcome>[] = [];
  for (const { account, rated, beside } of concerned.right) {
    const { partner } = account;
    const of = { cause: creditedCause(cause, deal, rated, partner), rated, partner, zone };
    const truingUp = await sourcesIn(executor, plans.right, of);
    if (E.isLeft(truingUp)) return truingUp;
    const key = `reverse/${deal.won.data.deal}/${told.data.refund}/${rated.referrer}/${rated.beneficiary}${beside}`;
    const command = {
      type: 'ReverseForRefund' as const,
      account,
      rated,
      cause: { ...cause, payment },
      refund: told,
      refundedSoFar,
      zone,
      truingUp: truingUp.right,
      eventIdAt: (index: number) => eventIdOf(executor.ledger, key, index),
    };
    queued.push(executor.execute(accountSubject(account), policyCommand(key, command, told)));
  }
  return E.right(queued);
};

/** Queues what a cancellation takes back of these causes of its deal, in every account in which they may have been rated. */
export const reversalsForCancellation = async (
  { executor, deal, zone, currencies }: Scene,
  cancelled: RecordedEvent<'DealCancelled'>,
  causes: readonly CauseEvents[],
): Queued => {
  const concerned = await concernedAccounts(executor, deal, currencies);
  if (E.isLeft(concerned)) return concerned;
  return E.right(
    causes.flatMap((cause) =>
      concerned.right.map(({ account, rated, beside }) => {
        const of = `${deal.won.data.deal}/${causeKey(causeOf(cause))}/${rated.referrer}/${rated.beneficiary}${beside}`;
        const command = { type: 'ReverseForCancellation' as const, account, rated, cause, cancelled, zone };
        return executor.execute(accountSubject(account), policyCommand(`cancel/${of}`, command, cancelled));
      }),
    ),
  );
};

/** A version with slabs that a refund trues up, and the rate by which it books the cause. */
type TruingUp = Pick<RatingSources, 'plan' | 'fx'>;

/** Every such version by which the cause may have been rated: of the plans that its credited partners were ever in. */
const plansTruingUp = async (
  executor: Executor,
  deal: Amendable,
  cause: CauseEvents,
  zone: TimeZone,
): Promise<E.Either<LedgerFailure, readonly TruingUp[]>> => {
  const { program } = cause.won.data;
  const ids = new Set<string>();
  const credited = everyVersionOf(deal).flatMap(({ attribution }) => attribution);
  for (const partner of new Set(credited.map((share) => share.partner))) {
    const known = await partnerOf(executor, partner);
    if (E.isLeft(known)) return known;
    for (const { program: where, value } of known.right.plans) if (where === program) ids.add(value);
  }
  const found: TruingUp[] = [];
  for (const id of ids) {
    const versions = await executor.load({ stream: planStream(id), decider: planDecider });
    if (E.isLeft(versions)) return versions;
    for (const plan of versions.right.state) {
      if (plan.document.rules.every(({ refunds }) => refunds !== 'true-up')) continue;
      const fx = await rateOfDay(executor, plan, cause, dateOfCause(cause, zone));
      if (E.isRight(fx)) found.push({ plan, fx: fx.right });
      else if (fx.left._tag !== 'Parked') return E.left(fx.left);
    }
  }
  return E.right(found);
};

/** The cause as it would be rated for one account by each of them, with the numbers that its partner's enrolment sets. */
const sourcesIn = async (
  executor: Executor,
  plans: readonly TruingUp[],
  of: Omit<RatingSources, 'plan'>,
): Promise<E.Either<LedgerFailure, readonly RatingSources[]>> => {
  const sources: RatingSources[] = [];
  for (const { plan, fx } of plans) {
    const enrolment = await ownEnrolment(executor, plan, of.cause, of.partner, of.zone);
    if (E.isLeft(enrolment)) return enrolment;
    sources.push({ ...of, plan, fx, enrolment: enrolment.right });
  }
  return E.right(sources);
};
