import { describeExplainFailure, type Reply } from '@commission-ledger/explainer';
import * as E from 'fp-ts/lib/Either.js';
import type { CommandContext } from '../commandContext.ts';
import { CommandFailed } from '../exitCode.ts';
import type { AnswerOptions } from './answerOptions.ts';
import { dayOfQuestion, explainerFor } from './explainerFor.ts';
import { subjectOf } from './subjectOf.ts';

/**
 * Why an account, a statement, a deferral, a lead or a deal is what it is; `undefined` where the id stands for something that is proved
 * in another way.
 */
export const standingAnswer = async (
  context: CommandContext,
  id: string,
  asked: Pick<AnswerOptions, 'asOf' | 'knownAt'>,
): Promise<Reply | undefined> => {
  await context.session.catchUp();
  const subject = await subjectOf(context.session.documents, id);
  if (subject === undefined) return undefined;
  const { kind } = subject;
  if (kind === 'payout' || kind === 'entry' || kind === 'payment' || kind === 'plan' || kind === 'partner')
    return undefined;
  const explainer = await explainerFor(context, asked);
  const on = await dayOfQuestion(context, asked);
  const answer = await explainer.whyOf({ kind, id: subject.id, ...(on === undefined ? {} : { on }) });
  if (E.isLeft(answer)) throw new CommandFailed(describeExplainFailure(answer.left));
  return answer.right;
};
