import type { CommandTools, Result } from '../commandTools.ts';
import type { Recorded } from '../execution/keyedCommand.ts';
import { type CaughtUp, catchUp, reactToGiven } from './reactions.ts';
import type { Trigger } from './trigger.ts';

/** What follows from facts, where it is not recorded right after them. */
export type AccrualCommands = Readonly<{
  /**
   * Reacts to causes in the order given, for callers that record many facts with `accruals: 'deferred'`. Accounts
   * are worked on side by side, each in the order of the causes.
   */
  accrueFor: (triggers: readonly Trigger[]) => Result<readonly Recorded[]>;
  /**
   * Reacts to every cause recorded after a position, in the order of the history: what a crash between a fact and
   * its accruals left behind. Returns the position it got to, to start from next time.
   */
  catchUpAccruals: (after?: bigint) => Result<CaughtUp>;
}>;

/** Makes these commands. */
export const accrualCommands = ({ executor, store }: CommandTools): AccrualCommands => ({
  accrueFor: (triggers) => reactToGiven(executor, triggers),
  catchUpAccruals: (after) => catchUp(executor, store, after),
});
