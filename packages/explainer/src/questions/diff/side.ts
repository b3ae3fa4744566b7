import type { Node } from '@commission-ledger/calculation';
import type { PlanSource } from '../../document/explanation.ts';
import type { Subject } from '../../document/reply.ts';
import type { ExplainedEntry, ProgramZone } from '../../reading/sources.ts';
import type { ExplainedCharge } from '../../why/payoutAgain.ts';

/** One of the two amounts that are compared, explained to the bottom. */
export type Side = Readonly<{
  subject: Subject;
  partner: string;
  program: ProgramZone;
  /** `undefined` where there is nothing, which is nothing in any currency. */
  root: Node | undefined;
  entries: readonly ExplainedEntry[];
  /** What a payout keeps back or adds. */
  charges: readonly ExplainedCharge[];
  plans: readonly PlanSource[];
  /** The day that it is about. */
  effective: string;
  currency: string;
}>;
