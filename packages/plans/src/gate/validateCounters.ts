import { movedBy } from '../evaluate/compilePlan.ts';
import type { PlanDocument } from '../document/planDocument.ts';
import type { PlanProblem } from '../document/planProblem.ts';
import { problemsOfId } from './planWords.ts';
import { problemsOfCondition } from './validateCondition.ts';

/** Counters have good ids and conditions that can hold, and some rule reads each. */
export const problemsOfCounters = (document: PlanDocument): readonly PlanProblem[] => {
  const read = new Set(document.rules.flatMap(({ pay }) => ('marginal' in pay ? [pay.marginal.counter] : [])));
  return document.counters.flatMap(({ id, measure, where }, index) => {
    const path = `/counters/${index}`;
    const unread: readonly PlanProblem[] = read.has(id)
      ? []
      : [{ path, code: 'unread-counter', message: 'No rule reads this counter. Remove it, or name it in a rule.' }];
    const condition =
      where === undefined ? [] : problemsOfCondition(where, `${path}/where`, movedBy(measure), document);
    return problemsOfId(id, `${path}/id`).concat(unread, condition);
  });
};
