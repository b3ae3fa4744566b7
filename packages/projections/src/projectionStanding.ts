import type { EventStore } from '@commission-ledger/event-store';
import { standingsIn } from './advance.ts';
import { checkStandings, type OtherHistory } from './checkStandings.ts';
import type { Checkpoint, DocumentStore } from './documentStore.ts';
import { isAfter } from './isAfter.ts';
import { type AnyProjection, storedName } from './projection.ts';
import type { ProjectionHalted } from './projectionFailure.ts';

/** Where a projection stands beside the history: how stale its documents are, and what stops it. */
export type ProjectionStanding = Readonly<{
  /** Name and version, such as `balances@1`. */
  projection: string;
  /** How far its documents go; `undefined` while there are none. */
  checkpoint: Checkpoint | undefined;
  /** The position of the last event of the history, or `undefined` while it is empty. */
  head: bigint | undefined;
  /** The documents contain the whole history, as it is now. */
  isCurrent: boolean;
  /** How many positions the documents are behind the head; of events there may be fewer, for positions have gaps. */
  behind: bigint;
  /** What keeps it from going on, as far as this runtime has met it. */
  stoppedBy: ProjectionHalted | OtherHistory | undefined;
}>;

/**
 * Compares what is stored with the history. Folds nothing and writes nothing.
 *
 * @param halts what stopped projections, by name; one that has gone on since does not count.
 */
export const projectionStandings = async (
  store: EventStore,
  documents: DocumentStore,
  projections: readonly AnyProjection[],
  halts: ReadonlyMap<string, ProjectionHalted>,
): Promise<readonly ProjectionStanding[]> => {
  const standings = await standingsIn(documents, projections);
  const head = await store.head();
  const wrong = await checkStandings(store, standings, head);
  return standings.map(({ projection, checkpoint }, index): ProjectionStanding => {
    const name = storedName(projection);
    const halt = halts.get(name);
    const isBehind = isAfter(head?.position, checkpoint?.position);
    const isHalted = halt !== undefined && isBehind && isAfter(halt.position, checkpoint?.position);
    return {
      projection: name,
      checkpoint,
      head: head?.position,
      isCurrent: !isBehind && wrong[index] === undefined,
      behind: head !== undefined && isBehind ? head.position - (checkpoint?.position ?? 0n) : 0n,
      stoppedBy: wrong[index] ?? (isHalted ? halt : undefined),
    };
  });
};
