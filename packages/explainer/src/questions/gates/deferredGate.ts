import { booked, fact, guard, sub } from '@commission-ledger/calculation';
import type { RecordedEvent } from '@commission-ledger/events';
import { eventRef } from '@commission-ledger/ledger';
import { subtract, toJson } from '@commission-ledger/money';
import type { LookedAt } from './gate.ts';

/** A payout date came, and nothing was paid, for a reason that the ledger recorded. */
export const deferredGate = (deferred: RecordedEvent<'PayoutDeferred'>): LookedAt => {
  const { date, amount, reason, terms, until } = deferred.data;
  const from = [eventRef(deferred, '/reason')];
  const of = { date, amount: toJson(amount), currency: amount.currency };
  switch (reason) {
    case 'below-minimum': {
      const least = fact(booked(terms.minimum), [eventRef(deferred, '/terms/minimum')], 'minimum');
      const due = fact(booked(amount), [eventRef(deferred, '/amount')], 'balance');
      const holes = { ...of, minimum: toJson(terms.minimum), missing: toJson(subtract(terms.minimum, amount)) };
      return {
        state: 'failed',
        said: { key: 'whyNotBelowMinimum', holes },
        node: guard('ge', [due, least]),
        rows: [
          {
            said: { key: 'whyNotMissing', holes: {} },
            amount: subtract(terms.minimum, amount),
            node: sub(least, due),
          },
        ],
        from,
      };
    }
    case 'negative-balance':
      return {
        state: 'failed',
        said: { key: 'whyNotNegative', holes: of },
        from,
      };
    case 'no-destination':
      return {
        state: 'failed',
        said: { key: 'whyNotNoDestination', holes: { date } },
        from,
      };
    case 'destination-changed':
      return until === undefined
        ? {
            state: 'failed',
            said: { key: 'whyNotDestinationChanged', holes: { date } },
            from,
          }
        : {
            state: 'failed',
            said: { key: 'whyNotDestinationChangedUntil', holes: { date, until } },
            from,
          };
    case 'suspended':
      return {
        state: 'failed',
        said: { key: 'whyNotPayeeSuspended', holes: { date } },
        from,
      };
    case 'disputed':
      return {
        state: 'failed',
        said: { key: 'whyNotDisputed', holes: { date } },
        from,
      };
    case 'no-rate':
      return {
        state: 'failed',
        said: { key: 'whyNotNoPayoutRate', holes: { date } },
        from,
      };
    case 'changed-since-prepared':
      return {
        state: 'failed',
        said: { key: 'whyNotChangedSince', holes: { date } },
        from,
      };
  }
};
