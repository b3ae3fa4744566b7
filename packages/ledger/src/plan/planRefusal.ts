import type { Describers } from '../describers.ts';

/** Why a plan version or an enrolment in one is refused. */
export type PlanRefusal =
  | Readonly<{ _tag: 'UnknownPlan'; plan: string }>
  | Readonly<{ _tag: 'UnknownPlanVersion'; plan: string; version: number }>
  | Readonly<{ _tag: 'ParametersRefused'; plan: string; version: number; problems: readonly string[] }>
  | Readonly<{ _tag: 'PlanVersionOutOfOrder'; plan: string; version: number; next: number }>
  | Readonly<{ _tag: 'PlanVersionBackdated'; plan: string; effectiveFrom: string; latest: string }>
  | Readonly<{ _tag: 'PlanCurrencyNotInProgram'; plan: string; currency: string; program: string }>;

/** One sentence for what is wrong, one for what to do. */
export const planRefusals: Describers<PlanRefusal> = {
  UnknownPlan: ({ plan }) => `There is no plan ${plan}. Publish it first, or check the id.`,
  UnknownPlanVersion: ({ plan, version }) =>
    `Plan ${plan} has no version ${version}. Publish it first, or name a version that it has.`,
  ParametersRefused: ({ plan, problems, version }) =>
    `The numbers do not fit version ${version} of plan ${plan}: ${problems.join(' ')} Correct them.`,
  PlanVersionOutOfOrder: ({ next, plan, version }) =>
    `Version ${version} of plan ${plan} cannot be published now. The next version is ${next}.`,
  PlanVersionBackdated: ({ effectiveFrom, latest, plan }) =>
    `Plan ${plan} already has a version effective from ${latest}. A later version cannot be effective from ${effectiveFrom}; choose ${latest} or later.`,
  PlanCurrencyNotInProgram: ({ currency, plan, program }) =>
    `Plan ${plan} pays in ${currency}, which program ${program} does not use. Open the program with that currency, or enrol into another plan.`,
};
