import type { FactStep } from './placesInTime.ts';
import type { Step } from './step.ts';

/** How a chargeback, and the refund that it becomes, are named among those of all deals. */
export const chargebackKey = (stream: string, chargeback: string): string => `${stream}/${chargeback}`;

/** The chargebacks that were lost; each became a refund of the same id, recorded in the same breath. */
export const lostChargebacksIn = (steps: readonly Step[]): ReadonlySet<string> =>
  new Set(
    steps.flatMap((step) =>
      step.kind === 'fact' && step.event.type === 'ChargebackDecided' && step.event.data.outcome === 'lost'
        ? [chargebackKey(step.event.stream, step.event.data.chargeback)]
        : [],
    ),
  );

/** What was recorded in one breath with a fact, in its order: a lost chargeback with its refund; anything else alone. */
export const recordedWith = (steps: readonly Step[], { event }: FactStep): readonly FactStep[] =>
  steps.filter((step): step is FactStep => step.kind === 'fact' && isSameBreath(step.event, event));

const isSameBreath = (one: FactStep['event'], other: FactStep['event']): boolean =>
  one.id === other.id || (one.stream === other.stream && (isLoss(one, other) || isLoss(other, one)));

const isLoss = (decided: FactStep['event'], refunded: FactStep['event']): boolean =>
  decided.type === 'ChargebackDecided' &&
  decided.data.outcome === 'lost' &&
  refunded.type === 'PaymentRefunded' &&
  refunded.data.refund === decided.data.chargeback;
