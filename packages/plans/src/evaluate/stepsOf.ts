import { valueToJson, type Node, type Value } from '@commission-ledger/calculation';
import { percent } from '@commission-ledger/money';
import type { RuleOutcome } from './rating.ts';

/** A calculation as lines that can be checked with pencil and paper, first step first. */
export const stepsOf = (outcome: RuleOutcome): readonly string[] => {
  if (outcome._tag === 'not-applicable') return outcome.failed.flatMap(lineOf).map((line) => `${line} does not hold`);
  const lines: string[] = [];
  const seen = new Set<Node>();
  const visit = (node: Node): void => {
    if (seen.has(node)) return;
    seen.add(node);
    for (const below of stepsBelow(node)) visit(below);
    lines.push(...lineOf(node));
  };
  visit(outcome.root);
  return lines;
};

const stepsBelow = (node: Node): readonly Node[] => {
  if (node.kind === 'op') return node.args;
  if (node.kind === 'round') return [node.arg];
  return node.kind === 'choice' ? [...node.because.flat(), node.taken] : [];
};

const signs = {
  sum: ' + ',
  sub: ' − ',
  mul: ' × ',
  div: ' ÷ ',
  min: ' or less: ',
  max: ' or more: ',
  split: ' shared by ',
  convert: ' at ',
};
const relations = {
  lt: ' < ',
  le: ' ≤ ',
  eq: ' = ',
  ne: ' ≠ ',
  ge: ' ≥ ',
  gt: ' > ',
  in: ' is one of ',
  'not-in': ' is none of ',
};

const lineOf = (node: Node): readonly string[] => {
  const result = shown(node.value);
  switch (node.kind) {
    case 'op':
      return [`${node.args.map(({ value }) => shown(value)).join(signs[node.op])} = ${result}`];
    case 'round':
      return [`${shown(node.arg.value)} rounded ${node.mode} = ${result}`];
    case 'guard': {
      const [first, ...others] = node.args.map(({ value }) => shown(value));
      return [`${first}${relations[node.test]}${others.join(', ')}`];
    }
    case 'fact':
    case 'param':
    case 'choice':
    case 'absent':
      return [];
  }
};

const shown = (value: Value): string => {
  if (value._tag === 'ratio') return `${percent(value.ratio)} %`;
  const json = valueToJson(value);
  if (typeof json === 'string') return json;
  if ('amount' in json) return json.amount;
  if ('exact' in json) return json.exact;
  return 'num' in json ? `${json.num}/${json.den}` : json.rate;
};
