import type { EventStore } from '@commission-ledger/event-store';
import { type RecordedEvent, dealStream } from '@commission-ledger/events';
import { type Money, format, sum } from '@commission-ledger/money';
import * as E from 'fp-ts/lib/Either.js';
import { storeFailure } from '../execution/storeFailure.ts';
import type { LedgerFailure } from '../failure.ts';
import { type Brought, type NothingEarned, type PartnerTier, type SupposedCommission, bringDeal } from './bringDeal.ts';
import { createRehearsal } from './rehearsal.ts';
import type { SupposedDeal } from './supposedDeal.ts';

/** A tier after the deal, and what the next one is worth to the partner. */
export type TierAhead = PartnerTier &
  Readonly<{
    worth?: Readonly<{
      /** What the partner would earn by exactly what is missing. */
      crossing: Money;
      /** What the partner would earn by the same deal once more: as it is, and once the next band is reached. */
      onceMore: Money;
      onceMoreBeyond: Money;
    }>;
  }>;

/** What would follow from a supposed deal. Nothing was written. */
export type WhatIf = Readonly<{
  commissions: readonly SupposedCommission[];
  /** Rules that were looked at and give nothing. */
  nothing: readonly NothingEarned[];
  tiers: readonly TierAhead[];
  /** Why it could not be rated, if it could not. */
  setAside: readonly string[];
}>;

type Answer<Value> = Promise<E.Either<LedgerFailure, Value>>;

/** What would follow if a partner brought this deal: by the ledger's own rules on copies of its streams, as they are now. */
export const whatIf = async (store: EventStore, supposed: SupposedDeal): Answer<WhatIf> => {
  const brought = await suppose(store, [supposed]);
  if (E.isLeft(brought)) return brought;
  const [only = { commissions: [], nothing: [], tiers: [] }] = brought.right.brought;
  const { commissions, nothing, tiers } = only;
  const ahead: TierAhead[] = [];
  for (const tier of tiers) {
    const worth = tier.partner === supposed.partner ? await worthOf(store, supposed, tier) : E.right(undefined);
    if (E.isLeft(worth)) return worth;
    ahead.push(worth.right === undefined ? tier : { ...tier, worth: worth.right });
  }
  return E.right({ commissions, nothing, tiers: ahead, setAside: brought.right.setAside });
};

/**
 * Only where bringing exactly what is missing, as a deal, does reach the next band: of a count, of the margin or of
 * another currency nobody can say how much more business makes it up.
 */
const worthOf = async (store: EventStore, supposed: SupposedDeal, tier: PartnerTier): Answer<TierAhead['worth']> => {
  const missing = tier.next?.missing;
  if (missing?._tag !== 'money' || missing.money.currency !== supposed.currency) return E.right(undefined);
  const amount = format(missing.money);
  const crossing = { ...supposed, deal: amount, ...(supposed.payment === undefined ? {} : { payment: amount }) };
  const again = await suppose(store, [supposed, supposed]);
  if (E.isLeft(again)) return again;
  const beyond = await suppose(store, [supposed, crossing, supposed]);
  if (E.isLeft(beyond)) return beyond;
  const [, onceMore] = again.right.brought;
  const [, crossed, onceMoreBeyond] = beyond.right.brought;
  if (onceMore === undefined || crossed === undefined || onceMoreBeyond === undefined) return E.right(undefined);
  const reached = crossed.tiers.some((other) => isSameTier(other, tier) && other.band > tier.band);
  if (!reached) return E.right(undefined);
  const { currency } = missing.money;
  const earned = ({ told }: BroughtDeal): Money => earnedIn(told, supposed.partner, currency);
  return E.right({ crossing: earned(crossed), onceMore: earned(onceMore), onceMoreBeyond: earned(onceMoreBeyond) });
};

const isSameTier = (a: PartnerTier, b: PartnerTier): boolean =>
  a.partner === b.partner && a.rule === b.rule && a.counter === b.counter && a.window === b.window;

/** What followed from one of several deals. */
type BroughtDeal = Brought & Readonly<{ told: readonly RecordedEvent[] }>;

type Supposed = Readonly<{ brought: readonly BroughtDeal[]; setAside: readonly string[] }>;

/** One deal after the other, on one copy of the ledger. */
const suppose = async (store: EventStore, deals: readonly SupposedDeal[]): Answer<Supposed> => {
  const told: RecordedEvent[] = [];
  const { executor } = createRehearsal(
    (stream) => store.readStream(stream),
    (event) => told.push(event),
  );
  const brought: BroughtDeal[] = [];
  try {
    const ids = await freshDeals(store, deals.length);
    for (const [index, deal] of deals.entries()) {
      const before = told.length;
      const followed = await bringDeal(executor, deal, ids[index] ?? '');
      if (E.isLeft(followed)) return followed;
      brought.push({ ...followed.right, told: told.slice(before) });
    }
  } catch (error) {
    return E.left(storeFailure(error));
  }
  const setAside = told.flatMap((event) => (event.type === 'CauseParked' ? [event.data.reason] : []));
  return E.right({ brought, setAside: [...new Set(setAside)] });
};

/** Ids of deals that the ledger does not have: what follows from a deal is named after it. */
const freshDeals = async (store: EventStore, count: number): Promise<readonly string[]> => {
  const ids: string[] = [];
  for (let number = 1; ids.length < count; number += 1) {
    const id = `what-if-${number}`;
    let taken = false;
    for await (const _event of store.readStream(dealStream(id), { limit: 1 })) taken = true;
    if (!taken) ids.push(id);
  }
  return ids;
};

const earnedIn = (told: readonly RecordedEvent[], partner: string, currency: Money['currency']): Money =>
  sum(
    currency,
    told.flatMap((event) =>
      event.type === 'AccrualPosted' && event.data.partner === partner && event.data.amount.currency === currency
        ? [event.data.amount]
        : [],
    ),
  );
