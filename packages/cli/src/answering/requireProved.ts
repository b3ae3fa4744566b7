import {
  askAgain,
  describeExplanationProblem,
  describeReplyProblem,
  storedEventIn,
  verifyExplanation,
  verifyReply,
  type Explanation,
  type Reply,
} from '@commission-ledger/explainer';
import * as E from 'fp-ts/lib/Either.js';
import type { CommandContext } from '../commandContext.ts';
import { CommandFailed, exitCode } from '../exitCode.ts';
import type { AnswerOptions } from './answerOptions.ts';
import { explainerFor } from './explainerFor.ts';

/**
 * Checks an answer against the history: every step is done again, every event it cites is read again, and the question
 * is asked again.
 * @throws CommandFailed with `exitCode.unproved` when it does not hold
 */
export const requireProved = async (
  context: CommandContext,
  answer: Explanation | Reply,
  asked: Pick<AnswerOptions, 'asOf' | 'knownAt'>,
): Promise<void> => {
  const problems =
    answer.schema === 'explain/1'
      ? await problemsOfExplanation(context, answer)
      : await problemsOfReply(context, answer, asked);
  if (problems.length > 0) throw new CommandFailed(problems.join('\n'), exitCode.unproved);
};

const problemsOfExplanation = async (
  { session }: CommandContext,
  explanation: Explanation,
): Promise<readonly string[]> => {
  const verified = await verifyExplanation(explanation, storedEventIn(session.events));
  return E.isLeft(verified) ? verified.left.map(describeExplanationProblem) : [];
};

const problemsOfReply = async (
  context: CommandContext,
  reply: Reply,
  asked: Pick<AnswerOptions, 'asOf' | 'knownAt'>,
): Promise<readonly string[]> => {
  const explainer = await explainerFor(context, asked);
  const verified = await verifyReply(reply, {
    askAgain: (answer) => askAgain(explainer, answer),
    readStored: storedEventIn(context.session.events),
  });
  return E.isLeft(verified) ? verified.left.map(describeReplyProblem) : [];
};
