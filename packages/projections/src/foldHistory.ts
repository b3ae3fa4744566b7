import type { StoredEvent } from '@commission-ledger/event-store';
import type { RecordedEvent } from '@commission-ledger/events';
import * as E from 'fp-ts/lib/Either.js';
import { type Advance, advance, type Standing, standingsIn } from './advance.ts';
import { allDone } from './allDone.ts';
import { firstOfOtherHistory } from './checkStandings.ts';
import type { DocumentStore } from './documentStore.ts';
import { historyPage } from './historyPage.ts';
import { isAfter } from './isAfter.ts';
import { type AnyProjection, typesReadBy } from './projection.ts';
import type { ProjectionFailure } from './projectionFailure.ts';
import type { ProjectionObserver } from './projectionObserver.ts';
import type { ReadHistory } from './readHistory.ts';

/** How far the read models are. */
export type Progress = Readonly<{
  /** Events folded by this run. */
  events: number;
  /** Every read model contains the history up to here; `undefined` when one contains nothing yet. */
  position: bigint | undefined;
}>;

/** What a run works with. */
export type Fold = Readonly<{
  store: ReadHistory;
  documents: DocumentStore;
  projections: readonly AnyProjection[];
  /** Events folded and written in one go, at most; fewer when they touch many documents. They are read in pages. */
  batchSize: number;
  observer?: ProjectionObserver;
  /** Which events count; the others only move the checkpoint. Asked once for each event, in order. */
  only?: (event: RecordedEvent) => boolean;
  /** Ends the run after the batch in hand. */
  signal?: AbortSignal;
}>;

/** Where the projections of a run stand, and how many events it has folded. */
export type Reached = Readonly<{ standings: readonly Standing[]; events: number }>;

/**
 * Folds the history from each projection's checkpoint up to `until`, or up to where the history ended when the
 * run began. Each event is read once for all projections; each projection's documents and checkpoint are written
 * together, so the run may be cut off anywhere and taken up again.
 */
export const foldHistory = async (fold: Fold, until?: bigint): Promise<E.Either<ProjectionFailure, Progress>> => {
  const standings = await standingsIn(fold.documents, fold.projections);
  const head = await fold.store.head();
  const wrong = await firstOfOtherHistory(fold.store, standings, head);
  if (wrong !== undefined) return E.left(wrong);
  const target = head !== undefined && isAfter(head.position, until ?? head.position) ? until : head?.position;
  return outcomeOf(await foldUpTo(fold, standings, target));
};

/** Where the events of a run come from: all or some of those after a position, in the order of the history. */
export type ReadOn = (after: bigint | undefined) => Promise<readonly StoredEvent[]>;

/** Folds up to a position; the projections are known to stand in this history. */
export const foldUpTo = async (
  fold: Fold,
  start: readonly Standing[],
  target: bigint | undefined,
  readOn: ReadOn = fromStore(fold),
): Promise<Reached> => {
  let standings = start;
  let events = 0;
  for (;;) {
    const behind = standings.filter(
      ({ checkpoint, halted }) => halted === undefined && isAfter(target, checkpoint?.position),
    );
    if (target === undefined || behind.length === 0 || fold.signal?.aborted === true) return { standings, events };
    const before = standings;
    const advances = before.map((standing) => advance(fold.documents, standing));
    const folded = await foldBatch(fold, advances, { after: lowest(behind), target, readOn });
    if (folded === undefined) return { standings, events };
    standings = await allDone(advances.map(({ finish }) => finish()));
    events += folded;
    fold.observer?.onBatch?.({ events: folded, position: lowest(standings), head: target });
    for (const [index, { halted }] of standings.entries())
      if (halted !== undefined && halted !== before[index]?.halted) fold.observer?.onHalt?.(halted);
  }
};

type Ahead = Readonly<{ after: bigint | undefined; target: bigint; readOn: ReadOn }>;

/**
 * Folds page after page until it is time to write. Answers how many events count; `undefined` when there was nothing to
 * fold.
 */
const foldBatch = async (
  { projections, batchSize, only, signal }: Fold,
  advances: readonly Advance[],
  { after, target, readOn }: Ahead,
): Promise<number | undefined> => {
  const types = typesReadBy(projections);
  let [read, count] = [0, 0];
  let upTo = after;
  for (;;) {
    const stored = (await readOn(upTo)).filter(({ position }) => position <= target);
    const page = historyPage(stored, upTo, only, types);
    const { batch } = page;
    const isNothing = batch.upTo === undefined && batch.bad.length === 0;
    if (isNothing) return read === 0 ? undefined : count;
    await allDone(advances.map(({ fold }) => fold(page)));
    read += stored.length;
    count += batch.count;
    upTo = batch.upTo ?? upTo;
    const isOver = read >= batchSize || !isAfter(target, upTo) || signal?.aborted === true;
    if (isOver || advances.some(({ isFull }) => isFull())) return count;
  }
};

/** Enough that a page costs little beside its events, few enough that what is made of them is forgotten young. */
const PAGE_SIZE = 250;

/** How many events are read at a time. */
export const pageSizeOf = ({ batchSize }: Fold): number => Math.min(batchSize, PAGE_SIZE);

/** Reads on in the store, a page at a time. */
export const fromStore = (fold: Fold): ReadOn => {
  const limit = pageSizeOf(fold);
  return async (after) => (await fold.store.readAll({ after, limit })).events;
};

/** What all of them contain. */
export const lowest = (standings: readonly Standing[]): bigint | undefined => {
  const [first, ...rest] = standings.map(({ checkpoint }) => checkpoint?.position);
  return rest.reduce((low, position) => (isAfter(low, position) ? position : low), first);
};

/** How a run ended: a projection that stopped is a failure, though the others went on. */
export const outcomeOf = ({ standings, events }: Reached): E.Either<ProjectionFailure, Progress> => {
  const [first, ...others] = standings.flatMap(({ halted }) => (halted === undefined ? [] : [halted]));
  if (first === undefined) return E.right({ events, position: lowest(standings) });
  return E.left({ ...first, alsoHalted: others.map(({ projection }) => projection) });
};
