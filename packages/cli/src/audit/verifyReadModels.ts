import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type VerifiedLedger, type VerifyReport, withReadModels, withoutReadModels } from '@commission-ledger/audit';
import {
  type DocumentStore,
  type ReadModelsExamination,
  allProjections,
  describeProjectionFailure,
  type StoredReadModels,
  examineReadModels,
} from '@commission-ledger/projections';
import * as E from 'fp-ts/lib/Either.js';
import { CommandFailed, exitCode } from '../exitCode.ts';
import type { GlobalOptions } from '../session.ts';
import { keepsReadModels } from '../stores/keepsReadModels.ts';
import { openReadModels } from '../stores/openReadModels.ts';
import { readModelsAddress, storeAddress } from '../stores/storeAddress.ts';
import type { Terminal } from '../terminal.ts';
import type { VerifyStore } from './verifyStore.ts';

/** How far the folding is: the position reached, and that of the last event. */
type OnProgress = (position: number, head: number) => void;

/** Read models to be judged with the history. */
export type ReadModelsToVerify = Readonly<{
  /** The report with what there is to say of them. */
  addTo: (report: VerifyReport, onProgress: OnProgress) => Promise<VerifiedLedger>;
  close: () => Promise<void>;
}>;

const nothing = async (): Promise<void> => {};

/** Opens the read models where they are asked for. */
export const readModelsToVerify = async (
  { events }: VerifyStore,
  options: GlobalOptions,
  terminal: Terminal,
  isAsked: boolean,
): Promise<ReadModelsToVerify> => {
  const isKept = keepsReadModels(options);
  if (!isAsked) {
    const why = isKept ? 'read-models' : 'none-kept';
    return { addTo: async (report) => withoutReadModels(report, why), close: nothing };
  }
  if (!isKept) {
    throw new CommandFailed(
      'These read models are in memory: every command builds them anew. There is nothing to hold against the history.',
      exitCode.usage,
    );
  }
  const stored = await openStored(options, terminal);
  const addTo: ReadModelsToVerify['addTo'] = async (report, onProgress) => {
    // Protection that was removed says nothing about what the history gives.
    if (report.findings.some((finding) => finding.class !== 'unprotected'))
      return withoutReadModels(report, 'read-models-in-doubt');
    return withReadModels(report, await examined(events, stored, onProgress));
  };
  return { addTo, close: stored.close };
};

/** Open read models; `changedRules` names what is not as it was made in the file they are in. */
type Stored = Readonly<{
  documents: StoredReadModels;
  /** Where its own lookups give other documents than its tables. */
  documentProblems: () => Promise<readonly string[]>;
  changedRules: readonly string[];
  close: () => Promise<void>;
}>;

/** A file is only read, as bytes, whatever was done to it; nothing is made where there is none. */
const openStored = async ({ store, readModels }: GlobalOptions, terminal: Terminal): Promise<Stored> => {
  const address = readModels === undefined ? storeAddress(store) : readModelsAddress(readModels);
  if (address.kind === 'sqlite') {
    const { openSqliteHistory } = await import('@commission-ledger/event-store-sqlite');
    return openSqliteHistory(address.path);
  }
  if (address.kind !== 'postgres') throw new Error('Read models that are kept are in a file or on a server.');
  return { ...(await openReadModels(address, terminal)), documentProblems: async () => [], changedRules: [] };
};

const examined = async (
  events: VerifyStore['events'],
  { documents, documentProblems, changedRules }: Stored,
  onProgress: OnProgress,
): Promise<ReadModelsExamination> => {
  // Commands read the tables, by whatever index SQLite chooses: what differs there may be shown and not be seen here.
  const [first, ...more] = await documentProblems();
  if (first !== undefined) {
    const problem = `looked up by an index, they are not those in the table: ${first}${more.length === 0 ? '' : `, and ${more.length} more`}`;
    return { findings: [{ _tag: 'ReadModelsUnreadable', problem }], models: [] };
  }
  const scratch = await openScratch();
  try {
    const found = await examineReadModels({
      store: events,
      documents,
      projections: allProjections,
      scratch: scratch.documents,
      observer: { onBatch: ({ position, head }) => onProgress(Number(position ?? 0n), Number(head)) },
    });
    if (E.isRight(found)) return found.right;
    const tables = changedRules.filter((rule) => rule === 'documents' || rule === 'checkpoints');
    if (tables.length === 0) throw new CommandFailed(describeProjectionFailure(found.left));
    const problem = `the table ${tables.join(', ')} is missing or was changed`;
    return { findings: [{ _tag: 'ReadModelsUnreadable', problem }], models: [] };
  } finally {
    await scratch.close();
  }
};

/** Fresh documents stand in a file, as those of a rebuild do: in memory they would take gigabytes of a large ledger. */
const openScratch = async (): Promise<Readonly<{ documents: DocumentStore; close: () => Promise<void> }>> => {
  const { openSqliteStore } = await import('@commission-ledger/event-store-sqlite');
  const folder = mkdtempSync(path.join(tmpdir(), 'commission-ledger-verify-'));
  // Whoever stops the process does not want its files either; then the process ends as if nobody had listened.
  const stopped = (signal: NodeJS.Signals): void => {
    remove();
    process.kill(process.pid, signal);
  };
  const remove = (): void => {
    process.removeListener('SIGINT', stopped).removeListener('SIGTERM', stopped);
    rmSync(folder, { recursive: true, force: true });
  };
  process.on('SIGINT', stopped).on('SIGTERM', stopped);
  try {
    const { documents, close } = await openSqliteStore(path.join(folder, 'fresh.db'));
    return { documents, close: () => close().finally(remove) };
  } catch (error) {
    remove();
    throw error;
  }
};
