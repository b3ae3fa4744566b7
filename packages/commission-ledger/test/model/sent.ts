import { expect } from 'vitest';
import { Died, type Process } from './process.ts';

/** What a command came to. */
type Outcome =
  | Readonly<{ _tag: 'Left'; left: Readonly<{ _tag: string; differing?: readonly unknown[] }> }>
  | Readonly<{ _tag: 'Right'; right: Readonly<{ repeated: boolean }> }>;

/** What the ledger says when it cannot say what became of a command. */
const LOST: ReadonlySet<string> = new Set(['Died', 'StoreUnavailable', 'StoreFailed']);

const verdictOf = async (send: () => Promise<Outcome>): Promise<string> => {
  const outcome = await send();
  if (outcome._tag === 'Left') {
    if (outcome.left._tag === 'KeyConflict') expect(outcome.left.differing).not.toEqual([]);
    return outcome.left._tag;
  }
  return outcome.right.repeated ? 'repeated' : 'recorded';
};

/** Sends the same command twice at once: it is recorded by one of them and repeated by the other, or both hear the same. */
export const sentAtOnce = async (sends: readonly (() => Promise<Outcome>)[]): Promise<string> => {
  const verdicts = new Set(await Promise.all(sends.map(verdictOf)));
  if (verdicts.has('recorded')) verdicts.delete('repeated');
  return [...verdicts].join(' and ');
};

/**
 * Sends a command: `recorded`, `repeated`, or the tag of the refusal. When it fails on the way it is sent once more, by
 * another process if that one died: then it is recorded, or was. Whatever does not record leaves the store as it is.
 */
export const sent = async (process: Process, send: () => Promise<Outcome>, expected: string): Promise<string> => {
  const head = (await process.events.head())?.position;
  let verdict: string;
  try {
    verdict = await verdictOf(send);
  } catch (error) {
    if (!(error instanceof Died)) throw error;
    verdict = 'Died';
  }
  if (process.isDead()) process.restart();
  const hasFailed = LOST.has(verdict) && process.tripped();
  process.plan(undefined);
  if (hasFailed) {
    verdict = await verdictOf(send);
    return verdict === 'repeated' && expected === 'recorded' ? 'recorded' : verdict;
  }
  if (verdict !== 'recorded') expect([verdict, (await process.events.head())?.position]).toEqual([verdict, head]);
  return verdict;
};
