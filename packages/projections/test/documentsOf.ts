import { expect } from 'vitest';
import { type AnyProjection, describeProjectionFailure, memoryDocumentStore, projectionRuntime } from '../src/index.ts';
import { rebuilt } from './dump.ts';
import { type Fact, storeWith } from './history.ts';

/** The read models of these facts. */
export const documentsOf = async (facts: readonly Fact[]) => rebuilt(await storeWith(facts));

/** Why the projection stops at the last of the facts. */
export const stopOf = async (projection: AnyProjection, facts: readonly Fact[]): Promise<string> => {
  const run = await projectionRuntime({
    store: await storeWith(facts),
    documents: memoryDocumentStore(),
    projections: [projection],
  }).catchUp();
  if (run._tag === 'Right') return 'it went on';
  expect(run.left).toMatchObject({ position: BigInt(facts.length) });
  return describeProjectionFailure(run.left);
};

/** All rows of a query that hands them out one by one. */
export const collected = async <A>(rows: AsyncIterable<A>): Promise<readonly A[]> => {
  const found: A[] = [];
  for await (const row of rows) found.push(row);
  return found;
};
