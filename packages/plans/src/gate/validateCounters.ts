import type { Counter, PlanDocument } from '../document/planDocument.ts';
import type { PlanProblem } from '../document/planProblem.ts';
import { causeOfCounter, kindOfCounter } from './measureKind.ts';
import { countersOfRule, payParts } from './payParts.ts';
import { named, problemsOfId } from './planWords.ts';
import { problemsOfBeneficiary, problemsOfMeasure, type Reader } from './reader.ts';
import { problemsOfAttribute, problemsOfCondition } from './validateCondition.ts';

/** Counters count something, by a cause that is known, with refunds that make sense, and some rule reads each. */
export const problemsOfCounters = (document: PlanDocument): readonly PlanProblem[] => {
  const read = new Set(document.rules.flatMap(countersOfRule));
  return document.counters.flatMap((counter, index): readonly PlanProblem[] => {
    const path = `/counters/${index}`;
    const unread: readonly PlanProblem[] = isRead(counter, read, document)
      ? []
      : [{ path, code: 'unread-counter', message: 'No rule reads this counter. Remove it, or name it in a rule.' }];
    const { per, of } = counter;
    return problemsOfId(counter.id, `${path}/id`).concat(
      unread,
      of === undefined ? [] : problemsOfBeneficiary(of, `${path}/of`),
      typeof per === 'object' ? problemsOfAttribute(per.attribute, `${path}/per/attribute`, document) : [],
      typeof counter.measure === 'string'
        ? problemsOfCauseCounter(counter, path, document)
        : problemsOfCommissionCounter(counter, path, document),
    );
  });
};

/** What a cap keeps back is told by the cap that carries it over, and by nothing else. */
const isRead = ({ id, measure }: Counter, read: ReadonlySet<string>, { rules }: PlanDocument): boolean => {
  if (typeof measure === 'string' || !('excess' in measure)) return read.has(id);
  const rule = rules.find((candidate) => candidate.id === measure.excess);
  if (rule === undefined) return read.has(id);
  return payParts(rule.pay, '').some(({ pay }) => 'cap' in pay && pay.cap.carry === id);
};

const problemsOfCauseCounter = (counter: Counter, path: string, document: PlanDocument): readonly PlanProblem[] => {
  const { measure, where, of = 'referrer' } = counter;
  if (typeof measure !== 'string') return [];
  const cause = causeOfCounter(counter, document);
  const reader: Reader = {
    earnedOn: cause === 'win' ? 'win' : 'payment',
    beneficiary: of,
    after: 0,
    noCounters:
      'What a counter adds up depends on the cause alone, not on another counter. Put the test into the rule.',
  };
  const measured = problemsOfMeasure(measure, `${path}/measure`, reader, document);
  const condition = where === undefined ? [] : problemsOfCondition(where, `${path}/where`, reader, document);
  const untold: readonly PlanProblem[] =
    measured.length > 0 || cause !== undefined
      ? []
      : [
          {
            path,
            code: 'counter-without-cause',
            message: `Wins and payments both have the measure ${measure}. Say which of them moves the counter: "on": "win" or "on": "payment".`,
          },
        ];
  const refunds = measured.length > 0 || cause === 'win' ? [] : problemsOfRefunds(counter, path, document);
  return measured.concat(untold, refunds, condition);
};

/** Numbers do not shrink by themselves when money goes back: the plan has to say. */
const problemsOfRefunds = (counter: Counter, path: string, document: PlanDocument): readonly PlanProblem[] => {
  if (kindOfCounter(counter, document) !== 'quantity') return [];
  if (counter.refunds === undefined) {
    const message =
      'It counts a number, so the plan has to say what a refund does to it: "refunds": "whole" takes the cause out when all of it was refunded, "keep" leaves it.';
    return [{ path, code: 'counter-without-refunds', message }];
  }
  if (counter.refunds !== 'lower' || !isCount(counter, document)) return [];
  const message = 'Half a refund does not make half a cause. Write "whole" or "keep".';
  return [{ path: `${path}/refunds`, code: 'refunds-impossible', message }];
};

const isCount = ({ measure }: Counter, { measures }: PlanDocument): boolean => {
  if (typeof measure !== 'string') return false;
  const definition = measures !== undefined && Object.hasOwn(measures, measure) ? measures[measure] : undefined;
  return measure === 'count' || (definition !== undefined && 'elapsed' in definition);
};

const problemsOfCommissionCounter = (
  { measure, on, where, of = 'referrer', refunds }: Counter,
  path: string,
  { rules }: PlanDocument,
): readonly PlanProblem[] => {
  if (typeof measure === 'string') return [];
  const sources: readonly (readonly [string, string])[] =
    'earned' in measure
      ? measure.earned.map((id, index) => [id, `${path}/measure/earned/${index}`])
      : 'unlimited' in measure
        ? [[measure.unlimited, `${path}/measure/unlimited`]]
        : [[measure.excess, `${path}/measure/excess`]];
  const problems: PlanProblem[] = [];
  if (sources.length === 0) {
    const message = 'It adds up the commission of no rule. Name at least one.';
    problems.push({ path: `${path}/measure/earned`, code: 'empty-list', message });
  }
  for (const [index, [id, at]] of sources.entries()) {
    const rule = rules.find((candidate) => candidate.id === id);
    if (rule === undefined) {
      problems.push({ path: at, code: 'unknown-rule', message: `The plan has no rule "${named(id)}".` });
    } else if (rule.beneficiary !== of) {
      const message = `Rule "${id}" pays ${rule.beneficiary}, but the counter is one of ${of}. Say "of": "${rule.beneficiary}".`;
      problems.push({ path: at, code: 'counter-of-another', message });
    }
    if (sources.findIndex(([other]) => other === id) < index) {
      problems.push({ path: at, code: 'duplicate', message: 'The rule stands in the list twice.' });
    }
  }
  const whenever = 'Commission is counted whenever its rules pay. Leave it out.';
  if (on !== undefined) problems.push({ path: `${path}/on`, code: 'commission-counter', message: whenever });
  if (where !== undefined) problems.push({ path: `${path}/where`, code: 'commission-counter', message: whenever });
  const impossible = 'unlimited' in measure ? refunds === 'lower' || refunds === 'whole' : refunds === 'whole';
  if (impossible) {
    const message =
      'unlimited' in measure
        ? 'A refund does not change what a floor once did. Write "keep", or leave it out.'
        : 'Commission is lowered by the part that is refunded, or kept. Write "lower" or "keep".';
    problems.push({ path: `${path}/refunds`, code: 'refunds-impossible', message });
  }
  return problems;
};
