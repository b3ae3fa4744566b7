import type { TimeZone } from '@commission-ledger/calendar';
import type { RecordedEvent } from '@commission-ledger/events';
import * as E from 'fp-ts/lib/Either.js';
import type { Executor } from '../execution/executor.ts';
import type { LedgerFailure } from '../failure.ts';
import { enrolmentInForce } from '../partner/partnerDecider.ts';
import { partnerOf } from '../partner/partnerOf.ts';
import type { PublishedPlan } from '../plan/planDecider.ts';
import { type CauseEvents, dateOfCause } from './causeEvents.ts';

/**
 * The enrolment that sets numbers of the plan for a partner on the day of the cause: their own in this plan, and nothing
 * where they are in another, or set none.
 */
export const ownEnrolment = async (
  executor: Executor,
  { document }: Pick<PublishedPlan, 'document'>,
  cause: CauseEvents,
  partner: string,
  zone: TimeZone,
): Promise<E.Either<LedgerFailure, RecordedEvent<'PartnerEnrolled'> | undefined>> => {
  if (document.parameters === undefined) return E.right(undefined);
  const known = await partnerOf(executor, partner);
  if (E.isLeft(known)) return known;
  const enrolment = enrolmentInForce(known.right, cause.won.data.program, dateOfCause(cause, zone));
  const setsNumbers = enrolment?.data.plan === document.plan && enrolment.data.parameters !== undefined;
  return E.right(setsNumbers ? enrolment : undefined);
};
