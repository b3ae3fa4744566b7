import type { Pay, PlanDocument } from '../document/planDocument.ts';
import type { PlanProblem } from '../document/planProblem.ts';
import { commissionsWithin, measuresWithin, definitionOf } from './measureKind.ts';
import { payParts } from './payParts.ts';
import { measuresPaidOn } from './paysOnCommission.ts';

/**
 * Where the commission on the whole is shared, what is reckoned on the whole cannot be held against counters of what each
 * partner has earned, and commission that was given is a part already.
 */
export const problemsOfSharing = (document: PlanDocument): readonly PlanProblem[] =>
  document.sharing !== 'commission'
    ? []
    : document.rules.flatMap(({ pay }, index) => {
        const path = `/rules/${index}/pay`;
        const counters = payParts(pay, path).flatMap((part) => countersOfShares(part.pay, part.path));
        return counters.map(alongShares).concat(mixes(pay, document) ? [mixed(path)] : []);
      });

/** Where a form reads what this partner has earned. */
const countersOfShares = (pay: Pay, path: string): readonly string[] => {
  if ('slab' in pay) return [`${path}/slab`];
  if ('cap' in pay) return pay.cap.counter === undefined ? [] : [`${path}/cap/counter`];
  return 'floor' in pay && pay.floor.counter !== undefined ? [`${path}/floor/counter`] : [];
};

const alongShares = (path: string): PlanProblem => ({
  path,
  code: 'counter-of-shares',
  message:
    'The plan shares the commission on the whole deal, but the counter adds up what each partner got of it. Share the base ("sharing": "base"), or limit each cause by itself.',
});

/** Whether something is paid on commission, and something on what is not shared yet. */
const mixes = (pay: Pay, document: PlanDocument): boolean => {
  const measures = measuresPaidOn(pay);
  if (!measures.some((measure) => commissionsWithin(measure, document).length > 0)) return false;
  return paysAmounts(pay) || measures.some((measure) => isOfWhole(measure, document));
};

const isOfWhole = (measure: string, document: PlanDocument): boolean =>
  [...measuresWithin(measure, document)].some((part) => {
    const definition = definitionOf(part, document);
    return definition === undefined || !('sum' in definition || 'commission' in definition);
  });

/** Amounts that the plan names are reckoned once for the cause, and shared. */
const paysAmounts = (pay: Pay): boolean =>
  payParts(pay, '').some(({ pay: part }) => {
    if ('fixed' in part) return true;
    const bands = 'marginal' in part ? part.marginal.bands : 'lookup' in part ? part.lookup.bands : [];
    return bands.some(({ flat, spread }) => flat !== undefined || spread !== undefined);
  });

const mixed = (path: string): PlanProblem => ({
  path,
  code: 'shared-twice',
  message:
    'The plan shares the commission on the whole deal. Commission of another clause is shared already, the rest of what this pays on is not. Pay them by clauses of their own, or share the base ("sharing": "base").',
});
