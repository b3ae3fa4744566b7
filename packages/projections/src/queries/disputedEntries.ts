import type { DocumentStore } from '../documentStore.ts';
import { accountKey } from '../models/accountEvent.ts';
import type { BalanceDocument } from '../models/balances.ts';
import type { EntryKind } from '../models/entries.ts';
import { entriesOfDeal } from './entriesOfDeal.ts';
import { type EntryRow, entryOf } from './entriesOf.ts';

/** The open entries of an account that wait for a dispute now. */
export type DisputedIn = (account: Pick<BalanceDocument, 'program' | 'partner' | 'currency'>) => readonly EntryRow[];

/**
 * Reads the entries of these accounts that wait for a dispute: the accrual, what was taken back of it, and what was trued
 * up. What is in a live payout, or paid, is not open.
 */
export const disputedEntries = async (
  documents: DocumentStore,
  accounts: readonly BalanceDocument[],
): Promise<DisputedIn> => {
  const found = new Map<string, readonly EntryRow[]>();
  for (const account of accounts) {
    if (account.disputes.length === 0) continue;
    const rows = new Map<string, EntryRow>();
    for (const { accrual } of account.disputes)
      for (const row of await belongingTo(documents, accrual)) rows.set(`${row.kind}/${row.entry}`, row);
    const open = [...rows.values()].filter(({ state }) => state === 'open');
    if (open.length > 0) found.set(accountKey(account), open);
  }
  return (account) => found.get(accountKey(account)) ?? [];
};

/** An accrual with everything that belongs to it. */
export const belongingTo = async (documents: DocumentStore, accrual: string): Promise<readonly EntryRow[]> => {
  const held = await entryOf(documents, 'accrual', accrual);
  if (held === undefined || held.deal === null) return [];
  const others: Readonly<{ kind: EntryKind; entry: string }>[] = [];
  for await (const { kind, entry, event } of entriesOfDeal(documents, held.deal))
    if (kind !== 'accrual' && event.stream === held.event.stream) others.push({ kind, entry });
  const rows = (await Promise.all(others.map(({ kind, entry }) => entryOf(documents, kind, entry)))).filter(
    (row) => row !== undefined,
  );
  const trueUps = rows.filter((row) => row.kind === 'true-up' && isTrueUpOf(row, held));
  const takenBackFrom = new Set([
    accrual,
    ...trueUps.flatMap(({ entry, rated }) => (rated?.of === null ? [] : [entry])),
  ]);
  const reversals = rows.filter(({ reverses }) => reverses !== null && takenBackFrom.has(reverses));
  return [held, ...trueUps, ...reversals];
};

/** A re-rating names its accrual; a slab is settled for a cause, under a rule of the plan in whatever version. */
const isTrueUpOf = ({ rated, rule }: EntryRow, held: EntryRow): boolean => {
  if (rated === null || held.rated === null) return false;
  if (rated.of !== null) return rated.of === held.entry;
  return (
    rated.cause.kind === held.rated.cause.kind &&
    rated.cause.id === held.rated.cause.id &&
    rated.referrer === held.rated.referrer &&
    rated.beneficiary === held.rated.beneficiary &&
    rule?.plan === held.rule?.plan &&
    rule?.rule === held.rule?.rule
  );
};
