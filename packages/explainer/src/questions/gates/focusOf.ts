import { booked as asBooked, fact, sub, sum as sumNode, type Node } from '@commission-ledger/calculation';
import { eventRef } from '@commission-ledger/ledger';
import { isZero, subtract, sum, type Money } from '@commission-ledger/money';
import { entries, payouts, readDocument } from '@commission-ledger/projections';
import * as E from 'fp-ts/lib/Either.js';
import { appliedPlanOf } from '../../reading/appliedPlan.ts';
import type { Answer } from '../../reading/sources.ts';
import type { Asking } from '../asking.ts';
import { accountKeyOf } from '../standing/readAccount.ts';
import { isOfCause, type BookedOnDeal } from './bookedOnDeal.ts';
import { paysFor } from './calculatedGates.ts';
import { causesIn, type DealScene, type SceneCause } from './dealScene.ts';
import { entryIn, type EarnedEvent } from './paidGates.ts';

/** How far a cause has come, the least first. */
export type Standing = 'nothing' | 'taken-back' | 'open' | 'on-its-way' | 'paid';

/** An entry, how far it has come, what it is as a whole, and what is left once what was taken back is subtracted. */
export type EarnedPart = Readonly<{ event: EarnedEvent; standing: Standing; left: Money; whole: Node; rest: Node }>;

/** A cause with what came of it for one partner. */
export type CauseStanding = Readonly<{
  cause: SceneCause;
  standing: Standing;
  /** What it earned, what has come least far first. */
  earned: readonly EarnedEvent[];
  /** The same, with what is left of each. */
  parts: readonly EarnedPart[];
}>;

/** The causes of a deal that may earn for a partner: that which has come least far first, and of those alike the earlier. */
export const standingsOf = async (
  asking: Asking,
  scene: DealScene,
  booked: BookedOnDeal,
): Answer<readonly CauseStanding[]> => {
  const standings: CauseStanding[] = [];
  const causes = causesIn(scene);
  for (const cause of causes) {
    const matters = await mayEarn(asking, scene, booked, cause);
    if (E.isLeft(matters)) return matters;
    if (matters.right) standings.push(await standingOf(asking, booked, cause));
  }
  if (standings.length === 0) {
    const last = causes.at(-1);
    return E.right(last === undefined ? [] : [{ cause: last, standing: 'nothing', earned: [], parts: [] }]);
  }
  // A win that is only set aside tells nothing that the payments do not.
  const hasPayments = standings.some(({ cause }) => cause.kind === 'payment');
  const told = standings.filter(({ cause, standing }) => {
    const isSetAside = standing === 'nothing' && scene.state.parked.has(`${cause.kind}/${cause.id}`);
    return !(hasPayments && cause.kind === 'win' && isSetAside);
  });
  return E.right(told.toSorted((a, b) => ORDER.indexOf(a.standing) - ORDER.indexOf(b.standing)));
};

const ORDER: readonly Standing[] = ['nothing', 'taken-back', 'open', 'on-its-way', 'paid'];

/** A cause that only moved running totals is none that earns. */
const mayEarn = async (
  { sources }: Asking,
  scene: DealScene,
  { accruals, trueUps, evaluated }: BookedOnDeal,
  cause: SceneCause,
): Answer<boolean> => {
  if ([...accruals, ...trueUps].some((event) => isOfCause(event, cause))) return E.right(true);
  if (scene.state.parked.has(`${cause.kind}/${cause.id}`)) return E.right(true);
  const looked = evaluated.find((event) => isOfCause(event, cause) && event.data.reason !== 'refund-counted');
  if (looked === undefined) return E.right(false);
  const applied = await appliedPlanOf(sources, looked.data.plan);
  if (E.isLeft(applied)) return applied;
  return E.right(paysFor(applied.right.plan.document, cause.kind, looked.data.beneficiary));
};

const standingOf = async (asking: Asking, booked: BookedOnDeal, cause: SceneCause): Promise<CauseStanding> => {
  const own: readonly EarnedEvent[] = [...booked.accruals, ...booked.trueUps].filter((event) =>
    isOfCause(event, cause),
  );
  const parts: EarnedPart[] = [];
  for (const event of own) parts.push(await partOf(asking, booked, event));
  const sorted = parts.toSorted((a, b) => ORDER.indexOf(a.standing) - ORDER.indexOf(b.standing));
  // What was taken back waits for nothing: where something is left beside it, that says how far the cause has come.
  const least = sorted.find(({ standing }) => standing !== 'taken-back') ?? sorted[0];
  return { cause, standing: least?.standing ?? 'nothing', earned: sorted.map(({ event }) => event), parts: sorted };
};

const partOf = async (asking: Asking, { reversals }: BookedOnDeal, event: EarnedEvent): Promise<EarnedPart> => {
  const { amount } = event.data;
  const isAccrual = event.type === 'AccrualPosted';
  const whole = fact(asBooked(amount), [eventRef(event, '/amount')], isAccrual ? 'accrual' : 'true-up');
  const taken = isAccrual ? reversals.filter(({ data }) => data.accrual === event.data.accrual) : [];
  if (taken.length === 0)
    return { event, standing: await standingOfEntry(asking, event), left: amount, whole, rest: whole };
  const each = taken.map((reversal) =>
    fact(asBooked(reversal.data.amount), [eventRef(reversal, '/amount')], 'reversal'),
  );
  const amounts = taken.map(({ data }) => data.amount);
  const left = subtract(amount, sum(amount.currency, amounts));
  const standing = isZero(left) ? 'taken-back' : await standingOfEntry(asking, event);
  return { event, standing, left, whole, rest: sub(whole, sumNode(each)) };
};

/** Whether a payout that arrived, or is on its way, has the entry. */
const standingOfEntry = async ({ documents }: Asking, event: EarnedEvent): Promise<Standing> => {
  const { program, partner, amount, maturesOn } = event.data;
  const account = accountKeyOf({ program, partner, currency: amount.currency });
  const { kind, id } = entryIn(event);
  const entry = await readDocument(documents, entries, `${account}/${maturesOn}/${kind}/${id}`);
  if (entry?.payout == null) return 'open';
  const payout = await readDocument(documents, payouts, `${account}/${entry.payout}`);
  if (payout?.status === 'settled') return 'paid';
  return payout?.status === 'issued' ? 'on-its-way' : 'open';
};
