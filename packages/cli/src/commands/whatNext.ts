import type { AnswerOptions } from '../answering/answerOptions.ts';
import { dayOfQuestion, explainerFor } from '../answering/explainerFor.ts';
import { showAnswer } from '../answering/showAnswer.ts';
import type { CommandContext } from '../commandContext.ts';
import { CommandFailed, exitCode } from '../exitCode.ts';
import { asOfDay, dayOf, programFor, valueOf } from '../session.ts';

/** Whose next sale it is, and on which day. */
export type NextOptions = AnswerOptions &
  Readonly<{ next?: string; program?: string; partner?: string; currency?: string; date?: string }>;

/** How far the next tier is, and what the next sale would earn. */
export const whatNext = async (context: CommandContext, amount: string, asked: NextOptions): Promise<number> => {
  const { session, terminal } = context;
  const { partner, currency, date } = asked;
  if (partner === undefined) throw new CommandFailed('Say --partner: whose next sale?', exitCode.usage);
  const explainer = await explainerFor(context, asked);
  const program = await programFor(session, asked.program);
  const [only, ...others] = program.currencies;
  const code = currency ?? (others.length === 0 ? only : undefined);
  if (code === undefined)
    throw new CommandFailed(`Say --currency: the program has ${program.currencies.join(', ')}.`, exitCode.usage);
  const today = async (): Promise<string> =>
    (await dayOfQuestion(context, asked)) ?? (await asOfDay(session, undefined, program, terminal)).date;
  const answer = await explainer.whatNext({
    subject: { kind: 'account', id: `${program.program}.${partner}.${code}` },
    on: date === undefined ? await today() : dayOf(date),
    amount,
  });
  return showAnswer(context, valueOf(answer), asked);
};
