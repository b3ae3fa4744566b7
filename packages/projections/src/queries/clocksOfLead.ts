import type { Instant } from '@commission-ledger/calendar';
import type { DocumentStore } from '../documentStore.ts';
import { leads } from '../models/leads.ts';
import { programs } from '../models/programs.ts';
import { readDocument } from '../readDocuments.ts';
import { type LeadClock, leadClocks } from './leadClocks.ts';

/** The clocks of a lead as seen at `now`: see {@link leadClocks}; `undefined` when it was never submitted. */
export const clocksOfLead = async (
  documents: DocumentStore,
  lead: string,
  now: Instant,
): Promise<readonly LeadClock[] | undefined> => {
  const found = await readDocument(documents, leads, lead);
  if (found?.submission == null) return undefined;
  const program = await readDocument(documents, programs, found.submission.program);
  return program === undefined ? [] : leadClocks(found, program, now);
};
