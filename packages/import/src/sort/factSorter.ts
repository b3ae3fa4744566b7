import { createReadStream, createWriteStream } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { pipeline } from 'node:stream/promises';
import { writing } from '../fileTrouble.ts';
import { type PendingFact, inOrder } from './pendingFact.ts';

/** Sorts more facts than fit into memory: sorted runs on the disk, then one merge. */
export type FactSorter = Readonly<{
  add: (fact: PendingFact) => void | Promise<void>;
  count: () => number;
  /** All facts in order, once; nothing can be added any more. */
  sorted: () => AsyncIterable<PendingFact> | Iterable<PendingFact>;
}>;

/**
 * Makes a sorter that holds at most `runSize` facts while they are added. Facts that fit stay in memory.
 *
 * @param folder makes the folder for the runs when the first one is written.
 */
export const factSorter = (runSize: number, folder: () => Promise<string>): FactSorter => {
  let run: PendingFact[] = [];
  const files: string[] = [];
  let count = 0;

  const spill = async (): Promise<void> => {
    const file = path.join(await folder(), `run-${files.length}.ndjson`);
    const facts = run.toSorted(inOrder);
    await writing(file, () => writeRun(file, facts));
    files.push(file);
    run = [];
  };
  return {
    add: (fact) => {
      run.push(fact);
      count += 1;
      return run.length >= runSize ? spill() : undefined;
    },
    count: () => count,
    sorted: () => {
      const last = run.toSorted(inOrder);
      return files.length === 0 ? last : mergeRuns([...files.map(readRun), asyncRun(last)]);
    },
  };
};

const writeRun = (file: string, facts: readonly PendingFact[]): Promise<void> =>
  pipeline(function* () {
    for (let from = 0; from < facts.length; from += LINES_AT_ONCE)
      yield facts
        .slice(from, from + LINES_AT_ONCE)
        .map((fact) => `${JSON.stringify(fact)}\n`)
        .join('');
  }, createWriteStream(file));

/** Fewer and larger pieces are faster to write. */
const LINES_AT_ONCE = 256;

async function* readRun(file: string): AsyncGenerator<PendingFact> {
  const input = createReadStream(file);
  try {
    for await (const line of createInterface({ input, crlfDelay: Infinity })) {
      const fact: unknown = JSON.parse(line);
      if (!isPendingFact(fact)) throw new Error('A run holds something else than facts.');
      yield fact;
    }
  } finally {
    input.destroy();
  }
}

/** What stands in a run was written from facts by this process. */
const isPendingFact = (value: unknown): value is PendingFact =>
  typeof value === 'object' && value !== null && 'place' in value;

async function* asyncRun(facts: readonly PendingFact[]): AsyncGenerator<PendingFact> {
  yield* facts;
}

type Head = Readonly<{ fact: PendingFact; run: AsyncIterator<PendingFact> }>;

async function* mergeRuns(runs: readonly AsyncIterable<PendingFact>[]): AsyncGenerator<PendingFact> {
  const heads: Head[] = [];
  const iterators = runs.map((run) => run[Symbol.asyncIterator]());
  const take = async (run: AsyncIterator<PendingFact>): Promise<void> => {
    const next = await run.next();
    if (next.done !== true) insert(heads, { fact: next.value, run });
  };
  try {
    for (const iterator of iterators) await take(iterator);
    for (let first = heads.pop(); first !== undefined; first = heads.pop()) {
      yield first.fact;
      await take(first.run);
    }
  } finally {
    // Also when nobody wants the rest: files that stay open cannot be removed everywhere.
    await Promise.all(iterators.map(async (iterator) => iterator.return?.()));
  }
}

/** Keeps the heads in order, the next fact last. */
const insert = (heads: Head[], head: Head): void => {
  let [low, high] = [0, heads.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const other = heads[middle];
    if (other !== undefined && inOrder(other.fact, head.fact) > 0) low = middle + 1;
    else high = middle;
  }
  heads.splice(low, 0, head);
};
