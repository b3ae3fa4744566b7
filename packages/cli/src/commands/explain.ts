import { Unexplained, type Explanation } from '@commission-ledger/explainer';
import { describeFailure } from 'commission-ledger';
import * as E from 'fp-ts/lib/Either.js';
import type { AnswerOptions } from '../answering/answerOptions.ts';
import { aboutAnswer, type AboutOptions } from '../answering/aboutAnswer.ts';
import { payoutStanding } from '../answering/payoutStanding.ts';
import { proverFor } from '../answering/explainerFor.ts';
import { showAnswer } from '../answering/showAnswer.ts';
import { standingAnswer } from '../answering/standingAnswer.ts';
import type { CommandContext } from '../commandContext.ts';
import { CommandFailed, exitCode } from '../exitCode.ts';
import { dayOf } from '../session.ts';

/** What is told instead of the reasons. */
export type ExplainOptions = AnswerOptions & AboutOptions;

/**
 * Says why an amount, an account, a statement, a deferral, a lead or a deal is what it is, checks that against the history,
 * and shows it. Nothing is shown that does not hold.
 */
export const explain = async (context: CommandContext, id: string, asked: ExplainOptions): Promise<number> => {
  const about = await aboutAnswer(context, id, asked);
  if (about !== undefined) return showAnswer(context, about, asked);
  const standing = await standingAnswer(context, id, asked);
  if (standing !== undefined) return showAnswer(context, standing, asked);
  const explanation = await proofOf(context, id, asked);
  if (asked.asOf !== undefined && explanation.about.date > dayOf(asked.asOf))
    throw new CommandFailed(
      `${explanation.subject} is of ${explanation.about.date}: on ${asked.asOf} there was no such amount yet.`,
    );
  const code = await showAnswer(context, explanation, asked);
  const isRead = context.options.json !== true && (asked.format === 'tree' || asked.format === 'markdown');
  // What came after the amount was booked is no part of its proof, nor of what was known on a day before.
  const since =
    isRead && asked.knownAt === undefined ? await payoutStanding(context, explanation, asked.asOf) : undefined;
  if (since !== undefined) context.terminal.out(`\n${since}\n`);
  return code;
};

const proofOf = async (context: CommandContext, id: string, { knownAt }: AnswerOptions): Promise<Explanation> => {
  try {
    const prover = await proverFor(context, knownAt === undefined ? {} : { knownAt });
    const outcome = await prover.why(id);
    if (E.isRight(outcome)) return outcome.right;
    const code = outcome.left._tag === 'DoesNotMatchReceipt' ? exitCode.unproved : exitCode.failed;
    throw new CommandFailed(describeFailure(outcome.left), code);
  } catch (error) {
    if (error instanceof Unexplained) throw new CommandFailed(error.message, exitCode.unproved);
    throw error;
  }
};
