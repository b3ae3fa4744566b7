import type { Beneficiary, PlanDocument } from '../document/planDocument.ts';
import type { PlanProblem } from '../document/planProblem.ts';
import { commissionsWithin, definitionOf, readsPayment } from './measureKind.ts';
import { named } from './planWords.ts';

/** Who reads measures and counters: a rule, or a counter of causes. */
export type Reader = Readonly<{
  earnedOn: 'win' | 'payment';
  beneficiary: Beneficiary;
  /** How many rules of the plan are rated before it; a counter moves before them all. */
  after: number;
  /** Why it may read no counters; without it, it may. */
  noCounters?: string;
}>;

/** A measure is declared, the cause has it, and its commission is known when it is read. */
export const problemsOfMeasure = (
  measure: string,
  path: string,
  reader: Reader,
  document: PlanDocument,
): readonly PlanProblem[] => {
  if (!isDeclared(measure, document)) {
    const known = ['payment', 'deal', 'count', ...Object.keys(document.measures ?? {})].join(', ');
    const message = `The plan declares no measure "${named(measure)}"; it has: ${known}.`;
    return [{ path, code: 'unknown-measure', message }];
  }
  if (reader.earnedOn === 'win' && readsPayment(measure, document)) {
    const message = 'A win has no payment. Earn it on payment, or measure the deal.';
    return [{ path, code: 'measure-not-had', message }];
  }
  return commissionsWithin(measure, document).flatMap((id) => problemsOfCommission(id, path, reader, document));
};

const isDeclared = (measure: string, document: PlanDocument): boolean =>
  ['payment', 'deal', 'count'].includes(measure) || definitionOf(measure, document) !== undefined;

const problemsOfCommission = (
  id: string,
  path: string,
  { earnedOn, beneficiary, after }: Reader,
  { rules }: PlanDocument,
): readonly PlanProblem[] => {
  const index = rules.findIndex((rule) => rule.id === id);
  const rule = rules[index];
  // An unknown rule is told where the measure is declared.
  if (rule === undefined) return [];
  const problem = (message: string): readonly PlanProblem[] => [{ path, code: 'commission-of-another', message }];
  if (rule.earnedOn !== earnedOn) {
    return problem(
      `Rule "${id}" is earned on ${rule.earnedOn}, this on ${earnedOn}: they never pay for the same cause.`,
    );
  }
  if (rule.beneficiary === beneficiary) {
    return index < after
      ? []
      : problem(
          `The commission of rule "${id}" is not known yet. Only rules that stand earlier in the plan can be read.`,
        );
  }
  return rule.beneficiary === levelBelow(beneficiary)
    ? []
    : problem(
        `Rule "${id}" pays ${rule.beneficiary}. Only commission of the same beneficiary, or of the one directly below, can be read.`,
      );
};

const levelBelow = (beneficiary: Beneficiary): Beneficiary | undefined => {
  if (beneficiary === 'upline') return 'referrer';
  const level = /^upline-(\d+)$/.exec(beneficiary)?.[1];
  if (level === undefined) return undefined;
  return level === '2' ? 'upline' : `upline-${Number(level) - 1}`;
};

/** Who can be paid at all. */
export const problemsOfBeneficiary = (beneficiary: Beneficiary, path: string): readonly PlanProblem[] =>
  /^(?:referrer|upline|upline-[2-9]|overlay-[A-Za-z0-9][A-Za-z0-9_-]{0,63})$/.test(beneficiary)
    ? []
    : [
        {
          path,
          code: 'unknown-beneficiary',
          message: `"${named(beneficiary)}" is nobody. Write referrer, upline, upline-2 to upline-9, or overlay- and a role.`,
        },
      ];

/** A counter is declared, belongs to who reads it, and may be read here. */
export const problemsOfCounterRead = (
  id: string,
  path: string,
  { beneficiary, noCounters }: Reader,
  { counters }: PlanDocument,
): readonly PlanProblem[] => {
  const refused: readonly PlanProblem[] =
    noCounters === undefined ? [] : [{ path, code: 'counter-not-readable', message: noCounters }];
  const counter = counters.find((candidate) => candidate.id === id);
  if (counter === undefined) {
    const known = counters.map((candidate) => candidate.id).join(', ') || 'none';
    const message = `The plan has no counter "${named(id)}"; it has: ${known}.`;
    return refused.concat({ path, code: 'unknown-counter', message });
  }
  const owner = counter.of ?? 'referrer';
  if (owner === beneficiary) return refused;
  const message = `The counter adds up causes of ${owner}, but this pays ${beneficiary}. Say "of": "${beneficiary}" in a counter of its own.`;
  return refused.concat({ path, code: 'counter-of-another', message });
};
