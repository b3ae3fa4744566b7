import type { EventOf, RecordedEvent } from '@commission-ledger/events';
import { exactIsZero } from '@commission-ledger/money';
import * as E from 'fp-ts/lib/Either.js';
import type { Decider } from '../decider.ts';
import type { Refusal } from '../refusal.ts';

/** The rates of one pair of currencies, by local date; the map grows and is changed in place by the fold that owns it. */
export type FxState = Map<string, RecordedEvent<'FxRateRecorded'>>;

/** Offers the fact to be recorded. */
export type FxCommand = EventOf<'FxRateRecorded'>;

const decide = (fact: FxCommand, rates: FxState): E.Either<Refusal, readonly FxCommand[]> => {
  const { from, to, rate, date } = fact.data;
  if (from === to) return E.left({ _tag: 'FxRateOfItself', currency: from });
  if (exactIsZero(rate) || rate.num.isNegative()) return E.left({ _tag: 'FxRateNotPositive', from, to, date });
  return rates.has(date) ? E.left({ _tag: 'FxRateExists', from, to, date }) : E.right([fact]);
};

/** The rates of exchange from one currency to another; the first told for a day stands. */
export const fxDecider: Decider<FxCommand, FxState, Refusal> = {
  initial: () => new Map(),
  decide,
  evolve: (rates, event) => (event.type === 'FxRateRecorded' ? rates.set(event.data.date, event) : rates),
};
