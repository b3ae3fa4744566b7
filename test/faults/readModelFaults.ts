import { type EventStore, memoryEventStore } from '../../packages/event-store/src/index.ts';
import type { Connection } from '../../packages/event-store-sqlite/src/driver.ts';
import { type DocumentStore, balances, projectionRuntime, storedName } from '../../packages/projections/src/index.ts';
import { type DocumentStoreFault, faultyDocumentStore } from '../../packages/testing/src/index.ts';
import { openPostgresDocumentStore } from '../../packages/document-store-postgres/src/index.ts';
import { type Cell, type FaultRow, doesNotApply } from './cell.ts';
import { inFile } from './historyPlaces.ts';
import { accruals, stream } from './observation.ts';
import {
  type WithDocuments,
  documentsInFile,
  documentsInMemory,
  documentsInPostgres,
  runningPostgres,
} from './readModelPlaces.ts';
import { dumpOf, runOf, runtimeOn, standingOf } from './readModels.ts';

/** The adapters of the read models. */
export const documentAdapters = ['memory', 'SQLite file', 'PostgreSQL'] as const;
export type DocumentAdapter = (typeof documentAdapters)[number];

type Row = FaultRow<DocumentAdapter>;

const placeOf = { memory: documentsInMemory, 'SQLite file': documentsInFile, PostgreSQL: documentsInPostgres };

const everywhere = (run: (documents: DocumentStore) => Promise<string>): Row['on'] => {
  const cell = (place: WithDocuments): Cell => ({ run: () => place(run) });
  return {
    memory: cell(placeOf.memory),
    'SQLite file': cell(placeOf['SQLite file']),
    PostgreSQL: cell(placeOf.PostgreSQL),
  };
};

/** A history of so many accruals. */
const historyOf = async (count: number): Promise<EventStore> => {
  const store = memoryEventStore();
  await store.append(stream, accruals(count), 'no-stream');
  return store;
};

/** A run that meets a fault, then one that does not. */
const folding =
  (fault: DocumentStoreFault) =>
  async (inner: DocumentStore): Promise<string> => {
    const store = await historyOf(7);
    const documents = faultyDocumentStore(inner, [fault]);
    const runtime = runtimeOn(store, documents);
    const first = await runOf(runtime.catchUp());
    if (documents.trips().length === 0) throw new Error('the fault did not happen');
    const between = await standingOf(inner, store);
    const second = await runOf(runtime.catchUp());
    return `${first}, ${between}; next run: ${second}, ${await standingOf(inner, store)}`;
  };

/** A rebuild that meets a fault, while readers look; then one that does not. */
const rebuilding =
  (fault: DocumentStoreFault) =>
  async (inner: DocumentStore): Promise<string> => {
    const store = await historyOf(7);
    await runtimeOn(store, inner).catchUp();
    const before = await dumpOf(inner);
    const documents = faultyDocumentStore(inner, [fault]);
    const runtime = runtimeOn(store, documents);
    const first = await runOf(runtime.rebuild());
    if (documents.trips().length === 0) throw new Error('the fault did not happen');
    const seen = (await dumpOf(inner)) === before ? 'readers see complete documents' : 'readers see WRONG documents';
    const second = await runOf(runtime.rebuild());
    const beside = [...(await inner.checkpoints()).keys()].filter((name) => name.includes('+'));
    const rest = beside.length === 0 ? 'nothing is left beside them' : `LOST beside them: ${beside.join(', ')}`;
    return `${first}, ${seen}; next rebuild: ${second}, ${await standingOf(inner, store)}, ${rest}`;
  };

/** Several runtimes on the same documents. */
const atOnce = async (documents: DocumentStore): Promise<string> => {
  const store = await historyOf(25);
  const runs = await Promise.all([1, 2, 3].map(() => runOf(runtimeOn(store, documents).catchUp())));
  return `${[...new Set(runs)].join(' or ')}; ${await standingOf(documents, store)}`;
};

/** The release before and the one after fold the same history beside each other. */
const twoReleases = async (documents: DocumentStore): Promise<string> => {
  const store = await historyOf(9);
  const later = { ...balances, version: balances.version + 1 };
  const oldRelease = projectionRuntime({ store, documents, projections: [balances], batchSize: 2 });
  const newRelease = projectionRuntime({ store, documents, projections: [later], batchSize: 3 });
  const runs = await Promise.all([runOf(oldRelease.catchUp()), runOf(newRelease.catchUp())]);
  const [left, right] = await Promise.all([balances, later].map((each) => documents.list(storedName(each), {})));
  const same = JSON.stringify(left) === JSON.stringify(right) ? 'each has its own documents' : 'WRONG documents';
  await newRelease.retire();
  const old = await documents.list(storedName(balances), {});
  return `${[...new Set(runs)].join(' or ')}; ${same}; retired: ${old.length === 0 ? 'the old ones are gone' : 'LOST track'}`;
};

