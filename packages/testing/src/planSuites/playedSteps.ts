import { sum, type Money } from '@commission-ledger/money';
import { playHistory, type HistoryStep, type PlanDocument, type StepResult } from '@commission-ledger/plans';
import type { Vocabulary } from './vocabularyOf.ts';

/** The plan under test, with what its causes may say and what the enrolment sets. */
export type Subject = Readonly<{
  document: PlanDocument;
  words: Vocabulary;
  parameters: Readonly<Record<string, string>>;
}>;

/** Plays steps from an empty account. */
export const playedSteps = ({ document, parameters }: Subject, steps: readonly HistoryStep[]): readonly StepResult[] =>
  playHistory(document, { parameters, steps });

/** Commission by rule of some steps together; what is refused gave nothing. */
export const amountsOf = (results: readonly StepResult[]): ReadonlyMap<string, readonly Money[]> => {
  const all = results.flatMap((result) => (result._tag === 'commission' ? Object.entries(result.amounts) : []));
  const byRule = new Map<string, readonly Money[]>();
  for (const [rule, amount] of all) byRule.set(rule, [...(byRule.get(rule) ?? []), amount]);
  return byRule;
};

/** Everything that some steps gave, to everybody. */
export const totalOf = (results: readonly StepResult[], { words }: Subject): Money =>
  sum(words.currency, [...amountsOf(results).values()].flat());
