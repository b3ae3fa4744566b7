import type { EventRef, Node } from '@commission-ledger/calculation';

/**
 * A calculation with other citations: each fact cites what `cite` makes of what it cited; nothing, where it is supposed.
 * What several steps share stays shared.
 */
export const recited = (cite: (refs: readonly EventRef[]) => readonly EventRef[]): ((root: Node) => Node) => {
  const known = new Map<Node, Node>();

  const over = (node: Node): Node => {
    const before = known.get(node);
    if (before !== undefined) return before;
    const after = citedNode(node);
    known.set(node, after);
    return after;
  };

  const citedNode = (node: Node): Node => {
    const given = node.given === undefined ? {} : { given: node.given.map(over) };
    switch (node.kind) {
      case 'fact':
        return { ...node, ...given, from: cite(node.from) };
      case 'param':
      case 'absent':
        return node;
      case 'op':
      case 'guard':
        return { ...node, ...given, args: node.args.map(over) };
      case 'round':
        return { ...node, ...given, arg: over(node.arg) };
      case 'choice':
        return {
          ...node,
          ...given,
          taken: over(node.taken),
          because: node.because.map((group) => group.map(over)),
          rejected: node.rejected.map((each) => ({ ...each, failed: each.failed.map(over) })),
        };
    }
  };

  return over;
};
