import type { LocalDate } from '@commission-ledger/calendar';
import { versionInForce } from '@commission-ledger/plans';
import * as E from 'fp-ts/lib/Either.js';
import type { DocumentStore } from '../documentStore.ts';
import type { Enrolment, PartnerDocument } from '../models/partners.ts';
import { plans, type PlanVersionDocument } from '../models/plans.ts';
import { eachDocument } from '../readDocuments.ts';
import { dateIn } from './documentValues.ts';
import { planIn } from './planVersion.ts';

/**
 * The plan version in force on a date for the partner of an account, by the enrolment, in the account's currency:
 * under it an account is paid into which no plan has paid yet. Without a currency, in any.
 */
export const enrolledPlanOn = async (
  documents: DocumentStore,
  { program, currency }: Readonly<{ program: string; currency?: string }>,
  partner: PartnerDocument | undefined,
  date: LocalDate,
): Promise<PlanVersionDocument | undefined> => {
  const enrolments = (partner?.enrolments ?? []).filter((enrolment) => enrolment.program === program);
  const current = enrolments.findLast(({ from }) => from <= date);
  if (current === undefined) return undefined;
  const found: PlanVersionDocument[] = [];
  for await (const version of eachDocument(documents, plans, { prefix: `${current.plan}/` })) found.push(version);
  const inForce = versionInForce(
    found.map(planIn).filter((document) => currency === undefined || document.currency === currency),
    { leadOn: date, wonOn: date, paidOn: date },
    {
      enrolledOn: dateIn(sinceWhen(enrolments, current)),
      ...(current.version === null ? {} : { version: current.version }),
    },
  );
  return E.isLeft(inForce) ? undefined : found.find(({ version }) => version === inForce.right.version);
};

/** Since when the partner is in that plan without a break. */
const sinceWhen = (enrolments: readonly Enrolment[], current: Enrolment): string => {
  let since = current.from;
  for (let index = enrolments.indexOf(current) - 1; enrolments[index]?.plan === current.plan; index -= 1)
    since = enrolments[index]?.from ?? since;
  return since;
};
