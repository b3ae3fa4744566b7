import { entryOf, type EntryKind, type EntryRow } from '@commission-ledger/projections';
import type { Asking } from '../asking.ts';

const KINDS: readonly EntryKind[] = [
  'accrual',
  'reversal',
  'true-up',
  'adjustment',
  'draw-advance',
  'draw-recovery',
  'write-off',
  'unclaimed',
];

/** The entry with this id, of whatever kind. */
export const entryWithId = async ({ documents }: Asking, id: string): Promise<EntryRow | undefined> => {
  for (const kind of KINDS) {
    const found = await entryOf(documents, kind, id);
    if (found !== undefined) return found;
  }
  return undefined;
};
