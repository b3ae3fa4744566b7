import { type EventOf, payoutRunStream } from '@commission-ledger/events';
import * as E from 'fp-ts/lib/Either.js';
import type { Verdict } from '../admission/admission.ts';
import type { Executor } from '../execution/executor.ts';
import { accountsOneByOne } from './accountsOneByOne.ts';
import { payoutRunDecider } from './payoutRunDecider.ts';

/** Lets in a file of payouts that are on their way; what is no payout of the run, its decider refuses. */
export const admitPayoutFile = async (
  executor: Executor,
  fact: EventOf<'PayoutFileMade'>,
): Verdict<'PayoutFileMade'> => {
  const { run, file, payouts } = fact.data;
  const loaded = await executor.load({ stream: payoutRunStream(run), decider: payoutRunDecider });
  if (E.isLeft(loaded)) return loaded;
  const { files, proposed, completed } = loaded.right.state;
  // Of a file that was made already, the same answer is due as when it was made.
  if (completed === null || files.some((made) => made.file === file)) return E.right(fact);
  const { read, done } = accountsOneByOne(executor);
  for (const payout of payouts) {
    const account = proposed.get(payout);
    if (account === undefined) continue;
    const known = await read(account);
    if (E.isLeft(known)) return known;
    const status = known.right.state.payouts.get(payout)?.status;
    done(account, known.right);
    if (status === undefined) return E.left({ _tag: 'PayoutNotOfRun', run, payout });
    if (status !== 'issued') return E.left({ _tag: 'PayoutAlready', payout, status });
  }
  return E.right(fact);
};
