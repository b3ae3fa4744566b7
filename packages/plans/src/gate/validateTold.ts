import type { MeasureDefinition, PlanDocument } from '../document/planDocument.ts';
import type { PlanProblem } from '../document/planProblem.ts';
import { named, pointer, problemsOfAmount, problemsOfQuantity } from './planWords.ts';
import { problemsOfAttribute } from './validateCondition.ts';

/** What an example tells beside the amount of its cause. */
type Told = Readonly<{
  amounts?: Readonly<Record<string, string>>;
  quantities?: Readonly<Record<string, string>>;
  attributes?: Readonly<Record<string, string>>;
}>;

/** What an example tells is something the plan reads. */
export const problemsOfTold = (
  { amounts = {}, quantities = {}, attributes = {} }: Told,
  path: string,
  document: PlanDocument,
): readonly PlanProblem[] => [
  ...Object.entries(amounts).flatMap(([name, value]) => {
    const at = `${path}/amounts${pointer(name)}`;
    return problemsOfName(name, 'amount', at, document).concat(
      problemsOfAmount(value, document.currency, at, 'The amount'),
    );
  }),
  ...Object.entries(quantities).flatMap(([name, value]) => {
    const at = `${path}/quantities${pointer(name)}`;
    return problemsOfName(name, 'quantity', at, document).concat(problemsOfQuantity(value, at, 'The number'));
  }),
  ...Object.keys(attributes).flatMap((name) =>
    problemsOfAttribute(name, `${path}/attributes${pointer(name)}`, document),
  ),
];

const problemsOfName = (
  name: string,
  form: 'amount' | 'quantity',
  path: string,
  { measures = {} }: PlanDocument,
): readonly PlanProblem[] => {
  if (Object.values(measures).some((definition) => nameIn(definition, form) === name)) return [];
  const message = `No measure of the plan reads the ${form === 'amount' ? 'amount' : 'number'} "${named(name)}".`;
  return [{ path, code: 'unknown-measure', message }];
};

const nameIn = (definition: MeasureDefinition, form: 'amount' | 'quantity'): string | undefined => {
  if (form === 'amount') return 'amount' in definition ? definition.amount : undefined;
  return 'quantity' in definition ? definition.quantity : undefined;
};
