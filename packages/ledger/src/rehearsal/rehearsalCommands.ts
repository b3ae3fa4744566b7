import type { CommandTools, Result } from '../commandTools.ts';
import type { CommandMeta } from '../execution/offeredFact.ts';
import { type PlanPreview, type PreviewPlan, previewPlan } from './previewPlan.ts';
import { type Rerate, type Rerated, rerate } from './rerate.ts';
import { type RerateDeal, type ReratedDeal, rerateDeal } from './rerateDeal.ts';
import type { SupposedDeal } from './supposedDeal.ts';
import { type WhatIf, whatIf } from './whatIf.ts';

/** Plan versions tried out on the history, and applied to it. */
export type RehearsalCommands = Readonly<{
  /** What a plan version would make of the history, for every partner; writes nothing. */
  previewPlan: (input: PreviewPlan) => Result<PlanPreview>;
  /** Rates past causes again under a published version and posts the signed differences; nothing is changed in place. */
  rerate: (input: Rerate, meta?: CommandMeta) => Result<Rerated>;
  /** Rates past causes of an amended deal again, on the deal as amended, and posts what differs. */
  rerateDeal: (input: RerateDeal, meta?: CommandMeta) => Result<ReratedDeal>;
  /** What a deal would earn, and how far the next tier is; writes nothing. */
  whatIf: (supposed: SupposedDeal) => Result<WhatIf>;
}>;

/** Makes these commands. */
export const rehearsalCommands = ({ executor, store, now, actor }: CommandTools): RehearsalCommands => ({
  previewPlan: (input) => previewPlan(store, input),
  rerate: (input, meta = {}) =>
    rerate(executor, store, input, now(), { actor: meta.actor ?? actor, correlation: meta.correlation ?? null }),
  rerateDeal: (input, meta = {}) =>
    rerateDeal(executor, store, input, now(), { actor: meta.actor ?? actor, correlation: meta.correlation ?? null }),
  whatIf: (supposed) => whatIf(store, supposed),
});
