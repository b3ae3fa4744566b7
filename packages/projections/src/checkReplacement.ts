import { StoreFailure, textProblem } from '@commission-ledger/event-store';

/**
 * What every document store checks before it replaces anything.
 *
 * @throws StoreFailure `InvalidAppend` when a name is given twice or could not be stored.
 */
export const checkReplacement = (projection: string, by: readonly string[]): void => {
  const names = [projection, ...by];
  const text = names.map(textProblem).find((found) => found !== undefined);
  const problem = text ?? (new Set(names).size === names.length ? undefined : 'names a projection twice');
  if (problem !== undefined) throw replacementRefused(problem);
};

/** Why a replacement was not done, such as `has the same key in several projections`. */
export const replacementRefused = (problem: string): StoreFailure =>
  new StoreFailure({ _tag: 'InvalidAppend', problem }, `Nothing was replaced: the replacement ${problem}.`);
