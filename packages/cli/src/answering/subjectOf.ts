import { localDate, parsePeriod } from '@commission-ledger/calendar';
import { type AccountRef, accountOfStream } from '@commission-ledger/events';
import { referencesIn, type ReferenceKind, type Subject } from '@commission-ledger/explainer';
import {
  balances,
  type DocumentStore,
  eachDocument,
  eachProgram,
  leadOf,
  partnerOf,
} from '@commission-ledger/projections';
import * as E from 'fp-ts/lib/Either.js';

/**
 * What an id stands for, by its form or by what is known under it: a payout, an entry, an account
 * (`resale.orion.EUR`), a statement (`resale.orion.EUR/2026-07`), a payout that was not made
 * (`resale.orion.EUR/2026-07-06`), a month of the only account of a partner (`orion@2026-07`), a deal, a lead, or that
 * account. `undefined` for anything else.
 */
export const subjectOf = async (documents: DocumentStore, id: string): Promise<Subject | undefined> => {
  const [account = '', rest, ...more] = id.split('/');
  if (accountOfStream(`account-${account}`) !== undefined && more.length === 0) {
    if (rest === undefined) return { kind: 'account', id };
    if (E.isRight(localDate(rest))) return { kind: 'deferral', id };
    return E.isRight(parsePeriod(rest)) ? { kind: 'statement', id } : undefined;
  }
  const [partner = '', month, ...further] = id.split('@');
  if (month !== undefined && further.length === 0 && E.isRight(parsePeriod(month))) {
    const found = (await partnerOf(documents, partner)) && (await onlyAccountOf(documents, partner));
    if (found?.kind === 'account') return { kind: 'statement', id: `${found.id}/${month}` };
  }
  const references = referencesIn(documents);
  for (const { of, kind } of KINDS) {
    const [found] = await references.find(of, [id]);
    if (found !== undefined) return { kind, id };
  }
  if ((await leadOf(documents, id)) !== undefined) return { kind: 'lead', id };
  return (await partnerOf(documents, id)) === undefined ? undefined : onlyAccountOf(documents, id);
};

const KINDS: readonly Readonly<{ of: ReferenceKind; kind: Subject['kind'] }>[] = [
  { of: 'payout', kind: 'payout' },
  { of: 'accrual', kind: 'entry' },
  { of: 'reversal', kind: 'entry' },
  { of: 'true-up', kind: 'entry' },
  { of: 'draw-advance', kind: 'entry' },
  { of: 'draw-recovery', kind: 'entry' },
  { of: 'deal', kind: 'deal' },
  { of: 'adjustment', kind: 'entry' },
  { of: 'write-off', kind: 'entry' },
  { of: 'unclaimed', kind: 'entry' },
];

/** A partner with several accounts is none of them. */
const onlyAccountOf = async (documents: DocumentStore, partner: string): Promise<Subject> => {
  const found: AccountRef[] = [];
  for await (const { program } of eachProgram(documents))
    for await (const account of eachDocument(documents, balances, { prefix: `${program}/${partner}/` }))
      found.push(account);
  const [only, ...others] = found;
  return only === undefined || others.length > 0
    ? { kind: 'partner', id: partner }
    : { kind: 'account', id: `${only.program}.${only.partner}.${only.currency}` };
};
