import { checkedTogether, type CheckedPayout } from '@commission-ledger/explainer';
import { payoutOf } from '@commission-ledger/projections';
import { describeFailure } from 'commission-ledger';
import * as E from 'fp-ts/lib/Either.js';
import { availableParallelism } from 'node:os';
import type { CommandContext } from '../commandContext.ts';
import { CommandFailed, exitCode } from '../exitCode.ts';
import { payoutLineWords } from '../payoutLineWords.ts';
import { progressBar, type ProgressBar } from '../progressBar.ts';
import { valueOf } from '../session.ts';
import { checkInWorkers } from './checkInWorkers.ts';
import { explainerFor } from './explainerFor.ts';

/** From so many lines on, it takes less time to start other processes than they save. */
const MANY = 5000;

/** More of them read one file no faster. */
const MOST = 4;

/**
 * Every line of a payout calculated again: of many lines, by a process for each core.
 * @throws CommandFailed with `exitCode.unproved` at the first line that does not give what was paid
 */
export const checkLines = async (
  context: CommandContext,
  payout: string,
  processes = Math.min(MOST, availableParallelism()),
): Promise<CheckedPayout> => {
  const { terminal, options, session } = context;
  const explainer = await explainerFor(context, {});
  const bar = progressBar(terminal, payoutLineWords[options.locale].checking);
  try {
    const lines = (await payoutOf(session.documents, payout))?.lines ?? 0;
    const together =
      processes > 1 && lines >= MANY ? await sharedCheck(context, { payout, lines, processes }, bar) : undefined;
    if (together !== undefined) return together;
    const checked = await explainer.checkPayout({ payout, onProgress: bar.show });
    if (E.isLeft(checked) && checked.left._tag === 'DoesNotMatchReceipt')
      throw new CommandFailed(describeFailure(checked.left), exitCode.unproved);
    return valueOf(checked);
  } finally {
    bar.end();
  }
};

type Shared = Readonly<{ payout: string; lines: number; processes: number }>;

/** The whole, where every part held. */
const sharedCheck = async (
  { options }: CommandContext,
  { payout, lines, processes }: Shared,
  bar: ProgressBar,
): Promise<CheckedPayout | undefined> => {
  const { store, readModels } = options;
  const order = { store, payout, ...(readModels === undefined ? {} : { readModels }) };
  const parts = await checkInWorkers(order, lines, processes, bar.show);
  return checkedTogether(parts.flatMap((part) => part ?? []));
};
