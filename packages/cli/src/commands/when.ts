import { describeExplainFailure } from '@commission-ledger/explainer';
import * as E from 'fp-ts/lib/Either.js';
import type { AnswerOptions } from '../answering/answerOptions.ts';
import { dayOfQuestion, explainerFor } from '../answering/explainerFor.ts';
import { showAnswer } from '../answering/showAnswer.ts';
import { subjectOf } from '../answering/subjectOf.ts';
import type { CommandContext } from '../commandContext.ts';
import { CommandFailed } from '../exitCode.ts';
import { shownSafely } from '../table.ts';

/** What is waited for, and how the answer is shown. */
export type WhenOptions = AnswerOptions & Readonly<{ partner?: string }>;

/** When something is paid. */
export const when = async (context: CommandContext, id: string, asked: WhenOptions): Promise<number> => {
  const explainer = await explainerFor(context, asked);
  const subject = await subjectOf(context.session.documents, id);
  if (subject === undefined || subject.kind === 'partner')
    throw new CommandFailed(
      `Nothing is known under ${shownSafely(id.slice(0, 64))} that is paid. Give a payout (PO-…), an accrual (acr-…), a deal, a lead, or an account such as resale.orion.EUR.`,
    );
  const on = await dayOfQuestion(context, asked);
  const { partner } = asked;
  const answer = await explainer.when({
    subject,
    ...(on === undefined ? {} : { on }),
    ...(partner === undefined ? {} : { partner }),
  });
  if (E.isLeft(answer)) throw new CommandFailed(describeExplainFailure(answer.left));
  return showAnswer(context, answer.right, asked);
};
