import { StoreFailure } from '@commission-ledger/event-store';
import type { DocumentBatch } from '@commission-ledger/projections';

/** The projection that tests fold. */
export const projection = 'balances@1';

/** A batch that puts these documents. */
export const batchOf = (
  expected: bigint | undefined,
  position: bigint,
  documents: Readonly<Record<string, string>> = {},
): DocumentBatch => ({
  projection,
  expected,
  checkpoint: { position },
  puts: Object.entries(documents).map(([key, json]) => ({ key, json })),
  removes: [],
});

/** How the promise fails: the tag of its `StoreFailure`. */
export const tagOf = async (promise: Promise<unknown>): Promise<string> => (await failureOf(promise)).reason._tag;

/** The `StoreFailure` that the promise rejects with; anything else fails the test. */
export const failureOf = async (promise: Promise<unknown>): Promise<StoreFailure> => {
  const outcome = await promise.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
  if ('error' in outcome && outcome.error instanceof StoreFailure) return outcome.error;
  const instead = 'error' in outcome ? String(outcome.error) : `it gave ${String(outcome.value)}`;
  throw new Error(`It did not reject with a StoreFailure: ${instead}`);
};
