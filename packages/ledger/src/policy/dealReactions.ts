import type { RecordedEvent } from '@commission-ledger/events';
import * as E from 'fp-ts/lib/Either.js';
import {
  type ChargebackState,
  type Deal,
  type DealState,
  type PaymentState,
  type RefundState,
  causeKey,
  isWon,
} from '../deal/dealState.ts';
import { isRatable, ratablePayments } from '../deal/earlyFacts.ts';
import type { Executor } from '../execution/executor.ts';
import type { Refusal } from '../refusal.ts';
import { type CauseEvents, isCalledOffBy } from './causeEvents.ts';
import { type TakenBack, followChargeback } from './chargebacks.ts';
import { settledOrParked } from './outcomes.ts';
import { parkedIn } from './parking.ts';
import { dealSubject } from './policyCommand.ts';
import { rate } from './ratingOnDeal.ts';
import { type Reacting, type Settled, inTurn, nothingFollows } from './reaction.ts';
import { type Queued, reversalsForCancellation, reversalsForRefund } from './reversals.ts';
import { type Scene, paymentOf, sceneOf, winOf } from './scene.ts';
import type { Trigger } from './trigger.ts';

/** What happened on a deal. */
export type DealTrigger = Exclude<Trigger, Readonly<{ kind: 'lead' | 'inquiry' }>>;

/**
 * Reacts to what happened on a deal. Nothing follows from what came before the win until that comes; what follows then is
 * queued in the order in which it was told. What came since waits for that, should a crash have kept it from being done.
 */
export const reactOnDeal = async (executor: Executor, trigger: DealTrigger): Reacting => {
  const loaded = await executor.load(dealSubject(trigger.deal));
  if (E.isLeft(loaded)) return loaded;
  const { state } = loaded.right;
  const consequence = consequenceOf(state, trigger);
  if (E.isLeft(consequence)) return consequence;
  if (!isWon(state)) return E.right(nothingFollows);
  const found = await sceneOf(executor, trigger.deal);
  if (E.isLeft(found)) return found;
  const scene = found.right;
  const { isEarly, follow } = consequence.right;
  if (isEarly) return E.right(nothingFollows);
  return trigger.kind === 'win' || !waitsForWin(state)
    ? follow(scene)
    : inTurn([() => reactToWin(scene), () => follow(scene)]);
};

const waitsForWin = ({ parked }: Deal): boolean => [...parked.values()].some(({ beforeWin }) => beforeWin);

/** What follows from something; `isEarly` when that follows from what it waits for or has waited for. */
type Consequence = Readonly<{ isEarly: boolean; follow: (scene: Scene) => Reacting }>;

const consequenceOf = (state: DealState, trigger: DealTrigger): E.Either<Refusal, Consequence> => {
  const { deal } = trigger;
  const isBeforeWin = (since: number): boolean => state.won === undefined || since < state.won.revision;
  const missing = (refusal: Refusal) => E.left(isWon(state) ? refusal : { _tag: 'UnknownDeal' as const, deal });
  switch (trigger.kind) {
    case 'win':
      return isWon(state) ? E.right({ isEarly: false, follow: reactToWin }) : missing({ _tag: 'UnknownDeal', deal });
    case 'payment': {
      const { payment } = trigger;
      const known = state.payments.get(payment);
      if (known === undefined) return missing({ _tag: 'UnknownPayment', deal, payment });
      // Once the win has been reacted to, what is set aside for another reason is tried again.
      const isTriedAgain = state.parked.get(causeKey({ kind: 'payment', id: payment }))?.beforeWin === false;
      const isEarly = isBeforeWin(known.received.revision) && !isTriedAgain;
      return E.right({ isEarly, follow: (scene) => reactToPayment(scene, known) });
    }
    case 'refund': {
      const { refund } = trigger;
      const known = state.refunds.get(refund);
      if (known === undefined)
        return state.waiting.has(refund)
          ? E.right({ isEarly: true, follow: nothing })
          : missing({ _tag: 'UnknownRefund', deal, refund });
      const isEarly = isBeforeWin(known.since) || known.told.revision < known.since;
      return E.right({ isEarly, follow: (scene) => reactToRefund(scene, known) });
    }
    case 'cancellation': {
      const { cancelled } = state;
      if (cancelled === undefined) return missing({ _tag: 'DealNotCancelled', deal });
      return E.right({ isEarly: false, follow: (scene) => reactToCancellation(scene, cancelled) });
    }
    case 'chargeback': {
      const { chargeback } = trigger;
      const known = state.chargebacks.get(chargeback);
      if (known === undefined) return missing({ _tag: 'UnknownChargeback', deal, chargeback });
      const { revision } = known.decided ?? known.opened;
      return E.right({ isEarly: isBeforeWin(revision), follow: (scene) => reactToChargeback(scene, known) });
    }
  }
};

