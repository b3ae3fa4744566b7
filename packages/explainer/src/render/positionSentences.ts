import type { NodeId, NodeJson, ValueJson } from '@commission-ledger/calculation';
import type { Nodes } from './openedOp.ts';
import type { Position, Said } from './templates.ts';

/** What a number is that is held against a limit, such as the months since the first payment. */
export const positionOf = (nodes: Nodes, node: NodeJson): Position => {
  if (node.kind === 'op' && (node.op === 'months' || node.op === 'days')) {
    const since = sinces[nodes[node.args[0] ?? '']?.name ?? ''];
    return since === undefined ? '' : `${node.op}-since-${since}`;
  }
  const { name, value } = node;
  switch (name) {
    case 'counter-before':
    case 'counter-after':
      return isMoney(value) ? 'running-total' : 'counted';
    case 'payment':
    case 'deal':
    case 'quantity':
      return name;
    case undefined:
    default:
      return '';
  }
};

/** A first payment is its own first. */
const sinces: Readonly<Record<string, 'first-payment' | 'win' | 'lead'>> = {
  'first-paid-on': 'first-payment',
  'paid-on': 'first-payment',
  'won-on': 'win',
  'lead-on': 'lead',
};

const isMoney = (value: ValueJson): boolean => typeof value === 'object' && ('amount' in value || 'currency' in value);

/** Where a number stands against limits: what it is, and every limit. It is named once. */
export const comparisonsOf = (nodes: Nodes, guards: readonly NodeId[]): readonly Said[] => {
  let told: string | undefined;
  return guards.flatMap((id): readonly Said[] => {
    const guard = nodes[id];
    if (guard?.kind !== 'guard' || !isOrder(guard.test)) return [];
    const [subject, limit] = guard.args.map((arg) => nodes[arg]);
    if (subject === undefined || limit === undefined) return [];
    const again = told === guard.args[0];
    told = guard.args[0];
    const [{ value: position }, { value: edge }] = [subject, limit];
    if (again) return [{ key: further[guard.test], holes: { edge } }];
    return [{ key: first[guard.test], holes: { what: positionOf(nodes, subject), position, edge } }];
  });
};

const first = { gt: 'isAbove', ge: 'reaches', le: 'isWithin', lt: 'isBelow' } as const;
const further = { gt: 'alsoAbove', ge: 'alsoReaches', le: 'alsoWithin', lt: 'alsoBelow' } as const;

const isOrder = (test: string): test is keyof typeof first => Object.hasOwn(first, test);
