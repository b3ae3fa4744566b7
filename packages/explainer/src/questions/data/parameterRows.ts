import { names, param, valueFromJson, type NodeId, type NodeJson } from '@commission-ledger/calculation';
import * as E from 'fp-ts/lib/Either.js';
import type { Said } from '../../render/templates.ts';
import type { DraftRow } from '../composeReply.ts';

type Param = Extract<NodeJson, { kind: 'param' }>;

/** The numbers and terms of plans that a calculation took, each once, by version and clause. */
export const parameterRows = (nodes: Readonly<Record<NodeId, NodeJson>>): readonly DraftRow[] =>
  Object.values(nodes)
    .flatMap((node) => (node.kind === 'param' ? [node] : []))
    .toSorted((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1))
    .map((node) => {
      const value = valueFromJson(node.value);
      const name = names.find((known) => known === node.name);
      return {
        said: saidOf(node),
        ...(E.isRight(value) ? { node: param(value.right, node.rule, node.path, name) } : {}),
      };
    });

const sortKey = ({ rule, path, value, name }: Param): string =>
  `${rule.plan}@${rule.version} ${rule.clause ?? ''} ${path} ${JSON.stringify(value)} ${name ?? ''}`;

const saidOf = ({ path, value, name }: Param): Said => {
  if (typeof value === 'string') return { key: 'dataTermText', holes: { term: path, value } };
  if (!('currency' in value)) return { key: 'dataTermRate', holes: { value } };
  const holes = { value, currency: value.currency };
  if (name === 'minimum') return { key: 'dataTermMinimum', holes };
  return name === 'band-upper' || name === 'band-lower'
    ? { key: 'dataTermEdge', holes }
    : { key: 'dataTermMoney', holes };
};
