import type { Trigger } from '@commission-ledger/ledger';
import type { PendingFact } from '../sort/pendingFact.ts';

/** What the accrual policy has to react to because of the fact. */
export const triggersOf = ({ type, data }: PendingFact): readonly Trigger[] => {
  const text = (field: string): string => String(data[field]);
  const deal = text('deal');
  if (type === 'DealWon') return [{ kind: 'win', deal }];
  if (type === 'PaymentReceived') return [{ kind: 'payment', deal, payment: text('payment') }];
  if (type === 'PaymentRefunded') return [{ kind: 'refund', deal, refund: text('refund') }];
  if (type === 'DealCancelled') return [{ kind: 'cancellation', deal }];
  if (type !== 'ChargebackOpened' && type !== 'ChargebackDecided') return [];
  const chargeback = text('chargeback');
  // What is lost is refunded under the id of the chargeback.
  const lost: readonly Trigger[] = data['outcome'] === 'lost' ? [{ kind: 'refund', deal, refund: chargeback }] : [];
  return [{ kind: 'chargeback', deal, chargeback }, ...lost];
};

/** Facts that a rating reads, or that stand in an account beside accruals: what came before has to be rated first. */
const isRatedAgainst = ({ type }: PendingFact): boolean =>
  /^(?:Program|Partner|Payout|Manager|Upline|Adjustment|Accrual|Fx)/.test(type);

/** The lead that the fact tells of, or of which it is the win. */
const leadOf = ({ type, data }: PendingFact): unknown =>
  type === 'DealWon' || type.startsWith('Lead') ? data['lead'] : undefined;

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
  // That a lead is won is known once the window with the win is over, and refuses what would end the lead.
  const won = new Set<unknown>();
  for await (const fact of facts) {
    const lead = leadOf(fact);
    if (window.length >= size || (hasTriggers && isRatedAgainst(fact)) || (fact.type !== 'DealWon' && won.has(lead))) {
      yield window;
      [window, hasTriggers] = [[], false];
      won.clear();
    }
    window.push(fact);
    hasTriggers ||= triggersOf(fact).length > 0;
    if (fact.type === 'DealWon' && lead !== undefined) won.add(lead);
  }
  if (window.length > 0) yield window;
}
