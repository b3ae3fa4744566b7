import type { EventData } from '@commission-ledger/events';
import { exactToJson } from '@commission-ledger/money';
import { type PlanDocument, parameterProblems } from '@commission-ledger/plans';

/** Numbers of an enrolment, by name. */
type Parameters = NonNullable<EventData<'PartnerEnrolled'>['parameters']>;

/** What is wrong with the numbers of an enrolment under a version of its plan, a sentence for each problem. */
export const problemsOfParameters = (document: PlanDocument, parameters: Parameters): readonly string[] =>
  parameterProblems(
    document,
    Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, exactToJson(value)])),
  ).map(({ path, message }) => `${path} ${message}`);

/** Those of them that the version knows: another version of the plan may have had others. */
export const declaredBy = ({ parameters: declared = {} }: PlanDocument, parameters: Parameters): Parameters =>
  Object.fromEntries(Object.entries(parameters).filter(([name]) => Object.hasOwn(declared, name)));
