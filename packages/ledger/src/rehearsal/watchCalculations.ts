import { type Node, fact } from '@commission-ledger/calculation';
import { type AccountRef, type EventData, type RecordedEvent } from '@commission-ledger/events';
import { type Facts, rate, trueUpOf } from '@commission-ledger/plans';
import * as E from 'fp-ts/lib/Either.js';
import { type CounterState, counterKey } from '../account/accountState.ts';
import { countersIn } from '../account/counterNode.ts';
import { counterValueOf } from '../account/counterValue.ts';
import { type BookingEvent, isBooking } from '../account/isBooking.ts';
import type { RateCause } from '../account/rateCause.ts';
import type { ReverseForCancellation } from '../account/reverseForCancellation.ts';
import type { ReverseForRefund } from '../account/reverseForRefund.ts';
import type { Executor } from '../execution/executor.ts';
import type { Recorded } from '../execution/keyedCommand.ts';
import type { LedgerFailure } from '../failure.ts';
import { eventRef } from '../policy/eventRef.ts';
import { accountSubject, dealSubject } from '../policy/policyCommand.ts';
import { ratingFacts } from '../policy/ratingFacts.ts';
import { bookingIdOf } from './bookingId.ts';
import { type TakingBack, cancellationCalculation, refundCalculation } from './reversalCalculation.ts';

/** The calculations behind what a rehearsal books. */
export type Watched = Readonly<{
  executor: Executor;
  /** The calculation of each entry, by `bookingIdOf`: an amount, below zero where it is taken back. */
  roots: ReadonlyMap<string, Node>;
}>;

type Watching = RateCause | ReverseForRefund | ReverseForCancellation;

/** Watches how the accounts that are meant come to their entries. */
export const watchCalculations = (executor: Executor, isMeant: (account: AccountRef) => boolean): Watched => {
  const roots = new Map<string, Node>();
  const earned = new Map<string, EventData<'AccrualPosted' | 'TrueUpPosted'>>();
  const takenBack = new Map<string, RecordedEvent<'AccrualReversed'>[]>();

  const seen = async (command: Watching): Promise<(recorded: Recorded) => Promise<void>> => {
    const loaded = await executor.load(accountSubject(command.account));
    if (E.isLeft(loaded)) return async () => undefined;
    const { counters } = loaded.right.state;
    if (command.type !== 'RateCause') {
      const before = new Map(counters);
      return ({ events }) => noteTakenBack(command, events.filter(isBooking), before);
    }
    const rootOf = ratingOf(command, counters);
    return async ({ events }) => {
      for (const event of events) {
        if (event.type !== 'AccrualPosted') continue;
        const { accrual, rule, part } = event.data;
        const root = rootOf(rule.rule, part?.number ?? 1);
        if (root !== undefined) roots.set(bookingIdOf(event), root);
        earned.set(accrual, event.data);
      }
    };
  };

  const noteTakenBack = async (
    command: ReverseForRefund | ReverseForCancellation,
    events: readonly BookingEvent[],
    before: ReadonlyMap<string, CounterState>,
  ): Promise<void> => {
    for (const [index, event] of events.entries()) {
      if (event.type === 'AccrualReversed') await noteReversal(command, event);
      if (event.type === 'TrueUpPosted' && command.type === 'ReverseForRefund') {
        const root = trueUpRoot(command, event, events.slice(0, index), before);
        if (root !== undefined) roots.set(bookingIdOf(event), root);
        earned.set(event.data.trueUp, event.data);
      }
    }
  };

  const noteReversal = async (
    command: ReverseForRefund | ReverseForCancellation,
    reversed: RecordedEvent<'AccrualReversed'>,
  ): Promise<void> => {
    const { accrual } = reversed.data;
    const of = earned.get(accrual);
    const root = roots.get(`accrual/${accrual}`) ?? roots.get(`true-up/${accrual}`);
    if (of === undefined || root === undefined) return;
    const earlier = takenBack.get(accrual) ?? [];
    takenBack.set(accrual, [...earlier, reversed]);
    const takingBack: TakingBack = { reversed, original: { root, onRefund: of.onRefund }, earlier };
    const calculation =
      command.type === 'ReverseForRefund'
        ? refundCalculation(takingBack, command.cause.payment, await refundsUntil(executor, command))
        : cancelled(takingBack, of, command);
    if (calculation !== undefined) roots.set(bookingIdOf(reversed), calculation);
  };

  return {
    executor: {
      ...executor,
      execute: async (subject, keyed) => {
        const { command } = keyed;
        if (!isWatching(command) || !isMeant(command.account)) return executor.execute(subject, keyed);
        const note = await seen(command);
        const outcome = await executor.execute(subject, keyed);
        if (E.isRight(outcome)) await note(outcome.right);
        return outcome;
      },
    },
    roots,
  };
};

