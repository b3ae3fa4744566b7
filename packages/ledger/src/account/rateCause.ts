import { addDays } from '@commission-ledger/calendar';
import {
  type AccountRef,
  type EventData,
  type EventOf,
  type LedgerEvent,
  type RecordedEvent,
  commandHashOf,
  derivedId,
} from '@commission-ledger/events';
import {
  type CounterMove,
  type Facts,
  type Installed,
  type PlanDocument,
  type Rating,
  type RatingRefusal,
  type Rule,
  type RuleOutcome,
  rate,
  receiptOf,
} from '@commission-ledger/plans';
import * as E from 'fp-ts/lib/Either.js';
import { type CauseEvents, dateOfCause } from '../policy/causeEvents.ts';
import { ratingFacts } from '../policy/ratingFacts.ts';
import type { RatingSources } from '../policy/ratingSources.ts';
import { type AccountState, counterKey, ratedKey } from './accountState.ts';
import { countersIn } from './counterNode.ts';
import { toldCounter } from './counterValue.ts';

/** Rate one cause for one account under the plan version in force. */
export type RateCause = Readonly<{
  type: 'RateCause';
  account: AccountRef;
  sources: RatingSources;
  /** For one who shares in the cause only since this amendment: the one that leads to it. Nobody is rated twice. */
  amendment?: RecordedEvent<'DealAmended'>;
  /** A rehearsal that looks at amounts alone leaves out the receipts, which take longer to make. */
  receipts?: 'left-out';
}>;

/** The cause, by kind and id. */
export const causeOf = ({ won, payment }: CauseEvents): EventData<'AccrualPosted'>['cause'] =>
  payment === undefined ? { kind: 'win', id: won.data.deal } : { kind: 'payment', id: payment.data.payment };

/**
 * The id of an accrual: the same cause, rule, beneficiary and part always give the same id, so nothing is posted twice.
 * What a rule gives in one piece has no part.
 */
export const accrualIdOf = (
  account: AccountRef,
  data: Readonly<{ cause: Readonly<{ kind: string; id: string }>; deal: string; referrer: string }>,
  plan: string,
  rule: string,
  part?: number,
): string =>
  derivedId(
    'acr',
    account.program,
    account.partner,
    data.cause.kind,
    data.deal,
    data.cause.id,
    data.referrer,
    plan,
    rule,
    ...(part === undefined ? [] : [`${part}`]),
  );

/**
 * What the plan makes of the cause here: accruals, or the reason why nothing was earned. That a cause is rated once is
 * the work of the command's key. Of a partner who is suspended and earns nothing, nothing is counted either.
 */
export const rateCause = (command: RateCause, state: AccountState): E.Either<RatingRefusal, readonly LedgerEvent[]> => {
  const { account, sources, amendment } = command;
  const { cause, plan, rated, suspended } = sources;
  const { document } = plan;
  if (
    amendment !== undefined &&
    state.rated.has(ratedKey({ cause: causeOf(cause), deal: cause.won.data.deal, ...rated }))
  )
    return E.right([]);
  if (suspended !== undefined) return E.right([evaluated(command, sharedOf(command, []), 'suspended')]);
  const facts = ratingFacts(sources, countersIn(account, plan, state, (cause.payment ?? cause.won).data.occurredAt));
  const rating = rate(plan.plan, facts);
  if (E.isLeft(rating)) return rating;
  const { moves, outcomes } = rating.right;
  const shared = sharedOf(
    command,
    moves.map((move) => movedIn(move, document, state)),
  );
  const earned = outcomes.flatMap((outcome) =>
    outcome._tag === 'earned'
      ? outcome.parts.map((part) => accrual(command, shared, facts, rating.right, outcome, part))
      : [],
  );
  if (earned.length > 0) return E.right(earned);
  const reason = outcomes.some(({ _tag }) => _tag === 'zero') ? 'amount-is-zero' : 'no-rule-applies';
  return E.right([evaluated(command, shared, reason)]);
};

