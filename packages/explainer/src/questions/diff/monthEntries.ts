import { dateOf, instantsOf, type Period, periodOf } from '@commission-ledger/calendar';
import type { AccountRef } from '@commission-ledger/events';
import {
  eachDocument,
  instantIn,
  type MovementDocument,
  movementPrefix,
  movements,
  statementOf,
  type DocumentStore,
} from '@commission-ledger/projections';
import type { EntryKind } from '../../document/explanation.ts';
import type { ProgramZone } from '../../reading/sources.ts';
import type { EntryAt } from './entriesSide.ts';

/** The entries in the statement of a month: what was recorded after its month was closed is in a later one. */
export const entriesInStatement = async (
  documents: DocumentStore,
  account: AccountRef,
  period: Period,
): Promise<readonly EntryAt[] | undefined> => {
  const entries: EntryAt[] = [];
  let after: string | undefined;
  do {
    const page = await statementOf(documents, { ...account, period, ...(after === undefined ? {} : { after }) });
    if (page === undefined) return undefined;
    for (const { kind, id } of page.lines) if (kind !== 'payout') entries.push({ kind, entry: id });
    after = page.next;
  } while (after !== undefined);
  return entries;
};

/** An entry with where it was recorded. */
export type HappenedEntry = EntryAt & Readonly<{ event: MovementDocument['event'] }>;

/** The entries of what happened in a month, whenever it was recorded and in whichever statement it is. */
export const entriesHappenedIn = async (
  documents: DocumentStore,
  account: AccountRef,
  period: Period,
  { zone }: ProgramZone,
): Promise<readonly HappenedEntry[]> => {
  const { from, to } = instantsOf(period, zone);
  // Movements are kept by months of UTC.
  const months = new Set([from.slice(0, 7), to.slice(0, 7)]);
  const found: HappenedEntry[] = [];
  for (const month of months) {
    const prefix = movementPrefix(account, month);
    for await (const { kind, id, occurredAt, event } of eachDocument(documents, movements, { prefix })) {
      const entry = entryKindOf(kind);
      const isWithin = periodOf(dateOf(instantIn(occurredAt), zone), 'month').key === period.key;
      if (entry !== undefined && isWithin) found.push({ kind: entry, entry: id, event });
    }
  }
  return found.toSorted((a, b) => a.event.revision - b.event.revision);
};

/** Payouts and the steps on their way are no entries. */
const entryKindOf = (kind: MovementDocument['kind']): EntryKind | undefined => {
  switch (kind) {
    case 'accrual':
    case 'reversal':
    case 'true-up':
    case 'adjustment':
    case 'draw-advance':
    case 'draw-recovery':
    case 'write-off':
    case 'unclaimed':
      return kind;
    case 'payout':
    case 'payout-issued':
    case 'payout-failed':
    case 'payout-voided':
    case 'draw-forgiven':
    case 'tax-remitted':
      return undefined;
  }
};
