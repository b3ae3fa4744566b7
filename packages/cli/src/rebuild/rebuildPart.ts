import {
  type ProjectionObserver,
  allProjections,
  projectionRuntime,
  verifiedHistory,
} from '@commission-ledger/projections';
import type { OpenStores } from '../stores/openStores.ts';
import { valueOf } from '../session.ts';
import type { RebuildPart } from './splitRebuild.ts';

/** Does a part of a rebuild, and answers how many events were folded. A share is not seen by readers yet. */
export const rebuildPart = async (
  { events: history, documents }: Pick<OpenStores, 'events' | 'documents'>,
  { projections, share }: RebuildPart,
  observer: ProjectionObserver,
): Promise<number> => {
  const chosen = allProjections.filter(({ name }) => projections.includes(name));
  const runtime = projectionRuntime({ store: verifiedHistory(history), documents, projections: chosen, observer });
  if (share === undefined) return valueOf(await runtime.rebuild()).events;
  let events = 0;
  for (const projection of chosen) events += valueOf(await runtime.rebuildShare(projection, share)).events;
  return events;
};
