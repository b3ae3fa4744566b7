import type { CommandTools, Result } from '../commandTools.ts';
import type { CommandMeta } from '../execution/offeredFact.ts';
import { type PublishPlan, publishPlan } from './publishPlan.ts';

/** Plan versions. */
export type PlanCommands = Readonly<{
  /** Validates the document, runs its worked examples, and freezes it as the next version of its plan. */
  publishPlan: (input: PublishPlan, meta?: CommandMeta) => Result;
}>;

/** Makes these commands. */
export const planCommands = ({ executor, now, actor }: CommandTools): PlanCommands => ({
  publishPlan: (input, meta = {}) => publishPlan(executor, input, now(), meta, actor),
});
