import { booked, fact, sub, type Node } from '@commission-ledger/calculation';
import { isBooking, type PartnerTier, type TierAhead, type WhatIf } from '@commission-ledger/ledger';
import { compare, equals, toJson, type Money } from '@commission-ledger/money';
import * as E from 'fp-ts/lib/Either.js';
import type { Answer, Sources } from '../../reading/sources.ts';
import type { Said } from '../../render/templates.ts';
import type { DraftRow } from '../composeReply.ts';
import { nodesBelow } from './nodesBelow.ts';

/** How far tiers reach, in rows; in the verdict, where there is one tier; and the calculations of it. */
export type TierRows = Readonly<{ rows: readonly DraftRow[]; verdict: readonly Said[]; nodes: readonly Node[] }>;

/**
 * The tiers along amounts, out of the calculations of a supposed sale: where each counter stands before it, and the edge of
 * the plan above that. Of a tier along a number, and of the last one, there is nothing to tell.
 */
export const tierRows = async (
  sources: Sources,
  { commissions, nothing, tiers }: WhatIf,
  amount: Money,
): Answer<TierRows> => {
  const roots = [...commissions.map(({ root }) => root), ...nothing.flatMap(({ because }) => because)];
  const leaves = [...new Set(roots.flatMap(nodesBelow))];
  const found: Readonly<{ row: DraftRow; said: Said; node: Node }>[] = [];
  for (const tier of tiers) {
    const start = await startOf(sources, leaves, tier);
    if (E.isLeft(start)) return start;
    if (start.right === undefined) continue;
    const told = toldOf(tier, start.right, leaves, amount);
    if (told !== undefined) found.push(told);
  }
  const [first, ...others] = found;
  return E.right({
    rows: found.map(({ row }) => row),
    verdict: first === undefined || others.length > 0 ? [] : [first.said],
    nodes: found.map(({ node }) => node),
  });
};

type Amount = Readonly<{ node: Node; money: Money }>;

const toldOf = (
  { rule, window, next, worth }: TierAhead,
  start: Amount,
  leaves: readonly Node[],
  amount: Money,
): Readonly<{ row: DraftRow; said: Said; node: Node }> | undefined => {
  const edges = leaves.flatMap((node): readonly Amount[] =>
    node.kind === 'param' && node.name === 'band-upper' && node.rule.rule === rule ? amountOf(node) : [],
  );
  const [edge] = edges
    .filter(({ money }) => money.currency === start.money.currency && compare(money, start.money) > 0)
    .toSorted((a, b) => compare(a.money, b.money));
  if (edge === undefined) return undefined;
  const node = sub(edge.node, start.node);
  const [missing] = amountOf(node);
  if (missing === undefined) return undefined;
  const holes = { missing: toJson(missing.money) };
  const isAhead = next?.edge._tag === 'money' && equals(next.edge.money, edge.money);
  const beyond: readonly DraftRow[] =
    worth === undefined || !isAhead
      ? []
      : [
          {
            said: { key: 'whatNextBeyond', holes: { amount: toJson(amount), worth: toJson(worth.onceMoreBeyond) } },
            node: fact(booked(worth.onceMoreBeyond), [], 'commission'),
          },
        ];
  return {
    row: {
      said: { key: 'whatNextTier', holes: { ...holes, window, at: toJson(start.money), edge: toJson(edge.money) } },
      node,
      rows: beyond,
    },
    said: { key: 'whatNextMissing', holes },
    node,
  };
};

const amountOf = (node: Node): readonly Amount[] =>
  node.value._tag === 'money' ? [{ node, money: node.value.money }] : [];

/** Where the counter of a tier stands: what its last move left, or that nothing has moved it in its window. */
const startOf = async (
  sources: Sources,
  leaves: readonly Node[],
  { counter, window }: PartnerTier,
): Answer<Amount | undefined> => {
  for (const leaf of leaves) {
    if (leaf.kind === 'absent' && leaf.key === `${counter} in ${window}`) return E.right(amountOf(leaf)[0]);
    const [ref] = leaf.kind === 'fact' && leaf.name === 'counter-before' ? leaf.from : [];
    if (ref === undefined) continue;
    const event = await sources.events.readAny(ref);
    if (E.isLeft(event)) return event;
    const [, place = ''] = /^\/counters\/(\d+)\/after$/.exec(ref.path) ?? [];
    const move = isBooking(event.right) ? event.right.data.counters[Number(place)] : undefined;
    if (move?.counter === counter && move.window === window) return E.right(amountOf(leaf)[0]);
  }
  return E.right(undefined);
};
