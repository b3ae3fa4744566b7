import * as E from 'fp-ts/lib/Either.js';
import { documentsBeside, rebuildSuffix } from './documentsBeside.ts';
import { isOfHistory } from './eventMark.ts';
import { type Fold, foldHistory, type Progress } from './foldHistory.ts';
import type { ProjectionRun } from './guarded.ts';
import { isAfter } from './isAfter.ts';
import { type KeyShare, sharedProjection, sharesOf } from './keyShare.ts';
import { storedName } from './projection.ts';

/**
 * Folds the whole history into documents beside those that readers see, then puts them in their place. What an earlier
 * rebuild left behind is thrown away first.
 */
export const rebuildBeside = async (fold: Fold): ProjectionRun => {
  const beside = besideOf(fold);
  await startAnew(beside);
  const built = await foldHistory(beside);
  if (E.isLeft(built)) return built;
  let { events } = built.right;
  for (const projection of fold.projections) {
    const switched = await switchOver({ ...fold, projections: [projection] }, [undefined]);
    if (E.isLeft(switched)) return switched;
    events += switched.right.events;
  }
  return finished(fold, events);
};

/** Folds the whole history into one share of the documents of a rebuild, which readers do not see yet. */
export const rebuildOneShare = async (fold: Fold, share: KeyShare): ProjectionRun => {
  if (!sharesOf(share.of).some(({ index }) => index === share.index))
    throw new RangeError(`The shares of a rebuild are counted from 0 to ${share.of - 1}.`);
  const beside = besideOf(fold, share);
  await startAnew(beside);
  return foldHistory(beside);
};

/** Brings the shares of a rebuild to one point of the history and puts them in the place of what readers see. */
export const switchToShares = async (fold: Fold, of: number): ProjectionRun => {
  const switched = await switchOver(fold, sharesOf(of));
  return E.isLeft(switched) ? switched : finished(fold, switched.right.events);
};

const besideOf = (fold: Fold, share?: KeyShare): Fold => ({
  ...fold,
  documents: documentsBeside(fold.documents, share),
  projections:
    share === undefined ? fold.projections : fold.projections.map((projection) => sharedProjection(projection, share)),
});

const startAnew = async ({ documents, projections }: Fold): Promise<void> => {
  for (const projection of projections) await documents.clear(storedName(projection));
};

/** What came while the documents were built and put in their place. */
const finished = async (fold: Fold, events: number): ProjectionRun =>
  E.map((run: Progress) => ({ ...run, events: events + run.events }))(await foldHistory(fold));

/** How often a rebuild follows those who fold on what readers see, before it takes their place a few events behind. */
const ROUNDS = 10;

/** Takes the parts of a rebuild of one projection to the end of the history and puts them in its place. */
const switchOver = async (fold: Fold, parts: readonly (KeyShare | undefined)[]): ProjectionRun => {
  const { store, documents } = fold;
  const [name = ''] = fold.projections.map(storedName);
  const names = parts.map((part) => `${name}${rebuildSuffix(part)}`);
  let events = 0;
  for (let round = 1; ; round += 1) {
    const position = (await store.head())?.position;
    if (position === undefined) {
      for (const each of [...names, name]) await documents.clear(each);
      return E.right({ events, position });
    }
    for (const part of parts) {
      const levelled = await foldOn(besideOf(fold, part), position);
      if (E.isLeft(levelled)) return levelled;
      events += levelled.right.events;
    }
    // A reader must not see less than before, unless what was seen is of another history.
    const seen = await documents.checkpoint(name);
    const isBehind = isAfter(seen?.position, position) && (await isOfHistory(store, seen));
    if (isBehind && round < ROUNDS) continue;
    if (await documents.replace(name, names)) return E.right({ events, position });
    if (await isSwitchedBySomebodyElse(fold, names, position)) return E.right({ events, position });
  }
};

/** A part that was made from another history, which a backup has put an end to, is begun anew. */
const foldOn = async (beside: Fold, until: bigint): ProjectionRun => {
  for (const projection of beside.projections) {
    const checkpoint = await beside.documents.checkpoint(storedName(projection));
    if (!(await isOfHistory(beside.store, checkpoint))) await startAnew(beside);
  }
  return foldHistory(beside, until);
};

const isSwitchedBySomebodyElse = async (
  { store, documents, projections }: Fold,
  parts: readonly string[],
  position: bigint,
): Promise<boolean> => {
  const checkpoints = await documents.checkpoints();
  if (parts.some((name) => checkpoints.has(name))) return false;
  const [seen] = projections.map((projection) => checkpoints.get(storedName(projection)));
  return seen !== undefined && seen.position >= position && isOfHistory(store, seen);
};
