import type { RoundingMode } from '@commission-ledger/money';
import type { EventRef, Operation, RuleRef, SearchedSource, Test } from './node.ts';
import type { ValueJson } from './value.ts';

/** The first 16 hexadecimal digits of the SHA-256 of a node's canonical JSON. */
export type NodeId = string;

/** A node of `explain/1`: as `Node`, with ids in the place of nodes. */
export type NodeJson = Readonly<{ value: ValueJson; name?: string; given?: readonly NodeId[] }> &
  (
    | Readonly<{ kind: 'fact'; from: readonly EventRef[] }>
    | Readonly<{ kind: 'param'; rule: RuleRef; path: string }>
    | Readonly<{ kind: 'op'; op: Operation; args: readonly NodeId[]; rule?: RuleRef }>
    | Readonly<{ kind: 'round'; arg: NodeId; mode: RoundingMode; decimals: number; residue: ValueJson }>
    | Readonly<{ kind: 'guard'; test: Test; pass: boolean; args: readonly NodeId[]; rule?: RuleRef }>
    | Readonly<{
        kind: 'choice';
        taken: NodeId;
        because: readonly (readonly NodeId[])[];
        rejected: readonly Readonly<{ rule: RuleRef; failed: readonly NodeId[] }>[];
      }>
    | Readonly<{ kind: 'absent'; key: string; searched: readonly SearchedSource[] }>
  );

/** A calculation as plain JSON: the node that is the answer, and every node it rests on, each once. */
export type GraphJson = Readonly<{ root: NodeId; nodes: Readonly<Record<NodeId, NodeJson>> }>;

/** The ids a node rests on, in the order of its fields. */
export const restsOn = (node: NodeJson): readonly NodeId[] => [...argumentsOf(node), ...(node.given ?? [])];

const argumentsOf = (node: NodeJson): readonly NodeId[] => {
  switch (node.kind) {
    case 'fact':
    case 'param':
    case 'absent':
      return [];
    case 'op':
    case 'guard':
      return node.args;
    case 'round':
      return [node.arg];
    case 'choice':
      return [node.taken, ...node.because.flat(), ...node.rejected.flatMap(({ failed }) => failed)];
  }
};
