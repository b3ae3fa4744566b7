import type { Instant } from '@commission-ledger/calendar';
import { categoryOf } from '@commission-ledger/events';
import type { Step } from './step.ts';

/** A fact among the steps of a history. */
export type FactStep = Extract<Step, { kind: 'fact' }>;

/**
 * Where a fact would have been recorded, had it happened at another time: earlier, before whatever on deals it now
 * precedes and did not; later, before the first that was recorded after it and happened later still, else at the end. Of
 * two at the same time the moved one is the later. Without that, it stays: a fact that came late stays as late.
 * @returns where to put it in the same steps, it still being in its place
 */
export const placeWhenMoved = (steps: readonly Step[], from: number, was: Instant, becomes: Instant): number => {
  if (becomes < was) {
    const passed = steps.findIndex(
      (step, place) => place < from && isOnDeals(step) && timeOf(step) > becomes && timeOf(step) <= was,
    );
    return passed < 0 ? from : passed;
  }
  return becomes > was ? placeAfter(steps, from, becomes) : from;
};

/** Before the first fact on deals that stands behind the place and happened later; else at the end. */
export const placeAfter = (steps: readonly Step[], from: number, at: Instant): number => {
  const later = steps.findIndex((step, place) => place > from && isOnDeals(step) && timeOf(step) > at);
  return later < 0 ? steps.length : later;
};

const isOnDeals = (step: Step): step is FactStep => step.kind === 'fact' && categoryOf(step.event.stream) === 'deal';

const timeOf = ({ event }: FactStep): Instant => event.data.occurredAt;
