import type { MeasureDefinition, PlanDocument } from '../document/planDocument.ts';
import { builtInMeasures } from '../document/measure.ts';
import type { PlanProblem } from '../document/planProblem.ts';
import { definitionOf, kindOf, measuresWithin } from './measureKind.ts';
import { named, pointer, problemsOfAmount, problemsOfId, problemsOfQuantity, problemsOfShare } from './planWords.ts';

/** Measures have names of their own, are made of what there is, and come to an end. */
export const problemsOfMeasures = (document: PlanDocument): readonly PlanProblem[] => {
  const sizes = sizesOf(document);
  return Object.entries(document.measures ?? {}).flatMap(([name, definition]) => {
    const path = `/measures${pointer(name)}`;
    return problemsOfId(name, path).concat(
      builtInMeasures.some((builtIn) => builtIn === name) ? [taken(name, path)] : [],
      problemsOfDefinition(name, definition, path, document),
      isMadeOfItself(name, document) ? [cycle(path)] : problemsOfSize(sizes.get(name) ?? 0, path),
    );
  });
};

const taken = (name: string, path: string): PlanProblem => ({
  path,
  code: 'duplicate',
  message: `Every plan has a measure "${name}" already. Give this one another name.`,
});

const problemsOfDefinition = (
  name: string,
  definition: MeasureDefinition,
  path: string,
  document: PlanDocument,
): readonly PlanProblem[] => {
  if ('amount' in definition) {
    const { amount, ifMissing } = definition;
    return problemsOfId(amount, `${path}/amount`).concat(
      ifMissing === undefined ? [] : problemsOfAmount(ifMissing, document.currency, `${path}/ifMissing`, 'The amount'),
    );
  }
  if ('quantity' in definition) {
    const { quantity, ifMissing } = definition;
    return problemsOfId(quantity, `${path}/quantity`).concat(
      ifMissing === undefined ? [] : problemsOfQuantity(ifMissing, `${path}/ifMissing`, 'The number'),
    );
  }
  if ('elapsed' in definition) return [];
  if ('commission' in definition) return problemsOfCommission(definition.commission, `${path}/commission`, document);
  return problemsOfSum(name, definition, path, document);
};

const problemsOfCommission = (
  ids: readonly string[],
  path: string,
  { rules }: PlanDocument,
): readonly PlanProblem[] => {
  if (ids.length === 0) {
    return [{ path, code: 'empty-list', message: 'It adds up the commission of no rule. Name at least one.' }];
  }
  return ids.flatMap((id, index): readonly PlanProblem[] => {
    const at = `${path}/${index}`;
    if (ids.indexOf(id) < index) {
      return [{ path: at, code: 'duplicate', message: 'The rule stands in the list twice.' }];
    }
    return rules.some((rule) => rule.id === id)
      ? []
      : [{ path: at, code: 'unknown-rule', message: `The plan has no rule "${named(id)}".` }];
  });
};

const problemsOfSum = (
  name: string,
  { sum, less = [], share }: Extract<MeasureDefinition, { sum: unknown }>,
  path: string,
  document: PlanDocument,
): readonly PlanProblem[] => {
  if (sum.length === 0) {
    const message = 'It adds up nothing. Name at least one measure.';
    return [{ path: `${path}/sum`, code: 'empty-list', message }];
  }
  const parts = [
    ...sum.map((part, i) => [part, `sum/${i}`] as const),
    ...less.map((part, i) => [part, `less/${i}`] as const),
  ];
  const unknown = parts.flatMap(([part, at]): readonly PlanProblem[] =>
    builtInMeasures.some((builtIn) => builtIn === part) || definitionOf(part, document) !== undefined
      ? []
      : [{ path: `${path}/${at}`, code: 'unknown-measure', message: `The plan declares no measure "${named(part)}".` }],
  );
  if (unknown.length > 0) return unknown;
  if (share !== undefined) {
    const wrong = problemsOfShare(share, `${path}/share`);
    if (wrong.length > 0) return wrong;
  }
  const kinds = new Set(parts.flatMap(([part]) => kindOf(part, document) ?? []));
  if (kinds.size < 2) return [];
  const message = `"${named(name)}" adds amounts and plain numbers. Add up one kind only.`;
  return [{ path, code: 'mixed-kinds', message }];
};

const isMadeOfItself = (name: string, document: PlanDocument): boolean =>
  partsOf(definitionOf(name, document)).some((part) => measuresWithin(part, document).has(name));

const partsOf = (definition: MeasureDefinition | undefined): readonly string[] =>
  definition !== undefined && 'sum' in definition ? [...definition.sum, ...(definition.less ?? [])] : [];

const cycle = (path: string): PlanProblem => ({
  path,
  code: 'measure-cycle',
  message: 'The measure is made of itself. Take it out of what it adds up.',
});

const problemsOfSize = (size: number, path: string): readonly PlanProblem[] => {
  if (size <= mostParts) return [];
  const message = `Written out, it adds up more than ${mostParts} measures. Nobody can check that by hand: use fewer.`;
  return [{ path, code: 'too-complex', message }];
};

const mostParts = 64;

/**
 * How many measures each one adds up when it is written out; a measure that is made of itself has no size. Every
 * round finds those whose parts are all known.
 */
const sizesOf = (document: PlanDocument): ReadonlyMap<string, number> => {
  const sizes = new Map<string, number>();
  const open = new Map(Object.entries(document.measures ?? {}));
  const sizeOf = (part: string): number | undefined => (open.has(part) ? sizes.get(part) : 1);
  let found = -1;
  while (found < sizes.size) {
    found = sizes.size;
    for (const [name, definition] of open) {
      const parts = 'sum' in definition ? partsOf(definition).map(sizeOf) : [1];
      const known = parts.flatMap((size) => size ?? []);
      if (known.length === parts.length) {
        sizes.set(
          name,
          Math.min(
            mostParts + 1,
            known.reduce((all, size) => all + size, 0),
          ),
        );
      }
    }
  }
  return sizes;
};
