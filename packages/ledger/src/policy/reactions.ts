import type { EventStore } from '@commission-ledger/event-store';
import { isId, readEvent } from '@commission-ledger/events';
import * as E from 'fp-ts/lib/Either.js';
import type { Executor } from '../execution/executor.ts';
import type { Recorded } from '../execution/keyedCommand.ts';
import { loadingOnce } from '../execution/loadingOnce.ts';
import { problemsOfIds } from '../execution/inputProblems.ts';
import { storeFailure } from '../execution/storeFailure.ts';
import type { LedgerFailure } from '../failure.ts';
import { reactTo } from './accrualPolicy.ts';
import type { Reaction } from './reaction.ts';
import type { Trigger } from './trigger.ts';
import { triggersIn } from './triggersIn.ts';

type Outcome<Value> = Promise<E.Either<LedgerFailure, Value>>;

/**
 * Reacts to triggers in the order given and waits for everything they led to, also when one of them fails. What other
 * streams say (the plan, the partners) is read once for all of them.
 */
export const reactToAll = async (given: Executor, triggers: readonly Trigger[]): Outcome<readonly Recorded[]> => {
  const executor = loadingOnce(given);
  const reactions: Reaction['settled'][] = [];
  let failed: E.Left<LedgerFailure> | undefined;
  for (const trigger of triggers) {
    const reaction = await reactTo(executor, trigger);
    if (E.isLeft(reaction)) {
      failed = reaction;
      break;
    }
    reactions.push(reaction.right.settled);
  }
  const settled = E.sequenceArray(await Promise.all(reactions));
  if (E.isLeft(settled)) return settled;
  return failed ?? E.right(settled.right.flat());
};

/** Triggers that name what cannot be an id are refused as a whole. */
export const reactToGiven = async (executor: Executor, triggers: readonly Trigger[]): Outcome<readonly Recorded[]> => {
  const problems = triggers.flatMap((trigger, index) =>
    Object.values(trigger).every(isId)
      ? []
      : problemsOfIds(trigger).map(({ path, message }) => ({ path: `/${index}${path}`, message })),
  );
  return problems.length > 0 ? E.left({ _tag: 'InvalidInput', problems }) : reactToAll(executor, triggers);
};

/** How far a catch-up got, and how many events it had to add. */
export type CaughtUp = Readonly<{ through: bigint | undefined; events: number }>;

const PAGE = 500;

/** Reacts to every cause after a position, page by page, in the order of the history. */
export const catchUp = async (executor: Executor, store: EventStore, after: bigint | undefined): Outcome<CaughtUp> => {
  let through = after;
  let events = 0;
  try {
    for (let atEnd = false; !atEnd;) {
      const page = await store.readAll({ after: through, limit: PAGE });
      const read = E.sequenceArray(page.events.map(readEvent));
      if (E.isLeft(read)) return read;
      const reactions = await reactToAll(executor, triggersIn(read.right));
      if (E.isLeft(reactions)) return reactions;
      for (const { repeated, events: written } of reactions.right) events += repeated ? 0 : written.length;
      ({ atEnd, next: through } = page);
    }
    return E.right({ through, events });
  } catch (error) {
    return E.left(storeFailure(error));
  }
};
