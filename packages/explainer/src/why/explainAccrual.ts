import { addDays } from '@commission-ledger/calendar';
import type { Node } from '@commission-ledger/calculation';
import type { RecordedEvent } from '@commission-ledger/events';
import { accrualIdOf, dateOfCause, ratingFacts, type RatingSources } from '@commission-ledger/ledger';
import { toJson } from '@commission-ledger/money';
import {
  isSameReceipt,
  rate,
  ReceiptCodec,
  receiptDifference,
  receiptOf,
  type Facts,
  type PlanDocument,
  type Rating,
  type Receipt,
  type RuleOutcome,
} from '@commission-ledger/plans';
import * as E from 'fp-ts/lib/Either.js';
import { hashOfJson } from '../document/hashOfJson.ts';
import { appliedPlanOf } from '../reading/appliedPlan.ts';
import { counterReads } from './counterReads.ts';
import { withCounters, type CountersBefore } from './countersBefore.ts';
import { movesAgain } from './movesAgain.ts';
import { accrualLine } from './entryLines.ts';
import type { ExplainFailure } from '../reading/explainFailure.ts';
import { firstDifferenceIn, type Difference } from './firstDifference.ts';
import { causeOf } from '../reading/ratedCause.ts';
import { programZoneOf } from '../reading/programZone.ts';
import { ratingSourcesOf } from './ratingSources.ts';
import { once, type Answer, type AppliedPlan, type ExplainedAccrual, type Sources } from '../reading/sources.ts';

type Posted = RecordedEvent<'AccrualPosted'>;
type Earned = Extract<RuleOutcome, { _tag: 'earned' }>;

/** Explains an accrual by doing its calculation again from the events and the plan version it names. */
export const explainAccrual = (sources: Sources, id: string): Answer<ExplainedAccrual> =>
  once(sources.accruals, id, async () => {
    const at = await sources.index.locate('accrual', id);
    if (E.isLeft(at)) return at;
    const found = await sources.events.read('AccrualPosted', at.right);
    if (E.isLeft(found)) return found;
    const event = found.right;
    const { data } = event;
    const cause = await causeOf(sources, event);
    if (E.isLeft(cause)) return cause;
    const applied = await appliedPlanOf(sources, data.rule);
    if (E.isLeft(applied)) return applied;
    const program = await programZoneOf(sources, data.program);
    if (E.isLeft(program)) return program;
    const about = { event, cause: cause.right, applied: applied.right, program: program.right };
    const rating = await ratingSourcesOf(sources, about);
    if (E.isLeft(rating)) return rating;
    const again = await withCounters(sources, { subject: id, event, plan: applied.right.plan }, (counterBefore) =>
      earnedAgain(event, applied.right, rating.right, counterBefore),
    );
    if (E.isLeft(again)) return again;
    if (E.isLeft(again.right)) return again.right;
    const { root, receipt, counterBefore } = again.right.right;
    const { document } = applied.right.plan;
    const told = {
      posted: event,
      cause: cause.right,
      document,
      counters: counterReads(event, receipt, counterBefore, { document, zone: program.right.zone }),
    };
    return E.right({
      root,
      line: accrualLine(event, told),
      applied: applied.right,
      program: program.right,
      cause: cause.right,
      told,
    });
  });

type Again = Readonly<{ root: Node; receipt: Receipt; counterBefore: CountersBefore }>;

/** The calculation done again, required to give what was booked: amount, counters, dates, and every digit of the receipt. */
const earnedAgain = (
  event: Posted,
  { plan }: AppliedPlan,
  sources: RatingSources,
  counterBefore: CountersBefore,
): E.Either<ExplainFailure, Again> => {
  const { accrual, amount, rule, part } = event.data;
  const facts = ratingFacts(sources, counterBefore);
  const rating = rate(plan, facts);
  const otherwise = (computed: string): E.Either<ExplainFailure, never> =>
    mismatch(accrual, { path: '/amount', recorded: toJson(amount).amount, computed });
  if (E.isLeft(rating)) return otherwise(rating.left._tag);
  const outcome = rating.right.outcomes.find((candidate) => candidate.rule === rule.rule);
  if (outcome?._tag !== 'earned') return otherwise(outcome?._tag ?? 'no such rule');
  const installed = outcome.parts[(part?.number ?? 1) - 1];
  if (installed === undefined) return otherwise('no such part');
  const expected = receiptOf(plan, facts, rating.right, outcome, installed);
  const recorded: unknown = event.data.receipt;
  const isExpected = isSameReceipt(recorded, expected);
  const receipt = isExpected ? recorded : receiptIn(event);
  if (receipt === undefined) {
    return mismatch(accrual, { path: '/receipt', recorded: 'something else', computed: 'a receipt' });
  }
  const computed = {
    amount: toJson(installed.amount),
    ...bookedAgain(event, sources, facts, rating.right, outcome, installed),
  };
  const difference = firstDifferenceIn(event, computed);
  if (difference !== undefined) return mismatch(accrual, difference);
  const differs = isExpected ? undefined : receiptDifference(receipt, expected);
  if (differs === undefined) return E.right({ root: installed.root, receipt, counterBefore });
  return mismatch(accrual, {
    path: `/receipt${differs.path}`,
    recorded: String(differs.recorded ?? 'nothing'),
    computed: String(differs.computed ?? 'nothing'),
  });
};

/** What was recorded as a receipt, if it is one. */
const receiptIn = ({ data: { receipt } }: Posted): Receipt | undefined => {
  const read = ReceiptCodec.decode(receipt);
  return E.isRight(read) ? read.right : undefined;
};

/** What the ledger books beside the amount, as JSON. */
const bookedAgain = (
  { data }: Posted,
  { cause, plan, zone }: RatingSources,
  facts: Facts,
  { moves }: Rating,
  { parts }: Earned,
  installed: Earned['parts'][number],
): Readonly<Record<string, unknown>> => {
  const { document, hash } = plan;
  const { deal, program: home } = cause.won.data;
  const rule = document.rules.find(({ id }) => id === data.rule.rule);
  const earnedOn = dateOfCause(cause, zone);
  const account = { program: home, partner: data.partner, currency: data.amount.currency };
  const inParts = parts.length > 1;
  return {
    counters: movesAgain(document, moves, data.counters),
    earnedOn,
    maturesOn: installed.maturesOn,
    program: home,
    deal,
    cause: { kind: data.cause.kind, id: cause.payment?.data.payment ?? deal },
    rule: { plan: document.plan, version: document.version, hash, rule: rule?.id, clause: rule?.clause },
    onRefund: { ...refundTermsOf(document, facts.date), commission: rule?.refunds },
    onCancel: rule?.refunds === 'keep' ? undefined : document.cancellation,
    part: inParts ? { number: installed.part, of: installed.of } : undefined,
    receiptHash: hashOfJson(data.receipt),
    accrual: accrualIdOf(account, data, document.plan, data.rule.rule, ...(inParts ? [installed.part] : [])),
  };
};

/** What a refund will take back, as the plan says for every rule. */
const refundTermsOf = ({ rounding, refunds }: PlanDocument, date: Facts['date']) => ({
  rounding: rounding.mode,
  counters: refunds.counters,
  ...(refunds.within === undefined ? {} : { until: addDays(date, refunds.within) }),
});

/** What was booked is not what the calculation gives. */
export const mismatch = (subject: string, difference: Difference): E.Either<ExplainFailure, never> =>
  E.left({ _tag: 'DoesNotMatchReceipt', subject, ...difference });
