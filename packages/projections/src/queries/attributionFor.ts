import type { LocalDate } from '@commission-ledger/calendar';
import { type Attributed, attributionOf, type AttributionTerms, type Touch } from '@commission-ledger/plans';
import type { DocumentStore } from '../documentStore.ts';
import { type ClaimDocument, claims } from '../models/claims.ts';
import { leads } from '../models/leads.ts';
import { partners } from '../models/partners.ts';
import { programs } from '../models/programs.ts';
import { eachDocument, readDocument } from '../readDocuments.ts';
import { enrolledPlanOn } from './enrolledPlan.ts';
import { planIn } from './planVersion.ts';
import { instantIn, zoneIn } from './timeValues.ts';

/** A customer, by its key or by a lead that claims it, and the local date on which the deal was, or would be, won. */
export type AttributionQuestion = Readonly<{ program: string; wonOn: LocalDate }> &
  (Readonly<{ customer: string }> | Readonly<{ lead: string }>);

/** Who would be credited, under which terms; or why the ledger cannot tell. For the program: it names partners. */
export type AttributionAnswer =
  | Readonly<{
      _tag: 'attributed';
      plan: string;
      version: number;
      terms: AttributionTerms;
      /** The touches are leads: `id` is the lead, `at` when it came in. */
      attributed: Attributed;
    }>
  /** No lead of the program claims the customer, or the lead names none. */
  | Readonly<{ _tag: 'no-claims' }>
  /** The partner who claimed first is in no plan on that date, or in one that leaves it to whoever records the deal. */
  | Readonly<{ _tag: 'no-terms'; partner: string; plan: string | null }>;

/**
 * Who would be credited with a deal of this customer, by the leads that claim it and the terms of the plan in which the
 * partner who claimed it first is on that date. The attribution of a deal stays what the host says when it is won.
 */
export const attributionFor = async (
  documents: DocumentStore,
  question: AttributionQuestion,
): Promise<AttributionAnswer> => {
  const { program, wonOn } = question;
  const claiming = await claimsOn(documents, program, await customerIn(documents, question));
  const settings = await readDocument(documents, programs, program);
  const [first] = claiming;
  if (first === undefined || settings === undefined) return { _tag: 'no-claims' };
  const partner = await readDocument(documents, partners, first.partner);
  const published = await enrolledPlanOn(documents, { program }, partner, wonOn);
  const terms = published && planIn(published).attribution;
  if (published === undefined || terms === undefined)
    return { _tag: 'no-terms', partner: first.partner, plan: published?.plan ?? null };
  const { plan, version } = published;
  const attributed = attributionOf(terms, claiming.map(touchOf), wonOn, zoneIn(settings.timeZone));
  return { _tag: 'attributed', plan, version, terms, attributed };
};

const customerIn = async (documents: DocumentStore, question: AttributionQuestion): Promise<string | null> => {
  if ('customer' in question) return question.customer;
  const submission = (await readDocument(documents, leads, question.lead))?.submission;
  return submission?.program === question.program ? submission.customer : null;
};

/** The first to claim comes first. */
const claimsOn = async (
  documents: DocumentStore,
  program: string,
  customer: string | null,
): Promise<readonly ClaimDocument[]> => {
  const found: ClaimDocument[] = [];
  if (customer === null) return found;
  for await (const claim of eachDocument(documents, claims, { prefix: `${program}/${customer}/` })) found.push(claim);
  return found.toSorted((a, b) => a.order - b.order);
};

const touchOf = ({ lead, partner, at }: ClaimDocument): Touch => ({
  id: lead,
  partner,
  at: instantIn(at),
  kind: 'registration',
});
