import type { EventData } from '@commission-ledger/events';
import { exactToJson, toJson } from '@commission-ledger/money';
import type { CounterMove, PlanDocument } from '@commission-ledger/plans';

type Recorded = EventData<'AccrualPosted'>['counters'];

/** How the ledger records the counters that a cause moved, as JSON. @param recorded says since when each stood as it did */
export const movesAgain = (
  { plan, counters }: PlanDocument,
  moves: readonly CounterMove[],
  recorded: Recorded,
): readonly unknown[] =>
  moves.map(({ counter, window, before, after }, index) => ({
    plan,
    counter,
    window,
    before: counterJson(before),
    after: counterJson(after),
    since: recorded[index]?.since,
    ...onRefundOf(counters.find(({ id }) => id === counter)),
  }));

/** A counter's value as an event has it. */
export const counterJson = (value: CounterMove['before']) =>
  value._tag === 'money' ? toJson(value.money) : exactToJson(value.ratio);

/** What a refund does to this counter, where it is not what the plan says for all. */
const onRefundOf = (counter: PlanDocument['counters'][number] | undefined) => {
  if (counter === undefined) return {};
  const { measure, refunds } = counter;
  if (typeof measure === 'string') return { refunds };
  if ('earned' in measure) return { earnedBy: measure.earned, refunds };
  return 'unlimited' in measure ? { refunds: 'keep' } : { refunds };
};
