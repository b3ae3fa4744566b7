import type { Pay, PlanDocument } from '../document/planDocument.ts';
import { commissionsWithin } from './measureKind.ts';
import { payParts } from './payParts.ts';

/** The measures that a rule pays on; those that only decide how much are left out. */
export const measuresPaidOn = (pay: Pay): readonly string[] =>
  payParts(pay, '').flatMap((part) => {
    if ('each' in part.pay) return [part.pay.of];
    if ('percent' in part.pay) return [part.pay.percent.of];
    if ('marginal' in part.pay) return [part.pay.marginal.of];
    return 'lookup' in part.pay ? [part.pay.lookup.of] : [];
  });

/** Whether a rule pays on commission that was given, to its own beneficiary or to the one below. */
export const paysOnCommission = (pay: Pay, document: PlanDocument): boolean =>
  measuresPaidOn(pay).some((measure) => commissionsWithin(measure, document).length > 0);
