import {
  addDays,
  type Instant,
  type LocalDate,
  type RecordedInstant,
  startOfDay,
  type TimeZone,
} from '@commission-ledger/calendar';
import type { EventStore } from '@commission-ledger/event-store';
import type { RecordedEvent } from '@commission-ledger/events';
import * as E from 'fp-ts/lib/Either.js';
import type { DocumentStore } from './documentStore.ts';
import { foldHistory } from './foldHistory.ts';
import { happenedBefore } from './happenedBefore.ts';
import { memoryDocumentStore } from './memoryDocumentStore.ts';
import type { AnyProjection } from './projection.ts';
import type { ProjectionFailure } from './projectionFailure.ts';
import { guarded } from './guarded.ts';
import { verifiedHistory } from './verifiedHistory.ts';

/** Which part of the history a view of the past shows. Both bounds may be given; without one, everything counts. */
export type AsOfOptions = Readonly<{
  store: EventStore;
  projections: readonly AnyProjection[];
  /** What had happened before this moment of business time (exclusive), see {@link happenedBefore}. */
  effective?: Instant;
  /** What the ledger had recorded by then (inclusive). */
  known?: RecordedInstant;
  batchSize?: number;
}>;

/**
 * The read models as of a past moment, in memory; any query takes them in place of the current ones. The whole
 * history is read, so this takes as long as a rebuild, and its chain is verified as in one.
 */
export const asOf = async (options: AsOfOptions): Promise<E.Either<ProjectionFailure, DocumentStore>> => {
  const { projections, batchSize = 20_000 } = options;
  const store = verifiedHistory(options.store);
  const documents = memoryDocumentStore();
  const run = await guarded(() => foldHistory({ store, documents, projections, batchSize, only: countedBy(options) }));
  return E.map(() => documents)(run);
};

/** The first moment after the date in the zone: what `effective` is for "as of the end of that day". */
export const endOfDay = (date: LocalDate, zone: TimeZone): Instant => startOfDay(addDays(date, 1), zone);

const countedBy = ({ effective, known }: AsOfOptions): ((event: RecordedEvent) => boolean) => {
  const hasHappened = effective === undefined ? () => true : happenedBefore(effective);
  const isKnown = (event: RecordedEvent): boolean => known === undefined || event.recordedAt <= known;
  return (event) => isKnown(event) && hasHappened(event);
};
