import { absent, booked, div, fact, mul, roundNode, sub, type Node } from '@commission-ledger/calculation';
import { derivedId, type RecordedEvent } from '@commission-ledger/events';
import { eventRef, nothingIn, ratingFacts, type CauseEvents } from '@commission-ledger/ledger';
import { add, equals, isZero, toJson, type Money } from '@commission-ledger/money';
import { rate, type Facts, type Receipt } from '@commission-ledger/plans';
import { valueFromJson, type Value } from '@commission-ledger/calculation';
import * as E from 'fp-ts/lib/Either.js';
import { hashOfJson } from '../document/hashOfJson.ts';
import type { CountersBefore } from './countersBefore.ts';
import { refundsUntil, totalOf } from './earlierReversals.ts';
import { mismatch } from './explainAccrual.ts';
import { creditedCauseOf } from '../reading/ratedCause.ts';
import type { AboutTrueUp, TruedUpAgain } from './truedUp.ts';
import { firstDifferenceIn } from './firstDifference.ts';
import { ratingSourcesOf } from './ratingSources.ts';
import type { Answer, Sources } from '../reading/sources.ts';

type Posted = RecordedEvent<'TrueUpPosted'>;
type Rerated = Extract<Posted['data'], { rerating: unknown }>;

/**
 * After a re-rating: what another plan version gives for the cause, less what had been booked. The version was applied to
 * the whole history, so counters, and what the level below was given, are as they would have been: the receipt of the
 * true-up says what they were, and the rating on them is done again here.
 */
export const reratedAgain = async (sources: Sources, about: AboutTrueUp, data: Rerated): Answer<TruedUpAgain> => {
  const { event, applied, program, receipt } = about;
  const cause = await creditedCauseOf(sources, event);
  if (E.isLeft(cause)) return cause;
  const rating = await ratingSourcesOf(sources, { event, cause: cause.right, applied, program });
  if (E.isLeft(rating)) return rating;
  const counterBefore = countersOfReceipt(event, receipt, applied.plan);
  const facts = { ...ratingFacts(rating.right, counterBefore), commissions: commissionsOfReceipt(event, receipt) };
  const taken = await refundedSince(sources, event, cause.right);
  if (E.isLeft(taken)) return taken;
  const was = fact(booked(data.rerating.was), [eventRef(event, '/rerating/was')], 'was');
  const root = differenceOf(data, was, ratedAgain(about, facts), taken.right) ?? asPosted(event);
  const difference = firstDifferenceIn(event, {
    amount: root.value._tag === 'money' ? toJson(root.value.money) : root.value,
    receiptHash: hashOfJson(data.receipt),
    trueUp: derivedId('tru', data.rerating.id, data.rerating.accrual),
  });
  return difference === undefined
    ? E.right({ root, cause: cause.right, counterBefore })
    : mismatch(data.trueUp, difference);
};

/** What the version gives for the cause; nothing where the facts do not lead there again. */
const ratedAgain = ({ event, applied: { plan }, receipt }: AboutTrueUp, facts: Facts): Node | undefined => {
  const rating = rate(plan, facts);
  if (E.isLeft(rating)) return undefined;
  const outcome = rating.right.outcomes.find((candidate) => candidate.rule === event.data.rule.rule);
  const part = outcome?._tag === 'earned' ? outcome.parts[(receipt.part?.number ?? 1) - 1] : undefined;
  return part !== undefined && toJson(part.amount).amount === receipt.amount.amount ? part.root : undefined;
};

/** Applied to what was refunded by then; `undefined` where that does not give the amount. */
type TakenBack = (given: Node) => Node;

const differenceOf = (
  data: Rerated,
  was: Node,
  given: Node | undefined,
  takenBack: TakenBack | undefined,
): Node | undefined => {
  const becomes = add(data.amount, data.rerating.was);
  if (isZero(becomes)) return sub(sub(was, was, { name: 'nothing' }), was, { name: 'true-up' });
  if (given === undefined) return undefined;
  const rest = [given, ...(takenBack === undefined ? [] : [sub(given, takenBack(given), { name: 'balance' })])];
  const now = rest.find((node) => isWorth(node, becomes));
  return now && sub(now, was, { name: 'true-up' });
};

const isWorth = ({ value }: Node, amount: Money): boolean => value._tag === 'money' && equals(value.money, amount);

/** What cannot be derived again is what the event says, with who had it rated and why. */
const asPosted = (event: Posted): Node => fact(booked(event.data.amount), [eventRef(event, '/amount')], 'true-up');

/** The share that had been refunded of the payment when it was rated again. */
const refundedSince = async (
  sources: Sources,
  { recordedAt, data }: Posted,
  { payment }: CauseEvents,
): Answer<TakenBack | undefined> => {
  if (payment === undefined) return E.right(undefined);
  const refunds = await refundsUntil(sources, payment);
  if (E.isLeft(refunds)) return refunds;
  const known = 'rerating' in data ? data.rerating.dealRevision : undefined;
  const told = refunds.right.filter((refund) =>
    known === undefined ? refund.recordedAt <= recordedAt : refund.revision <= known,
  );
  if (told.length === 0) return E.right(undefined);
  const paid = fact(booked(payment.data.amount), [eventRef(payment, '/amount')], 'payment');
  const share = div(totalOf(told, 'refund'), paid, { name: 'refunded-share' });
  return E.right((given) => roundNode(mul(given, share), data.onRefund.rounding, { name: 'reversal' }));
};

/** Counters as the receipt says that the version found them. */
const countersOfReceipt =
  (event: Posted, receipt: Receipt, plan: AboutTrueUp['applied']['plan']): CountersBefore =>
  (counter, window) => {
    const index = receipt.counters.findIndex((read) => read.counter === counter && read.window === window);
    const value = valueOf(receipt.counters[index]?.before);
    return value === undefined
      ? absent(nothingIn({ document: plan.document, plan }, counter), `${counter} in ${window}`, [], 'counter-before')
      : fact(value, [eventRef(event, `/receipt/counters/${index}/before`)], 'counter-before');
  };

/** What the level below was given, as the receipt says. */
const commissionsOfReceipt = (event: Posted, { operands }: Receipt): Facts['commissions'] =>
  Object.fromEntries(
    Object.entries(operands).flatMap(([name, json]) => {
      const value = name.startsWith(prefix) ? valueOf(json) : undefined;
      if (value === undefined) return [];
      return [
        [name.slice(prefix.length), fact(value, [eventRef(event, `/receipt/operands/${name}`)], 'accrual')] as const,
      ];
    }),
  );

const prefix = 'commission:';

const valueOf = (json: unknown): Value | undefined => {
  const read = json === undefined ? undefined : valueFromJson(json);
  return read === undefined || E.isLeft(read) ? undefined : read.right;
};
