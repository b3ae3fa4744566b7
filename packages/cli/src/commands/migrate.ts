import {
  type CopyResult,
  type EventPlace,
  type EventStore,
  type HistoryComparison,
  StoreFailure,
  compareHistories,
  copyHistory,
  findCopyPlace,
} from '@commission-ledger/event-store';
import { CommandFailed, exitCode } from '../exitCode.ts';
import { writeJson } from '../json.ts';
import { progressBar } from '../progressBar.ts';
import type { GlobalOptions } from '../session.ts';
import { storeWords } from '../storeWords.ts';
import { type OpenHistory, openHistory } from '../stores/openHistory.ts';
import { type StoreAddress, isSameStore, shownStore, storeAddress } from '../stores/storeAddress.ts';
import { shownSafely } from '../table.ts';
import type { Terminal } from '../terminal.ts';

/** From where to where. */
export type MigrateOptions = Readonly<{ from: string; to: string }>;

/** Both stores, open, and what the answers need. */
type Migration = Readonly<{
  source: EventStore;
  target: EventStore;
  check: OpenHistory['check'];
  from: string;
  to: string;
  terminal: Terminal;
  options: GlobalOptions;
}>;

/** Copies a history into another store, and proves that both are equal. Interrupted, it goes on when said again. */
export const migrate = async (terminal: Terminal, options: GlobalOptions, asked: MigrateOptions): Promise<number> => {
  const [fromAddress, toAddress] = [lasting(asked.from), lasting(asked.to)];
  const [from, to] = [shownStore(asked.from), shownStore(asked.to)];
  if (isSameStore(fromAddress, toAddress))
    throw new CommandFailed(`${from} cannot be copied into itself. Give another store.`, exitCode.usage);
  const source = await openHistory(fromAddress, terminal, false);
  try {
    const { events: target, check, close } = await openHistory(toAddress, terminal, true);
    try {
      return await copyAndProve({ source: source.events, target, check, from, to, terminal, options });
    } catch (error) {
      if (!(error instanceof StoreFailure) || !passes(error)) throw error;
      throw new CommandFailed(`${error.message} Say the command again: it goes on where it stopped.`);
    } finally {
      await close();
    }
  } finally {
    await source.close();
  }
};

/** Whether the same command may go well another time. */
const passes = ({ reason }: StoreFailure): boolean => reason._tag === 'Unavailable' || reason._tag === 'Busy';

const copyAndProve = async (migration: Migration): Promise<number> => {
  const { from, to, terminal, options } = migration;
  // What a server does wrong is better known before hours of copying; settings of streams are looked for at the end.
  await checkTarget(migration, false);
  const copied = await copy(migration);
  if (copied._tag !== 'copied') throw new CommandFailed(copyProblem(copied, from, to));
  const compared = await compare(migration, copied.through);
  if (compared._tag !== 'equal') throw new CommandFailed(comparisonProblem(compared, from, to));
  await checkTarget(migration, true);
  await checkEnd(migration, compared.target.events);
  const { events, sha256 } = compared.target;
  const say = storeWords[options.locale];
  if (options.json === true) writeJson(terminal, { from, to, copied: copied.events, events, sha256 });
  else {
    terminal.out(`${say.copied(copied.events, from, to)}\n`);
    if (copied.events < events) terminal.out(`${say.resumed}\n`);
    terminal.out(`${say.equal(events, sha256)}\n`);
  }
  return exitCode.done;
};

const copy = async ({ source, target, terminal, options }: Migration): Promise<CopyResult> => {
  const bar = progressBar(terminal, storeWords[options.locale].copying);
  try {
    return await copyHistory({
      source,
      target,
      onProgress: ({ position, through }) => bar.show(Number(position), Number(through)),
    });
  } finally {
    bar.end();
  }
};

/** A server that takes any revision, or forgets events, has an equal copy only for now. */
const checkTarget = async ({ check, to }: Migration, limitedStreams: boolean): Promise<void> => {
  const health = await check?.({ limitedStreams });
  if (health === undefined || health.healthy) return;
  const problems = health.problems.map(shownSafely).join(' ');
  throw new CommandFailed(
    `${to} does not keep a ledger as it must: ${problems} Set the server right, then say the command again.`,
  );
};

/** What another run brought since is in the source too; what the source has not was written by somebody else. */
const checkEnd = async ({ source, target, from, to }: Migration, equal: number): Promise<void> => {
  const place = await findCopyPlace(source, target);
  if (place._tag === 'found') return;
  throw new CommandFailed(
    `${to} has the ${equal} events of ${from}, and goes on with others: it ends with ${nameOf(place.target)}. Somebody else writes to it. If that is your application, the move is over; if not, stop the writer.`,
  );
};

/** What is recorded in the source meanwhile is for the next run; another run may have brought it to the target already. */
const compare = async (
  { source, target, terminal, options }: Migration,
  sourceThrough: bigint | undefined,
): Promise<HistoryComparison> => {
  const bar = progressBar(terminal, storeWords[options.locale].comparing);
  try {
    return await compareHistories({
      source,
      target,
      // Before the first event of all.
      sourceThrough: sourceThrough ?? 0n,
      untilSourceEnds: true,
      onProgress: (compared) => bar.show(compared, compared),
    });
  } finally {
    bar.end();
  }
};

const lasting = (written: string): StoreAddress => {
  const address = storeAddress(written);
  if (address.kind !== 'memory') return address;
  throw new CommandFailed(
    'A store in memory ends with the command. Copy from and to stores that last.',
    exitCode.usage,
  );
};

const copyProblem = (result: Exclude<CopyResult, { _tag: 'copied' }>, from: string, to: string): string => {
  switch (result._tag) {
    case 'other-history':
      return `${to} holds something else than ${from}: ${nameOf(result.target)} where ${from} has ${nameOf(result.source)}. Nothing was added. Give an empty store.`;
    case 'source-shorter':
      return `${to} holds more than ${from}, which ends with ${nameOf(result.source)}. Nothing was added. Are the two the wrong way round, or is ${from} an old backup?`;
    case 'refused':
      return `${to} did not take the next event of ${shownSafely(result.stream)} (${result.answer._tag}): somebody else writes to it. Stop the writers and say the command again.`;
    case 'too-large':
      return `${to} takes no more than ${result.limit} bytes in one append, and event ${result.revision} of ${shownSafely(result.stream)} needs ${result.bytes}. This ledger cannot move to a server with that limit. What was copied stays; nothing uses it.`;
    case 'stopped':
      return `The copy was stopped. Say the command again: it goes on where it stopped.`;
  }
};

const comparisonProblem = (result: Exclude<HistoryComparison, { _tag: 'equal' }>, from: string, to: string): string => {
  switch (result._tag) {
    case 'different': {
      const { index, source, target, differsIn } = result.first;
      const what = differsIn.length === 0 ? '' : ` They differ in: ${differsIn.join(', ')}.`;
      return `${to} is no copy of ${from}: after ${index} equal events ${from} has ${nameOf(source)}, and ${to} ${nameOf(target)}.${what} Do not use ${to}.`;
    }
    case 'stopped':
      return `The comparison was stopped. Say the command again.`;
  }
};

const nameOf = (event: EventPlace | undefined): string =>
  event === undefined ? 'nothing' : `event ${event.revision} of ${shownSafely(event.stream)} (${event.id})`;
