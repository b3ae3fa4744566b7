import {
  addMonths,
  convert,
  days,
  div,
  max,
  min,
  months,
  mul,
  operandsOf,
  roundNode,
  split,
  sub,
  sum,
  type Node,
} from '@commission-ledger/calculation';

/**
 * The same calculation with some of its steps replaced: everything that rests on them is done again. Reasons of steps that
 * are done again are left out, for they were reasons for something else.
 * @param replaced what stands in the place of a step, by the step
 */
export const rewritten = (root: Node, replaced: ReadonlyMap<Node, Node>): Node => {
  const done = new Map<Node, Node>(replaced);
  const again = (node: Node): Node => {
    const known = done.get(node);
    if (known !== undefined) return known;
    const made = remade(node, again);
    done.set(node, made);
    return made;
  };
  return again(root);
};

const remade = (node: Node, again: (node: Node) => Node): Node => {
  switch (node.kind) {
    case 'fact':
    case 'param':
    case 'absent':
    case 'guard':
      return node;
    case 'choice': {
      const taken = again(node.taken);
      return taken === node.taken ? node : taken;
    }
    case 'round': {
      const arg = again(node.arg);
      return arg === node.arg ? node : roundNode(arg, node.mode, named(node));
    }
    case 'op': {
      const args = node.args.map(again);
      return args.every((arg, index) => arg === node.args[index]) ? node : stepOf(node, args);
    }
  }
};

type Step = Extract<Node, { kind: 'op' }>;

const stepOf = (step: Step, args: readonly Node[]): Node => {
  const { op, rule } = step;
  const options = { ...named(step), ...(rule === undefined ? {} : { rule }) };
  const [a, b, ...more] = args;
  if (op === 'sum') return sum(args, options);
  if (op === 'min') return min(args, options);
  if (op === 'max') return max(args, options);
  if (a === undefined || b === undefined) throw new TypeError(`A step "${op}" needs two arguments.`);
  switch (op) {
    case 'sub':
      return sub(a, b, options);
    case 'mul':
      return mul(a, b, options);
    case 'div':
      return div(a, b, options);
    case 'split':
      return split(a, b, more, options);
    case 'convert':
      return convert(a, b, present(more[0]), options);
    case 'months':
      return months(a, b, options);
    case 'days':
      return days(a, b, options);
    case 'add-months':
      return addMonths(a, b, options);
  }
};

const named = ({ name }: Node): Pick<Node, 'name'> => (name === undefined ? {} : { name });

const present = (node: Node | undefined): Node => {
  if (node === undefined) throw new TypeError('A conversion names its currency.');
  return node;
};

/** Every step that the value of a calculation comes from, each once, from the last to the first: no reasons. */
export const stepsUnder = (root: Node): readonly Node[] => {
  const seen = new Set<Node>([root]);
  for (const node of seen) for (const below of operandsOf(node)) seen.add(below);
  return [...seen];
};
