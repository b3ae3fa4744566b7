import { dateOf, type Instant, type LocalDate } from '@commission-ledger/calendar';
import {
  balancesOf,
  type DocumentStore,
  leadsOf,
  type PartnerDocument,
  partnerOf,
  programOf,
  zoneIn,
} from '@commission-ledger/projections';

/** Whether a partner is within a scope. */
export type Within = (partner: string) => Promise<boolean>;

/** What a scope is made with: the read models, a program, and the time. */
export type Place = Readonly<{ documents: DocumentStore; program: string; now: () => Instant }>;

/** The local date of the program; `undefined` where there is no such program. */
export const todayIn = async ({ documents, program, now }: Place): Promise<LocalDate | undefined> => {
  const settings = await programOf(documents, program);
  return settings && dateOf(now(), zoneIn(settings.timeZone));
};

/** Who manages the partner in the program on a date. */
export const managerOn = ({ managers }: PartnerDocument, program: string, date: LocalDate): string | undefined =>
  managers.findLast((each) => each.program === program && each.from <= date)?.manager;

/** Whether a manager has the partner today. */
export const assignedTo =
  (place: Place, manager: string): Within =>
  async (partner) => {
    const today = await todayIn(place);
    const person = await partnerOf(place.documents, partner);
    return today !== undefined && person !== undefined && managerOn(person, place.program, today) === manager;
  };

/** Whether the partner has anything to do with the program: a plan, a manager, a lead or an account. */
export const inProgram =
  (place: Place): Within =>
  async (partner) => {
    const { documents, program } = place;
    const asOf = await todayIn(place);
    const person = await partnerOf(documents, partner);
    if (asOf === undefined || person === undefined) return false;
    if ([...person.enrolments, ...person.managers].some((each) => each.program === program)) return true;
    for await (const _ of leadsOf(documents, { program, partner })) return true;
    return (await balancesOf(documents, { program, partner, asOf })).length > 0;
  };
