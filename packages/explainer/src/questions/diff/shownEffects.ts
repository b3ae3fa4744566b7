import { roundNode, sub, sum, valueToJson, type Node } from '@commission-ledger/calculation';
import type { Effect } from './factorEffects.ts';

/**
 * Effects as people can read them. Where all of them have few decimals they stay exact; where one is a fraction without
 * an end, as averages are, each is told in booked money: what all up to it round to, less what those before it do. So
 * either way they add up to the whole, with nothing left over.
 */
export const shownEffects = <Told extends Pick<Effect, 'node'>>(effects: readonly Told[]): readonly Told[] => {
  if (effects.every(({ node }) => isShort(node))) return effects;
  let before: Node | undefined;
  return effects.map((effect, index) => {
    const upTo = roundNode(sum(effects.slice(0, index + 1).map(({ node }) => node)), 'half-even');
    const node = before === undefined ? upTo : sub(upTo, before);
    before = upTo;
    return { ...effect, node };
  });
};

/** At most so many decimals are no trouble to read. */
const MOST_DECIMALS = 8;

const isShort = ({ value }: Node): boolean => {
  const json = valueToJson(value);
  if (typeof json === 'string' || 'num' in json) return false;
  return !('exact' in json) || (json.exact.split('.')[1] ?? '').length <= MOST_DECIMALS;
};