const noMachine = doesNotApply('the documents end with their process, and are folded again');

/** The commit of the first batch fails in the file itself. */
const failingCommit: Cell = {
  run: () =>
    inFile(async ({ open }) => {
      const store = await historyOf(7);
      let commits = 0;
      const broken = (connection: Connection): Connection => ({
        exec: (sql) => {
          if (sql === 'COMMIT') commits += 1;
          if (sql === 'COMMIT' && commits > 2) {
            throw Object.assign(new Error('disk I/O error'), { errcode: 1034, rawCode: 1034 });
          }
          connection.exec(sql);
        },
        prepare: (sql) => connection.prepare(sql),
        close: () => connection.close(),
      });
      const failing = await open(broken);
      const first = await runOf(runtimeOn(store, failing.documents).catchUp());
      await failing.close();
      const { documents } = await open();
      const between = await standingOf(documents, store);
      const second = await runOf(runtimeOn(store, documents).catchUp());
      return `${first}, ${between}; opened again: ${second}, ${await standingOf(documents, store)}`;
    }),
};

/** The server is killed after the first batches. */
const killedServer: Cell = {
  run: async () => {
    const { connectionString, newSchema, kill, restart, isOwn } = await runningPostgres();
    if (!isOwn) return undefined;
    const store = await historyOf(7);
    const { documents, close } = await openPostgresDocumentStore(connectionString, { schema: newSchema() });
    try {
      await runtimeOn(store, documents).runTo(4n);
      await kill();
      const first = await runOf(runtimeOn(store, documents).catchUp());
      await restart();
      const between = await standingOf(documents, store);
      const second = await runOf(runtimeOn(store, documents).catchUp());
      return `${first}, ${between}; started again: ${second}, ${await standingOf(documents, store)}`;
    } finally {
      await close();
    }
  },
};

/** What can go wrong between the projections and their documents. */
export const readModelFaults: readonly Row[] = [
  {
    point: 'F2',
    fault: 'a batch is written, and the answer is lost',
    on: everywhere(folding({ kind: 'acknowledgementLost', onWrite: 2 })),
  },
  {
    point: 'F5',
    fault: 'the store goes away before a batch is written',
    on: everywhere(folding({ kind: 'failBefore', onWrite: 2 })),
  },
  {
    point: 'F5',
    fault: 'the store goes away while documents are read',
    on: everywhere(folding({ kind: 'failRead', onRead: 2, of: 'readMany' })),
  },
  {
    point: 'F8',
    fault: 'what keeps the documents fails or is killed in the middle',
    on: { memory: noMachine, 'SQLite file': failingCommit, PostgreSQL: killedServer },
  },
  {
    point: 'F12',
    fault: 'somebody else folds the same batch first',
    on: everywhere(folding({ kind: 'conflict', onWrite: 1 })),
  },
  {
    point: 'F12',
    fault: 'documents are written without their checkpoint, or the checkpoint without them',
    on: {
      memory: doesNotApply('both are set in one turn'),
      'SQLite file': doesNotApply('one transaction holds both'),
      PostgreSQL: doesNotApply('one transaction holds both'),
    },
  },
  { point: 'F13', fault: 'three runtimes fold the same history at once', on: everywhere(atOnce) },
  {
    point: 'F14',
    fault: 'a rebuild is cut off while it builds',
    on: everywhere(rebuilding({ kind: 'failBefore', onWrite: 2, of: 'commit' })),
  },
  {
    point: 'F14',
    fault: 'a rebuild is cut off before it takes the place of what readers see',
    on: everywhere(rebuilding({ kind: 'failBefore', onWrite: 1, of: 'replace' })),
  },
  {
    point: 'F14',
    fault: 'a rebuild takes its place, and the answer is lost',
    on: everywhere(rebuilding({ kind: 'acknowledgementLost', onWrite: 1, of: 'replace' })),
  },
  { point: 'F18', fault: 'two releases run at once', on: everywhere(twoReleases) },
];
