import { copyFileSync } from 'node:fs';

import type { EventStore } from '../../packages/event-store/src/index.ts';
import { memoryDocumentStore } from '../../packages/projections/src/index.ts';
import { startEventStoreDbCluster } from '../../packages/testing/src/eventStoreDb/index.ts';
import { type DeliveryFault, faultyEventStore } from '../../packages/testing/src/index.ts';
import { type Cell, type FaultRow, doesNotApply } from './cell.ts';
import { type Server, connectTo, inFile, inMemory, onServer } from './historyPlaces.ts';
import { accruals, answerOf, batch, contentOf, patiently, sendThrough, stream, written } from './observation.ts';
import { runOf, runtimeOn, standingOf } from './readModels.ts';

type Row = FaultRow<'memory' | 'SQLite file' | 'EventStoreDB'>;

const all = [...written, ...batch];

const noConnection = doesNotApply('a subscription reads pages: there is no connection that could break');

/** Read models on a history that is delivered wrongly once. */
const wrongDelivery = async (history: EventStore, kind: DeliveryFault['kind']): Promise<string> => {
  await history.append(stream, all, 'no-stream');
  const store = faultyEventStore(history, [{ kind, at: 2, onRead: 1, of: 'readAll' }]);
  const documents = memoryDocumentStore();
  const runtime = runtimeOn(store, documents, 100);
  const first = await runOf(runtime.catchUp());
  if (store.trips().length === 0) throw new Error('the fault did not happen');
  const between = await standingOf(documents, history);
  const second = await runOf(runtime.catchUp());
  return `${first}, ${between}; next run: ${second}, ${await standingOf(documents, history)}`;
};

const delivery = (fault: string, kind: DeliveryFault['kind']): Row => ({
  point: 'F13',
  fault,
  on: {
    memory: { run: () => inMemory((store) => wrongDelivery(store, kind)) },
    'SQLite file': { run: () => inFile(async ({ open }) => wrongDelivery((await open()).events, kind)) },
    EventStoreDB: { run: () => onServer(async ({ connect }) => wrongDelivery(await connect(), kind)) },
  },
});

/** What a subscriber gets that subscribes once, while the line is disturbed. */
const subscribed = async ({ double, connect }: Server, disturb: (taken: number) => Promise<void>): Promise<string> => {
  const store = await connect();
  await store.append(stream, written, 'no-stream');
  const controller = new AbortController();
  const taken: string[] = [];
  try {
    for await (const { id } of store.subscribe({ after: undefined, signal: controller.signal })) {
      taken.push(id);
      await disturb(taken.length);
      if (taken.length === 2) {
        await patiently(() => store.append(stream, batch, 1));
      }
      if (taken.length === all.length) break;
    }
  } finally {
    controller.abort();
  }
  const isRight = taken.join() === all.map(({ id }) => id).join();
  const calls = double.calls().filter(({ kind }) => kind === 'subscribe').length;
  if (calls < 2) throw new Error('the subscription was never disturbed');
  return `subscribed again by itself; ${isRight ? 'every event once, in order' : 'WRONG events'}; ${await contentOf(store, all)}`;
};

const onlyOnServer = (fault: string, run: (server: Server) => Promise<string>): Row => ({
  point: 'F13',
  fault,
  on: { memory: noConnection, 'SQLite file': noConnection, EventStoreDB: { run: () => onServer(run) } },
});

const newLeader: Cell = {
  run: async () => {
    const cluster = await startEventStoreDbCluster(2);
    const store = await connectTo(cluster.connectionString);
    try {
      return await sendThrough({
        store,
        meet: (send) => {
          cluster.elect(1);
          return answerOf(send());
        },
      });
    } finally {
      await store.close();
      await cluster.stop();
    }
  },
};

/** Read models that stand further than the history does, since an older backup of it was restored. */
const olderBackup = async (
  before: EventStore,
  backup: () => Promise<EventStore>,
  restore: () => Promise<EventStore>,
): Promise<string> => {
  const documents = memoryDocumentStore();
  await before.append(stream, written, 'no-stream');
  const ahead = await backup();
  await ahead.append(stream, batch, 1);
  await runtimeOn(ahead, documents).catchUp();
  const store = await restore();
  const shorter = await runOf(runtimeOn(store, documents).catchUp());
  await patiently(() => store.append(stream, accruals(9, 2).slice(2), 1));
  const longer = await runOf(runtimeOn(store, documents).catchUp());
  const rebuilt = await runOf(runtimeOn(store, documents).rebuild());
  return `${shorter}; when the history has grown past it: ${longer}; rebuilt: ${rebuilt}, ${await standingOf(documents, store)}`;
};

/** What can go wrong on the way from the history to those who read it. */
export const deliveryFaults: readonly Row[] = [
  delivery('an event is delivered twice', 'duplicate'),
  delivery('two events are delivered in the wrong order', 'reorder'),
  delivery('an event is left out', 'gap'),
  onlyOnServer('a subscription is dropped', (server) => {
    server.inject({ on: 'subscribe', kind: 'drop', afterEvents: 1 });
    return subscribed(server, async () => {});
  }),
  onlyOnServer('a subscription ends without a word', (server) => {
    server.inject({ on: 'subscribe', kind: 'end', afterEvents: 1 });
    return subscribed(server, async () => {});
  }),
  onlyOnServer('the network is cut under a subscription', (server) =>
    subscribed(server, async (taken) => (taken === 1 ? server.double.cut() : undefined)),
  ),
  onlyOnServer('the server restarts under a subscription', (server) =>
    subscribed(server, async (taken) => (taken === 2 ? await server.double.restart() : undefined)),
  ),
  {
    point: 'F13',
    fault: 'another node becomes the leader',
    on: {
      memory: doesNotApply('there is one process'),
      'SQLite file': doesNotApply('there is one file'),
      EventStoreDB: newLeader,
    },
  },
  {
    point: 'F17',
    fault: 'an older backup of the history is restored under read models that are ahead of it',
    on: {
      memory: doesNotApply('a history in memory has no backup'),
      'SQLite file': {
        run: () =>
          inFile(async ({ open, copyTo, path }) => {
            let copy = '';
            let store = await open();
            return olderBackup(
              store.events,
              async () => {
                await store.close();
                copy = copyTo('backup.ledger');
                store = await open();
                return store.events;
              },
              async () => {
                await store.close();
                copyFileSync(copy, path);
                return (await open()).events;
              },
            );
          }),
      },
      EventStoreDB: {
        run: () =>
          onServer(async ({ double, connect }) => {
            let log = double.log.backup();
            const store = await connect();
            const backup = async (): Promise<EventStore> => {
              log = double.log.backup();
              return store;
            };
            return olderBackup(store, backup, async () => {
              await double.restart({ log });
              return patiently(connect);
            });
          }),
      },
    },
  },
];
