import type { Node } from '@commission-ledger/calculation';

/** A calculation and everything that enters it, each step once. */
export const nodesBelow = (root: Node): readonly Node[] => {
  const found = new Set<Node>([root]);
  for (const node of found) for (const below of enteringInto(node)) found.add(below);
  return [...found];
};

const enteringInto = (node: Node): readonly Node[] => {
  const { given = [] } = node;
  switch (node.kind) {
    case 'fact':
    case 'param':
    case 'absent':
      return given;
    case 'op':
    case 'guard':
      return [...node.args, ...given];
    case 'round':
      return [node.arg, ...given];
    case 'choice':
      return [node.taken, ...node.because.flat(), ...node.rejected.flatMap(({ failed }) => failed), ...given];
  }
};
