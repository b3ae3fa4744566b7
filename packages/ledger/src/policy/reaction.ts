import * as E from 'fp-ts/lib/Either.js';
import type { Recorded } from '../execution/keyedCommand.ts';
import type { LedgerFailure } from '../failure.ts';

/** What was recorded in reaction to something, or why it was not. */
export type Settled = E.Either<LedgerFailure, readonly Recorded[]>;

/** What follows from a trigger. `settled` ends when everything it led to is recorded, or says why it is not. */
export type Reaction = Readonly<{ settled: Promise<Settled> }>;

/** Ends when the commands are queued. */
export type Reacting = Promise<E.Either<LedgerFailure, Reaction>>;

/** Nothing follows. */
export const nothingFollows: Reaction = { settled: Promise.resolve({ _tag: 'Right', right: [] }) };

/**
 * Reacts to one after the other: each is queued before the next. It ends when everything has ended, also when one of them
 * could not be reacted to, which leaves out those after it.
 */
export const inTurn = async (steps: readonly (() => Reacting)[]): Reacting => {
  const queued: Promise<Settled>[] = [];
  for (const step of steps) {
    const reaction = await step();
    const settled = E.isLeft(reaction) ? Promise.resolve(reaction) : reaction.right.settled;
    // A defect is told where all of them are waited for.
    settled.catch(() => undefined);
    queued.push(settled);
    if (E.isLeft(reaction)) break;
  }
  return E.right({ settled: allSettled(queued) });
};

const allSettled = async (queued: readonly Promise<Settled>[]): Promise<Settled> =>
  E.map((each: readonly (readonly Recorded[])[]) => each.flat())(E.sequenceArray(await Promise.all(queued)));
