import type { DocumentStore } from '../documentStore.ts';
import { type LeadDocument, leads, type LeadStep } from '../models/leads.ts';
import { leadsOfPartners } from '../models/leadsOfPartners.ts';
import { eachDocument, readDocuments } from '../readDocuments.ts';
import { isRecordedIn, type RecordedWindow, recordedForm } from './recordedWindow.ts';

/** One change of a lead, as its partner is told of it. */
export type LeadChange = Readonly<{
  kind: 'submitted' | 'accepted' | 'rejected' | 'duplicate' | 'advanced' | 'won' | 'lost' | 'expired' | 'reopened';
  /** The stage that was reached. */
  stage: string | null;
  /** Why; never a word about others. */
  reason: string | null;
  /** The deal that was won. */
  deal: string | null;
  occurredAt: string;
  recordedAt: string;
}>;

/** What happened to one lead, in the order recorded. */
export type LeadActivity = Readonly<{
  lead: string;
  /** The host's reference to the prospect; `null` where it is encrypted, or the lead was not submitted yet. */
  prospect: string | null;
  changes: readonly LeadChange[];
}>;

/** The leads of a partner in a program about which something was recorded in the window, by id. */
export const leadActivityIn = async (
  documents: DocumentStore,
  scope: Readonly<{ program: string; partner: string }> & RecordedWindow,
): Promise<readonly LeadActivity[]> => {
  const ids: string[] = [];
  const prefix = `${scope.program}/${scope.partner}/`;
  for await (const { lead } of eachDocument(documents, leadsOfPartners, { prefix })) ids.push(lead);
  const found = await readDocuments(documents, leads, ids);
  return found.flatMap((lead) => {
    const steps = lead?.timeline.filter(isRecordedIn(scope)) ?? [];
    if (lead === undefined || steps.length === 0) return [];
    return [{ lead: lead.lead, prospect: prospectAt(lead, scope), changes: steps.map(changeOf) }];
  });
};

const KINDS: Readonly<Record<LeadStep['fact'], LeadChange['kind']>> = {
  LeadSubmitted: 'submitted',
  LeadAccepted: 'accepted',
  LeadRejected: 'rejected',
  LeadMarkedDuplicate: 'duplicate',
  LeadAdvanced: 'advanced',
  LeadLost: 'lost',
  LeadExpired: 'expired',
  LeadReopened: 'reopened',
  DealWon: 'won',
};

const changeOf = ({ fact, stage, reason, deal, occurredAt, recordedAt }: LeadStep): LeadChange => ({
  kind: KINDS[fact],
  stage,
  reason,
  deal,
  occurredAt,
  recordedAt,
});

/** A window that ends before the lead was submitted is told the same afterwards. */
const prospectAt = ({ submission, timeline }: LeadDocument, { to }: RecordedWindow): string | null => {
  const isKnown = timeline.some(({ fact, recordedAt }) => fact === 'LeadSubmitted' && recordedAt <= recordedForm(to));
  return isKnown && submission !== null && 'reference' in submission.prospect ? submission.prospect.reference : null;
};
