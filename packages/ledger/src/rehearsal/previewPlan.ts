import type { EventStore } from '@commission-ledger/event-store';
import { readEvent } from '@commission-ledger/events';
import { type Money, equals, subtract, sum } from '@commission-ledger/money';
import { checkForPublication } from '@commission-ledger/plans';
import * as E from 'fp-ts/lib/Either.js';
import type { LedgerFailure } from '../failure.ts';
import { type CauseDifference, comparisonByCause } from './comparisonByCause.ts';
import { type SetAside, noteSetAside } from './noteSetAside.ts';
import { replayUnderPlan } from './replayUnderPlan.ts';

/** A plan version to preview, published or not. `from`: the first date it is to govern; without it, all of history. */
export type PreviewPlan = Readonly<{ document: unknown; from?: string }>;

/** What a partner has earned under the plan, and would have earned. */
export type PartnerDifference = Readonly<{
  program: string;
  partner: string;
  before: Money;
  after: Money;
  /** `after` less `before`. */
  difference: Money;
  /** How many causes give another amount. */
  causes: number;
}>;

/** What a plan version would make of the history. Nothing was written. */
export type PlanPreview = Readonly<{
  plan: string;
  version: number;
  /** How many causes and refunds were replayed. */
  replayed: number;
  /** Everyone who earned or would earn, by program and id. */
  partners: readonly PartnerDifference[];
  /** Every cause that gives another amount, in the order of the history. */
  changed: readonly CauseDifference[];
  /** Causes that the version cannot rate, with the reason. */
  setAside: readonly SetAside[];
}>;

/** Replays the history under a plan version and tells the difference for every partner; writes nothing. */
export const previewPlan = async (
  store: EventStore,
  { document: offered, from }: PreviewPlan,
): Promise<E.Either<LedgerFailure, PlanPreview>> => {
  const checked = checkForPublication(offered);
  if (E.isLeft(checked)) return E.left({ _tag: 'PlanRefused', refusal: checked.left });
  const { document } = checked.right;
  const comparison = comparisonByCause(document.plan);
  const reasons = new Map<string, SetAside>();
  const replayed = await replayUnderPlan(
    store,
    { document, from },
    {
      read: readEvent,
      booked: comparison.before,
      rehearsed: (event) => {
        comparison.after(event);
        noteSetAside(reasons, event);
      },
      receipts: 'left-out',
    },
  );
  if (E.isLeft(replayed)) return replayed;
  const { triggers } = replayed.right;
  const differences = [...comparison.differences.values()];
  return E.right({
    plan: document.plan,
    version: document.version,
    replayed: triggers.length,
    partners: partnersIn(differences),
    changed: inOrder(
      differences.filter(({ before, after }) => !equals(before, after)),
      triggers,
    ),
    setAside: [...reasons.values()],
  });
};

/** In the order in which the causes were recorded, and by partner. */
const inOrder = (compared: Iterable<CauseDifference>, causes: readonly string[]): readonly CauseDifference[] => {
  const places = new Map(causes.map((key, place) => [key, place]));
  const placed = [...compared].map((difference) => {
    const { deal, cause } = difference;
    return { difference, place: places.get(`${deal}/${cause}`) ?? causes.length };
  });
  return placed
    .toSorted((a, b) => a.place - b.place || byPartner(a.difference, b.difference))
    .map(({ difference }) => difference);
};

const byPartner = (a: CauseDifference, b: CauseDifference): number =>
  a.partner < b.partner ? -1 : Number(a.partner > b.partner);

const partnersIn = (changes: readonly CauseDifference[]): readonly PartnerDifference[] => {
  const accounts = new Map<string, CauseDifference[]>();
  for (const change of changes) {
    const key = `${change.program}/${change.partner}/${change.after.currency}`;
    const known = accounts.get(key);
    if (known === undefined) accounts.set(key, [change]);
    else known.push(change);
  }
  return [...accounts.keys()].toSorted().flatMap((key) => {
    const [first, ...others] = accounts.get(key) ?? [];
    return first === undefined ? [] : [differenceOf(first, [first, ...others])];
  });
};

const differenceOf = (
  { program, partner, after: { currency } }: CauseDifference,
  causes: readonly CauseDifference[],
): PartnerDifference => {
  const before = sum(
    currency,
    causes.map((cause) => cause.before),
  );
  const after = sum(
    currency,
    causes.map((cause) => cause.after),
  );
  const changed = causes.filter((cause) => !equals(cause.before, cause.after)).length;
  return { program, partner, before, after, difference: subtract(after, before), causes: changed };
};
