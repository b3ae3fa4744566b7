import type { Condition, Pay, PlanDocument, Rule } from '../document/planDocument.ts';

/** What a rule pays, taken apart: every form that stands within another, itself first, with its place. */
export const payParts = (pay: Pay, path: string): readonly Readonly<{ pay: Pay; path: string }>[] => [
  { pay, path },
  ...inner(pay, path).flatMap((part) => payParts(part.pay, part.path)),
];

const inner = (pay: Pay, path: string): readonly Readonly<{ pay: Pay; path: string }>[] => {
  if ('first' in pay) return pay.first.map((one, index) => ({ pay: one.pay, path: `${path}/first/${index}/pay` }));
  if ('cap' in pay) return [{ pay: pay.cap.pay, path: `${path}/cap/pay` }];
  if ('floor' in pay) return [{ pay: pay.floor.pay, path: `${path}/floor/pay` }];
  if ('collected' in pay) return [{ pay: pay.collected.pay, path: `${path}/collected/pay` }];
  const [field, parts] = listed(pay);
  return parts.map((part, index) => ({ pay: part, path: `${path}/${field}/${index}` }));
};

const listed = (pay: Pay): readonly [string, readonly Pay[]] => {
  if ('sum' in pay) return ['sum', pay.sum];
  if ('least' in pay) return ['least', pay.least];
  return 'greatest' in pay ? ['greatest', pay.greatest] : ['', []];
};

/** The counters that a pay reads itself, not within another. */
const countersOfPay = (pay: Pay): readonly string[] => {
  if ('marginal' in pay) return present(pay.marginal.counter);
  if ('slab' in pay) return [pay.slab.counter, pay.slab.already, ...present(pay.slab.total)];
  if ('lookup' in pay) return 'counter' in pay.lookup.by ? [pay.lookup.by.counter] : [];
  if ('cap' in pay) return [...present(pay.cap.counter), ...present(pay.cap.carry)];
  if ('floor' in pay) return present(pay.floor.counter);
  if ('collected' in pay) return [pay.collected.counter];
  return 'first' in pay ? pay.first.flatMap(({ when }) => countersOfCondition(when)) : [];
};

const present = (id: string | undefined): readonly string[] => (id === undefined ? [] : [id]);

const countersOfCondition = (condition: Condition | undefined): readonly string[] => {
  if (condition === undefined) return [];
  if ('counter' in condition) return [condition.counter];
  if ('not' in condition) return countersOfCondition(condition.not);
  const parts = 'all' in condition ? condition.all : 'any' in condition ? condition.any : [];
  return parts.flatMap(countersOfCondition);
};

/** The counters that a rule reads, in its condition or in what it pays. */
export const countersOfRule = ({ when, pay }: Rule): readonly string[] => [
  ...countersOfCondition(when),
  ...payParts(pay, '').flatMap((part) => countersOfPay(part.pay)),
];

/** Every parameter that the plan reads: in what it pays, in conditions of rules, and of counters. */
export const parametersRead = ({ rules, counters }: PlanDocument): ReadonlySet<string> => {
  const names = new Set<string>();
  collect([rules.map(({ when, pay }) => [when ?? {}, pay]), counters.map(({ where }) => where ?? {})], names);
  return names;
};

/** Parameters are the only fields that are called so, and `of` beside a `share`. */
const collect = (json: unknown, names: Set<string>): void => {
  if (typeof json !== 'object' || json === null) return;
  if ('parameter' in json && typeof json.parameter === 'string') names.add(json.parameter);
  if ('share' in json && 'of' in json && typeof json.of === 'string') names.add(json.of);
  for (const part of Object.values(json)) collect(part, names);
};
