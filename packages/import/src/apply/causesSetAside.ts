import { readEvent } from '@commission-ledger/events';
import * as E from 'fp-ts/lib/Either.js';
import type { ImportSummary } from '../importSummary.ts';

type StoredEvent = Parameters<typeof readEvent>[0] & Readonly<{ type: string }>;

/** Keeps account of the causes that the accrual policy sets aside, and of those that it takes up again. */
export type CausesSetAside = Readonly<{
  take: (event: StoredEvent) => void;
  /** Those that are still set aside, most frequent reason first. */
  byReason: () => ImportSummary['causesSetAside'];
}>;

/** Begins with no cause set aside; only events of the two types are read. */
export const causesSetAside = (): CausesSetAside => {
  const reasons = new Map<string, string>();
  return {
    take: (stored) => {
      if (stored.type !== 'CauseParked' && stored.type !== 'CauseResolved') return;
      const read = readEvent(stored);
      if (E.isLeft(read)) throw new Error(`The ledger wrote a ${stored.type} that cannot be read.`);
      const event = read.right;
      if (event.type === 'CauseParked') reasons.set(keyOf(event.data), event.data.reason);
      else if (event.type === 'CauseResolved') reasons.delete(keyOf(event.data));
    },
    byReason: () => {
      const counts = new Map<string, number>();
      for (const reason of reasons.values()) counts.set(reason, (counts.get(reason) ?? 0) + 1);
      return [...counts].map(([reason, causes]) => ({ reason, causes })).toSorted((a, b) => b.causes - a.causes);
    },
  };
};

const keyOf = ({ deal, cause }: Readonly<{ deal: string; cause: Readonly<{ kind: string; id: string }> }>): string =>
  `${deal}/${cause.kind}/${cause.id}`;
