import type { TimeZone } from '@commission-ledger/calendar';
import { programStream } from '@commission-ledger/events';
import { type RatingRefusal, describeRatingRefusal } from '@commission-ledger/plans';
import * as E from 'fp-ts/lib/Either.js';
import { causeOf } from '../account/rateCause.ts';
import { type Deal, type RefundState, causeKey } from '../deal/dealDecider.ts';
import type { Executor } from '../execution/executor.ts';
import type { Recorded } from '../execution/keyedCommand.ts';
import type { LedgerFailure } from '../failure.ts';
import { programDecider } from '../program/programDecider.ts';
import { park, unpark } from './parking.ts';
import { accountSubject, dealSubject, policyCommand } from './policyCommand.ts';
import type { CauseEvents } from './ratingFacts.ts';
import { type Concerned, type Rating, concernedByRefund, ratingsOf } from './ratingsOf.ts';
import type { Trigger } from './trigger.ts';

type Outcome = E.Either<LedgerFailure | RatingRefusal, Recorded>;
type Settled = E.Either<LedgerFailure, readonly Recorded[]>;

/** What follows from a trigger. `settled` ends when everything it led to is recorded, or says why it is not. */
export type Reaction = Readonly<{ settled: Promise<Settled> }>;

/** The deal a trigger belongs to, and the zone in which its days are counted. */
type Scene = Readonly<{ executor: Executor; deal: Deal; zone: TimeZone }>;

/**
 * Reacts to what happened on a deal by posting accruals, reversals, or the reason why not, to every account
 * concerned. Ids and command keys derive from the cause, so reacting twice, late, or again after a crash halfway
 * changes nothing.
 *
 * The promise resolves when the commands have been *queued*; each account takes them in the order in which
 * triggers were given, so causes given one after the other are rated one after the other.
 */
export const reactTo = async (executor: Executor, trigger: Trigger): Promise<E.Either<LedgerFailure, Reaction>> => {
  const found = await sceneOf(executor, trigger.deal);
  if (E.isLeft(found)) return found;
  const scene = found.right;
  const { won, payments, refunds } = scene.deal;
  if (trigger.kind === 'win') return rate(scene, { won, payment: undefined });
  if (trigger.kind === 'refund') {
    const refund = refunds.get(trigger.refund);
    return refund === undefined
      ? E.left({ _tag: 'UnknownRefund', deal: trigger.deal, refund: trigger.refund })
      : reverse(scene, refund);
  }
  const payment = payments.get(trigger.payment)?.received;
  return payment === undefined
    ? E.left({ _tag: 'UnknownPayment', deal: trigger.deal, payment: trigger.payment })
    : rate(scene, { won, payment });
};

const sceneOf = async (executor: Executor, dealId: string): Promise<E.Either<LedgerFailure, Scene>> => {
  const loaded = await executor.load(dealSubject(dealId));
  if (E.isLeft(loaded)) return loaded;
  const deal = loaded.right.state;
  if (deal === undefined) return E.left({ _tag: 'UnknownDeal', deal: dealId });
  const { program } = deal.won.data;
  const settings = await executor.load({ stream: programStream(program), decider: programDecider });
  if (E.isLeft(settings)) return settings;
  const { state } = settings.right;
  return state === undefined
    ? E.left({ _tag: 'UnknownProgram', program })
    : E.right({ executor, deal, zone: state.timeZone });
};

const rate = async (scene: Scene, cause: CauseEvents): Promise<E.Either<LedgerFailure, Reaction>> => {
  const ratings = await ratingsOf(scene.executor, cause, scene.zone);
  if (E.isRight(ratings)) {
    const queued = ratings.right.map((rating) => rateFor(scene, cause, rating));
    return E.right({ settled: conclude(scene, cause, queued) });
  }
  if (ratings.left._tag !== 'Parked') return E.left(ratings.left);
  return E.right({ settled: alone(park(scene.executor, cause, ratings.left.reason)) });
};

