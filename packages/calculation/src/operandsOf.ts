import type { Node, RuleRef } from './node.ts';
import type { NodeJson } from './nodeJson.ts';

/** What the value of a step is made of, in order: not the reasons why it was taken. */
export const operandsOf = (node: Node): readonly Node[] => {
  switch (node.kind) {
    case 'op':
      return node.args;
    case 'round':
      return [node.arg];
    case 'choice':
      return [node.taken];
    case 'fact':
    case 'param':
    case 'guard':
    case 'absent':
      return [];
  }
};

/** The rules that a node names: where its number stands, by which it was done, or which were looked at and not taken. */
export const rulesOf = (node: Node | NodeJson): readonly RuleRef[] => {
  switch (node.kind) {
    case 'param':
      return [node.rule];
    case 'op':
    case 'guard':
      return node.rule === undefined ? [] : [node.rule];
    case 'choice':
      return node.rejected.map(({ rule }) => rule);
    case 'fact':
    case 'round':
    case 'absent':
      return [];
  }
};
