import { type AccountRef, idOfForeignKey, isId } from '@commission-ledger/events';
import {
  activityOfDeals,
  type DocumentStore,
  entriesOfDeal,
  knownUnder,
  leadOf,
  readDocument,
  referenceTo,
} from '@commission-ledger/projections';
import * as E from 'fp-ts/lib/Either.js';
import type { Asking } from '../asking.ts';
import { findPayment, findSubject } from '../findSubject.ts';

/** What a key stands for, as `whyNot` takes it: an id, and of a payment its deal. */
export type OwnSubject = Readonly<{ subject: string; of?: string }>;

/**
 * What a key stands for among the things of one account's partner, as if there were no others: a deal that they are or were
 * credited with, earned on or brought; a lead or an entry of theirs. `several` where it cannot be said which is meant;
 * undefined where nothing of theirs is known under it.
 */
export const ownSubject = async (
  asking: Asking,
  account: AccountRef,
  key: string,
): Promise<OwnSubject | 'several' | undefined> => {
  const [found, ...more] = await candidatesFor(asking, account, key);
  if (found === undefined) return undefined;
  if (found.of !== undefined && more.some(({ of }) => of !== undefined && of !== found.of)) return 'several';
  const { kind, ...own } = found;
  // The same id may be that of a thing of another kind, which is looked for first, and may be somebody else's.
  const meant = await (own.of === undefined
    ? findSubject(asking, own.subject)
    : findPayment(asking, own.subject, own.of));
  return E.isRight(meant) && meant.right?.kind === kind ? own : 'several';
};

type Candidate = OwnSubject & Readonly<{ kind: 'deal' | 'lead' | 'payment' | 'entry' }>;

/** In the order in which a question looks for them. */
const candidatesFor = async (
  { documents }: Asking,
  account: AccountRef,
  key: string,
): Promise<readonly Candidate[]> => {
  const found: Candidate[] = [];
  for (const id of new Set([...(isId(key) ? [key] : []), idOfForeignKey(key)])) {
    if (await isOwnDeal(documents, account, id)) found.push({ kind: 'deal', subject: id });
    if (await isOwnLead(documents, account, id)) found.push({ kind: 'lead', subject: id });
    if (await isOwnEntry(documents, account, id)) found.push({ kind: 'entry', subject: id });
  }
  for (const { kind, id, deal } of await knownUnder(documents, key)) {
    if (kind === 'lead' && (await isOwnLead(documents, account, id))) found.push({ kind, subject: id });
    if (kind === 'deal' && (await isOwnDeal(documents, account, id))) found.push({ kind, subject: id });
    if (deal !== null && (await isOwnDeal(documents, account, deal)))
      found.push({ kind: 'payment', subject: id, of: deal });
  }
  return found;
};

const isOwnDeal = async (documents: DocumentStore, { program, partner }: AccountRef, id: string): Promise<boolean> => {
  const deal = await readDocument(documents, activityOfDeals, id);
  if (deal === undefined || deal.program !== program) return false;
  const { shares, overlays, changes } = deal;
  if ([...shares, ...overlays, ...changes.flatMap(({ told }) => told)].includes(partner)) return true;
  const brought = await referenceTo(documents, 'deal', id);
  if (brought?.lead != null && (await leadOf(documents, brought.lead))?.partner === partner) return true;
  for await (const entry of entriesOfDeal(documents, id)) if (entry.account.partner === partner) return true;
  return false;
};

/** Whether the partner of an account brought a lead. */
export const isOwnLead = async (
  documents: DocumentStore,
  { program, partner }: AccountRef,
  id: string,
): Promise<boolean> => {
  const lead = await leadOf(documents, id);
  return lead !== undefined && lead.program === program && lead.partner === partner;
};

const isOwnEntry = async (documents: DocumentStore, { program, partner }: AccountRef, id: string): Promise<boolean> => {
  for (const kind of ['accrual', 'true-up', 'reversal'] as const) {
    const reference = await referenceTo(documents, kind, id);
    if (reference !== undefined) return reference.account.program === program && reference.account.partner === partner;
  }
  return false;
};
