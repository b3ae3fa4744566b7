import type { EventData, RecordedEvent } from '@commission-ledger/events';
import { type Money, type MoneyRecord, negate, toJson } from '@commission-ledger/money';
import type { Projection } from '../projection.ts';
import { type AccountEvent, isAccountEvent } from './accountEvent.ts';
import { creditedBy } from './activityOfDeals.ts';
import type { EntryKind } from './entries.ts';

/** What happened in the accounts of a partner, or to the partner's claim of a customer, as the partner is told of it. */
export type Activity =
  /** Money was earned, taken back, corrected, advanced or written off; `amount` is signed. */
  | Readonly<{
      type: 'entry';
      kind: EntryKind;
      entry: string;
      amount: MoneyRecord;
      maturesOn: string;
      deal: string | null;
      reason: string | null;
      /** Of what was taken back: the event of the refund or cancellation that it was taken back for. */
      because: string | null;
    }>
  /** A cause in a deal that earned nothing because the partner was suspended on its day. */
  | Readonly<{
      type: 'earned-nothing';
      deal: string;
      cause: EventData<'AccrualEvaluated'>['cause'];
      reason: 'suspended';
    }>
  /** A deal was won, of which the partner is credited. */
  | Readonly<{ type: 'deal-won'; deal: string }>
  /** Where the partner is paid was told anew; to what, only the host knows. The same in all programs. */
  | Readonly<{ type: 'destination-changed' }>
  /** From a day on, the partner is not paid and brings no leads in the program, or is in it as before. */
  | Readonly<{ type: 'suspended' | 'reinstated'; from: string; reason: string }>
  /** An accrual is disputed, or is so no longer; `by` is `null` where people do it by hand. */
  | Readonly<{ type: 'held' | 'released'; accrual: string; reason: string; by: DisputeHolder | null }>
  /** A payout is on its way, arrived, or did not; `amount` is its gross. */
  | Readonly<{
      type: 'payout';
      step: 'issued' | 'settled' | 'failed' | 'voided';
      payout: string;
      amount: MoneyRecord;
      reason: string | null;
      reference: string | null;
    }>
  /** A due payout was not issued; `until` is the last day on which nothing is paid, where that is known. */
  | Readonly<{
      type: 'deferral';
      date: string;
      amount: MoneyRecord;
      reason: EventData<'PayoutDeferred'>['reason'];
      until: string | null;
    }>
  /** Another partner has the customer, up to and including `until`; for good without it. */
  | Readonly<{ type: 'claim-lost'; lead: string; until: string | null }>;

/** What disputes an accrual: an inquiry about it, or a chargeback of what was paid. */
export type DisputeHolder = Readonly<{ kind: 'inquiry' | 'chargeback'; id: string }>;

/** An activity, when it happened and when that was recorded. */
export type ActivityDocument = Readonly<{ activity: Activity; occurredAt: string; recordedAt: string }>;

/**
 * What happened to each partner in a program, one small document for each event, in the order recorded; and entries
 * once more in the order of maturity, so that what matured between two days is one range of keys.
 */
export const activity: Projection<ActivityDocument> = {
  name: 'activity',
  version: 2,
  keysOf: (event) => {
    const told = activityBy(event);
    if (told === undefined) return [];
    const { of, activity: what } = told;
    const place = `${event.recordedAt}/${event.id}`;
    const keys = of.map((partner) => `${activityPrefix(partner, 'recorded')}${place}`);
    if (what.type !== 'entry') return keys;
    return [...keys, ...of.map((partner) => `${activityPrefix(partner, 'matures')}${what.maturesOn}/${place}`)];
  },
  evolve: (document, event) => {
    const told = activityBy(event);
    if (told === undefined) return document;
    return { activity: told.activity, occurredAt: event.data.occurredAt, recordedAt: event.recordedAt };
  },
};

/**
 * What keys of a partner's activities begin with, in either order. What is the same in all programs stands under
 * {@link ANY_PROGRAM}.
 */
export const activityPrefix = ({ program, partner }: PartnerRef, order: 'recorded' | 'matures'): string =>
  `${program}/${partner}/${order}/`;

/** In place of a program, for what happened to a partner in none of them; no program has this id. */
export const ANY_PROGRAM = '';

type PartnerRef = Readonly<{ program: string; partner: string }>;

/** Something that happened, and whom it is told. */
type Told = Readonly<{ of: readonly PartnerRef[]; activity: Activity }>;

