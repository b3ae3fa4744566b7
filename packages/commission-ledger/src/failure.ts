import { describeExplainFailure, type ExplainFailure } from '@commission-ledger/explainer';
import { describeFailure as describeLedgerFailure, type LedgerFailure } from '@commission-ledger/ledger';
import { describeProjectionFailure, type ProjectionFailure } from '@commission-ledger/projections';
import * as E from 'fp-ts/lib/Either.js';
import type { AccessNotLogged, IdTaken, NotFound } from './access/scope.ts';

/** Everything that can keep a command from being recorded or a question from being answered. */
export type Failure = LedgerFailure | ProjectionFailure | ExplainFailure;

/** The same within a scope. */
export type ScopedFailure = Failure | NotFound | IdTaken | AccessNotLogged;

/** One sentence for what is wrong, one for what to do. */
export const describeFailure = (failure: ScopedFailure): string => {
  if (failure._tag === 'NotFound') return `There is no ${failure.what} ${failure.id} here. Check the id.`;
  if (failure._tag === 'IdTaken') return `The id ${failure.id} is taken. Use another one.`;
  if (failure._tag === 'AccessNotLogged')
    return `Nothing is shown, because it cannot be recorded that it was: ${failure.problem} Mend the access log and ask again.`;
  if (isProjectionFailure(failure)) return describeProjectionFailure(failure);
  if (isOnlyExplained(failure)) return describeExplainFailure(failure);
  return describeLedgerFailure(failure);
};

const projectionFailures: Readonly<Record<ProjectionFailure['_tag'], true>> = {
  ProjectionHalted: true,
  CheckpointBeyondHead: true,
  CheckpointNotInHistory: true,
  StoreFailed: true,
};

const isProjectionFailure = (failure: Failure): failure is ProjectionFailure =>
  Object.hasOwn(projectionFailures, failure._tag);

/** What the explainer alone can meet: an unreadable event or a failing store stops the others too. */
type OnlyExplained = Exclude<ExplainFailure, LedgerFailure | ProjectionFailure>;

const onlyExplained: Readonly<Record<OnlyExplained['_tag'], true>> = {
  UnknownSubject: true,
  NotIndexed: true,
  MissingEvent: true,
  OtherEvent: true,
  OtherPlan: true,
  DoesNotMatchReceipt: true,
  InvalidQuestion: true,
  NotInPayout: true,
};

const isOnlyExplained = (failure: Failure): failure is OnlyExplained => Object.hasOwn(onlyExplained, failure._tag);

/** A failure as an exception, for people who prefer those: `failure` is the data, the message its sentence. */
export class CommissionLedgerError extends Error {
  override readonly name = 'CommissionLedgerError';
  readonly failure: ScopedFailure;

  constructor(failure: ScopedFailure) {
    super(describeFailure(failure));
    this.failure = failure;
  }
}

/** The value, or an exception with the failure: `await orThrow(books.winDeal(…))`. */
export const orThrow = async <Value>(result: Promise<E.Either<ScopedFailure, Value>>): Promise<Value> => {
  const outcome = await result;
  if (E.isLeft(outcome)) throw new CommissionLedgerError(outcome.left);
  return outcome.right;
};
