import type { Finding } from './verifyReport.ts';

/** A finding that is not put into words yet. */
export type DraftFinding = Omit<Finding, 'problem' | 'advice'>;

/** A draft about one place, or about none. */
export const draft = (
  foundClass: DraftFinding['class'],
  cause: DraftFinding['cause'],
  at: Partial<Pick<DraftFinding, 'place' | 'until' | 'others'>> = {},
): DraftFinding => ({ class: foundClass, cause, place: null, until: null, others: 0, ...at });
