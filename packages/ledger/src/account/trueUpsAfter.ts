import { type TimeZone, dateOf } from '@commission-ledger/calendar';
import { type EventRef, fact } from '@commission-ledger/calculation';
import {
  type AccountRef,
  type EventData,
  type EventOf,
  type RecordedEvent,
  accountStream,
  commandHashOf,
  derivedId,
} from '@commission-ledger/events';
import { isZero } from '@commission-ledger/money';
import {
  type CounterMove,
  type Facts,
  type RatingRefusal,
  type Rule,
  maturesOn,
  reversalMaturesOn,
  rulesToTrueUp,
  trueUpOf,
  trueUpReceiptOf,
} from '@commission-ledger/plans';
import * as E from 'fp-ts/lib/Either.js';
import { dateOfCause } from '../policy/causeEvents.ts';
import { ratingFacts } from '../policy/ratingFacts.ts';
import type { RatingSources } from '../policy/ratingSources.ts';
import { type AccountState, type Refundable, counterKey } from './accountState.ts';
import { countersIn } from './counterNode.ts';
import { counterValueOf, toldCounter } from './counterValue.ts';

/** What a refund takes to settle slabs in one account. */
export type Refunding = Readonly<{
  account: AccountRef;
  refund: RecordedEvent<'PaymentRefunded'>;
  zone: TimeZone;
  /** How the payment may have been rated here: by each version that trues up slabs. */
  truingUp: readonly RatingSources[];
  /** The id that the event at a place in this command's record gets. */
  eventIdAt: (index: number) => string;
}>;

type Moves = EventData<'TrueUpPosted'>['counters'];

/** What the refund has recorded before its true-ups: the counters it moved, in every event before the place `index`. */
type Before = Readonly<{
  source: Pick<EventData<'TrueUpPosted'>, 'cause' | 'deal' | 'referrer' | 'beneficiary'>;
  counters: Moves;
  index: number;
}>;

/** A counter as this command leaves it, and the place of the event that says so. */
type Left = Readonly<{ value: CounterMove['before']; index: number; path: string }>;

/**
 * For each rule that trues up, once: what its slab is due at the counters as the refund leaves them, less what it has
 * earned by then. Rules are settled in the order of the plan; each sees what those before moved. Refused when the counters
 * have come to something that no calculation can hold.
 */
export const trueUpsAfter = (
  command: Refunding,
  { plan: { plan: id, version }, onRefund }: Refundable,
  before: Before,
  state: AccountState,
): E.Either<RatingRefusal, readonly EventOf<'TrueUpPosted'>[]> => {
  const sources = command.truingUp.find(
    ({ plan: { document } }) => document.plan === id && document.version === version,
  );
  if (sources === undefined) return E.right([]);
  const left = new Map<string, Left>();
  const leave = (moves: Moves, index: number): void => {
    for (const [place, { plan, counter, window, after }] of moves.entries())
      left.set(counterKey(plan, counter, window), {
        value: counterValueOf(after),
        index,
        path: `/counters/${place}/after`,
      });
  };
  leave(before.counters, before.index - 1);
  const lowered = before.counters.flatMap(({ counter, earnedBy }) => (earnedBy === undefined ? [counter] : []));
  const trueUps: EventOf<'TrueUpPosted'>[] = [];
  for (const rule of rulesToTrueUp(sources.plan.plan, before.source.beneficiary, new Set(lowered))) {
    const found = trueUpFor(command, sources, rule, left, state);
    if (E.isLeft(found)) return found;
    if (found.right === undefined) continue;
    const data = { ...before.source, ...found.right, onRefund: { ...onRefund, commission: 'true-up' as const } };
    leave(data.counters, before.index + trueUps.length);
    trueUps.push({ type: 'TrueUpPosted', data });
  }
  return E.right(trueUps);
};

type TrueUpOfRule = Omit<Extract<EventData<'TrueUpPosted'>, { refund: string }>, keyof Before['source'] | 'onRefund'>;

const trueUpFor = (
  { account, refund, zone, eventIdAt }: Refunding,
  sources: RatingSources,
  rule: Rule,
  left: ReadonlyMap<string, Left>,
  state: AccountState,
): E.Either<RatingRefusal, TrueUpOfRule | undefined> => {
  const { plan, cause, rated } = sources;
  const { document } = plan;
  const { occurredAt } = refund.data;
  const revisionAt = (index: number): number => state.revision + 1 + index;
  const found = countersIn(account, plan, state, occurredAt);
  const facts: Facts = ratingFacts(sources, (counter, window) => {
    const moved = left.get(counterKey(document.plan, counter, window));
    if (moved === undefined) return found(counter, window);
    const from: EventRef = {
      event: eventIdAt(moved.index),
      stream: accountStream(account),
      revision: revisionAt(moved.index),
      // Not known before it is recorded; nothing of it is kept here.
      hash: '',
      path: moved.path,
      occurredAt,
      recordedAt: '',
    };
    return fact(moved.value, [from], 'counter-before');
  });
  const trueUp = trueUpOf(plan.plan, rule.id, facts);
  if (E.isLeft(trueUp)) return trueUp;
  const { amount, moves } = trueUp.right;
  if (isZero(amount)) return E.right(undefined);
  const receipt = { ...trueUpReceiptOf(plan.plan, facts, rule.id, trueUp.right) };
  const { deal, refund: refundId } = refund.data;
  const refundedOn = dateOf(occurredAt, zone);
  return E.right({
    program: account.program,
    partner: account.partner,
    trueUp: derivedId('tru', account.program, account.partner, deal, refundId, rated.referrer, document.plan, rule.id),
    refund: refundId,
    causeEvent: { stream: refund.stream, revision: refund.revision, id: refund.id },
    rule: { plan: document.plan, version: document.version, hash: plan.hash, rule: rule.id, clause: rule.clause },
    amount,
    earnedOn: refundedOn,
    maturesOn: reversalMaturesOn(refundedOn, maturesOn(rule.hold ?? document.hold, dateOfCause(cause, zone))),
    counters: moves.map(({ counter, window, before, after }) => {
      const key = counterKey(document.plan, counter, window);
      const moved = left.get(key);
      const since = moved === undefined ? (state.counters.get(key)?.from.revision ?? null) : revisionAt(moved.index);
      return { plan: document.plan, counter, window, before: toldCounter(before), after: toldCounter(after), since };
    }),
    receipt,
    receiptHash: commandHashOf(receipt),
    occurredAt,
  });
};