const WATCHED: ReadonlySet<unknown> = new Set<Watching['type']>([
  'RateCause',
  'ReverseForRefund',
  'ReverseForCancellation',
]);

const isWatching = (command: unknown): command is Watching =>
  typeof command === 'object' && command !== null && 'type' in command && WATCHED.has(command.type);

/** The calculation that the account is about to book, done on the same facts; by rule and part. */
const ratingOf = (
  { account, sources }: RateCause,
  counters: Map<string, CounterState>,
): ((rule: string, part: number) => Node | undefined) => {
  const { plan, cause, suspended } = sources;
  if (suspended !== undefined) return () => undefined;
  const { occurredAt } = (cause.payment ?? cause.won).data;
  const rating = rate(plan.plan, ratingFacts(sources, countersIn(account, plan, { counters }, occurredAt)));
  return (rule, part) => {
    const outcome = E.isRight(rating) ? rating.right.outcomes.find((each) => each.rule === rule) : undefined;
    return outcome?._tag === 'earned' ? outcome.parts[part - 1]?.root : undefined;
  };
};

/** At the counters that the refund left by then: those it found, and what it has recorded before. */
const trueUpRoot = (
  { account, truingUp, refund }: ReverseForRefund,
  { data: { rule } }: RecordedEvent<'TrueUpPosted'>,
  recorded: readonly BookingEvent[],
  before: ReadonlyMap<string, CounterState>,
): Node | undefined => {
  const sources = truingUp.find(
    ({ plan: { document } }) => document.plan === rule.plan && document.version === rule.version,
  );
  if (sources === undefined) return undefined;
  const found = countersIn(account, sources.plan, { counters: new Map(before) }, refund.data.occurredAt);
  const counterBefore: Facts['counterBefore'] = (counter, window) => {
    const key = counterKey(rule.plan, counter, window);
    for (const event of recorded.toReversed())
      for (const [place, move] of event.data.counters.entries())
        if (counterKey(move.plan, move.counter, move.window) === key)
          return fact(counterValueOf(move.after), [eventRef(event, `/counters/${place}/after`)], 'counter-before');
    return found(counter, window);
  };
  const trueUp = trueUpOf(sources.plan.plan, rule.rule, ratingFacts(sources, counterBefore));
  return E.isRight(trueUp) ? trueUp.right.root : undefined;
};

const refundsUntil = async (
  executor: Executor,
  { refund }: ReverseForRefund,
): Promise<readonly RecordedEvent<'PaymentRefunded'>[]> => {
  const deal: E.Either<LedgerFailure, unknown> & Awaited<ReturnType<typeof loadDeal>> = await loadDeal(
    executor,
    refund.data.deal,
  );
  if (E.isLeft(deal)) return [refund];
  const refunds = [...deal.right.state.refunds.values()]
    .map(({ told }) => told)
    .filter(({ data }) => data.payment === refund.data.payment);
  return refunds.slice(0, refunds.findIndex(({ data }) => data.refund === refund.data.refund) + 1);
};

const loadDeal = (executor: Executor, deal: string) => executor.load(dealSubject(deal));

const cancelled = (
  takingBack: TakingBack,
  { rule, ...posted }: EventData<'AccrualPosted' | 'TrueUpPosted'>,
  command: ReverseForCancellation,
): Node | undefined => {
  const terms = 'onCancel' in posted ? posted.onCancel : undefined;
  if (terms === undefined) return undefined;
  const { plan, version, hash } = rule;
  return cancellationCalculation(
    takingBack,
    { terms, rule: { plan, version, hash }, zone: command.zone },
    { won: command.cause.won, cancelled: command.cancelled },
  );
};
