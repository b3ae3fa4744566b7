import type { AccountRef } from '@commission-ledger/events';
import type { Money } from '@commission-ledger/money';
import type { DocumentStore } from '../documentStore.ts';
import { accountKey } from '../models/accountEvent.ts';
import { balances } from '../models/balances.ts';
import { entries, type EntryDocument, entryKey, type EntryKind } from '../models/entries.ts';
import { payoutKey, payouts } from '../models/payouts.ts';
import { eachDocument, readDocument, readDocuments } from '../readDocuments.ts';
import { moneyIn } from './documentValues.ts';
import { referenceTo } from './referenceTo.ts';

/** Where an entry is: in no live payout, on its way in one, or paid. */
export type EntryState = 'open' | 'in-payout' | 'paid';

/** An entry with its state. `payout` is the live or settled payout that has it; an open entry has none. */
export type EntryRow = Omit<EntryDocument, 'amount'> & Readonly<{ amount: Money; state: EntryState }>;

/** A page of entries; `next` is what to pass as `after` for the following page, `undefined` at the end. */
export type EntryPage = Readonly<{ rows: readonly EntryRow[]; next: string | undefined }>;

/** A page of an account's entries in the order of maturity. */
export const entriesOf = async (
  documents: DocumentStore,
  account: AccountRef,
  { after, limit = 100 }: Readonly<{ after?: string; limit?: number }> = {},
): Promise<EntryPage> => {
  const rows: EntryDocument[] = [];
  const options = { prefix: `${accountKey(account)}/`, limit: limit + 1, ...(after === undefined ? {} : { after }) };
  for await (const entry of eachDocument(documents, entries, options)) if (rows.push(entry) > limit) break;
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  return { rows: await rowsOf(documents, account, page), next: last && entryKey(account, last) };
};

/** Every open entry of an account in the order of maturity. Dates on which nothing is open are not looked at. */
export async function* openEntriesOf(
  documents: DocumentStore,
  account: AccountRef,
): AsyncGenerator<EntryRow, void, undefined> {
  const balance = await readDocument(documents, balances, accountKey(account));
  for (const { maturesOn } of balance?.open ?? []) {
    const found: EntryDocument[] = [];
    const prefix = `${accountKey(account)}/${maturesOn}/`;
    for await (const entry of eachDocument(documents, entries, { prefix })) found.push(entry);
    for (const row of await rowsOf(documents, account, found)) if (row.state === 'open') yield row;
  }
}

/** One entry by its kind and id, or `undefined` when there is none. */
export const entryOf = async (
  documents: DocumentStore,
  kind: EntryKind,
  entry: string,
): Promise<EntryRow | undefined> => {
  const reference = await referenceTo(documents, kind, entry);
  if (reference === undefined) return undefined;
  const { account, maturesOn } = reference;
  const found = await readDocument(documents, entries, entryKey(account, { kind, entry, maturesOn }));
  const [row] = await rowsOf(documents, account, found === undefined ? [] : [found]);
  return row;
};

const rowsOf = async (
  documents: DocumentStore,
  account: AccountRef,
  found: readonly EntryDocument[],
): Promise<readonly EntryRow[]> => {
  const ids = [...new Set(found.flatMap(({ payout }) => (payout === null ? [] : [payout])))];
  const keys = ids.map((payout) => payoutKey(account, payout));
  const listed = await readDocuments(documents, payouts, keys);
  const statuses = new Map(ids.map((payout, index) => [payout, listed[index]?.status ?? 'issued']));
  return found.map((entry) => {
    const status = entry.payout === null ? undefined : statuses.get(entry.payout);
    const row = { ...entry, amount: moneyIn(entry.amount) };
    if (status === 'settled') return { ...row, state: 'paid' };
    return status === 'issued' ? { ...row, state: 'in-payout' } : { ...row, payout: null, state: 'open' };
  });
};
