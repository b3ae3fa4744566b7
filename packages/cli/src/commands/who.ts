import { describeExplainFailure } from '@commission-ledger/explainer';
import * as E from 'fp-ts/lib/Either.js';
import type { AnswerOptions } from '../answering/answerOptions.ts';
import { dayOfQuestion, explainerFor } from '../answering/explainerFor.ts';
import { showAnswer } from '../answering/showAnswer.ts';
import type { CommandContext } from '../commandContext.ts';
import { CommandFailed } from '../exitCode.ts';

/** Who changed something, when and why, and who approved it. */
export const who = async (context: CommandContext, id: string, asked: AnswerOptions): Promise<number> => {
  const explainer = await explainerFor(context, asked);
  const on = await dayOfQuestion(context, asked);
  const answer = await explainer.who({ subject: id, ...(on === undefined ? {} : { on }) });
  if (E.isLeft(answer)) throw new CommandFailed(describeExplainFailure(answer.left));
  return showAnswer(context, answer.right, asked);
};
