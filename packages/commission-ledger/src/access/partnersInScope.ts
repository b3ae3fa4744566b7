import { eachPartner } from '@commission-ledger/projections';
import { managerOn, type Place, todayIn, type Within } from './within.ts';

/** A partner as those who work with them see them in one program, today. */
export type PartnerInScope = Readonly<{
  partner: string;
  name: string;
  /** The plan in force, if the partner is in one. */
  plan: string | null;
  manager: string | null;
  suspended: boolean;
}>;

/** The partners within a scope, by id. Nothing is told of the other programs that they are in. */
export const partnersInScope = async (place: Place, within: Within): Promise<readonly PartnerInScope[]> => {
  const today = await todayIn(place);
  if (today === undefined) return [];
  const { documents, program } = place;
  const inForce = <Row extends Readonly<{ program: string; from: string }>>(rows: readonly Row[]): Row | undefined =>
    rows.findLast((each) => each.program === program && each.from <= today);
  const found: PartnerInScope[] = [];
  for await (const person of eachPartner(documents)) {
    const { partner, name, enrolments, suspensions } = person;
    if (!(await within(partner))) continue;
    found.push({
      partner,
      name,
      plan: inForce(enrolments)?.plan ?? null,
      manager: managerOn(person, program, today) ?? null,
      suspended: inForce(suspensions)?.suspended ?? false,
    });
  }
  return found;
};
