import { type EventOf, accountStream, payoutRunStream } from '@commission-ledger/events';
import * as E from 'fp-ts/lib/Either.js';
import type { Verdict } from '../admission/admission.ts';
import type { Executor } from '../execution/executor.ts';
import { payoutRunDecider } from '../payoutRun/payoutRunDecider.ts';
import { standingFiles } from '../payoutRun/standingFiles.ts';
import { accountDecider } from './accountDecider.ts';

/** A payout that stands in a file may be at the bank by now: it is called off only by who says that it was not sent. */
export const admitVoid = async (executor: Executor, fact: EventOf<'PayoutVoided'>): Verdict<'PayoutVoided'> => {
  const { program, partner, payout, amount, unsent } = fact.data;
  if (unsent === true) return E.right(fact);
  const stream = accountStream({ program, partner, currency: amount.currency });
  const account = await executor.load({ stream, decider: accountDecider });
  if (E.isLeft(account)) return account;
  const known = account.right.state.payouts.get(payout);
  if (known?.status !== 'issued') return E.right(fact);
  const { run } = known.issued;
  const loaded = await executor.load({ stream: payoutRunStream(run), decider: payoutRunDecider });
  if (E.isLeft(loaded)) return loaded;
  const file = standingFiles(loaded.right.state.files).find(({ payouts }) => payouts.includes(payout))?.file;
  return file === undefined ? E.right(fact) : E.left({ _tag: 'PayoutInFile', run, file, payout });
};
