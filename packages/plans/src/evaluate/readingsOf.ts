import type { Node } from '@commission-ledger/calculation';
import type { PreparedRole, Reading } from './plan.ts';
import type { Facts } from './rating.ts';

/** The node behind each fact that a rule may read. */
export type Readings = (reading: Reading) => Node;

/** The facts of a cause, with the plan's defaults for attributes that are missing. What is asked for has to be there. */
export const readingsOf =
  (role: PreparedRole, facts: Facts): Readings =>
  (reading) => {
    if ('measure' in reading) return present(facts.measures[reading.measure]);
    const { attribute: name } = reading;
    const known = Object.hasOwn(facts.attributes, name) ? facts.attributes[name] : undefined;
    return present(known ?? role.attributes.find(({ attribute }) => attribute === name)?.ifMissing);
  };

const present = (node: Node | undefined): Node => {
  if (node === undefined) throw new TypeError('A rule reads something that was not asked for.');
  return node;
};
