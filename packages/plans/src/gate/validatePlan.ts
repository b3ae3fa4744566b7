import type { PlanDocument } from '../document/planDocument.ts';
import type { PlanProblem } from '../document/planProblem.ts';
import { pointer, problemsOfId, repeated } from './planWords.ts';
import { problemsOfCounters } from './validateCounters.ts';
import { problemsOfExamples } from './validateExamples.ts';
import { problemsOfHead } from './validateHead.ts';
import { problemsOfMeasures } from './validateMeasures.ts';
import { problemsOfParameters } from './validateParameters.ts';
import { problemsOfRules } from './validateRules.ts';
import { problemsOfSettlement } from './validateSettlement.ts';
import { problemsOfSharedCounters } from './validateSharedCounters.ts';
import { problemsOfSharing } from './validateSharing.ts';
import { problemsOfSplits } from './validateSplits.ts';

/**
 * Everything that is wrong with a plan as a whole, in the order of the document; none means that it can be compiled
 * and that rating by it never fails for a reason that lies in the plan.
 */
export const validatePlan = (document: PlanDocument): readonly PlanProblem[] => [
  ...problemsOfHead(document),
  ...problemsOfSettlement(document),
  ...Object.keys(document.attributes).flatMap((name) => problemsOfId(name, `/attributes${pointer(name)}`)),
  ...problemsOfMeasures(document),
  ...problemsOfParameters(document),
  ...repeated(document.counters, ({ id }) => id, '/counters', 'id'),
  ...problemsOfCounters(document),
  ...repeated(document.rules, ({ id }) => id, '/rules', 'id'),
  ...repeated(document.rules, ({ clause }) => clause, '/rules', 'clause'),
  ...problemsOfRules(document),
  ...problemsOfSharedCounters(document),
  ...problemsOfSharing(document),
  ...problemsOfSplits(document),
  ...problemsOfExamples(document),
];
