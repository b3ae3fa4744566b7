import type { DocumentStore } from '../documentStore.ts';
import { type LeadDocument, leads, type LeadState, type LeadSubmission } from '../models/leads.ts';
import { leadsOfPartners } from '../models/leadsOfPartners.ts';
import { eachDocument, readDocuments } from '../readDocuments.ts';
import type { AccountRow } from './accountScope.ts';
import { namesFor } from './names.ts';

/** A lead, as a list shows it. */
export type LeadRow = Omit<AccountRow, 'currency'> & LeadSubmission & Omit<LeadDocument, 'submission'>;

/** The states in which something may still come of a lead. */
const OPEN: ReadonlySet<LeadState> = new Set<LeadState>(['submitted', 'accepted', 'in-progress']);

/** Which leads: all, those of a program, those of a partner in it, those in a state. */
export type LeadScope = Readonly<{ program?: string; partner?: string; state?: LeadState }>;

/**
 * The leads in the scope, by program, partner and id. With a program and a partner only that partner's leads are
 * read.
 */
export async function* leadsOf(
  documents: DocumentStore,
  { program, partner, state }: LeadScope = {},
): AsyncGenerator<LeadRow, void, undefined> {
  const prefix = program === undefined ? '' : [program, ...(partner === undefined ? [] : [partner]), ''].join('/');
  let ids: string[] = [];
  const isWanted = (row: LeadRow): boolean =>
    (partner === undefined || row.partner === partner) && (state === undefined || row.state === state);
  for await (const { lead } of eachDocument(documents, leadsOfPartners, { prefix })) {
    if (ids.push(lead) < PAGE) continue;
    yield* (await rowsOf(documents, ids)).filter(isWanted);
    ids = [];
  }
  yield* (await rowsOf(documents, ids)).filter(isWanted);
}

const PAGE = 500;

/** The leads in the scope that have neither ended nor been won, in the same order. */
export async function* openLeads(
  documents: DocumentStore,
  scope: Omit<LeadScope, 'state'> = {},
): AsyncGenerator<LeadRow, void, undefined> {
  for await (const lead of leadsOf(documents, scope)) if (OPEN.has(lead.state)) yield lead;
}

/** The ids of a program's open leads, for whoever lets silent ones expire. */
export async function* openLeadsOf(documents: DocumentStore, program: string): AsyncGenerator<string, void, undefined> {
  for await (const { lead } of openLeads(documents, { program })) yield lead;
}

/** One lead, or `undefined` when it was never submitted. */
export const leadOf = async (documents: DocumentStore, lead: string): Promise<LeadRow | undefined> =>
  (await rowsOf(documents, [lead]))[0];

const rowsOf = async (documents: DocumentStore, ids: readonly string[]): Promise<readonly LeadRow[]> => {
  const found = (await readDocuments(documents, leads, ids)).flatMap((lead) => (lead === undefined ? [] : [lead]));
  const submissions = found.flatMap(({ submission }) => (submission === null ? [] : [submission]));
  const { programName, partnerName } = await namesFor(documents, submissions);
  return found.flatMap(({ submission, ...lead }) => {
    if (submission === null) return [];
    const { program, partner } = submission;
    return [{ ...lead, ...submission, programName: programName(program), partnerName: partnerName(partner) }];
  });
};
