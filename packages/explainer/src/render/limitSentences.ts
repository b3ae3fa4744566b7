import type { NodeJson, ValueJson } from '@commission-ledger/calculation';
import { isNothing } from './numbers.ts';
import { openedOp, type Opened } from './openedOp.ts';
import type { Said } from './templates.ts';

/** A cap that does not bind says nothing. In a window, what is left of it decides. */
export const cappedOf = (here: Opened): Said | undefined => {
  const { nodes, node, arg, value } = here;
  const [earned, limit, amount] = [value(0), value(1), node.value];
  if (node.op === 'sum') {
    return isNothing(limit) ? undefined : { key: 'available', holes: { earned, waiting: limit, amount } };
  }
  if (isSame(amount, earned)) return undefined;
  const room = arg(1);
  if (room?.kind !== 'op' || room.name !== 'room') return { key: 'capped', holes: { limit, earned } };
  const left = openedOp(nodes, room).arg(0);
  const whole = left?.kind === 'op' ? openedOp(nodes, left).value(0) : limit;
  return { key: 'cappedInWindow', holes: { room: room.value, limit: whole, amount, earned } };
};

/** A floor that is exceeded says nothing. */
export const guaranteedOf = ({ node, value }: Opened): Said | undefined =>
  isSame(node.value, value(0)) ? undefined : { key: 'guaranteed', holes: { least: value(1), earned: value(0) } };

/** What is due on all that was collected of a deal. */
export const collectedOf = ({ nodes, node, arg, value }: Opened): Said | undefined => {
  const share = arg(1);
  if (share?.kind !== 'op' || share.op !== 'div') return undefined;
  const { value: of } = openedOp(nodes, share);
  const [collected, whole] = [of(0), of(1)];
  if (isNothing(collected)) return undefined;
  return { key: 'collectedDue', holes: { collected, whole, due: node.value, commission: value(0) } };
};

/** What is due less what had been earned or due before. */
export const lessOf = ({ node, arg, value }: Opened): Said | undefined => {
  const [due, before, amount] = [value(0), value(1), node.value];
  if (isNothing(before)) return isNothing(due) ? { key: 'nothingDue', holes: {} } : undefined;
  return isEarned(arg(1))
    ? { key: 'lessEarned', holes: { already: before, amount } }
    : { key: 'lessDue', holes: { due, before, amount } };
};

const isEarned = (node: NodeJson | undefined): boolean => node?.name === 'counter-before';

const isSame = (a: ValueJson, b: ValueJson): boolean => JSON.stringify(a) === JSON.stringify(b);
