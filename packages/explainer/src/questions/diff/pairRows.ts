import { valueToJson, type Node } from '@commission-ledger/calculation';
import type { Said } from '../../render/templates.ts';
import type { DraftRow } from '../composeReply.ts';
import { effectsInOrder, salesOf } from './comparedSales.ts';
import { declaredOrder, type Cell, type FactorOrder } from './factorEffects.ts';
import { type Divergence, firstDivergence } from './firstDivergence.ts';
import { currencyOf, isNil } from './nodeAmounts.ts';
import { shownEffects } from './shownEffects.ts';
import type { Side } from './side.ts';

/** Of two commissions: where their calculations part, and what each cause would be the other way round. */
export const pairRows = (cells: readonly Cell[], a: Side, b: Side, order: FactorOrder): readonly DraftRow[] => {
  const [cell, ...others] = cells;
  if (cell === undefined || others.length > 0 || !isPair(a, b)) return [];
  const [from, ...more] = cell.a;
  const [to, ...further] = cell.b;
  if (from === undefined || to === undefined || more.length + further.length > 0) return [];
  const divergence = firstDivergence(from.booked, to.booked);
  return [
    ...(divergence === undefined ? [] : [divergenceRow(divergence)]),
    ...(order === 'declared' ? otherWayRound(cell) : []),
  ];
};

/** Whether two alike things are compared, and not two lists of what was earned. */
export const isPair = (a: Side, b: Side): boolean => !isList(a) && !isList(b);

const isList = ({ subject: { kind } }: Side): boolean => kind === 'statement' || kind === 'payout';

const divergenceRow = ({ a, b }: Divergence): DraftRow => ({
  said: divergenceSaid(a, b),
  from: [a, b].flatMap((node) => (node.kind === 'fact' ? node.from : [])),
});

const divergenceSaid = (a: Node, b: Node): Said => {
  if (isConverted(a) !== isConverted(b)) return { key: 'diffFirstCurrency', holes: {} };
  const [before, after] = [valueToJson(a.value), valueToJson(b.value)];
  if (a.name !== b.name || typeof before === 'string' || typeof after === 'string')
    return { key: 'diffFirstOther', holes: {} };
  const holes = { before, after };
  const { name } = a;
  const isAmount = name === 'payment' || name === 'deal';
  if (isAmount && currencyOf(a) !== currencyOf(b)) return { key: 'diffFirstCurrency', holes: {} };
  if (isAmount) return { key: 'diffFirstAmount', holes };
  if (name === 'rate') return { key: 'diffFirstRate', holes };
  if (name === 'fx-rate') return { key: 'diffFirstExchange', holes };
  if (name === 'share') return { key: 'diffFirstShare', holes };
  return name === 'counter-before' ? { key: 'diffFirstCounter', holes } : { key: 'diffFirstOther', holes: {} };
};

const isConverted = (node: Node): boolean =>
  (node.kind === 'round' && isConverted(node.arg)) || (node.kind === 'op' && node.op === 'convert');

/** A product has no split of its own: taken in the opposite order, the same causes get other parts of the same sum. */
const otherWayRound = ({ replanned, b }: Cell): readonly DraftRow[] => {
  const [from, to] = [salesOf(replanned), salesOf(b)];
  if (from === undefined || to === undefined) return [];
  const effects = effectsInOrder(from, to, declaredOrder.toReversed());
  const taken = declaredOrder.toReversed().map((factor) => ({ factor, node: effects[factor] }));
  const rows = shownEffects(taken).flatMap(({ factor, node }): readonly DraftRow[] =>
    isNil(node) ? [] : [{ said: { key: words[factor], holes: { effect: valueToJson(node.value) } }, node }],
  );
  return rows.length < 2 ? [] : [{ said: { key: 'diffOtherOrder', holes: {} }, rows }];
};

const words = { volume: 'diffVolumeWhole', currency: 'diffCurrency', share: 'diffShare', rate: 'diffRate' } as const;
