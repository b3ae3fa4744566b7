import type { Line } from '../document/explanation.ts';
import { isBelowZero, localAmount, withoutSign } from './numbers.ts';
import type { Outline } from './outline.ts';
import { say, type Speaker } from './say.ts';
import type { Step } from './steps.ts';

/** The parts of the answer as one sentence. */
export const answerText = ({ answer }: Pick<Outline, 'answer'>, speaker: Speaker): string => {
  const parts = answer.map((said) => say(speaker, said));
  const sentences = parts.some((part) => part.endsWith('.')) ? parts : [parts.join(', ')];
  return sentences.map((part) => asSentence(part, speaker)).join(' ');
};

const asSentence = (part: string, { locale }: Speaker): string =>
  `${part.slice(0, 1).toLocaleUpperCase(locale)}${part.slice(1)}${part.endsWith('.') ? '' : '.'}`;

/** A step, with the reason for it and its rounding. */
export const stepText = ({ said, why = [], rounded }: Step, speaker: Speaker): string => {
  const reason = why.length === 0 ? '' : ` (${why.map((part) => say(speaker, part)).join(', ')})`;
  return `${say(speaker, said)}${reason}${rounded === undefined ? '' : say(speaker, rounded)}`;
};

/** What the total is added up from, as it is written in one row: `2,800.00`, `+ 948.05`, `− 284.80`. */
export const addends = (amounts: readonly Line['amount'][], speaker: Speaker): readonly string[] =>
  amounts.map((amount, index) => addend(amount, index === 0, speaker));

const addend = (amount: Line['amount'], isFirst: boolean, { locale }: Speaker): string => {
  if (isFirst) return localAmount(amount, locale);
  return `${isBelowZero(amount) ? '−' : '+'} ${localAmount(withoutSign(amount), locale)}`;
};
