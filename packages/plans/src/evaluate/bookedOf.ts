import { roundNode, type Node } from '@commission-ledger/calculation';
import type { Rounding } from '../document/planDocument.ts';

/** The amount in whole minor units: rounded, unless it is already. */
export const bookedOf = (node: Node, mode: Rounding['mode']): Node =>
  node.value._tag === 'money' ? node : roundNode(node, mode, { name: 'commission' });

/** The amount that is booked: not a bare total, which would be taken apart where accruals are added up. */
export const wholeOf = (node: Node, mode: Rounding['mode']): Node =>
  node.value._tag === 'money' && (node.kind !== 'op' || (node.op !== 'sum' && node.op !== 'sub'))
    ? node
    : roundNode(node, mode, { name: 'commission' });
