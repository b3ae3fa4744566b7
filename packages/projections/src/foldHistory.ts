import type { EventStore, StoredEvent } from '@commission-ledger/event-store';
import type { RecordedEvent } from '@commission-ledger/events';
import * as E from 'fp-ts/lib/Either.js';
import { advance, type Standing, standingsIn } from './advance.ts';
import { allDone } from './allDone.ts';
import { firstOfOtherHistory } from './checkStandings.ts';
import type { DocumentStore } from './documentStore.ts';
import { historyPage } from './historyPage.ts';
import { isAfter } from './isAfter.ts';
import type { AnyProjection } from './projection.ts';
import type { ProjectionFailure } from './projectionFailure.ts';
import type { ProjectionObserver } from './projectionObserver.ts';

/** How far the read models are. */
export type Progress = Readonly<{
  /** Events folded by this run. */
  events: number;
  /** Every read model contains the history up to here; `undefined` when one contains nothing yet. */
  position: bigint | undefined;
}>;

/** What a run works with. */
export type Fold = Readonly<{
  store: EventStore;
  documents: DocumentStore;
  projections: readonly AnyProjection[];
  /** Events read, folded and written in one go. */
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
    const after = lowest(behind);
    const stored = (await readOn(after)).filter(({ position }) => position <= target);
    const page = historyPage(stored, after, fold.only ?? everyEvent);
    const { batch } = page;
    if (batch.upTo === undefined && batch.bad === undefined) return { standings, events };
    const before = standings;
    standings = await allDone(before.map((standing) => advance(fold.documents, standing, page)));
    events += batch.events.length;
    fold.observer?.onBatch?.({ events: batch.events.length, position: lowest(standings), head: target });
    for (const [index, { halted }] of standings.entries())
      if (halted !== undefined && halted !== before[index]?.halted) fold.observer?.onHalt?.(halted);
  }
};

/** Reads on in the store, a batch at a time. */
export const fromStore =
  ({ store, batchSize }: Fold): ReadOn =>
  async (after) =>
    (await store.readAll({ after, limit: batchSize })).events;

const everyEvent = (): boolean => true;

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
