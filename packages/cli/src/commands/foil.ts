import type { Reply } from '@commission-ledger/explainer';
import { describeKeyedAmountsFailure, keyedAmounts } from '@commission-ledger/import';
import * as E from 'fp-ts/lib/Either.js';
import type { Locale } from '@commission-ledger/locale';
import { readFile } from 'node:fs/promises';
import type { AnswerOptions } from '../answering/answerOptions.ts';
import { explainerFor } from '../answering/explainerFor.ts';
import { showAnswer } from '../answering/showAnswer.ts';
import type { CommandContext } from '../commandContext.ts';
import { CommandFailed, exitCode } from '../exitCode.ts';
import { valueOf } from '../session.ts';
import { shownSafely } from '../table.ts';

/** Somebody's own figure, as it was typed; or the file with their own lines. */
export type FoilOptions = AnswerOptions & Readonly<{ expected?: string; lines?: string; currency?: string }>;

/** Why somebody's own figure for a payout or an entry, or their own list of lines, is not ours. */
export const foil = async (context: CommandContext, subject: string, asked: FoilOptions): Promise<number> =>
  showAnswer(context, await answerTo(context, subject, asked), asked);

const answerTo = async (context: CommandContext, subject: string, asked: FoilOptions): Promise<Reply> => {
  const { expected, lines: file, currency } = asked;
  if (file !== undefined && expected === undefined && currency === undefined) {
    const lines = keyedAmounts(await bytesOf(file));
    if (E.isLeft(lines)) throw new CommandFailed(`${file}: ${describeKeyedAmountsFailure(lines.left)}`);
    const explainer = await explainerFor(context, asked);
    return valueOf(await explainer.foilLines({ subject, lines: lines.right }));
  }
  if (file !== undefined || expected === undefined)
    throw new CommandFailed('Give either --expected <amount> or --lines <file>.', exitCode.usage);
  const figure = asNumber(expected, context.options.locale);
  if (!/^[+-]?\d+(?:\.\d+)?$/.test(figure))
    throw new CommandFailed(
      `--expected has to be an amount such as 5573.05, and ${shownSafely(expected.slice(0, 40))} is none.`,
      exitCode.usage,
    );
  const explainer = await explainerFor(context, asked);
  return valueOf(
    await explainer.foil({
      subject,
      expected: figure,
      ...(currency === undefined ? {} : { currency }),
    }),
  );
};

/** Russian writes 1 393,90. */
const asNumber = (typed: string, locale: Locale): string =>
  locale === 'ru' ? typed.replaceAll(/[\s\u00A0\u202F]/g, '').replace(',', '.') : typed;

const bytesOf = async (file: string): Promise<Uint8Array> => {
  try {
    return await readFile(file);
  } catch {
    throw new CommandFailed(`The file ${file} cannot be read. Check the path.`, exitCode.usage);
  }
};
