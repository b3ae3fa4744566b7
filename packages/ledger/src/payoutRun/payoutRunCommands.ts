import { localDate } from '@commission-ledger/calendar';
import { PlainText, Sha256 } from '@commission-ledger/events';
import * as E from 'fp-ts/lib/Either.js';
import type { CommandTools, Fact, Result } from '../commandTools.ts';
import { problemsOfIds, problemsOfMeta } from '../execution/inputProblems.ts';
import type { CommandMeta } from '../execution/offeredFact.ts';
import type { RunOf } from './accountOnDate.ts';
import { type PayoutPreview, type RunResult, payoutRuns } from './payoutRun.ts';
import type { RunActor } from './runCommand.ts';

/** A payout run, by program and adjusted payout date (`YYYY-MM-DD`). */
export type RunInput = Readonly<{ program: string; date: string }>;

/** The approval of a run; `proposalsHash` is that of what was prepared when the approver looked at it. */
export type ApprovalInput = RunInput & Readonly<{ proposalsHash?: string }>;

/** Payout runs of a program: safe to repeat, and to run twice at once. */
export type PayoutRunCommands = Readonly<{
  /** What a payout run would do; writes nothing. */
  previewPayouts: (run: RunInput) => Result<readonly PayoutPreview[]>;
  preparePayouts: (run: RunInput, meta?: CommandMeta) => Result;
  /** Signs what was prepared: exactly what the approver saw, where its hash is given. */
  approvePayouts: (run: ApprovalInput, meta?: CommandMeta) => Result;
  issuePayouts: (run: RunInput, meta?: CommandMeta) => Result<RunResult>;
  /** Drops a run that was prepared before anything of it is issued; it can be prepared again. */
  discardPayouts: (run: RunInput & Readonly<{ reason: string }>, meta?: CommandMeta) => Result;
  /** Keeps which payouts went into a file for the bank or provider, and the hash of its bytes. */
  recordPayoutFile: Fact<'PayoutFileMade'>;
}>;

/** Makes these commands. */
export const payoutRunCommands = ({ executor, accounts, now, actor, fact }: CommandTools): PayoutRunCommands => {
  const runs = payoutRuns(executor, accounts, now);
  const by = (meta: CommandMeta): RunActor => ({
    actor: meta.actor ?? actor,
    correlation: meta.correlation ?? null,
  });
  return {
    previewPayouts: (input) => onRun(input, {}, runs.preview),
    preparePayouts: (input, meta = {}) => onRun(input, meta, (run) => runs.prepare(run, by(meta))),
    approvePayouts: ({ proposalsHash: seen, ...input }, meta = {}) =>
      onRun(input, meta, async (run) =>
        seen === undefined || Sha256.is(seen)
          ? runs.approve(run, seen, by(meta))
          : E.left({ _tag: 'InvalidInput', problems: [{ path: '/proposalsHash', message: NOT_A_HASH }] }),
      ),
    issuePayouts: (input, meta = {}) => onRun(input, meta, (run) => runs.issue(run, by(meta))),
    discardPayouts: ({ reason, ...input }, meta = {}) =>
      onRun(input, meta, async (run) =>
        PlainText.is(reason)
          ? runs.discard(run, reason, by(meta))
          : E.left({ _tag: 'InvalidInput', problems: [{ path: '/reason', message: NOT_A_TEXT }] }),
      ),
    recordPayoutFile: fact('PayoutFileMade'),
  };
};

const NOT_A_HASH = 'must be a SHA-256 in hexadecimal';
const NOT_A_TEXT = 'must be 1–500 characters without control characters';

/** Runs are named by a program and a date; both must be readable. */
const onRun = async <Value>(
  { program, date }: RunInput,
  meta: CommandMeta,
  run: (of: RunOf) => Result<Value>,
): Result<Value> => {
  const day = localDate(date);
  const problems = [...problemsOfIds({ program }), ...problemsOfMeta(meta)];
  if (E.isRight(day) && problems.length === 0) return run({ program, date: day.right });
  const notADate = E.isLeft(day) ? [{ path: '/date', message: 'must be a date, YYYY-MM-DD' }] : [];
  return E.left({ _tag: 'InvalidInput', problems: [...problems, ...notADate] });
};
