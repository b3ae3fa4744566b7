import type { LinesQuery } from '@commission-ledger/explainer';
import { localNumber } from '@commission-ledger/locale';
import type { AnswerOptions } from '../answering/answerOptions.ts';
import { checkLines } from '../answering/checkLines.ts';
import { explainerFor } from '../answering/explainerFor.ts';
import { showAnswer } from '../answering/showAnswer.ts';
import type { CommandContext } from '../commandContext.ts';
import { CommandFailed, exitCode } from '../exitCode.ts';
import { writeJson } from '../json.ts';
import { payoutLineWords } from '../payoutLineWords.ts';
import { valueOf } from '../session.ts';
import { shownSafely } from '../table.ts';

/** Which lines, as they were typed. */
export type LineOptions = AnswerOptions &
  Readonly<{
    byClause?: boolean;
    order?: 'booked' | 'size';
    kind?: NonNullable<LinesQuery['kind']>;
    negative?: boolean;
    percent?: string;
    after?: string;
    limit?: string;
    proofOf?: string;
    check?: boolean;
  }>;

/** The lines of a payout, however many there are: a page of them, by clause, the proof of one, or a check of all. */
export const payoutLines = async (context: CommandContext, payout: string, asked: LineOptions): Promise<number> => {
  if (asked.proofOf !== undefined) return proofOfLine(context, payout, asked.proofOf);
  if (asked.check === true) return toldOfCheck(context, payout);
  const explainer = await explainerFor(context, asked);
  if (asked.byClause === true) return showAnswer(context, valueOf(await explainer.rollUp(payout)), asked);
  // The page is what was asked for: no line of it is left out.
  return showAnswer(context, valueOf(await explainer.payoutLines(queryOf(payout, asked))), { ...asked, all: true });
};

const proofOfLine = async (context: CommandContext, payout: string, entry: string): Promise<number> => {
  const explainer = await explainerFor(context, {});
  writeJson(context.terminal, valueOf(await explainer.includes({ payout, entry })));
  return exitCode.done;
};

const toldOfCheck = async (context: CommandContext, payout: string): Promise<number> => {
  const { terminal, options } = context;
  const { locale } = options;
  const say = payoutLineWords[locale];
  const { lines, amount, digest } = await checkLines(context, payout);
  if (options.json === true) writeJson(terminal, { payout, lines, amount, digest });
  else {
    const total = `${localNumber(amount.amount, locale)} ${amount.currency}`;
    terminal.out(`${say.checked(shownSafely(payout), localNumber(`${lines}`, locale), total, digest)}\n`);
  }
  return exitCode.done;
};

const queryOf = (payout: string, { order, kind, negative, percent, after, limit }: LineOptions): LinesQuery => ({
  payout,
  ...(order === undefined ? {} : { order }),
  ...(kind === undefined ? {} : { kind }),
  ...(negative === true ? { negative } : {}),
  ...(percent === undefined ? {} : { percent: Number(percent) }),
  ...(after === undefined ? {} : { after }),
  ...(limit === undefined ? {} : { limit: countOf(limit) }),
});

const countOf = (text: string): number => {
  if (!/^[1-9]\d{0,3}$/.test(text) || Number(text) > 1000)
    throw new CommandFailed('--limit is a number of lines, 1 to 1000.', exitCode.usage);
  return Number(text);
};
