import { type Checkpoint, type DocumentStore, isSameCheckpoint } from './documentStore.ts';
import type { HistoryPage } from './historyPage.ts';
import { isAfter } from './isAfter.ts';
import { type AnyProjection, storedName, typesReadBy } from './projection.ts';
import type { HaltReason, ProjectionHalted } from './projectionFailure.ts';
import type { BadEvent } from './readBatch.ts';
import { unitOfWork } from './unitOfWork.ts';

/** Where one projection stands: the last event its documents contain, and the event that stopped it, if any. */
export type Standing = Readonly<{
  projection: AnyProjection;
  checkpoint: Checkpoint | undefined;
  halted: ProjectionHalted | undefined;
}>;

/** Where projections stand by what is stored. */
export const standingsIn = async (
  documents: Pick<DocumentStore, 'checkpoints'>,
  projections: readonly AnyProjection[],
): Promise<readonly Standing[]> => {
  const checkpoints = await documents.checkpoints();
  return projections.map((projection) => ({
    projection,
    checkpoint: checkpoints.get(storedName(projection)),
    halted: undefined,
  }));
};

const standingIn = async (documents: DocumentStore, projection: AnyProjection): Promise<Standing> => ({
  projection,
  checkpoint: await documents.checkpoint(storedName(projection)),
  halted: undefined,
});

/** A projection on its way through some pages of the history, in their order. */
export type Advance = Readonly<{
  /** Folds the page, up to the event that stops the projection, if there is one. Nothing is written yet. */
  fold(page: HistoryPage): Promise<void>;
  /** Whether it is time to write: it holds many documents, or has been stopped. */
  isFull(): boolean;
  /** Writes documents and checkpoint together, and says where the projection stands then. */
  finish(): Promise<Standing>;
}>;

/** Enough that a document that changes often is written seldom, few enough that they fit in memory. */
const MOST_DOCUMENTS = 2000;

/**
 * Takes a projection on from where it stands. One that is ahead of a page stays where it is; one that stands before the
 * first page must not be given it.
 *
 * When somebody else folds the same projection, the one who writes first wins; the other goes on from there.
 */
export const advance = (documents: DocumentStore, standing: Standing): Advance => {
  const { projection, checkpoint } = standing;
  const work = unitOfWork(projection, documents);
  let { checkpoint: reached, halted } = standing;
  return {
    fold: async ({ batch, checkpointAt }) => {
      const from = reached?.position;
      const bad = batch.bad.find((one) => isAfter(one.stored.position, from) && stops(projection, one));
      const end = bad === undefined ? batch.upTo : bad.after;
      if (halted !== undefined || !(bad !== undefined || isAfter(end, from))) return;
      const events = batch.events.filter(({ position }) => isAfter(position, from) && !isAfter(position, end));
      const halt = await work.fold(events);
      const upTo = halt === undefined ? end : events[halt.applied - 1]?.position;
      if (upTo !== undefined && isAfter(upTo, from)) reached = checkpointAt(upTo);
      const stopper = halt === undefined ? bad?.stored : events[halt.applied];
      const reason = halt === undefined ? bad?.reason : halt.reason;
      halted = stopper && reason && haltedAt(projection, stopper, reason);
    },
    isFull: () => halted !== undefined || work.size() >= MOST_DOCUMENTS,
    finish: async () => {
      if (reached === checkpoint && halted === standing.halted) return standing;
      // If somebody folded on while the documents were being read, they are not those of the checkpoint.
      const now = await standingIn(documents, projection);
      if (!isSameCheckpoint(now.checkpoint, checkpoint)) return now;
      if (reached !== undefined && reached !== checkpoint) {
        const written = await documents.commit({
          projection: storedName(projection),
          expected: checkpoint?.position,
          checkpoint: reached,
          ...work.changes(),
        });
        if (!written) return standingIn(documents, projection);
      }
      return { projection, checkpoint: reached, halted };
    },
  };
};

const stops = (projection: AnyProjection, { stored, mayBePassed }: BadEvent): boolean =>
  !mayBePassed || (typesReadBy([projection])?.has(stored.type) ?? true);

type Place = Readonly<{ stream: string; revision: number; position: bigint; id: string }>;

const haltedAt = (
  projection: AnyProjection,
  { stream, revision, position, id }: Place,
  reason: HaltReason,
): ProjectionHalted => ({
  _tag: 'ProjectionHalted',
  projection: storedName(projection),
  stream,
  revision,
  position,
  event: id,
  reason,
  alsoHalted: [],
});
