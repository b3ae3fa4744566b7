import { StoreFailure } from '@commission-ledger/event-store';
import * as E from 'fp-ts/lib/Either.js';
import { standingsIn } from '../advance.ts';
import { checkStandings } from '../checkStandings.ts';
import { type Checkpoint, type DocumentStore, isSameCheckpoint } from '../documentStore.ts';
import { foldHistory } from '../foldHistory.ts';
import { guarded } from '../guarded.ts';
import { isAfter } from '../isAfter.ts';
import { memoryDocumentStore } from '../memoryDocumentStore.ts';
import { type AnyProjection, storedName } from '../projection.ts';
import { describeProjectionFailure, type ProjectionHalted, type StoreFailed } from '../projectionFailure.ts';
import type { ProjectionObserver } from '../projectionObserver.ts';
import type { ReadHistory } from '../readHistory.ts';
import { type DifferingDocument, differingDocuments, type ListedDocuments } from './differingDocuments.ts';
import type { ExaminedReadModel, ReadModelFinding, ReadModelsExamination } from './readModelsExamination.ts';

/** Read models as they are stored; every document store has them. */
export type StoredReadModels = ListedDocuments & Pick<DocumentStore, 'checkpoints'>;

/** What to hold against what. */
export type ExaminationOptions = Readonly<{
  /** The history. It is believed; `verifiedHistory` looks at its links as well. */
  store: ReadHistory;
  /** What is stored; it is only read. */
  documents: StoredReadModels;
  projections: readonly AnyProjection[];
  /** Where fresh documents are built: an empty place, thrown away by who gave it. By default all of them are in memory. */
  scratch?: DocumentStore;
  /** Events folded and written in one go, at most: 20,000. */
  batchSize?: number;
  observer?: ProjectionObserver;
}>;

/**
 * Folds the history anew, for each projection as far as its stored documents say that they go, and tells every document
 * that is missing, too many or different, and every checkpoint that is not of this history. That a projection is behind is
 * no fault. The history is read once, and nothing is written but to `scratch`.
 */
export const examineReadModels = async (
  options: ExaminationOptions,
): Promise<E.Either<StoreFailed, ReadModelsExamination>> => {
  const examined = await guarded(async () => E.right(await examine(options)));
  if (E.isRight(examined) || examined.left.failure.reason._tag !== 'Corrupt') return examined;
  const { problem } = examined.left.failure.reason;
  return E.right({ findings: [{ _tag: 'ReadModelsUnreadable', problem }], models: [] });
};

type Work = ExaminationOptions & Readonly<{ scratch: DocumentStore }>;
type Examined = Readonly<{ findings: readonly ReadModelFinding[]; model: ExaminedReadModel }>;
type Comparable = Readonly<{ projection: AnyProjection; checkpoint: Checkpoint; isBehind: boolean }>;

/** How often a read model is compared anew because others wrote to it meanwhile. */
const ROUNDS = 10;

const examine = async (options: ExaminationOptions): Promise<ReadModelsExamination> => {
  const work = { ...options, scratch: options.scratch ?? memoryDocumentStore() };
  const known = new Map<string, Examined>();
  let moving = options.projections;
  for (let round = 1; round <= ROUNDS && moving.length > 0; round += 1) {
    for (const examined of await examineOnce(work, moving)) known.set(examined.model.projection, examined);
    moving = moving.filter((projection) => known.get(storedName(projection))?.model.outcome === 'moving');
  }
  const all = options.projections.flatMap((projection) => known.get(storedName(projection)) ?? []);
  return { findings: all.flatMap(({ findings }) => findings), models: all.map(({ model }) => model) };
};

