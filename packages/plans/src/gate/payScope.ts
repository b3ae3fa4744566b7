import type { Condition, PlanDocument, Rule } from '../document/planDocument.ts';
import type { Reader } from './reader.ts';

/** A rule, as what it pays is looked at: who reads, and under which conditions this part is reached. */
export type PayScope = Readonly<{
  rule: Rule;
  reader: Reader;
  document: PlanDocument;
  /** All of these hold wherever this part pays. */
  given: readonly Condition[];
}>;
