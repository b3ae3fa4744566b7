import type { DocumentStore } from './documentStore.ts';
import { foldBatch } from './foldBatch.ts';
import { isAfter } from './isAfter.ts';
import { type AnyProjection, storedName } from './projection.ts';
import type { HaltReason, ProjectionHalted } from './projectionFailure.ts';
import type { Batch } from './readBatch.ts';

/** Where one projection stands: the last event its documents contain, and the event that stopped it, if any. */
export type Standing = Readonly<{
  projection: AnyProjection;
  checkpoint: bigint | undefined;
  halted: ProjectionHalted | undefined;
}>;

/** Where the projection stands by what is stored. */
export const standingIn = async (documents: DocumentStore, projection: AnyProjection): Promise<Standing> => ({
  projection,
  checkpoint: await documents.checkpoint(storedName(projection)),
  halted: undefined,
});

/**
 * Takes a projection as far as the batch goes: its documents and its checkpoint are written together, up to the
 * event that stops it, if there is one. A projection that is ahead of the batch stays where it is.
 *
 * When somebody else folds the same projection, the one who writes first wins; the other goes on from there.
 */
export const advance = async (documents: DocumentStore, standing: Standing, batch: Batch): Promise<Standing> => {
  const { projection, checkpoint, halted } = standing;
  const hasNews = isAfter(batch.upTo, checkpoint) || isAfter(batch.bad?.stored.position, checkpoint);
  if (halted !== undefined || !hasNews) return standing;
  const events = batch.events.filter(({ position }) => isAfter(position, checkpoint));
  const { applied, halt, puts, removes } = await foldBatch(projection, documents, events);
  // If somebody folded on while the documents were being read, they are not those of the checkpoint.
  const now = await standingIn(documents, projection);
  if (now.checkpoint !== checkpoint) return now;
  const reached = halt === undefined ? batch.upTo : events[applied - 1]?.position;
  if (reached !== undefined && isAfter(reached, checkpoint)) {
    const name = storedName(projection);
    const written = await documents.commit({
      projection: name,
      expected: checkpoint,
      checkpoint: reached,
      puts,
      removes,
    });
    if (!written) return standingIn(documents, projection);
  }
  const stopper = halt === undefined ? batch.bad?.stored : events[applied];
  const reason = halt ?? batch.bad?.reason;
  return {
    projection,
    checkpoint: isAfter(reached, checkpoint) ? reached : checkpoint,
    halted: stopper && reason && haltedAt(projection, stopper, reason),
  };
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
