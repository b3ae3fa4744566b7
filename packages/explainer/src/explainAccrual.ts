import type { Node } from '@commission-ledger/calculation';
import { commandHashOf, jsonOf, type RecordedEvent } from '@commission-ledger/events';
import { accrualIdOf, dateOfCause, ratingFacts, type CauseEvents } from '@commission-ledger/ledger';
import { toJson } from '@commission-ledger/money';
import {
  matchesReceipt,
  maturesOn,
  rate,
  ReceiptCodec,
  type Facts,
  type Rating,
  type Receipt,
} from '@commission-ledger/plans';
import * as E from 'fp-ts/lib/Either.js';
import { appliedPlanOf } from './appliedPlan.ts';
import { counterReads } from './counterReads.ts';
import { countersBefore } from './countersBefore.ts';
import { accrualLine } from './entryLines.ts';
import type { ExplainFailure } from './explainFailure.ts';
import { firstDifference, type Difference } from './firstDifference.ts';
import { programZoneOf } from './programZone.ts';
import {
  once,
  type Answer,
  type AppliedPlan,
  type ExplainedAccrual,
  type ProgramZone,
  type Sources,
} from './sources.ts';

/** Explains an accrual by doing its calculation again from the events and the plan version it names. */
export const explainAccrual = (sources: Sources, id: string): Answer<ExplainedAccrual> =>
  once(sources.accruals, id, async () => {
    const at = await sources.index.locate('accrual', id);
    if (E.isLeft(at)) return at;
    const posted = await sources.events.read('AccrualPosted', at.right);
    if (E.isLeft(posted)) return posted;
    const { data } = posted.right;
    const cause = await causeOf(sources, posted.right);
    if (E.isLeft(cause)) return cause;
    const applied = await appliedPlanOf(sources, data.rule);
    if (E.isLeft(applied)) return applied;
    const program = await programZoneOf(sources, data.program);
    if (E.isLeft(program)) return program;
    const receipt = ReceiptCodec.decode(data.receipt);
    if (E.isLeft(receipt)) return mismatch(id, { path: '/receipt', recorded: 'something else', computed: 'a receipt' });
    const counters = await countersBefore(sources, posted.right, receipt.right);
    if (E.isLeft(counters)) return counters;
    const facts = ratingFacts(cause.right, data, program.right.zone, counters.right);
    const again: Again = { posted: posted.right, applied: applied.right, program: program.right, facts };
    const root = rootOf(again, cause.right, receipt.right);
    if (E.isLeft(root)) return root;
    const told = {
      posted: posted.right,
      won: cause.right.won,
      document: applied.right.plan.document,
      counters: counterReads(posted.right, receipt.right, counters.right, program.right.zone),
    };
    return E.right({
      root: root.right,
      line: accrualLine(told),
      applied: applied.right,
      program: program.right,
      cause: cause.right,
      told,
    });
  });

/** The win and, where there is one, the payment that the accrual came from. */
const causeOf = async (sources: Sources, { data }: RecordedEvent<'AccrualPosted'>): Answer<CauseEvents> => {
  if (data.cause.kind === 'win') {
    const won = await sources.events.read('DealWon', data.causeEvent);
    return E.isLeft(won) ? won : E.right({ won: won.right, payment: undefined });
  }
  const payment = await sources.events.read('PaymentReceived', data.causeEvent);
  if (E.isLeft(payment)) return payment;
  const at = await sources.index.locate('deal', data.deal);
  if (E.isLeft(at)) return at;
  const won = await sources.events.read('DealWon', at.right);
  return E.isLeft(won) ? won : E.right({ won: won.right, payment: payment.right });
};

type Again = Readonly<{
  posted: RecordedEvent<'AccrualPosted'>;
  applied: AppliedPlan;
  program: ProgramZone;
  facts: Facts;
}>;

/** The calculation done again, required to give what was booked: amount, counters, dates, and every digit of the receipt. */
const rootOf = (again: Again, cause: CauseEvents, receipt: Receipt): E.Either<ExplainFailure, Node> => {
  const { posted, applied, facts } = again;
  const { accrual, amount, rule } = posted.data;
  const rating = rate(applied.plan, facts);
  if (E.isLeft(rating)) {
    return mismatch(accrual, { path: '/amount', recorded: toJson(amount).amount, computed: rating.left._tag });
  }
  const outcome = rating.right.outcomes.find((candidate) => candidate.rule === rule.rule);
  if (outcome?._tag !== 'earned') {
    const computed = outcome?._tag ?? 'no such rule';
    return mismatch(accrual, { path: '/amount', recorded: toJson(amount).amount, computed });
  }
  const computed = { amount: toJson(outcome.amount), ...bookedAgain(again, cause, rating.right) };
  const difference = firstDifference(jsonOf(posted), computed);
  if (difference !== undefined) return mismatch(accrual, difference);
  const matched = matchesReceipt(receipt, applied.plan, facts, outcome);
  if (E.isRight(matched)) return E.right(outcome.root);
  const { path, recorded, computed: expected } = matched.left;
  return mismatch(accrual, {
    path: `/receipt${path}`,
    recorded: String(recorded ?? 'nothing'),
    computed: String(expected ?? 'nothing'),
  });
};

/** What the ledger books beside the amount, as JSON. */
const bookedAgain = (
  { posted, applied, program }: Again,
  cause: CauseEvents,
  { moves }: Rating,
): Readonly<Record<string, unknown>> => {
  const { data } = posted;
  const { document, hash } = applied.plan;
  const { deal, program: home } = cause.won.data;
  const rule = document.rules.find(({ id }) => id === data.rule.rule);
  const earnedOn = dateOfCause(cause, program.zone);
  const account = { program: home, partner: data.partner, currency: data.amount.currency };
  return {
    counters: moves.map(({ counter, window, before, after }, index) => ({
      plan: document.plan,
      counter,
      window,
      before: toJson(before),
      after: toJson(after),
      since: data.counters[index]?.since,
    })),
    earnedOn,
    maturesOn: maturesOn(document.hold, earnedOn),
    program: home,
    deal,
    cause: { kind: data.cause.kind, id: cause.payment?.data.payment ?? deal },
    rule: { plan: document.plan, version: document.version, hash, rule: rule?.id, clause: rule?.clause },
    onRefund: { rounding: document.rounding.mode, counters: document.refunds.counters },
    receiptHash: commandHashOf(data.receipt),
    accrual: accrualIdOf(account, data, document.plan, data.rule.rule),
  };
};

/** What was booked is not what the calculation gives. */
export const mismatch = (subject: string, difference: Difference): E.Either<ExplainFailure, never> =>
  E.left({ _tag: 'DoesNotMatchReceipt', subject, ...difference });
