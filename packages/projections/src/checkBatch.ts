import { StoreFailure, textProblem } from '@commission-ledger/event-store';
import type { Checkpoint, DocumentBatch } from './documentStore.ts';

/**
 * What every document store checks before it writes anything: that the batch would come back unchanged.
 *
 * @throws StoreFailure `InvalidAppend` for text that no store can hold, and for a position or a revision that is none.
 */
export const checkBatch = ({ projection, checkpoint, puts, removes }: DocumentBatch): void => {
  const problem = checkpointProblem(checkpoint) ?? documentProblem([projection, ...removes], puts);
  if (problem === undefined) return;
  throw new StoreFailure({ _tag: 'InvalidAppend', problem }, `Nothing was stored: ${problem}.`);
};

const checkpointProblem = ({ position, event }: Checkpoint): string | undefined => {
  if (typeof position !== 'bigint' || position < 0n) return `the position of the checkpoint is ${String(position)}`;
  if (event === undefined) return undefined;
  const { stream, revision, hash } = event;
  if (!Number.isSafeInteger(revision) || revision < 0) return `the revision of the checkpoint is ${revision}`;
  const problem = firstProblem([stream, hash]);
  return problem === undefined ? undefined : `the checkpoint ${problem}`;
};

const documentProblem = (names: readonly string[], puts: DocumentBatch['puts']): string | undefined => {
  const problem = firstProblem([...names, ...puts.flatMap(({ key, json }) => [key, json])]);
  return problem === undefined ? undefined : `a key or a document ${problem}`;
};

const firstProblem = (texts: readonly string[]): string | undefined =>
  texts.map(textProblem).find((found) => found !== undefined);
