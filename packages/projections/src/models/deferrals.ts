import type { AccountRef, EventData } from '@commission-ledger/events';
import { type MoneyRecord, toJson } from '@commission-ledger/money';
import type { Projection } from '../projection.ts';
import { accountKey, accountOf } from './accountEvent.ts';

/** Why a due payout was not issued on a date. */
export type DeferralDocument = Readonly<{
  run: string;
  program: string;
  partner: string;
  currency: string;
  /** The adjusted payout date on which nothing was paid. */
  date: string;
  cutOff: string;
  /** What was due: too little, or negative. */
  amount: MoneyRecord;
  reason: EventData<'PayoutDeferred'>['reason'];
  minimum: MoneyRecord;
  /** The last day on which nothing is paid for that reason, where it is known. */
  until: string | null;
  event: Readonly<{ stream: string; revision: number; id: string }>;
}>;

/**
 * One document for each account and payout date on which nothing was paid. A run that was discarded and made again
 * replaces it; once it pays, there is none.
 */
export const deferrals: Projection<DeferralDocument> = {
  name: 'deferrals',
  version: 2,
  keysOf: (event) =>
    event.type === 'PayoutDeferred' || event.type === 'PayoutIssued'
      ? [deferralKey(accountOf(event), event.data.date)]
      : [],
  evolve: (document, event) => {
    if (event.type === 'PayoutIssued') return undefined;
    if (event.type !== 'PayoutDeferred') return document;
    const { run, date, cutOff, amount, reason, terms, until = null } = event.data;
    return {
      ...accountOf(event),
      run,
      date,
      cutOff,
      amount: toJson(amount),
      reason,
      minimum: toJson(terms.minimum),
      until,
      event: { stream: event.stream, revision: event.revision, id: event.id },
    };
  },
};

/** The key of a deferral's document. */
const deferralKey = (account: AccountRef, date: string): string => `${accountKey(account)}/${date}`;
