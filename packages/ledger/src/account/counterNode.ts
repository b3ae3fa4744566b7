import type { Instant } from '@commission-ledger/calendar';
import { absent, fact, type Node } from '@commission-ledger/calculation';
import { type AccountRef, accountStream } from '@commission-ledger/events';
import { exactOf, zero } from '@commission-ledger/money';
import { type CounterMove, type Facts, kindOfCounter } from '@commission-ledger/plans';
import type { PublishedPlan } from '../plan/planDecider.ts';
import { type AccountState, type CounterState, counterKey } from './accountState.ts';

/** Counters as the evaluator asks for them: the field of the event that left them there, or the proof that none did. */
export const countersIn =
  (
    account: AccountRef,
    plan: PublishedPlan,
    state: Pick<AccountState, 'counters'>,
    until: Instant,
  ): Facts['counterBefore'] =>
  (counter, window) =>
    counterNode(state.counters.get(counterKey(plan.document.plan, counter, window)), {
      account,
      nothing: nothingIn(plan, counter),
      counter,
      window,
      until,
      watermark: until,
    });

/** What a counter of the plan stands at before anything has moved it: no money, or no units. */
export const nothingIn = (
  { document, plan }: Pick<PublishedPlan, 'document' | 'plan'>,
  id: string,
): CounterMove['before'] => {
  const counter = document.counters.find((candidate) => candidate.id === id);
  return counter !== undefined && kindOfCounter(counter, document) === 'quantity'
    ? { _tag: 'ratio', ratio: exactOf(0n) }
    : { _tag: 'money', money: zero(plan.currency) };
};

/** A counter before a cause, as a leaf of the calculation; `nothing` is what its absence stands for. */
export const counterNode = (
  known: CounterState | undefined,
  at: Readonly<{
    account: AccountRef;
    nothing: CounterMove['before'];
    counter: string;
    window: string;
    until: Instant;
    watermark: string;
  }>,
): Node => {
  if (known !== undefined) return fact(known.value, [known.from], 'counter-before');
  return absent(at.nothing, `${at.counter} in ${at.window}`, [
    { source: accountStream(at.account), from: at.window, to: at.until, watermark: at.watermark },
  ]);
};
