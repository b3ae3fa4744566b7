import * as E from 'fp-ts/lib/Either.js';
import { compilePlan } from '../evaluate/compilePlan.ts';
import { parsePlan } from '../document/parsePlan.ts';
import type { Plan } from '../evaluate/plan.ts';
import type { PlanDocument } from '../document/planDocument.ts';
import { describePlanProblem, type PlanProblem } from '../document/planProblem.ts';
import { describeExampleFailure, runExamples, type ExampleFailure } from './runExamples.ts';
import { validatePlan } from './validatePlan.ts';

/** Why a plan version is not published. Data: branch on `_tag`, show {@link describePublicationRefusal}. */
export type PublicationRefusal =
  /** The document has mistakes; all of them are listed. */
  | Readonly<{ _tag: 'InvalidPlan'; problems: readonly PlanProblem[] }>
  /** The plan does not pay what its own examples say. */
  | Readonly<{ _tag: 'ExamplesDiffer'; failures: readonly ExampleFailure[] }>;

/** A plan version that may be published. */
export type PublishablePlan = Readonly<{ document: PlanDocument; hash: string; plan: Plan }>;

/** The gate before publication: the document is read, validated as a whole, and its worked examples are executed. */
export const checkForPublication = (json: unknown): E.Either<PublicationRefusal, PublishablePlan> => {
  const parsed = parsePlan(json);
  if (E.isLeft(parsed)) return E.left({ _tag: 'InvalidPlan', problems: parsed.left });
  const document = parsed.right;
  const problems = validatePlan(document);
  if (problems.length > 0) return E.left({ _tag: 'InvalidPlan', problems });
  const failures = runExamples(document);
  if (failures.length > 0) return E.left({ _tag: 'ExamplesDiffer', failures });
  const plan = compilePlan(document);
  return E.right({ document, hash: plan.hash, plan });
};

/** What has to be mended, one line for each mistake. */
export const describePublicationRefusal = (refusal: PublicationRefusal): string => {
  switch (refusal._tag) {
    case 'InvalidPlan':
      return refusal.problems.map(describePlanProblem).join('\n');
    case 'ExamplesDiffer':
      return refusal.failures.map(describeExampleFailure).join('\n');
  }
};
