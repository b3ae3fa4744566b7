import type { Trigger } from '@commission-ledger/ledger';
import type { PendingFact } from '../sort/pendingFact.ts';

/** What the accrual policy has to react to because of the fact. */
export const triggerOf = ({ type, data }: PendingFact): Trigger | undefined => {
  const text = (field: string): string => String(data[field]);
  if (type === 'DealWon') return { kind: 'win', deal: text('deal') };
  if (type === 'PaymentReceived') return { kind: 'payment', deal: text('deal'), payment: text('payment') };
  return type === 'PaymentRefunded' ? { kind: 'refund', deal: text('deal'), refund: text('refund') } : undefined;
};

/** Facts that a rating reads, or that stand in an account beside accruals: what came before has to be rated first. */
const isRatedAgainst = ({ type }: PendingFact): boolean =>
  /^(?:Program|Partner|Payout|Manager|Upline|Adjustment)/.test(type);

/**
 * Parts facts into windows: all facts of a window are recorded, then accrued for. Where that would give other accruals
 * than accruing after each fact, a window ends early, so how long windows are changes nothing but the speed.
 */
export async function* windowsOf(
  facts: AsyncIterable<PendingFact> | Iterable<PendingFact>,
  size: number,
): AsyncGenerator<readonly PendingFact[]> {
  let window: PendingFact[] = [];
  let hasTriggers = false;
  for await (const fact of facts) {
    if (window.length >= size || (hasTriggers && isRatedAgainst(fact))) {
      yield window;
      [window, hasTriggers] = [[], false];
    }
    window.push(fact);
    hasTriggers ||= triggerOf(fact) !== undefined;
  }
  if (window.length > 0) yield window;
}
