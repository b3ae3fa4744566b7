import { type Checkpoint, type DocumentStore, isSameCheckpoint } from './documentStore.ts';
import { foldBatch } from './foldBatch.ts';
import type { HistoryPage } from './historyPage.ts';
import { isAfter } from './isAfter.ts';
import { type AnyProjection, storedName } from './projection.ts';
import type { HaltReason, ProjectionHalted } from './projectionFailure.ts';

/** Where one projection stands: the last event its documents contain, and the event that stopped it, if any. */
export type Standing = Readonly<{
  projection: AnyProjection;
  checkpoint: Checkpoint | undefined;
  halted: ProjectionHalted | undefined;
}>;

/** Where projections stand by what is stored. */
export const standingsIn = async (
  documents: DocumentStore,
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

/**
 * Takes a projection as far as the page goes: its documents and its checkpoint are written together, up to the
 * event that stops it, if there is one. A projection that is ahead of the page stays where it is; one that stands
 * before the page must not be given it.
 *
 * When somebody else folds the same projection, the one who writes first wins; the other goes on from there.
 */
export const advance = async (
  documents: DocumentStore,
  standing: Standing,
  { batch, checkpointAt }: HistoryPage,
): Promise<Standing> => {
  const { projection, checkpoint, halted } = standing;
  const from = checkpoint?.position;
  const hasNews = isAfter(batch.upTo, from) || isAfter(batch.bad?.stored.position, from);
  if (halted !== undefined || !hasNews) return standing;
  const events = batch.events.filter(({ position }) => isAfter(position, from));
  const { applied, halt, puts, removes } = await foldBatch(projection, documents, events);
  // If somebody folded on while the documents were being read, they are not those of the checkpoint.
  const now = await standingIn(documents, projection);
  if (!isSameCheckpoint(now.checkpoint, checkpoint)) return now;
  const upTo = halt === undefined ? batch.upTo : events[applied - 1]?.position;
  const reached = upTo !== undefined && isAfter(upTo, from) ? checkpointAt(upTo) : checkpoint;
  if (reached !== undefined && reached !== checkpoint) {
    const written = await documents.commit({
      projection: storedName(projection),
      expected: from,
      checkpoint: reached,
      puts,
      removes,
    });
    if (!written) return standingIn(documents, projection);
  }
  const stopper = halt === undefined ? batch.bad?.stored : events[applied];
  const reason = halt ?? batch.bad?.reason;
  return { projection, checkpoint: reached, halted: stopper && reason && haltedAt(projection, stopper, reason) };
};

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
