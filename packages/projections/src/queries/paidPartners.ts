import type { DocumentStore } from '../documentStore.ts';
import type { BalanceDocument } from '../models/balances.ts';
import { type PartnerDocument, partners } from '../models/partners.ts';
import { readDocuments } from '../readDocuments.ts';
import type { PaidPartner } from './payoutOutcome.ts';

/** The partner of an account as payouts of the program see it. */
export type PaidPartners = (program: string, partner: string, needsDestination: boolean) => PaidPartner;

/** Reads the partners of these accounts, each once. */
export const paidPartnersFor = async (
  documents: DocumentStore,
  accounts: readonly BalanceDocument[],
): Promise<PaidPartners> => {
  const ids = [...new Set(accounts.map(({ partner }) => partner))];
  const read = await readDocuments(documents, partners, ids);
  const found = new Map(ids.map((id, index) => [id, read[index]]));
  return (program, id, needsDestination) => {
    const partner = found.get(id);
    return {
      hasDestination: !needsDestination || partner?.destination != null,
      taxStatusOn: (date) => partner?.taxStatuses.findLast(({ from }) => from <= date)?.status ?? 'none',
      planOn: (date) => planOn(partner, program, date),
    };
  };
};

const planOn = (partner: PartnerDocument | undefined, program: string, date: string): string | undefined =>
  partner?.enrolments.findLast((enrolment) => enrolment.program === program && enrolment.from <= date)?.plan;
