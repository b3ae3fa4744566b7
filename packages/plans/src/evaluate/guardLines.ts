import type { Node, Test } from '@commission-ledger/calculation';

type Guard = Extract<Node, { kind: 'guard' }>;

/** A test as one line, as it came out; nothing where it says nothing. */
export const guardLine = (
  { test, pass, args: [first, ...others] }: Guard,
  shown: (node: Node) => string,
): readonly string[] => {
  const [second] = others;
  if (first === undefined || second === undefined) return [];
  // Looked for in the windows before, of which there are none.
  if (first === second) return first.kind === 'absent' ? [`there is no ${first.key} in this year`] : [];
  const line =
    second.name === 'nothing' && test in againstZero
      ? `${shown(first)} ${againstZero[test] ?? ''}`
      : `${shown(first)} ${relations[test]} ${others.map(shown).join(', ')}`;
  return [pass ? line : `${line} does not hold`];
};

/**
 * The band in which something lies, as one line, where the guards say that: all of them hold one thing against edges.
 */
export const bandLine = (guards: readonly Node[], shown: (node: Node) => string): readonly string[] => {
  const tests = guards.flatMap((node) => (node.kind === 'guard' ? [node] : []));
  const position = tests[0]?.args[0];
  if (position === undefined || tests.length !== guards.length) return [];
  const edges = tests.flatMap(({ test, args: [first, edge] }) => {
    const word = sides[test];
    return first === position && edge !== undefined && word !== undefined ? [`${word} ${shown(edge)}`] : [];
  });
  return edges.length === tests.length ? [`${shown(position)} lies in the band ${edges.join(' and ')}`] : [];
};

const sides: Readonly<Partial<Record<Test, string>>> = { lt: 'below', le: 'up to', gt: 'above', ge: 'from' };

const relations: Readonly<Record<Test, string>> = {
  lt: '<',
  le: '≤',
  eq: '=',
  ne: '≠',
  ge: '≥',
  gt: '>',
  in: 'is one of',
  'not-in': 'is none of',
};

const againstZero: Readonly<Partial<Record<Test, string>>> = {
  lt: 'is below zero',
  le: 'is not above zero',
  gt: 'is above zero',
  ge: 'is not below zero',
};
