import { sub, type Node } from '@commission-ledger/calculation';
import type { VersionedCause } from '@commission-ledger/ledger';
import { equals, type Money } from '@commission-ledger/money';
import * as E from 'fp-ts/lib/Either.js';
import { appliedPlanOf } from '../../reading/appliedPlan.ts';
import type { Answer, Sources } from '../../reading/sources.ts';
import { explainAccrual } from '../../why/explainAccrual.ts';
import type { DraftRow } from '../composeReply.ts';
import type { PublishedVersion } from './planVersions.ts';
import { underPlan } from './underPlan.ts';

/** The calculation of a difference, and below it those of both amounts. */
export type BothCalculations = Required<Pick<DraftRow, 'node' | 'rows'>>;

/**
 * How a cause was calculated, and how it would have been under an earlier version of its plan; `undefined` where one accrual
 * alone, with the counters as it found them, does not give both amounts: then it takes the whole replay to see it.
 */
export const bothCalculations = async (
  sources: Sources,
  { booked, before, after }: VersionedCause,
  { source }: PublishedVersion,
): Answer<BothCalculations | undefined> => {
  if (booked === undefined) return E.right(undefined);
  const accrual = await explainAccrual(sources, booked.data.accrual);
  if (E.isLeft(accrual)) return accrual;
  const applied = await appliedPlanOf(sources, source);
  if (E.isLeft(applied)) return applied;
  const otherwise = await underPlan(sources, accrual.right, applied.right);
  if (E.isLeft(otherwise)) return otherwise;
  const [now, then] = [accrual.right.root, otherwise.right];
  if (then === undefined || !gives(now, before) || !gives(then, after)) return E.right(undefined);
  const rowOf = (node: Node, amount: Money, { plan, version }: typeof source): DraftRow => ({
    said: { key: 'diffEffectBy', holes: { plan: `${plan}@${version}` } },
    amount,
    node,
  });
  return E.right({
    node: sub(now, then),
    rows: [rowOf(now, before, accrual.right.applied.source), rowOf(then, after, source)],
  });
};

const gives = ({ value }: Node, amount: Money): boolean => value._tag === 'money' && equals(value.money, amount);
