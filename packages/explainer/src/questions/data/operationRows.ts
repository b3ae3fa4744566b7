import type { NodeId, NodeJson } from '@commission-ledger/calculation';
import type { Said } from '../../render/templates.ts';

/** How often something was done, in words. */
export type CountedOperation = Readonly<{ count: number; said: Said }>;

/** What was done with facts and terms, each kind of step with how often. */
export const operationRows = (nodes: Readonly<Record<NodeId, NodeJson>>): readonly CountedOperation[] => {
  const counts = new Map<OperationKey, number>();
  for (const node of Object.values(nodes)) {
    const key = keyOf(node);
    if (key !== undefined) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, count]) => ({ count, said: { key, holes: { count } } }));
};

type OperationKey =
  | 'dataAdded'
  | 'dataSubtracted'
  | 'dataMultiplied'
  | 'dataDivided'
  | 'dataSmallest'
  | 'dataLargest'
  | 'dataSplit'
  | 'dataConverted'
  | 'dataTimeCounted'
  | 'dataRounded'
  | 'dataCompared'
  | 'dataChosen'
  | 'dataAbsent';

/** Nothing for what was only read. */
const keyOf = (node: NodeJson): OperationKey | undefined => {
  switch (node.kind) {
    case 'fact':
    case 'param':
      return undefined;
    case 'round':
      return 'dataRounded';
    case 'guard':
      return 'dataCompared';
    case 'choice':
      return 'dataChosen';
    case 'absent':
      return 'dataAbsent';
    case 'op':
      return operations[node.op];
  }
};

const operations = {
  sum: 'dataAdded',
  sub: 'dataSubtracted',
  mul: 'dataMultiplied',
  div: 'dataDivided',
  min: 'dataSmallest',
  max: 'dataLargest',
  split: 'dataSplit',
  convert: 'dataConverted',
  months: 'dataTimeCounted',
  days: 'dataTimeCounted',
  'add-months': 'dataTimeCounted',
} as const satisfies Readonly<Record<Extract<NodeJson, { kind: 'op' }>['op'], OperationKey>>;
