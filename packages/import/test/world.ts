import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type RecordedEvent, readEvent } from '@commission-ledger/events';
import { createLedger, orThrow } from '@commission-ledger/ledger';
import { format } from '@commission-ledger/money';
import * as E from 'fp-ts/lib/Either.js';
import { type EventStore, StoreFailure, memoryEventStore } from '@commission-ledger/event-store';
import {
  type ImportOptions,
  type ImportSummary,
  type RowProblem,
  describeImportFailure,
  importFiles,
} from '../src/index.ts';

export { type EventStore, memoryEventStore } from '@commission-ledger/event-store';

/** Where the example lies whose files the tests import. */
const example = path.resolve(import.meta.dirname, '../../../examples/crm-import');
export const sample = path.join(example, 'sample');

const exampleJson = (file: string): unknown => JSON.parse(readFileSync(path.join(example, file), 'utf8'));
export const crmMapping = exampleJson('mapping.json');

/** 2 January 2018: long after everything that is imported. */
const NOW = Date.UTC(2018, 0, 2);

/** A store with the example's program and plan in it. */
export const newStore = async (): Promise<EventStore> => {
  const store = memoryEventStore();
  const ledger = createLedger({ store, clock: () => NOW });
  await orThrow(ledger.openProgram(exampleJson('program.json') as Parameters<typeof ledger.openProgram>[0]));
  await orThrow(ledger.publishPlan({ document: exampleJson('plan.json'), occurredAt: '2016-10-01T00:00:00Z' }));
  return store;
};

/** A store that takes so many appends and then no more; the last one is written, but nobody hears of it. */
export const dyingStore = (store: EventStore, appends: number): EventStore => {
  let left = appends;
  const gone = (): StoreFailure => new StoreFailure({ _tag: 'Unavailable', cause: 'the test' }, 'The disk is gone.');
  return {
    ...store,
    append: async (...append) => {
      left -= 1;
      if (left < 0) throw gone();
      const result = await store.append(...append);
      if (left === 0) throw gone();
      return result;
    },
  };
};

/** Everything an import said. */
export type Said = Readonly<{ summary: ImportSummary; problems: readonly RowProblem[] }>;

type Wishes = Partial<Omit<ImportOptions, 'ledger' | 'input'>>;

export const tryImport = (store: EventStore, input: string, wishes: Wishes = {}): ReturnType<typeof importFiles> =>
  importFiles({ ledger: { store, clock: () => NOW }, mapping: crmMapping, input, ...wishes });

/** Imports, or the test fails with the failure in words. */
export const importAll = async (store: EventStore, input: string, wishes: Wishes = {}): Promise<Said> => {
  const problems: RowProblem[] = [];
  const imported = await tryImport(store, input, { onProblem: (problem) => problems.push(problem), ...wishes });
  if (E.isLeft(imported)) throw new Error(describeImportFailure(imported.left));
  return { summary: imported.right, problems };
};

/** Does something with a folder that has these files, then removes it. */
export const withFiles = async <Value>(
  files: Readonly<Record<string, string | Uint8Array>>,
  work: (folder: string) => Promise<Value>,
): Promise<Value> => {
  const folder = mkdtempSync(path.join(tmpdir(), 'commission-ledger-test-'));
  try {
    for (const [name, content] of Object.entries(files)) writeFileSync(path.join(folder, name), content);
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

/** The files of the example's sample. */
export const sampleFiles: Readonly<Record<string, string>> = Object.fromEntries(
  readdirSync(sample).map((file) => [file, readFileSync(path.join(sample, file), 'utf8')]),
);

export const historyOf = async (store: EventStore): Promise<readonly RecordedEvent[]> => {
  const { events } = await store.readAll({ after: undefined, limit: 10_000_000 });
  return events.map((stored) => {
    const read = readEvent(stored);
    if (E.isLeft(read)) throw new Error(JSON.stringify(read.left));
    return read.right;
  });
};

export const countOf = async (store: EventStore, type: string): Promise<number> =>
  (await historyOf(store)).filter((event) => event.type === type).length;

/** The account streams: what each says, in its order. When it was recorded and by which import may differ. */
export const accountsOf = async (store: EventStore): Promise<Readonly<Record<string, readonly unknown[]>>> => {
  const accounts: Record<string, unknown[]> = {};
  for (const { stream, type, id, json } of await historyOf(store))
    if (stream.startsWith('account-')) (accounts[stream] ??= []).push({ type, id, json });
  return Object.fromEntries(Object.entries(accounts).toSorted(([a], [b]) => (a < b ? -1 : 1)));
};

/** What each deal earned under a rule, by deal. */
export const earnedUnder = async (store: EventStore, rule: string): Promise<ReadonlyMap<string, string>> =>
  new Map(
    (await historyOf(store)).flatMap((event) =>
      event.type === 'AccrualPosted' && event.data.rule.rule === rule
        ? [[event.data.deal, format(event.data.amount)] as const]
        : [],
    ),
  );
