import type { EventData, RecordedEvent } from '@commission-ledger/events';
import { type Money, add, negate } from '@commission-ledger/money';

/** An accrual and what it has come to, after everything that was taken back of it and the differences of re-ratings. */
export type NetOfAccrual = Readonly<{ stream: string; posted: EventData<'AccrualPosted'>; net: Money }>;

/** Adds up what became of each accrual; takes the events of each account in their order. */
export type NetsOfAccruals = Readonly<{
  take: (event: RecordedEvent) => void;
  /** By account and accrual. */
  nets: ReadonlyMap<string, NetOfAccrual>;
}>;

/** Begins with nothing. With a plan, only its accruals count. */
export const netsOfAccruals = (plan?: string): NetsOfAccruals => {
  const isOf = (rule: Readonly<{ plan: string }>): boolean => plan === undefined || rule.plan === plan;
  const nets = new Map<string, NetOfAccrual>();
  /** Differences of re-ratings, by the accrual they belong to. */
  const belongs = new Map<string, string>();
  const note = (key: string, amount: Money): void => {
    const known = nets.get(key);
    if (known !== undefined) nets.set(key, { ...known, net: add(known.net, amount) });
  };
  const take = ({ stream, ...event }: RecordedEvent): void => {
    if (event.type === 'AccrualPosted' && isOf(event.data.rule)) {
      nets.set(`${stream}/${event.data.accrual}`, { stream, posted: event.data, net: event.data.amount });
    } else if (event.type === 'TrueUpPosted' && 'rerating' in event.data && isOf(event.data.rule)) {
      const key = `${stream}/${event.data.rerating.accrual}`;
      belongs.set(`${stream}/${event.data.trueUp}`, key);
      if (nets.has(key)) note(key, event.data.amount);
      else nets.set(key, { stream, posted: accrualOf(event.data), net: event.data.amount });
    } else if (event.type === 'AccrualReversed') {
      const key = `${stream}/${event.data.accrual}`;
      note(belongs.get(key) ?? key, negate(event.data.amount));
    }
  };
  return { take, nets };
};

type Rerated = Extract<EventData<'TrueUpPosted'>, { rerating: unknown }>;

/** A rule that the booked version does not have has no accrual; its difference stands for one. */
const accrualOf = ({ trueUp: _trueUp, rerating, ...posted }: Rerated): EventData<'AccrualPosted'> => ({
  ...posted,
  accrual: rerating.accrual,
});
