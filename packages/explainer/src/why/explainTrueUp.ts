import type { Node } from '@commission-ledger/calculation';
import { commandHashOf, derivedId, type RecordedEvent } from '@commission-ledger/events';
import { creditedCause, ratingFacts, type CauseEvents, type RatingSources } from '@commission-ledger/ledger';
import { toJson } from '@commission-ledger/money';
import { ReceiptCodec, trueUpOf, trueUpReceiptOf } from '@commission-ledger/plans';
import * as E from 'fp-ts/lib/Either.js';
import { appliedPlanOf } from '../reading/appliedPlan.ts';
import { counterReads } from './counterReads.ts';
import { withCounters, type CountersBefore } from './countersBefore.ts';
import { dayOf, trueUpLine } from './entryLines.ts';
import { mismatch } from './explainAccrual.ts';
import type { ExplainFailure } from '../reading/explainFailure.ts';
import { firstDifferenceIn } from './firstDifference.ts';
import { counterJson } from './movesAgain.ts';
import { programZoneOf } from '../reading/programZone.ts';
import { paymentCause } from '../reading/ratedCause.ts';
import { ratingSourcesOf } from './ratingSources.ts';
import { reratedAgain } from './reratedAgain.ts';
import type { AboutTrueUp, TruedUpAgain } from './truedUp.ts';
import type { TrueUpLine } from '../document/explanation.ts';
import type { Answer, AppliedPlan, ExplainedAccrual, Sources } from '../reading/sources.ts';

type Posted = RecordedEvent<'TrueUpPosted'>;
type AfterRefund = Extract<Posted['data'], { refund: unknown }>;

/** Explains a true-up: what a rule gives now, less what it has given. */
export const explainTrueUp = async (sources: Sources, id: string): Answer<ExplainedAccrual<TrueUpLine>> => {
  const at = await sources.index.locate('true-up', id);
  if (E.isLeft(at)) return at;
  const found = await sources.events.read('TrueUpPosted', at.right);
  if (E.isLeft(found)) return found;
  const event = found.right;
  const { data } = event;
  const applied = await appliedPlanOf(sources, data.rule);
  if (E.isLeft(applied)) return applied;
  const program = await programZoneOf(sources, data.program);
  if (E.isLeft(program)) return program;
  const receipt = ReceiptCodec.decode(data.receipt);
  if (E.isLeft(receipt)) return mismatch(id, { path: '/receipt', recorded: 'something else', computed: 'a receipt' });
  const about = { event, applied: applied.right, program: program.right, receipt: receipt.right };
  const again = 'refund' in data ? await settledAgain(sources, about, data) : await reratedAgain(sources, about, data);
  if (E.isLeft(again)) return again;
  const { root, cause, counterBefore } = again.right;
  const { document } = applied.right.plan;
  const counters = counterReads(event, receipt.right, counterBefore, { document, zone: program.right.zone });
  return E.right({
    root,
    line: trueUpLine(event, cause, counters),
    applied: applied.right,
    program: program.right,
    cause,
    told: { posted: event, cause, document, counters },
  });
};

/** After a refund: what the slab is due at the counters as the refund left them, less what the rule had earned by then. */
const settledAgain = async (
  sources: Sources,
  { event, applied, program }: AboutTrueUp,
  data: AfterRefund,
): Answer<TruedUpAgain> => {
  const refunded = await refundedCause(sources, event);
  if (E.isLeft(refunded)) return refunded;
  const { refund, cause } = refunded.right;
  const rating = await ratingSourcesOf(sources, { event, cause, applied, program });
  if (E.isLeft(rating)) return rating;
  const counting = { subject: data.trueUp, event, plan: applied.plan };
  const refundedOn = dayOf(refund, program.zone);
  const again = await withCounters(sources, counting, (counterBefore) =>
    dueAgain(event, data, { applied, sources: rating.right, refundedOn }, counterBefore),
  );
  if (E.isLeft(again)) return again;
  return E.map((settled: Again): TruedUpAgain => ({ ...settled, cause }))(again.right);
};

type RefundedCause = Readonly<{ cause: CauseEvents; refund: RecordedEvent<'PaymentRefunded'> }>;

/** The refund that lowered the slab, and the payment it refunds, which had earned. */
const refundedCause = async (sources: Sources, { data, recordedAt }: Posted): Answer<RefundedCause> => {
  const refund = await sources.events.read('PaymentRefunded', data.causeEvent);
  if (E.isLeft(refund)) return refund;
  const { payment } = refund.right.data;
  const cause = await paymentCause(sources, data.deal, payment);
  if (E.isLeft(cause)) return cause;
  if (cause.right === undefined)
    return mismatch(data.trueUp, { path: '/causeEvent', recorded: payment, computed: 'no payment' });
  const { all, before } = cause.right;
  // Whoever came to share in the payment only by an amendment was rated on the deal as it was known by then.
  const amendments = all.filter((amendment) => amendment.recordedAt <= recordedAt);
  return E.right({ cause: creditedCause(before, { amendments }, data, data.partner), refund: refund.right });
};

type About = Readonly<{ applied: AppliedPlan; sources: RatingSources; refundedOn: string }>;
type Again = Readonly<{ root: Node; counterBefore: CountersBefore }>;

const dueAgain = (
  event: Posted,
  data: AfterRefund,
  { applied: { plan }, sources, refundedOn }: About,
  counterBefore: CountersBefore,
): E.Either<ExplainFailure, Again> => {
  const { rule, trueUp: id, program, partner, deal, refund, referrer } = data;
  const facts = ratingFacts(sources, counterBefore);
  const trueUp = trueUpOf(plan, rule.rule, facts);
  if (E.isLeft(trueUp)) {
    return mismatch(id, { path: '/amount', recorded: toJson(data.amount).amount, computed: trueUp.left._tag });
  }
  const { amount, moves, root } = trueUp.right;
  const { document, hash } = plan;
  const applied = document.rules.find((candidate) => candidate.id === rule.rule);
  const difference = firstDifferenceIn(event, {
    amount: toJson(amount),
    counters: moves.map(({ counter, window, before, after }, index) => ({
      plan: document.plan,
      counter,
      window,
      before: counterJson(before),
      after: counterJson(after),
      since: data.counters[index]?.since,
    })),
    earnedOn: refundedOn,
    rule: { plan: document.plan, version: document.version, hash, rule: applied?.id, clause: applied?.clause },
    receiptHash: commandHashOf({ ...trueUpReceiptOf(plan, facts, rule.rule, trueUp.right) }),
    trueUp: derivedId('tru', program, partner, deal, refund, referrer, rule.plan, rule.rule),
  });
  return difference === undefined ? E.right({ root, counterBefore }) : mismatch(id, difference);
};
