import { entryKinds, entryOf, type EntryRow } from '@commission-ledger/projections';
import type { Asking } from '../asking.ts';

/** The entry with this id, of whatever kind. */
export const entryWithId = async ({ documents }: Asking, id: string): Promise<EntryRow | undefined> => {
  for (const kind of entryKinds) {
    const found = await entryOf(documents, kind, id);
    if (found !== undefined) return found;
  }
  return undefined;
};
