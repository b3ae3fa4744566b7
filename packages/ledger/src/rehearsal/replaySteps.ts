import type { RecordedEvent } from '@commission-ledger/events';
import * as E from 'fp-ts/lib/Either.js';
import type { Executor } from '../execution/executor.ts';
import type { LedgerFailure } from '../failure.ts';
import { reactTo } from '../policy/accrualPolicy.ts';
import type { Pending, Step } from './step.ts';

/** How steps are gone through. */
export type Replaying = Readonly<{
  /** Carries out what the policy says. */
  executor: Executor;
  /** Whether a trigger is reacted to at all. */
  isConcerned: (pending: Pending) => boolean;
  /** Takes a fact in; `false` where it cannot have happened, so that nothing follows from it. */
  take: (event: RecordedEvent) => boolean | Promise<boolean>;
  /** The keys of what stands set aside, kept up by whoever sees what is recorded. */
  parked: ReadonlySet<string>;
}>;

/**
 * Goes through a history: takes in its facts, and reacts to each trigger at the moment at which the ledger did. What left
 * no trace follows right after what was recorded before it; what could not be rated at its time is tried once more at the
 * end. Gives the keys of the triggers, in the order in which they were recorded.
 */
export const replaySteps = async (
  steps: readonly Step[],
  { executor, isConcerned, take, parked }: Replaying,
): Promise<E.Either<LedgerFailure, readonly string[]>> => {
  const waiting: Pending[] = [];
  let first = 0;

  const react = async (pending: Pending): Promise<E.Either<LedgerFailure, unknown>> => {
    if (pending.reacted && !parked.has(pending.key)) return DONE;
    pending.reacted = true;
    const reaction = await reactTo(executor, pending.trigger);
    return E.isLeft(reaction) ? reaction : reaction.right.settled;
  };
  /** What left no trace follows right after what was recorded before it. */
  const reactToUntraced = async (atEnd: boolean): Promise<E.Either<LedgerFailure, unknown>> => {
    for (let next = waiting[first]; next !== undefined; next = waiting[first]) {
      if (!next.reacted && next.traced && !atEnd) return DONE;
      first += 1;
      if (next.reacted) continue;
      const reacted = await react(next);
      if (E.isLeft(reacted)) return reacted;
    }
    return DONE;
  };

  for (const step of steps) {
    if (step.kind === 'fact') {
      if (await take(step.event)) waiting.push(...step.triggers.filter(isConcerned));
      // What has not happened is not reacted to where the history shows that it was.
      else for (const pending of step.triggers) pending.reacted = true;
    } else if (isConcerned(step.to)) {
      const reacted = await react(step.to);
      if (E.isLeft(reacted)) return reacted;
    }
    if (first === waiting.length) continue;
    const reacted = await reactToUntraced(false);
    if (E.isLeft(reacted)) return reacted;
  }
  const reacted = await reactToUntraced(true);
  if (E.isLeft(reacted)) return reacted;
  for (const pending of waiting) {
    if (!parked.has(pending.key)) continue;
    const again = await react(pending);
    if (E.isLeft(again)) return again;
  }
  return E.right(waiting.map(({ key }) => key));
};

const DONE = E.right(undefined);
