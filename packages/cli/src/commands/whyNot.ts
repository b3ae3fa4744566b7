import { describeExplainFailure, type ExplainFailure } from '@commission-ledger/explainer';
import * as E from 'fp-ts/lib/Either.js';
import type { AnswerOptions } from '../answering/answerOptions.ts';
import { dayOfQuestion, explainerFor } from '../answering/explainerFor.ts';
import { showAnswer } from '../answering/showAnswer.ts';
import type { CommandContext } from '../commandContext.ts';
import { CommandFailed } from '../exitCode.ts';

/** Who misses something, and where, and how the answer is shown. */
export type WhyNotOptions = AnswerOptions &
  Readonly<{
    /** The deal of a payment. */
    of?: string;
    partner?: string;
    /** A payout, or the month of a statement, `2026-07`. */
    in?: string;
    /** Whether it is looked for what would have to be otherwise; without it, where that takes few records. */
    changes?: boolean;
  }>;

/** Why something earned nothing, is not paid, or is not there. */
export const whyNot = async (context: CommandContext, id: string, asked: WhyNotOptions): Promise<number> => {
  const explainer = await explainerFor(context, asked);
  const on = await dayOfQuestion(context, asked);
  const { of, partner, in: place, changes } = asked;
  const answer = await explainer.whyNot({
    subject: id,
    ...(of === undefined ? {} : { of }),
    ...(partner === undefined ? {} : { partner }),
    ...(place === undefined ? {} : { in: place }),
    ...(on === undefined ? {} : { on }),
    ...(changes === undefined ? {} : { changes: changes ? ('sought' as const) : ('left-out' as const) }),
  });
  if (E.isLeft(answer)) throw new CommandFailed(refusalOf(answer.left));
  return showAnswer(context, answer.right, asked);
};

/** What the question leaves out is said by the name of its option. */
const refusalOf = (failure: ExplainFailure): string => {
  const said = describeExplainFailure(failure);
  return failure._tag === 'InvalidQuestion' && failure.field === 'of' ? `--${said}` : said;
};
