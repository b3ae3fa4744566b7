import { availableParallelism } from 'node:os';
import { existsSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import {
  type VerifyOptions,
  type VerifyProgress,
  describeVerifyFailure,
  parseLeaves,
  scanDivided,
  verifyHistory,
} from '@commission-ledger/audit';
import * as E from 'fp-ts/lib/Either.js';
import { type ReadModelsToVerify, readModelsToVerify } from '../audit/verifyReadModels.ts';
import { noteIn } from '../audit/noteIn.ts';
import { openToVerify } from '../audit/verifyStore.ts';
import { verifyText } from '../audit/verifyText.ts';
import { verifyWords } from '../audit/verifyWords.ts';
import { type VerifyWorkers, verifyWorkers } from '../audit/verifyWorkers.ts';
import { verifierKeysIn } from '../audit/keyFiles.ts';
import { CommandFailed, exitCode } from '../exitCode.ts';
import { writeJson } from '../json.ts';
import { progressBar } from '../progressBar.ts';
import type { GlobalOptions } from '../session.ts';
import { type StoreAddress, storeAddress } from '../stores/storeAddress.ts';
import { shownSafely } from '../table.ts';
import type { Terminal } from '../terminal.ts';

/** What to hold the history against, and how to read it; text as it was typed. */
export type VerifyAsked = Readonly<{
  note?: readonly string[];
  key?: readonly string[];
  origin?: string;
  leaves?: string;
  jobs?: string;
  resume?: string;
  canonical?: boolean;
  withReadModels?: boolean;
}>;

/** Verifies a whole history, and ends with 1 when it is not sound. */
export const verify = async (terminal: Terminal, options: GlobalOptions, asked: VerifyAsked): Promise<number> => {
  const given = await givenIn(asked);
  const jobs = jobsOf(asked.jobs);
  const address = storeAddress(options.store);
  const say = verifyWords[options.locale];
  const history = await openToVerify(address, terminal);
  const { events, changedRules } = history;
  const bar = progressBar(terminal, say.verifying);
  const stop = stoppable(asked.resume);
  const keepState = stateKeeper(asked.resume);
  const lookups = examinedFile(address);
  let workers: VerifyWorkers | undefined;
  let readModels: ReadModelsToVerify | undefined;
  try {
    readModels = await readModelsToVerify(history, options, terminal, asked.withReadModels === true);
    if (jobs > 1 && address.kind === 'sqlite') workers = verifyWorkers(address.path, jobs);
    const last = Number((await events.head())?.position ?? 0n);
    const verified = await verifyHistory({
      ...given,
      events,
      changedRules,
      ...(lookups !== undefined && { examineFile: () => lookups.examined }),
      ledger: options.ledger,
      signal: stop.signal,
      ...(workers !== undefined && { scan: scanDivided(events, workers.division) }),
      onProgress: (progress) => {
        bar.show(Number(progress.position), last);
        keepState(progress);
      },
    });
    if (E.isLeft(verified)) {
      const { left } = verified;
      if (left._tag === 'Stopped' && asked.resume !== undefined) write(asked.resume, left.state);
      throw new CommandFailed(describeVerifyFailure(left), left._tag === 'Stopped' ? exitCode.failed : exitCode.usage);
    }
    if (asked.resume !== undefined) rmSync(asked.resume, { force: true });
    bar.end();
    const folding = progressBar(terminal, say.comparing);
    const report = await readModels.addTo(verified.right, folding.show).finally(folding.end);
    if (options.json === true) writeJson(terminal, report);
    else terminal.out(verifyText(report, say));
    return report.verdict === 'sound' ? exitCode.done : exitCode.failed;
  } finally {
    bar.end();
    stop.end();
    lookups?.stop();
    await workers?.close();
    await readModels?.close();
    await history.close();
  }
};

const givenIn = async ({
  note,
  key,
  leaves,
  origin,
  canonical,
  resume,
}: VerifyAsked): Promise<Omit<VerifyOptions, 'events'>> => ({
  ...(note !== undefined && { kept: note.map((path) => noteIn(textIn(path))) }),
  ...(key !== undefined && { keys: (await Promise.all(key.map(verifierKeysIn))).flat() }),
  ...(leaves !== undefined && { leaves: leavesIn(leaves) }),
  ...(origin !== undefined && { origin }),
  ...(canonical === true && { form: 'canonical' as const }),
  ...(resume !== undefined && existsSync(resume) && { resumeFrom: textIn(resume) }),
});

/** A device or a pipe has no end that one could wait for. */
const textIn = (path: string): string => {
  try {
    if (!statSync(path).isFile()) throw new Error('no file');
    return readFileSync(path, 'utf8');
  } catch {
    throw new CommandFailed(`The file ${shownSafely(path)} cannot be read. Check the path.`, exitCode.usage);
  }
};

const leavesIn = (path: string): Uint8Array => {
  const leaves = parseLeaves(textIn(path));
  if (E.isRight(leaves) && leaves.right.length > 0) return leaves.right;
  if (E.isRight(leaves))
    throw new CommandFailed(`There is no hash in ${shownSafely(path)}. Give the file that was kept.`, exitCode.usage);
  const { line } = leaves.left;
  throw new CommandFailed(
    `Line ${line} of ${shownSafely(path)} is no hash. Each line is one, 64 digits of 0–9 and a–f.`,
    exitCode.usage,
  );
};

const jobsOf = (asked = `${Math.min(64, availableParallelism())}`): number => {
  const jobs = Number(asked);
  if (/^\d+$/.test(asked) && jobs >= 1 && jobs <= 64) return jobs;
  throw new CommandFailed(
    `'${shownSafely(asked.slice(0, 40))}' is no number of processes. Give one from 1 to 64.`,
    exitCode.usage,
  );
};

/** Whoever wants to go on later may interrupt: the state is written then, and the command ends. */
const stoppable = (file: string | undefined) => {
  const stop = new AbortController();
  const abort = (): void => stop.abort();
  if (file !== undefined) process.once('SIGINT', abort).once('SIGTERM', abort);
  return {
    signal: stop.signal,
    end: () => process.removeListener('SIGINT', abort).removeListener('SIGTERM', abort),
  };
};

/** Begins to hold the ways in which a file looks events up against each other, while others read it. */
const examinedFile = (address: StoreAddress) => {
  if (address.kind !== 'sqlite') return undefined;
  const stopped = new AbortController();
  const { path } = address;
  const examined = import('@commission-ledger/event-store-sqlite').then(({ examineIndexes }) =>
    examineIndexes(path, { signal: stopped.signal }),
  );
  // Who asks for it learns how it ended; where nobody does any more, nobody has to.
  examined.catch(() => undefined);
  return { examined, stop: () => stopped.abort() };
};

const EVERY_EVENTS = 250_000;

/** Now and then also while nobody interrupts: a machine may go down. */
const stateKeeper = (file: string | undefined) => {
  let kept = 0;
  return ({ events, save }: VerifyProgress): void => {
    if (file === undefined || events - kept < EVERY_EVENTS) return;
    write(file, save());
    kept = events;
  };
};

/** A state is there whole, or not at all. */
const write = (file: string, state: string): void => {
  writeFileSync(`${file}.part`, state);
  renameSync(`${file}.part`, file);
};
