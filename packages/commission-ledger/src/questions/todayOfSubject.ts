import { dateOf, type Instant, type LocalDate, timeZone } from '@commission-ledger/calendar';
import { accountOfStream, ForeignKey, idOfForeignKey, isId } from '@commission-ledger/events';
import type { Subject } from '@commission-ledger/explainer';
import {
  activityOfDeals,
  type DocumentStore,
  eachProgram,
  knownUnder,
  leadOf,
  partnerOf,
  readDocument,
  referenceTo,
} from '@commission-ledger/projections';
import * as E from 'fp-ts/lib/Either.js';
import { amountKinds } from './amountKinds.ts';

/** What somebody asks about; without a kind, whatever is known under the id. `partner` is who asks. */
export type AskedAbout = Readonly<{ id: string; kind?: Subject['kind']; partner?: string | undefined }>;

/**
 * The day it is now where the program of a subject is. Of what belongs to no program, it is the day of the first one;
 * `undefined` where there is none.
 */
export const todayOfSubject = async (
  documents: DocumentStore,
  now: Instant,
  about: AskedAbout,
): Promise<LocalDate | undefined> => {
  const days = new Map<string, LocalDate>();
  for await (const { program, timeZone: name } of eachProgram(documents)) {
    const zone = timeZone(name);
    if (E.isRight(zone)) days.set(program, dateOf(now, zone.right));
  }
  const [first, ...others] = new Set(days.values());
  // Where it is the same day everywhere, it does not matter whose it is.
  if (others.length === 0) return first;
  return days.get((await programOf(documents, about)) ?? '') ?? first;
};

const programOf = async (documents: DocumentStore, { id, kind, partner }: AskedAbout): Promise<string | undefined> => {
  const account = accountOfStream(`account-${id.split('/')[0]}`);
  if (account !== undefined) return account.program;
  const ids = [...new Set([...(isId(id) ? [id] : []), ...(ForeignKey.is(id) ? [idOfForeignKey(id)] : [])])];
  for (const each of ids) {
    const found =
      (kind === 'lead' ? undefined : await programOfDeal(documents, each)) ??
      (await leadOf(documents, each))?.program ??
      (await programOfAmount(documents, each));
    if (found !== undefined) return found;
  }
  const [known] = await knownUnder(documents, id);
  const told =
    known?.kind === 'lead'
      ? (await leadOf(documents, known.id))?.program
      : known && (await programOfDeal(documents, known.deal ?? known.id));
  return told ?? (await partnerOf(documents, partner ?? id))?.enrolments.at(-1)?.program;
};

const programOfDeal = async (documents: DocumentStore, deal: string): Promise<string | undefined> =>
  (await readDocument(documents, activityOfDeals, deal))?.program;

const programOfAmount = async (documents: DocumentStore, id: string): Promise<string | undefined> => {
  for (const kind of amountKinds) {
    const reference = await referenceTo(documents, kind, id);
    if (reference !== undefined) return reference.account.program;
  }
  return undefined;
};
