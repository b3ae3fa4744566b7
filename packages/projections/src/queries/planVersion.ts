import { type PlanDocument, parsePlan } from '@commission-ledger/plans';
import * as E from 'fp-ts/lib/Either.js';
import type { DocumentStore } from '../documentStore.ts';
import { planKey, plans, type PlanVersionDocument } from '../models/plans.ts';
import { readDocument } from '../readDocuments.ts';

/** A published plan version, or `undefined` when there is none. */
export const planVersion = async (
  documents: DocumentStore,
  plan: string,
  version: number,
): Promise<PlanDocument | undefined> => {
  const found = await readDocument(documents, plans, planKey(plan, version));
  return found && planIn(found);
};

/** The plan as it was published. @throws Error for one that a later release wrote */
export const planIn = ({ plan, version, document }: PlanVersionDocument): PlanDocument => {
  const parsed = parsePlan(document);
  if (E.isRight(parsed)) return parsed.right;
  throw new Error(
    `Version ${version} of plan ${plan} cannot be read by this release. Upgrade to the one that wrote it.`,
  );
};
