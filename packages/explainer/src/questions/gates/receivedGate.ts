import { toJson } from '@commission-ledger/money';
import { eventRef } from '@commission-ledger/ledger';
import { causesIn, type DealScene, type SceneCause } from './dealScene.ts';
import type { LookedAt } from './gate.ts';
import { momentsOf } from './moments.ts';

/** It was recorded: when the deal was won, when the customer paid, and when that was learnt. */
export const receivedGates = (scene: DealScene, cause: SceneCause): readonly LookedAt[] => {
  const [win] = causesIn(scene);
  return win === undefined || cause.kind === 'win'
    ? [receivedGate(scene, cause)]
    : [receivedGate(scene, win), receivedGate(scene, cause)];
};

const receivedGate = ({ program }: DealScene, { kind, id, told }: SceneCause): LookedAt => {
  const { on, recorded, isLate } = momentsOf(told, program.zone);
  const { amount } = told.data;
  const of = { amount: toJson(amount), currency: amount.currency };
  const from = [eventRef(told, '/amount'), eventRef(told, '/occurredAt')];
  if (kind === 'win') {
    const holes = { ...of, on };
    return isLate
      ? { state: 'passed', said: { key: 'whyNotWonLate', holes: { ...holes, recorded } }, from }
      : { state: 'passed', said: { key: 'whyNotWon', holes }, from };
  }
  const holes = { ...of, on, payment: id };
  return isLate
    ? { state: 'passed', said: { key: 'whyNotPaymentLate', holes: { ...holes, recorded } }, from }
    : { state: 'passed', said: { key: 'whyNotPaymentCame', holes }, from };
};
