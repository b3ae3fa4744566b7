import type { PlanDocument } from '@commission-ledger/plans';

/** A plan in which one number of its terms is another, and where that number stands. */
export type WrongTerms = Readonly<{ change: string; plan: PlanDocument }>;

const rates = new Set(['rate', 'share']);
const amounts = new Set(['fixed', 'each', 'flat', 'spread', 'at', 'upTo', 'below', 'atLeast', 'lessThan', 'amount']);

/**
 * The plan with each rate of its rules raised by a percentage point, and each amount, edge, limit and parameter raised by
 * one: what a slip of the pen would be.
 */
export const wrongTerms = (plan: PlanDocument): readonly WrongTerms[] =>
  (['rules', 'parameters'] as const).flatMap((field) =>
    variantsOf(plan[field] ?? {}, field).map(({ change, json }) => ({ change, plan: { ...plan, [field]: json } })),
  );

type Variant = Readonly<{ change: string; json: unknown }>;

/** Every copy of the JSON in which one number is another. */
const variantsOf = (json: unknown, path: string, field = ''): readonly Variant[] => {
  if (typeof json === 'string') {
    const raised = raise(json, field);
    return raised === undefined ? [] : [{ change: `${path}: ${raised}`, json: raised }];
  }
  if (Array.isArray(json)) {
    return json.flatMap((part: unknown, index) =>
      variantsOf(part, `${path}/${index}`, field).map(({ change, json: other }) => ({
        change,
        json: json.with(index, other),
      })),
    );
  }
  if (typeof json !== 'object' || json === null) return [];
  return Object.entries(json)
    .filter(([key]) => key !== 'split' && key !== 'installments')
    .flatMap(([key, part]) =>
      variantsOf(part, `${path}/${key}`, key).map(({ change, json: other }) => ({
        change,
        json: { ...json, [key]: other },
      })),
    );
};

const raise = (text: string, field: string): string | undefined => {
  if (!/^\d+(?:\.\d+)?$/.test(text)) return undefined;
  if (rates.has(field)) return (Number(text) + 0.01).toFixed(6);
  const [whole = '', fraction] = text.split('.');
  const next = `${BigInt(whole) + 1n}`;
  return amounts.has(field) ? [next, ...(fraction === undefined ? [] : [fraction])].join('.') : undefined;
};
