import type { EventStore } from '@commission-ledger/event-store';
import { allProjections, asOf, type ProjectionFailure } from '@commission-ledger/projections';
import * as E from 'fp-ts/lib/Either.js';
import { createExplainer, type Explainer } from '../createExplainer.ts';
import { watchHistory, type Past } from './storeAsOf.ts';

/**
 * An explainer that answers as it would have then: by what had happened, by what was known, or both. The whole history is
 * read once, as long as a rebuild takes, and its chain is verified. What is recorded after it was made
 * never changes what it says.
 *
 * What had happened decides what there is to explain. The proof of an amount may rest on something that happened later and
 * was recorded before it, such as a counter that a later payment had moved already; so proofs see all that was known.
 */
export const explainerAsOf = async ({
  store,
  ...past
}: Readonly<{ store: EventStore }> & Past): Promise<E.Either<ProjectionFailure, Explainer>> => {
  const watched = watchHistory(store, past);
  const documents = await asOf({ store: watched.store, projections: allProjections, ...past });
  if (E.isLeft(documents)) return documents;
  return E.right(createExplainer({ store: watched.past(), documents: documents.right, proofs: watched.known() }));
};
