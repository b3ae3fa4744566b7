import { text, param, type Node, type RuleRef } from '@commission-ledger/calculation';
import { currency as currencyOf } from '@commission-ledger/money';
import { pointer } from '../gate/planWords.ts';
import type { PlanDocument } from '../document/planDocument.ts';
import { planHash } from '../document/planHash.ts';
import { sound, type Compiler } from './compiler.ts';
import { countersOf, kindsOf } from './counters.ts';
import { measuresOf } from './measures.ts';
import { payOf } from './pays.ts';
import { prepared, type Plan } from './plan.ts';
import { rolesOf } from './roles.ts';
import { ruleOf } from './rules.ts';
import { parametersOf } from './terms.ts';

export { InvalidPlan } from './compiler.ts';

/**
 * Makes a plan version ready to rate causes.
 * @param document one that `validatePlan` has no problem with
 * @throws InvalidPlan otherwise, as soon as something cannot be read
 */
export const compilePlan = (document: PlanDocument): Plan => {
  const hash = planHash(document);
  const currency = sound(currencyOf(document.currency));
  const ref = { plan: document.plan, version: document.version, hash };
  const defaults = defaultsOf(document, ref);
  const nothingYet: Compiler = {
    document,
    currency,
    ref,
    defaults,
    feeds: true,
    parameters: new Map(),
    measures: new Map(),
    counters: new Map(),
    pay: payOf,
  };
  const parameters = parametersOf(nothingYet);
  const measures = measuresOf({ ...nothingYet, parameters });
  const compiler: Compiler = { ...nothingYet, parameters, measures, counters: kindsOf(document, measures) };
  const counters = countersOf(compiler);
  const rules = document.rules.map((rule, index) => ruleOf(compiler, rule, index, counters));
  const roles = rolesOf({ document, rules, counters, measures });
  const byId = new Map(rules.map((rule) => [rule.rule.id, rule]));
  return { document, hash, currency, [prepared]: { roles, rules: byId, counters, measures, parameters, defaults } };
};

/** What a missing attribute counts as. */
const defaultsOf = ({ attributes }: PlanDocument, ref: RuleRef): ReadonlyMap<string, Node | undefined> =>
  new Map(
    Object.entries(attributes).map(([name, { ifMissing }]) => [
      name,
      ifMissing === undefined
        ? undefined
        : param(text(ifMissing), ref, `/attributes${pointer(name)}/ifMissing`, 'attribute-default'),
    ]),
  );