const examineOnce = async (work: Work, projections: readonly AnyProjection[]): Promise<readonly Examined[]> => {
  const standings = await standingsIn(work.documents, projections);
  const head = await work.store.head();
  const wrong = await checkStandings(work.store, standings, head);
  const examined: Examined[] = [];
  const comparable: Comparable[] = [];
  for (const [index, { projection, checkpoint }] of standings.entries()) {
    const other = wrong[index];
    if (other !== undefined) examined.push(refused(other));
    else if (checkpoint === undefined) examined.push(await withoutCheckpoint(work, projection));
    else comparable.push({ projection, checkpoint, isBehind: isAfter(head?.position, checkpoint.position) });
  }
  let rest: readonly Comparable[] = comparable;
  // Those that stand further are taken along, so that nothing of the history is read twice.
  for (let target = lowestOf(rest); target !== undefined; target = lowestOf(rest)) {
    const upTo = target;
    const halts = await foldAnew(
      work,
      rest.map(({ projection }) => projection),
      upTo,
    );
    for (const one of rest.filter(({ checkpoint }) => checkpoint.position === upTo)) {
      const halt = halts.get(storedName(one.projection));
      examined.push(halt === undefined ? await compared(work, one) : refused(halt));
    }
    rest = rest.filter(({ checkpoint }) => checkpoint.position !== upTo);
  }
  return examined;
};

const lowestOf = (all: readonly Comparable[]): bigint | undefined =>
  all.map(({ checkpoint }) => checkpoint.position).reduce<bigint | undefined>(lower, undefined);

const lower = (low: bigint | undefined, position: bigint): bigint =>
  low === undefined || position < low ? position : low;

const refused = (finding: Extract<ReadModelFinding, { projection: string }>): Examined => ({
  findings: [finding],
  model: { projection: finding.projection, outcome: 'refused', documents: 0, isBehind: false },
});

/** Documents whose end nobody knows would be folded into once more from the first event. */
const withoutCheckpoint = async ({ documents, store }: Work, projection: AnyProjection): Promise<Examined> => {
  const name = storedName(projection);
  const [any] = await documents.list(name, { limit: 1 });
  if (any !== undefined) return refused({ _tag: 'NoCheckpoint', projection: name });
  const isBehind = (await store.head()) !== undefined;
  return { findings: [], model: { projection: name, outcome: 'absent', documents: 0, isBehind } };
};

/** Takes the fresh documents to a position; answers which projections have to stop before it. */
const foldAnew = async (
  { store, scratch, batchSize = 20_000, observer }: Work,
  projections: readonly AnyProjection[],
  upTo: bigint,
): Promise<ReadonlyMap<string, ProjectionHalted>> => {
  for (const name of projections.map(storedName))
    if (isAfter((await scratch.checkpoint(name))?.position, upTo)) await scratch.clear(name);
  const halts = new Map<string, ProjectionHalted>();
  const onHalt = (halt: ProjectionHalted): void => void halts.set(halt.projection, halt);
  const run = await foldHistory(
    { store, documents: scratch, projections, batchSize, observer: { ...observer, onHalt } },
    upTo,
  );
  if (E.isRight(run) || run.left._tag === 'ProjectionHalted') return halts;
  const problem = `the history was changed while it was read: ${describeProjectionFailure(run.left)}`;
  throw new StoreFailure({ _tag: 'Corrupt', problem }, `Try again: ${problem}`);
};

const compared = async (
  { documents, scratch }: Work,
  { projection, checkpoint, isBehind }: Comparable,
): Promise<Examined> => {
  const name = storedName(projection);
  const { note, findings } = listing(name);
  const count = await differingDocuments(name, documents, scratch, note);
  const isStill = isSameCheckpoint((await documents.checkpoints()).get(name), checkpoint);
  const outcome = isStill ? 'compared' : 'moving';
  return { findings: isStill ? findings() : [], model: { projection: name, outcome, documents: count, isBehind } };
};

/** The first few of a kind say what is the matter; the others are counted. */
const MOST_LISTED = 10;

const listing = (projection: string) => {
  const counts = { DocumentMissing: 0, DocumentExtra: 0, DocumentDiffers: 0 };
  const listed: DifferingDocument[] = [];
  const lastOf = (tag: DifferingDocument['_tag']) => listed.findLast(({ _tag }) => _tag === tag);
  return {
    note: (found: DifferingDocument): void => {
      counts[found._tag] += 1;
      if (counts[found._tag] <= MOST_LISTED) listed.push(found);
    },
    findings: (): readonly ReadModelFinding[] =>
      listed.map((found) => {
        const others = found === lastOf(found._tag) ? Math.max(0, counts[found._tag] - MOST_LISTED) : 0;
        return { ...found, projection, others };
      }),
  };
};
