import { type AccountRef, accountStream } from '@commission-ledger/events';
import type * as E from 'fp-ts/lib/Either.js';
import type { AccountState } from '../account/accountState.ts';
import type { Executor } from '../execution/executor.ts';
import type { StreamState } from '../execution/streamState.ts';
import type { LedgerFailure } from '../failure.ts';
import { accountSubject } from '../policy/policyCommand.ts';

/** Reads the accounts of a run, one after the other, each as of now. */
export type AccountReader = Readonly<{
  read: (account: AccountRef) => Promise<E.Either<LedgerFailure, StreamState<AccountState>>>;
  /** The run is done with the account for now. */
  done: (account: AccountRef, read: StreamState<AccountState>) => void;
}>;

/** Accounts with so many events in all stay in memory between the passes of a run; it does not grow with the program. */
const KEPT_EVENTS = 20_000;

/** A small program is read once for all passes of a run; of a large one, what does not fit is let go of and read again. */
export const accountsOneByOne = (executor: Executor): AccountReader => {
  let kept = 0;
  return {
    read: (account) => executor.load(accountSubject(account)),
    done: (account, { end }) => {
      const events = end.revision === 'no-stream' ? 0 : end.revision + 1;
      if (kept + events > KEPT_EVENTS) executor.forget(accountStream(account));
      else kept += events;
    },
  };
};
