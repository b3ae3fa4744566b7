import type { EventRef, Node } from '@commission-ledger/calculation';
import type { EventAt } from '../../reading/references.ts';
import type { AppliedPlan } from '../../reading/sources.ts';
import type { Said } from '../../render/templates.ts';

/** The usual misreadings of a statement, the most usual first: of two equally short answers, the more usual is given. */
export const misreadings = [
  'refund-forgotten',
  'split-ignored',
  'top-tier',
  'charges-forgotten',
  'deal-forgotten',
  'correction-forgotten',
  'true-up-forgotten',
  'first-tier',
  'other-version',
  'before-deductions',
  'limit-ignored',
  'not-yet-payable',
  'other-payout',
  'on-hold',
  'slab-by-parts',
  'catch-up-forgotten',
  'already-forgotten',
  'parts-ignored',
  'draw-ignored',
  'entry-forgotten',
  'other-day',
  'refund-twice',
  'rounded-once',
  'rounded-otherwise',
  'converted-late',
  'override-added',
  'charges-added',
  'other-tier',
  'other-rate',
] as const;

/** One of the usual misreadings. */
export type MisreadingKind = (typeof misreadings)[number];

/** How far down the list of the usual ones it stands. */
export const rankOf = (kind: MisreadingKind): number => misreadings.indexOf(kind);

/** What somebody would have, had they read one thing otherwise. */
export type Otherwise = Readonly<{
  kind: MisreadingKind;
  /** What is the same where two lines are misread in the same way: a rounding mode, the path of a rate. */
  as: string;
  /** The calculation done again; nothing where they have no such line. */
  root: Node | undefined;
  /** What they did and what holds, of the line that is called so. */
  said: (line: string) => Said;
  /** The events that decide, where it is no clause of a plan. */
  decidedBy: readonly EventAt[];
  /** Another plan version, where they went by one. */
  applied?: AppliedPlan;
}>;

/** Where a fact of a calculation stands. */
export const placesOf = (refs: readonly EventRef[]): readonly EventAt[] =>
  refs.map(({ stream, revision }) => ({ stream, revision }));
