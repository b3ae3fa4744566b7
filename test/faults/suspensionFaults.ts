import { spawn } from 'node:child_process';
import path from 'node:path';

import { connectEventStoreDb } from '../../packages/event-store-eventstoredb/src/connect.ts';
import { spawnEventStoreDbDouble } from '../../packages/testing/src/eventStoreDb/index.ts';
import { type FaultRow, doesNotApply } from './cell.ts';
import { inFile } from './historyPlaces.ts';
import { answerOf, batch, contentOf, patiently, sendThrough, stream, written } from './observation.ts';

type Row = FaultRow<'memory' | 'SQLite file' | 'EventStoreDB'>;

/** A process that holds the lock of a file and is suspended (SIGSTOP), as one is on a machine that sleeps. */
const suspendedHolder = async (file: string): Promise<Readonly<{ kill: () => Promise<void> }>> => {
  const script = path.join(import.meta.dirname, 'lockHolder.ts');
  const node = ['--conditions=@commission-ledger/source', '--import', 'tsx', script, file];
  const child = spawn(process.execPath, node, { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  await new Promise<void>((resolve, reject) => {
    child.stdout.once('data', () => resolve());
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`The process ended with ${code} before it had the lock.`)));
  });
  child.kill('SIGSTOP');
  const kill = (): Promise<void> => {
    child.kill('SIGKILL');
    return ended;
  };
  return { kill };
};

const heldBySuspended = (): Promise<string> =>
  inFile(async ({ path: file, open }) => {
    const { events } = await open();
    let holder: Awaited<ReturnType<typeof suspendedHolder>> | undefined;
    try {
      return await sendThrough({
        store: events,
        meet: async (send) => {
          holder = await suspendedHolder(file);
          const answer = await answerOf(send());
          const read = await contentOf(events, written);
          await holder.kill();
          return `${answer}, while events can be read (${read}), until that process is ended`;
        },
      });
    } finally {
      await holder?.kill();
    }
  });

/** What the server does with calls that waited for it is its own affair, so only the end is looked at. */
const suspendedServer = async (): Promise<string> => {
  const server = await spawnEventStoreDbDouble();
  try {
    const retry = { attempts: 2, firstPauseMs: 2 };
    const store = await connectEventStoreDb(server.connectionString, { callTimeoutMs: 500, retry });
    try {
      await store.append(stream, written, 'no-stream');
      server.suspend();
      const answer = await answerOf(store.append(stream, batch, 1));
      server.resume();
      const again = await patiently(() => store.append(stream, batch, 1));
      const content = await contentOf(store, [...written, ...batch]);
      return `${answer}; going on, sent again: ${again._tag}, whether or not it was written meanwhile; ${content}`;
    } finally {
      await store.close();
    }
  } finally {
    await server.stop();
  }
};

/** What comes of a process that stands still, and holds what others need. */
export const suspensionFaults: readonly Row[] = [
  {
    point: 'F10',
    fault: 'a process is suspended while it holds the lock, or the server is',
    on: {
      memory: doesNotApply('no other process can reach it'),
      'SQLite file': { run: heldBySuspended },
      EventStoreDB: { run: suspendedServer },
    },
  },
];
