import { type DealStep, dealSteps } from '../models/dealSteps.ts';
import type { DocumentStore } from '../documentStore.ts';
import { type ClaimStep, type LeadDocument, leads, type LeadStep } from '../models/leads.ts';
import { readDocument, readDocuments } from '../readDocuments.ts';

/**
 * Something that happened to a lead: to itself, to its claim to the customer, or to the deal it was won as. Each tells
 * when it happened (`occurredAt`), when it was learnt (`recordedAt`), and which event says so.
 */
export type TimelineEntry =
  | (Readonly<{ kind: 'lead' }> & LeadStep)
  | (Readonly<{ kind: 'claim' }> & ClaimStep)
  | (Readonly<{ kind: 'deal'; deal: string }> & DealStep);

/**
 * Everything that happened to a lead, in the order recorded; `undefined` when it was never submitted. Its partner may read
 * all of it: no other partner is named, nor is a lead of another partner.
 */
export const leadTimeline = async (
  documents: DocumentStore,
  lead: string,
): Promise<readonly TimelineEntry[] | undefined> => {
  const found = await readDocument(documents, leads, lead);
  if (found?.submission == null) return undefined;
  const own = await ownOf(documents, found);
  const steps = found.timeline.map((step): TimelineEntry => {
    const { duplicateOf } = step;
    return { kind: 'lead', ...step, duplicateOf: duplicateOf !== null && own.has(duplicateOf) ? duplicateOf : null };
  });
  const claims = found.claims.map((step): TimelineEntry => ({ kind: 'claim', ...step }));
  const entries = [...steps, ...claims, ...(await stepsOfDeals(documents, found))];
  // The clock of the ledger never stands still, and an event is recorded after those that led to it.
  return entries.toSorted((a, b) => (a.recordedAt < b.recordedAt ? -1 : a.recordedAt > b.recordedAt ? 1 : 0));
};

/** Those of the leads that it was a duplicate of that are the same partner's. */
const ownOf = async (
  documents: DocumentStore,
  { timeline, submission }: LeadDocument,
): Promise<ReadonlySet<string>> => {
  const ids = [...new Set(timeline.flatMap(({ duplicateOf }) => duplicateOf ?? []))];
  const others = await readDocuments(documents, leads, ids);
  return new Set(ids.filter((_, index) => others[index]?.submission?.partner === submission?.partner));
};

const stepsOfDeals = async (
  documents: DocumentStore,
  { timeline }: LeadDocument,
): Promise<readonly TimelineEntry[]> => {
  const deals = [...new Set(timeline.flatMap(({ deal }) => deal ?? []))];
  const found = await readDocuments(documents, dealSteps, deals);
  return found.flatMap((document): readonly TimelineEntry[] => {
    if (document === undefined) return [];
    return document.steps.map((step) => ({ kind: 'deal', deal: document.deal, ...step }));
  });
};
