import type { EventStore } from '@commission-ledger/event-store';
import { historyOf } from '../world.ts';

/** What each account has for each cause, added up without sharing code with what is tested. */
export const netsIn = async (store: EventStore, plan: string): Promise<Readonly<Record<string, string>>> => {
  const sums = new Map<string, bigint>();
  const keys = new Map<string, string>();
  const add = (key: string, minor: bigint): void => void sums.set(key, (sums.get(key) ?? 0n) + minor);
  for (const { type, data } of await historyOf(store)) {
    if ((type === 'AccrualPosted' || type === 'TrueUpPosted') && data.rule.plan === plan) {
      const key = `${data.partner} ${data.deal} ${data.cause.kind}/${data.cause.id}`;
      keys.set(type === 'AccrualPosted' ? data.accrual : data.trueUp, key);
      add(key, data.amount.minor);
    }
    const key = type === 'AccrualReversed' ? keys.get(data.accrual) : undefined;
    if (type === 'AccrualReversed' && key !== undefined) add(key, -data.amount.minor);
  }
  return Object.fromEntries([...sums].flatMap(([key, minor]) => (minor === 0n ? [] : [[key, `${minor}`]])));
};
