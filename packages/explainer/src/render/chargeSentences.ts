import type { NodeId, ValueJson } from '@commission-ledger/calculation';
import type { Locale } from '@commission-ledger/locale';
import { toJson } from '@commission-ledger/money';
import type { ChargeLine, Explanation } from '../document/explanation.ts';
import { sumOf } from '../document/totals.ts';
import { isNothing, withoutSign } from './numbers.ts';
import type { Said } from './templates.ts';

/** What the program bears does not enter what arrives. */
export const isCharged = ({ kind, bornBy }: ChargeLine): boolean => kind === 'vat' || bornBy === 'partner';

/** What a charge is: by which rate of which status, or which fee. */
export const chargeOf = (
  nodes: Explanation['nodes'],
  { kind, id, title: titles, bornBy, node }: ChargeLine,
  locale: Locale,
): Said => {
  const title = titles?.[locale] ?? titles?.en;
  if (kind === 'fee') return { key: bornBy === 'partner' ? 'feeKept' : 'feeBorne', holes: { title: title ?? id } };
  const [base, rate] = productOf(nodes, node);
  if (title === undefined && id === 'none')
    return { key: kind === 'vat' ? 'vatUntold' : 'withheldUntold', holes: { base, rate } };
  return { key: kind === 'vat' ? 'vatAdded' : 'withheldTax', holes: { status: title ?? id, base, rate } };
};

/** What is multiplied to a rounded charge. */
const productOf = (nodes: Explanation['nodes'], id: NodeId): readonly [ValueJson, ValueJson] => {
  const charge = nodes[id];
  const product = charge?.kind === 'round' ? nodes[charge.arg] : undefined;
  const [base, rate] = product?.kind === 'op' ? product.args.map((arg) => nodes[arg]?.value) : [];
  return [base ?? '', rate ?? ''];
};

/** What charges come to: kept back, and added. */
export const chargedIn = ({ charges = [] }: Explanation): readonly Said[] => {
  const kept = sumOf(charges.filter((charge) => isCharged(charge) && charge.kind !== 'vat'));
  const added = sumOf(charges.filter(({ kind }) => kind === 'vat'));
  return [
    ...(kept === undefined || isNothing(toJson(kept))
      ? []
      : [{ key: 'chargedInAll', holes: { amount: withoutSign(toJson(kept)) } } as const]),
    ...(added === undefined ? [] : [{ key: 'taxAddedInAll', holes: { amount: toJson(added) } } as const]),
  ];
};
