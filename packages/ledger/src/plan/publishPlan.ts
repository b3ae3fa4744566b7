import type { Instant } from '@commission-ledger/calendar';
import { planStream } from '@commission-ledger/events';
import { checkForPublication } from '@commission-ledger/plans';
import * as E from 'fp-ts/lib/Either.js';
import type { Executor } from '../execution/executor.ts';
import type { Recorded } from '../execution/keyedCommand.ts';
import { type CommandMeta, keyedFact, offerFact } from '../execution/offeredFact.ts';
import type { LedgerFailure } from '../failure.ts';
import { planDecider } from './planDecider.ts';

/** A plan version to publish: the document, who wrote it, and who approved it, if somebody did. */
export type PublishPlan = Readonly<{ document: unknown; author?: string; approver?: string; occurredAt?: string }>;

/** Checks the document as a whole, executes its worked examples, and freezes it as the next version. */
export const publishPlan = async (
  executor: Executor,
  { document, author, approver, occurredAt }: PublishPlan,
  now: Instant,
  meta: CommandMeta,
  actor: string,
): Promise<E.Either<LedgerFailure, Recorded>> => {
  const checked = checkForPublication(document);
  if (E.isLeft(checked)) return E.left({ _tag: 'PlanRefused', refusal: checked.left });
  const { plan, version } = checked.right.document;
  const fact = offerFact(
    'PlanPublished',
    {
      plan,
      version,
      document: checked.right.document,
      documentHash: checked.right.hash,
      author: author ?? meta.actor ?? actor,
      approver: approver ?? null,
      ...(occurredAt === undefined ? {} : { occurredAt }),
    },
    now,
    meta,
  );
  if (E.isLeft(fact)) return fact;
  const keyed = keyedFact(fact.right, `plan/${plan}/${version}`, occurredAt !== undefined, meta, actor);
  return executor.execute({ stream: planStream(plan), decider: planDecider }, keyed);
};
