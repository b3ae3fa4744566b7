import { valueToJson, type Node } from '@commission-ledger/calculation';
import { money, toJson, type Money } from '@commission-ledger/money';
import type { Plan } from '@commission-ledger/plans';
import * as E from 'fp-ts/lib/Either.js';
import { appliedPlanOf } from '../../reading/appliedPlan.ts';
import type { Answer, Sources } from '../../reading/sources.ts';
import type { Said } from '../../render/templates.ts';
import type { DraftRow } from '../composeReply.ts';
import { type RateOfPlan, ratesOfPlan } from '../foil/ratesOfPlan.ts';
import { nodesBelow } from './nodesBelow.ts';

/**
 * The tiers that calculations were made by, as the plan has them, and which of them counted. Tiers along a number are
 * none of amounts, and are left out.
 */
export const bandRows = async (sources: Sources, roots: readonly Node[]): Answer<readonly DraftRow[]> => {
  const tables = new Map<string, Table>();
  for (const { node, bands } of [...new Set(roots.flatMap(nodesBelow))].flatMap(rateInBands)) {
    const { plan, version, rule, clause } = node.rule;
    const key = `${plan}@${version} ${bands}`;
    const used = tables.get(key)?.used ?? new Set<string>();
    tables.set(key, { ref: node.rule, clause: clause ?? rule ?? plan, bands, used: used.add(node.path) });
  }
  const rows: DraftRow[] = [];
  for (const table of tables.values()) {
    const applied = await appliedPlanOf(sources, table.ref);
    if (E.isLeft(applied)) return applied;
    rows.push(...tableRow(applied.right.plan, table));
  }
  return E.right(rows);
};

type Param = Extract<Node, { kind: 'param' }>;

type Table = Readonly<{ ref: Param['rule']; clause: string; bands: string; used: Set<string> }>;

/** A rate that stands among the bands of a rule, with where those are. */
const rateInBands = (node: Node): readonly Readonly<{ node: Param; bands: string }>[] => {
  const [, bands] = node.kind === 'param' ? (/^(.+\/bands)\/\d+\/rate$/.exec(node.path) ?? []) : [];
  return node.kind !== 'param' || bands === undefined ? [] : [{ node, bands }];
};

const tableRow = (plan: Plan, { clause, bands, used }: Table): readonly DraftRow[] => {
  const rates = ratesOfPlan(plan).filter(({ path }) => path.startsWith(`${bands}/`));
  const edges = rates.map(({ path }) => edgeOf(plan, path.replace(/rate$/, '')));
  // Only the last band is open; any other edge that is no amount is a number.
  if (rates.length < 2 || edges.slice(0, -1).includes(undefined)) return [];
  const rows = rates.map((rate, index) => bandRow(rate, edges[index], used.has(rate.path)));
  return [{ said: { key: 'whatNextTiers', holes: { clause } }, rows }];
};

const bandRow = ({ node }: RateOfPlan, edge: Edge | undefined, isOwn: boolean): DraftRow => {
  const rate = valueToJson(node.value);
  if (edge === undefined)
    return { said: { key: isOwn ? 'whatNextLastBandOwn' : 'whatNextLastBand', holes: { rate } }, node };
  const holes = { rate, edge: toJson(edge.amount) };
  const said: Said = edge.isInside
    ? { key: isOwn ? 'whatNextBandOwn' : 'whatNextBand', holes }
    : { key: isOwn ? 'whatNextBandBelowOwn' : 'whatNextBandBelow', holes };
  return { said, node };
};

/** Where a band ends, and whether the amount of the edge is still in it. */
type Edge = Readonly<{ amount: Money; isInside: boolean }>;

const edgeOf = (plan: Plan, band: string): Edge | undefined => {
  const [upTo, below] = [amountAt(plan, `${band}upTo`), amountAt(plan, `${band}below`)];
  if (upTo !== undefined) return { amount: upTo, isInside: true };
  return below === undefined ? undefined : { amount: below, isInside: false };
};

/** The amount that stands at a JSON Pointer of the plan document. */
const amountAt = ({ document, currency }: Plan, pointer: string): Money | undefined => {
  let found: unknown = document;
  for (const name of pointer.split('/').slice(1))
    found =
      typeof found === 'object' && found !== null
        ? Object.entries(found).find(([key]) => key === name)?.[1]
        : undefined;
  const amount = typeof found === 'string' ? money(found, currency) : undefined;
  return amount !== undefined && E.isRight(amount) ? amount.right : undefined;
};