/** What everything that is recorded of a cause says of it. */
const sharedOf = ({ account, sources, amendment }: RateCause, counters: Shared['counters']): Shared => {
  const { cause, plan, rated, zone } = sources;
  const { refunds, rounding } = plan.document;
  const told = cause.payment ?? cause.won;
  const { stream, revision, id } = amendment ?? told;
  const until = refunds.within === undefined ? {} : { until: addDays(dateOfCause(cause, zone), refunds.within) };
  return {
    program: account.program,
    partner: account.partner,
    cause: causeOf(cause),
    deal: cause.won.data.deal,
    ...rated,
    causeEvent: { stream, revision, id },
    counters,
    onRefund: { rounding: rounding.mode, counters: refunds.counters, ...until },
    occurredAt: told.data.occurredAt,
  };
};

const evaluated = (
  { account, sources: { plan } }: RateCause,
  shared: Shared,
  reason: EventData<'AccrualEvaluated'>['reason'],
): EventOf<'AccrualEvaluated'> => ({
  type: 'AccrualEvaluated',
  data: {
    ...shared,
    plan: { plan: plan.document.plan, version: plan.document.version, hash: plan.hash },
    reason,
    refund: null,
    currency: account.currency,
  },
});

type Shared = Omit<EventData<'AccrualEvaluated'>, 'plan' | 'reason' | 'refund' | 'currency'>;

const accrual = (
  { account, sources: { plan }, receipts }: RateCause,
  shared: Shared,
  facts: Facts,
  rating: Rating,
  outcome: Extract<RuleOutcome, { _tag: 'earned' }>,
  installed: Installed,
): EventOf<'AccrualPosted'> => {
  const { document, hash } = plan;
  const rule = document.rules.find(({ id }) => id === outcome.rule);
  if (rule === undefined) throw new Error(`Plan ${document.plan} has no rule ${outcome.rule}.`);
  const { part: number, of, amount, maturesOn } = installed;
  const inParts = of > 1;
  const left = receipts === 'left-out';
  const receipt = left ? {} : { ...receiptOf(plan.plan, facts, rating, outcome, installed) };
  return {
    type: 'AccrualPosted',
    data: {
      ...shared,
      accrual: accrualIdOf(account, shared, document.plan, rule.id, ...(inParts ? [number] : [])),
      rule: { plan: document.plan, version: document.version, hash, rule: rule.id, clause: rule.clause },
      amount,
      earnedOn: facts.date,
      maturesOn,
      ...takenBackBy(document, rule, shared.onRefund),
      ...(inParts ? { part: { number, of } } : {}),
      receipt,
      receiptHash: left ? '' : commandHashOf(receipt),
    },
  };
};

/** What a refund or a cancellation will take back, as the plan says it now. */
const takenBackBy = (
  { cancellation }: PlanDocument,
  { refunds }: Rule,
  onRefund: Shared['onRefund'],
): Pick<EventData<'AccrualPosted'>, 'onRefund' | 'onCancel'> => ({
  onRefund: refunds === undefined ? onRefund : { ...onRefund, commission: refunds },
  ...(cancellation === undefined || refunds === 'keep' ? {} : { onCancel: cancellation }),
});

const movedIn = (
  { counter: id, window, before, after }: CounterMove,
  { plan, counters }: PlanDocument,
  state: AccountState,
): EventData<'AccrualPosted'>['counters'][number] => {
  const counter = counters.find((candidate) => candidate.id === id);
  if (counter === undefined) throw new Error(`Plan ${plan} has no counter ${id}.`);
  return {
    plan,
    counter: id,
    window,
    before: toldCounter(before),
    after: toldCounter(after),
    since: state.counters.get(counterKey(plan, id, window))?.from.revision ?? null,
    ...onRefundOf(counter),
  };
};

/** What a refund does to this counter, where it is not what the plan says for all. */
const onRefundOf = ({
  measure,
  refunds,
}: PlanDocument['counters'][number]): Pick<EventData<'AccrualPosted'>['counters'][number], 'refunds' | 'earnedBy'> => {
  if (typeof measure === 'string') return refunds === undefined ? {} : { refunds };
  if ('earned' in measure) return { earnedBy: measure.earned, ...(refunds === undefined ? {} : { refunds }) };
  // What a `floor` has seen never goes down; a carried `excess` does where it or the plan says so.
  if ('unlimited' in measure) return { refunds: 'keep' };
  return refunds === undefined ? {} : { refunds };
};