const nothing = async (): Reacting => E.right(nothingFollows);

/** With what came before it and waited for it. */
const reactToWin = async (scene: Scene): Reacting => {
  const { deal } = scene;
  const before = deal.won.revision;
  const early = [
    ...ratablePayments(deal).map(({ received }) => ({
      since: received.revision,
      follow: (): Reacting => rate(scene, paymentOf(deal, received)),
    })),
    ...[...deal.refunds.values()].map((refund) => ({
      since: refund.since,
      follow: (): Reacting => reactToRefund(scene, refund),
    })),
  ].filter(({ since }) => since < before);
  // A refund that came before its payment counts from there on, and stands behind it.
  const inOrder = early.toSorted((a, b) => a.since - b.since);
  return inTurn([() => rate(scene, winOf(deal)), ...inOrder.map(({ follow }) => follow)]);
};

/** With the refunds that came before it and waited for it, and with the cancellation that it came before, told late. */
const reactToPayment = async (scene: Scene, payment: PaymentState): Reacting => {
  const { deal } = scene;
  const { received } = payment;
  if (!isRatable(deal, payment)) return E.right(nothingFollows);
  const waited = [...deal.refunds.values()].filter(
    ({ told, since }) => since === received.revision && told.revision < since,
  );
  return inTurn([
    () => rate(scene, paymentOf(deal, received)),
    ...waited.map((refund) => () => reactToRefund(scene, refund)),
    ...lateCancellation(scene, received),
  ]);
};

/** What takes a payment back that happened before the cancellation of its deal, and is told after it. */
const lateCancellation = (scene: Scene, received: RecordedEvent<'PaymentReceived'>): readonly (() => Reacting)[] => {
  const { cancelled } = scene.deal;
  if (cancelled === undefined || received.revision < cancelled.revision || !isCalledOffBy(cancelled, received))
    return [];
  const cause = paymentOf(scene.deal, received);
  return [() => takeBack(scene, cause, true, () => reversalsForCancellation(scene, cancelled, [cause]))];
};

/** What a lost chargeback held is released once it is taken back, so that no payout comes in between. */
const reactToRefund = async (scene: Scene, refund: RefundState): Reacting => {
  const { refund: id } = refund.told.data;
  const taken = await takeBackRefunded(scene, refund);
  if (E.isLeft(taken) || scene.deal.chargebacks.get(id)?.decided?.data.outcome !== 'lost') return taken;
  const { settled } = taken.right;
  return E.right({ settled: followChargeback(scene, id, () => concludedOn(scene, refund, settled)) });
};

/** A refund whose true-up cannot be calculated parks its payment: once that can be, the refund is gone through again. */
const takeBackRefunded = async (scene: Scene, refund: RefundState): Reacting => {
  const { deal } = scene;
  const payment = deal.payments.get(refund.told.data.payment);
  if (payment === undefined || !isRatable(deal, payment)) return E.right(nothingFollows);
  const cause = paymentOf(deal, payment.received);
  // One that came before its payment is in any case gone through right after it.
  const isEarly = refund.told.revision < refund.since;
  return takeBack(scene, cause, isEarly, () => reversalsForRefund(scene, refund));
};