const rateFor = ({ executor, zone }: Scene, cause: CauseEvents, { account, rated, plan }: Rating): Promise<Outcome> => {
  const { kind, id } = causeOf(cause);
  const { deal } = cause.won.data;
  const command = policyCommand(
    `accrue/${kind}/${deal}/${id}/${rated.referrer}/${rated.beneficiary}`,
    { type: 'RateCause' as const, account, rated, cause, zone, plan },
    cause.payment ?? cause.won,
  );
  return executor.execute(accountSubject(account), command);
};

const reverse = async (scene: Scene, refund: RefundState): Promise<E.Either<LedgerFailure, Reaction>> => {
  const payment = scene.deal.payments.get(refund.told.data.payment)?.received;
  if (payment === undefined) throw new Error(`${refund.told.data.refund} refunds a payment that is not in the deal.`);
  const concerned = await concernedByRefund(scene.executor, { won: scene.deal.won, payment });
  if (E.isLeft(concerned)) return concerned;
  const queued = concerned.right.map((each) => reverseFor(scene, refund, payment, each));
  return E.right({ settled: allOf(queued) });
};

const reverseFor = (
  { executor, deal: { won }, zone }: Scene,
  { told: refund, refundedSoFar }: RefundState,
  payment: NonNullable<CauseEvents['payment']>,
  { account, rated }: Concerned,
): Promise<Outcome> => {
  const command = policyCommand(
    `reverse/${won.data.deal}/${refund.data.refund}/${rated.referrer}/${rated.beneficiary}`,
    { type: 'ReverseForRefund' as const, account, rated, won, payment, refund, refundedSoFar, zone },
    refund,
  );
  return executor.execute(accountSubject(account), command);
};

/** A cause that cannot be rated is parked; one that was parked and can be rated now is resolved. */
const conclude = async (scene: Scene, cause: CauseEvents, queued: readonly Promise<Outcome>[]): Promise<Settled> => {
  const { executor, deal } = scene;
  const outcomes = await Promise.all(queued);
  const failed = outcomes.find((outcome) => E.isLeft(outcome) && !isRatingRefusal(outcome.left));
  if (failed !== undefined && E.isLeft(failed)) return failed;
  for (const outcome of outcomes)
    if (E.isLeft(outcome) && isRatingRefusal(outcome.left))
      return alone(park(executor, cause, describeRatingRefusal(outcome.left)));
  const rated = E.sequenceArray(outcomes);
  if (E.isLeft(rated) || !deal.parked.has(causeKey(causeOf(cause)))) return rated;
  return resolve(scene, cause, rated.right);
};

/** The refunds that came while the cause was parked found nothing to take back; now they do. */
const resolve = async (scene: Scene, cause: CauseEvents, rated: readonly Recorded[]): Promise<Settled> => {
  const recorded = [...rated];
  for (const refund of scene.deal.refunds.values()) {
    if (refund.told.data.payment !== cause.payment?.data.payment) continue;
    const reversed = await reverse(scene, refund);
    if (E.isLeft(reversed)) return reversed;
    const settled = await reversed.right.settled;
    if (E.isLeft(settled)) return settled;
    recorded.push(...settled.right);
  }
  const resolved = await unpark(scene.executor, cause);
  return E.isLeft(resolved) ? resolved : E.right([...recorded, resolved.right]);
};

const allOf = async (queued: readonly Promise<Outcome>[]): Promise<Settled> =>
  E.sequenceArray(await Promise.all(queued));

const alone = async (queued: Promise<E.Either<LedgerFailure, Recorded>>): Promise<Settled> => allOf([queued]);

/** On an account, only rating can meet a currency that is not the plan's. */
const isRatingRefusal = (failure: LedgerFailure | RatingRefusal): failure is RatingRefusal =>
  failure._tag === 'MissingAttribute' || failure._tag === 'MissingMeasure' || failure._tag === 'OtherCurrency';
