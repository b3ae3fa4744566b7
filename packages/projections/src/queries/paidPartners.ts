import { addDays, dateOf, type LocalDate, type TimeZone } from '@commission-ledger/calendar';
import type { DocumentStore } from '../documentStore.ts';
import type { BalanceDocument } from '../models/balances.ts';
import { type PartnerDocument, partners } from '../models/partners.ts';
import { readDocuments } from '../readDocuments.ts';
import type { AskedByProgram } from './payingTerms.ts';
import type { PaidPartner } from './payoutOutcome.ts';
import { instantIn } from './timeValues.ts';

/** The partner of an account as payouts of the program see it. */
export type PaidPartners = (program: string, partner: string, asked: AskedByProgram) => Omit<PaidPartner, 'hasRateOn'>;

/** Reads the partners of these accounts, each once. */
export const paidPartnersFor = async (
  documents: DocumentStore,
  accounts: readonly BalanceDocument[],
): Promise<PaidPartners> => {
  const ids = [...new Set(accounts.map(({ partner }) => partner))];
  const read = await readDocuments(documents, partners, ids);
  const found = new Map(ids.map((id, index) => [id, read[index]]));
  return (program, id, { needsDestination, coolOff }) => {
    const partner = found.get(id);
    return {
      hasDestination: !needsDestination || partner?.destination != null,
      suspendedOn: (date) => isSuspendedOn(partner, program, date),
      coolOffUntil: coolOffOf(partner?.destinationChanges ?? [], coolOff),
      destinationCurrency: partner?.destinationCurrency ?? null,
      taxStatusOn: (date) => partner?.taxStatuses.findLast(({ from }) => from <= date)?.status ?? 'none',
      planOn: (date) => planOn(partner, program, date),
    };
  };
};

const planOn = (partner: PartnerDocument | undefined, program: string, date: string): string | undefined =>
  partner?.enrolments.findLast((enrolment) => enrolment.program === program && enrolment.from <= date)?.plan;

const isSuspendedOn = (partner: PartnerDocument | undefined, program: string, date: string): boolean =>
  partner?.suspensions.findLast((told) => told.program === program && told.from <= date)?.suspended ?? false;

/** The day of the latest change, and so many after it. */
const coolOffOf = (changes: readonly string[], coolOff: AskedByProgram['coolOff']): LocalDate | null => {
  if (coolOff === undefined) return null;
  const days = changes.map((at) => addDays(dayOf(at, coolOff.timeZone), coolOff.days));
  return days.toSorted().at(-1) ?? null;
};

const dayOf = (at: string, timeZone: TimeZone): LocalDate => {
  return dateOf(instantIn(at), timeZone);
};