/** What was paid after the cancellation is not touched by it; what was paid before it but told after it follows in its own turn. */
const reactToCancellation = async (scene: Scene, cancelled: RecordedEvent<'DealCancelled'>): Reacting => {
  const { deal } = scene;
  const payments = ratablePayments(deal).filter(
    ({ received }) => received.revision < cancelled.revision && isCalledOffBy(cancelled, received),
  );
  const causes = [winOf(deal), ...payments.map(({ received }) => paymentOf(deal, received))];
  return inTurn(
    causes.map(
      (cause) => () => takeBack(scene, cause, false, () => reversalsForCancellation(scene, cancelled, [cause])),
    ),
  );
};

/**
 * Queues reversals of a cause. Where they find nothing, a crash may have left the cause unrated: then it is rated, and they
 * are gone through once more.
 */
const takeBack = async (scene: Scene, cause: CauseEvents, isRated: boolean, reverse: () => Queued): Reacting => {
  const queued = await reverse();
  if (E.isLeft(queued)) return queued;
  const settle = async (): Promise<Settled> => settledOrParked(scene, cause, await Promise.all(queued.right));
  return E.right({ settled: settle().then((first) => (isRated || foundAny(first) ? first : again(first))) });

  async function again(first: Settled): Promise<Settled> {
    if (parkedIn(scene, cause) !== undefined) return first;
    const rated = await settledOf(rate(scene, cause));
    if (E.isLeft(rated)) return rated;
    if (rated.right.every(({ repeated }) => repeated)) return first;
    const late = await reverse();
    if (E.isLeft(late)) return late;
    const reversed = await settledOrParked(scene, cause, await Promise.all(late.right));
    return E.isLeft(reversed) ? reversed : E.right([...rated.right, ...reversed.right]);
  }
};

const foundAny = (settled: Settled): boolean =>
  E.isLeft(settled) || settled.right.some(({ events }) => events.length > 0);

const settledOf = async (reacting: Reacting): Promise<Settled> => {
  const reaction = await reacting;
  return E.isLeft(reaction) ? reaction : reaction.right.settled;
};

/**
 * What is disputed is rated first, in case a crash has left it unrated: what is not there yet cannot be held. What is lost
 * follows with its refund, which is told in the same breath.
 */
const reactToChargeback = async (scene: Scene, { decided, opened }: ChargebackState): Reacting => {
  const { deal } = scene;
  if (decided?.data.outcome === 'lost') return E.right(nothingFollows);
  const follow = (): Promise<Settled> =>
    followChargeback(scene, opened.data.chargeback, async (now, refund) =>
      concludedOn(now, refund, settledOf(takeBackRefunded(now, refund))),
    );
  if (decided !== undefined) return E.right({ settled: follow() });
  const payment = deal.payments.get(opened.data.payment);
  if (payment === undefined || !isRatable(deal, payment)) return E.right(nothingFollows);
  const cause = paymentOf(deal, payment.received);
  const rated = parkedIn(scene, cause) === undefined ? await rate(scene, cause) : E.right(nothingFollows);
  if (E.isLeft(rated)) return rated;
  const hold = async (): Promise<Settled> => {
    const before = await rated.right.settled;
    if (E.isLeft(before)) return before;
    const held = await follow();
    return E.isLeft(held) ? held : E.right([...before.right.filter(({ repeated }) => !repeated), ...held.right]);
  };
  return E.right({ settled: hold() });
};

/** What cannot be calculated sets the payment aside; it stays held until it can be. */
const concludedOn = async (scene: Scene, { told }: RefundState, taking: Promise<Settled>): Promise<TakenBack> => {
  const taken = await taking;
  if (E.isLeft(taken)) return taken;
  const now = await scene.executor.known(dealSubject(told.data.deal));
  if (E.isLeft(now)) return now;
  const isAll = !now.right.state.parked.has(causeKey({ kind: 'payment', id: told.data.payment }));
  return E.right({ recorded: taken.right, isAll });
};
