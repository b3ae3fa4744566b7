import type { LocalDate } from '@commission-ledger/calendar';
import * as E from 'fp-ts/lib/Either.js';
import type { PlanDocument } from '../document/planDocument.ts';

/**
 * The dates of a cause that may pick the version of a plan, local to the program. A win has no payment yet: a version
 * that the payment picks is then picked by the day of the win.
 */
export type CauseDates = Readonly<{ leadOn: LocalDate; wonOn: LocalDate; paidOn?: LocalDate }>;

/** What a partner's enrolment in the plan says: since when, and whether a version was agreed for good. */
export type EnrolledUnder = Readonly<{ enrolledOn: LocalDate; version?: number }>;

/** No version governs the cause: all begin later than the date they look at, or the one agreed does not exist. */
export type NoVersionInForce = Readonly<{ _tag: 'NoVersionInForce'; dates: CauseDates }>;

/**
 * The version that governs a cause. Each version looks at its own date of the cause (`selectedBy`) and is a candidate
 * from its `effectiveFrom` on; the candidate with the latest `effectiveFrom` governs, and of two that begin on the same
 * day the higher version, which corrects the other.
 *
 * A version with `existingPartners: 'stay'` is none for partners who were enrolled in the plan before it began. An
 * enrolment that names a version has that one for every cause from its `effectiveFrom` on, whatever was published since.
 */
export const versionInForce = (
  versions: readonly PlanDocument[],
  dates: CauseDates,
  enrolled?: EnrolledUnder,
): E.Either<NoVersionInForce, PlanDocument> => {
  const candidates = versions.filter(
    (version) => dateFor(version, dates) >= version.effectiveFrom && isFor(version, enrolled),
  );
  const [first, ...others] = candidates;
  if (first === undefined) return E.left({ _tag: 'NoVersionInForce', dates });
  return E.right(others.reduce(later, first));
};

const isFor = ({ version, existingPartners, effectiveFrom }: PlanDocument, enrolled?: EnrolledUnder): boolean => {
  if (enrolled === undefined) return true;
  if (enrolled.version !== undefined) return enrolled.version === version;
  return existingPartners !== 'stay' || enrolled.enrolledOn >= effectiveFrom;
};

const dateFor = ({ selectedBy }: PlanDocument, { leadOn, wonOn, paidOn }: CauseDates): string => {
  switch (selectedBy) {
    case 'lead':
      return leadOn;
    case 'win':
      return wonOn;
    case 'payment':
      return paidOn ?? wonOn;
  }
};

const later = (a: PlanDocument, b: PlanDocument): PlanDocument => {
  if (a.effectiveFrom !== b.effectiveFrom) return a.effectiveFrom > b.effectiveFrom ? a : b;
  return a.version > b.version ? a : b;
};