const activityBy = (event: RecordedEvent): Told | undefined => {
  if (event.type === 'LeadClaimed') {
    const { lead, outcome, until } = event.data;
    return outcome === 'protected' ? { of: [event.data], activity: { type: 'claim-lost', lead, until } } : undefined;
  }
  if (event.type === 'DealWon') {
    const { deal, program } = event.data;
    const of = creditedBy(event.data).map((partner) => ({ program, partner }));
    return { of, activity: { type: 'deal-won', deal } };
  }
  if (event.type === 'PayoutDestinationChanged') {
    const { partner } = event.data;
    return { of: [{ program: ANY_PROGRAM, partner }], activity: { type: 'destination-changed' } };
  }
  if (event.type === 'PartnerSuspended' || event.type === 'PartnerReinstated') {
    const { from, reason } = event.data;
    const type = event.type === 'PartnerSuspended' ? 'suspended' : 'reinstated';
    return { of: [event.data], activity: { type, from, reason } };
  }
  return isAccountEvent(event) ? inAccount(event) : undefined;
};

const inAccount = (event: AccountEvent): Told | undefined => {
  switch (event.type) {
    case 'AccrualPosted': {
      const { accrual, amount, maturesOn, deal } = event.data;
      return entryOf(event.data, 'accrual', accrual, { amount, maturesOn, deal });
    }
    case 'AccrualReversed': {
      const { reversal, amount, maturesOn, deal, causeEvent } = event.data;
      return entryOf(event.data, 'reversal', reversal, {
        amount: negate(amount),
        maturesOn,
        deal,
        because: causeEvent.id,
      });
    }
    case 'TrueUpPosted': {
      const { trueUp, amount, maturesOn, deal } = event.data;
      const reason = 'rerating' in event.data ? event.data.rerating.reason : null;
      return entryOf(event.data, 'true-up', trueUp, { amount, maturesOn, deal, reason });
    }
    case 'AdjustmentPosted': {
      const { adjustment, amount, maturesOn, reason } = event.data;
      return entryOf(event.data, 'adjustment', adjustment, { amount, maturesOn, reason });
    }
    case 'DrawAdvanced': {
      const { draw, amount, date } = event.data;
      return entryOf(event.data, 'draw-advance', draw, { amount, maturesOn: date });
    }
    case 'DrawRecovered': {
      const { recovery, amount, date } = event.data;
      return entryOf(event.data, 'draw-recovery', recovery, { amount: negate(amount), maturesOn: date });
    }
    case 'ReceivableWrittenOff': {
      const { writeOff, amount, date, reason } = event.data;
      return entryOf(event.data, 'write-off', writeOff, { amount, maturesOn: date, reason });
    }
    case 'BalanceUnclaimed': {
      const { unclaimed, amount, date, reason } = event.data;
      return entryOf(event.data, 'unclaimed', unclaimed, { amount: negate(amount), maturesOn: date, reason });
    }
    case 'AccrualHeld':
      return disputeOf(event.data, 'held', event.data.reason);
    case 'AccrualReleased':
      return disputeOf(event.data, 'released', event.data.outcome);
    case 'PayoutIssued':
      return payoutOf(event.data, 'issued', {});
    case 'PayoutSettled':
      return payoutOf(event.data, 'settled', { reference: event.data.reference });
    case 'PayoutFailed':
      return payoutOf(event.data, 'failed', { reason: event.data.reason });
    case 'PayoutVoided':
      return payoutOf(event.data, 'voided', { reason: event.data.reason });
    case 'PayoutDeferred': {
      const { date, amount, reason, until = null } = event.data;
      return { of: [event.data], activity: { type: 'deferral', date, amount: toJson(amount), reason, until } };
    }
    case 'AccrualEvaluated': {
      const { deal, cause, reason } = event.data;
      // That no clause applies is no news.
      if (reason !== 'suspended') return undefined;
      return { of: [event.data], activity: { type: 'earned-nothing', deal, cause, reason } };
    }
    // A proposal, and what the program does with its own books, change nothing for a partner.
    case 'AdjustmentProposed':
    case 'AdjustmentDeclined':
    case 'DrawForgiven':
    case 'TaxRemitted':
    case 'PeriodClosed':
      return undefined;
  }
};

type Posted = Readonly<{ amount: Money; maturesOn: string; deal?: string; reason?: string | null; because?: string }>;

const entryOf = (of: PartnerRef, kind: EntryKind, entry: string, posted: Posted): Told => {
  const { amount, maturesOn, deal = null, reason = null, because = null } = posted;
  return {
    of: [of],
    activity: { type: 'entry', kind, entry, amount: toJson(amount), maturesOn, deal, reason, because },
  };
};

const disputeOf = (
  data: PartnerRef & Readonly<{ accrual: string; by?: DisputeHolder }>,
  type: 'held' | 'released',
  reason: string,
): Told => {
  const { accrual, by = null } = data;
  return { of: [data], activity: { type, accrual, reason, by } };
};

const payoutOf = (
  data: PartnerRef & Readonly<{ payout: string; amount: Money }>,
  step: 'issued' | 'settled' | 'failed' | 'voided',
  { reason = null, reference = null }: Readonly<{ reason?: string | null; reference?: string | null }>,
): Told => {
  const { payout, amount } = data;
  return { of: [data], activity: { type: 'payout', step, payout, amount: toJson(amount), reason, reference } };
};
