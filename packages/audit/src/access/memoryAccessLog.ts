import type { AccessEntry, AccessLog } from '@commission-ledger/events';

/** A log in memory, for tests and for hosts that keep it elsewhere; `entries` is what was recorded, in its order. */
export const memoryAccessLog = (): AccessLog & Readonly<{ entries: readonly AccessEntry[] }> => {
  const entries: AccessEntry[] = [];
  return {
    entries,
    record: async (entry) => {
      entries.push(structuredClone(entry));
    },
  };
};
