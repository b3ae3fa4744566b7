import { type FaultRow, doesNotApply } from './cell.ts';
import { deliveryFaults } from './deliveryFaults.ts';
import { fileFaults } from './fileFaults.ts';
import { inFile, inMemory, onServer } from './historyPlaces.ts';
import { answerOf, batch, contentOf, extentOf, sendThrough, stream, written } from './observation.ts';
import { placeFaults } from './placeFaults.ts';
import { restoreFaults } from './restoreFaults.ts';
import { suspensionFaults } from './suspensionFaults.ts';
import type { EventStore } from '../../packages/event-store/src/index.ts';

/** The adapters of the history. */
export const historyAdapters = ['memory', 'SQLite file', 'EventStoreDB'] as const;
export type HistoryAdapter = (typeof historyAdapters)[number];

const noNetwork = doesNotApply('the store is in the same process: a call that returns has its answer');

/** Somebody else writes first; whoever lost reads again and sends its own after that. */
const somebodyElse = async (store: EventStore, theirs: EventStore): Promise<string> => {
  await store.append(stream, written.slice(0, 1), 'no-stream');
  await theirs.append(stream, written.slice(1), 0);
  const answer = await answerOf(store.append(stream, batch, 0));
  const extent = await extentOf(store);
  const again = await answerOf(store.append(stream, batch, 1));
  return `${answer}; ${extent}; sent after the last event: ${again}; ${await contentOf(store, [...written, ...batch])}`;
};

/** The server writes the batch, and its answer does not reach the sender. */
const answerLost = (by: 'cut' | 'silence') =>
  onServer(async ({ inject, connect }) =>
    sendThrough({
      store: await connect(),
      meet: (send) => {
        inject({ on: 'append', kind: 'lostReply', by });
        return answerOf(send());
      },
    }),
  );

/** What can go wrong between those who write and the history. */
export const historyFaults: readonly FaultRow<HistoryAdapter>[] = [
  {
    point: 'F1',
    fault: 'somebody else appends between reading and appending',
    on: {
      memory: { run: () => inMemory((store) => somebodyElse(store, store)) },
      'SQLite file': {
        run: () =>
          inFile(async ({ open }) => {
            const [mine, theirs] = [await open(), await open()];
            return somebodyElse(mine.events, theirs.events);
          }),
      },
      EventStoreDB: { run: () => onServer(async ({ connect }) => somebodyElse(await connect(), await connect())) },
    },
  },
  {
    point: 'F2',
    fault: 'the events are written, and the answer is lost on the way',
    on: {
      memory: noNetwork,
      'SQLite file': doesNotApply('there is no network; see the process that dies after the commit'),
      EventStoreDB: { run: () => answerLost('cut') },
    },
  },
  {
    point: 'F2',
    fault: 'the server cannot be reached',
    on: {
      memory: noNetwork,
      'SQLite file': doesNotApply('there is no server'),
      EventStoreDB: {
        run: () =>
          onServer(async ({ double, inject, connect }) =>
            sendThrough({
              store: await connect(),
              meet: async (send) => {
                inject({ on: 'append', kind: 'error', code: 'UNAVAILABLE', times: 1_000 });
                const answer = await answerOf(send());
                double.clearFaults();
                return answer;
              },
            }),
          ),
      },
    },
  },
  {
    point: 'F2',
    fault: 'the events are written, and no answer comes at all',
    on: {
      memory: noNetwork,
      'SQLite file': doesNotApply('there is no network; see the process that dies after the commit'),
      EventStoreDB: { run: () => answerLost('silence') },
    },
  },
  {
    point: 'F3',
    fault: 'the sender is cut off before the whole batch is taken',
    on: {
      memory: doesNotApply('a batch is handed over in one call'),
      'SQLite file': {
        run: () =>
          inFile(async ({ open, appendAndDie }) => {
            const store = await open();
            return sendThrough({ store: store.events, meet: () => appendAndDie('in the batch', batch) });
          }),
      },
      EventStoreDB: {
        run: () =>
          onServer(async ({ double, inject, connect }) =>
            sendThrough({
              store: await connect(),
              meet: async (send) => {
                inject({ on: 'append', kind: 'hang' });
                const answer = answerOf(send());
                await arrival(() => double.trips().length > 0);
                double.cut();
                return answer;
              },
            }),
          ),
      },
    },
  },
  {
    point: 'F4',
    fault: 'the events are written, and their ids are not',
    on: {
      memory: doesNotApply('an id is part of its event'),
      'SQLite file': doesNotApply('an id is a unique column of the row of its event'),
      EventStoreDB: doesNotApply('an id is part of its event'),
    },
  },
  {
    point: 'F5',
    fault: 'the writer or the server dies before the commit',
    on: {
      memory: doesNotApply('the history ends with its process, and says so'),
      'SQLite file': {
        run: () =>
          inFile(async ({ open, appendAndDie }) => {
            const store = await open();
            return sendThrough({ store: store.events, meet: () => appendAndDie('before the commit', batch) });
          }),
      },
      EventStoreDB: {
        run: () =>
          onServer(async ({ double, inject, connect }) =>
            sendThrough({
              store: await connect(),
              meet: async (send) => {
                inject({ on: 'append', kind: 'hang' });
                const answer = answerOf(send());
                await arrival(() => double.trips().length > 0);
                await double.restart();
                return answer;
              },
            }),
          ),
      },
    },
  },
  {
    point: 'F6',
    fault: 'the writer or the server dies after the commit, before the answer',
    on: {
      memory: doesNotApply('the history ends with its process, and says so'),
      'SQLite file': {
        run: () =>
          inFile(async ({ open, appendAndDie }) => {
            const store = await open();
            return sendThrough({ store: store.events, meet: () => appendAndDie('after the commit', batch) });
          }),
      },
      EventStoreDB: {
        run: () =>
          onServer(async ({ double, inject, connect }) =>
            sendThrough({
              store: await connect(),
              meet: async (send) => {
                inject({ on: 'append', kind: 'lostReply', by: 'silence' });
                const answer = answerOf(send());
                await arrival(() => double.trips().length > 0);
                await double.restart();
                return answer;
              },
            }),
          ),
      },
    },
  },
  ...fileFaults,
  ...placeFaults,
  ...suspensionFaults,
  {
    point: 'F11',
    fault: 'the clock goes back between two appends',
    on: {
      memory: doesNotApply('a store reads no clock: order is by revision and position'),
      'SQLite file': doesNotApply('a store reads no clock: order is by revision and position'),
      EventStoreDB: doesNotApply('the server notes a time, and nothing here reads it'),
    },
  },
  ...deliveryFaults,
  ...restoreFaults,
];

/** Resolves when something has arrived at the server. */
const arrival = async (isThere: () => boolean): Promise<void> => {
  while (!isThere()) await new Promise((resolve) => setTimeout(resolve, 2));
};
