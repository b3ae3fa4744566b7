import { addDays, dateOf, timeZone } from '@commission-ledger/calendar';
import type { AccountRef, EventData, RecordedEvent } from '@commission-ledger/events';
import { type MoneyRecord, subtract, toJson } from '@commission-ledger/money';
import * as E from 'fp-ts/lib/Either.js';
import { CannotApply, type Projection } from '../projection.ts';
import { accountKey, accountOf } from './accountEvent.ts';
import { changeOpen, type OpenByDate } from './openByDate.ts';
import { chargesOf } from './payoutCharges.ts';

/** What a payout posts when it is issued, and again, turned round, when it ends. */
export type PayoutPostingsDocument = Readonly<{
  payout: string;
  /** The sum of the lines. */
  gross: MoneyRecord;
  /** Of it, kept back as tax. */
  tax: MoneyRecord;
  /** Of it, kept back as fees. */
  fees: MoneyRecord;
  /** Of it, on its way to the partner: `gross − tax − fees`. */
  inFlight: MoneyRecord;
  /** Added on top of it. */
  vat: MoneyRecord;
  /** What arrives in the currency of the destination, where that is another. */
  converted: MoneyRecord | null;
  /** Of the lines, those that had not matured when the payout was issued, or only just: most payouts have none. */
  early: OpenByDate;
  /** Of the lines, what may be disputed: accruals, and what takes back or trues up. As `kind/entry`. */
  followers: readonly string[];
  issued: PayoutStep;
  /** How it ended; `null` while it is on its way. `fee` is what it cost the program. */
  ended: (PayoutStep & Readonly<{ arrived: boolean; fee: MoneyRecord | null }>) | null;
}>;

/** When something happened to a payout, and where that stands. */
export type PayoutStep = Readonly<{
  occurredAt: string;
  event: Readonly<{ stream: string; revision: number; id: string }>;
}>;

/** One document for each payout, by account. */
export const payoutPostings: Projection<PayoutPostingsDocument> = {
  name: 'payout-postings',
  version: 1,
  keysOf: (event) => (isOfPayout(event) ? [payoutPostingsKey(accountOf(event), event.data.payout)] : []),
  evolve: (document, event) => {
    if (!isOfPayout(event)) return document;
    const { payout } = event.data;
    if (event.type === 'PayoutIssued') {
      if (document !== undefined) throw new CannotApply(`Payout ${payout} was issued before.`);
      return { ...issuedBy(event.data), issued: stepOf(event), ended: null };
    }
    if (document === undefined) throw new CannotApply(`Payout ${payout} was never issued.`);
    if (document.ended !== null) throw new CannotApply(`Payout ${payout} ended before.`);
    const fee = event.type === 'PayoutSettled' && event.data.fee !== undefined ? toJson(event.data.fee) : null;
    return { ...document, ended: { ...stepOf(event), arrived: event.type === 'PayoutSettled', fee } };
  },
};

/** The key of a payout's postings. */
export const payoutPostingsKey = (account: AccountRef, payout: string): string => `${accountKey(account)}/${payout}`;

type PayoutEvent = RecordedEvent<'PayoutIssued' | 'PayoutSettled' | 'PayoutFailed' | 'PayoutVoided'>;

const isOfPayout = (event: RecordedEvent): event is PayoutEvent =>
  event.type === 'PayoutIssued' ||
  event.type === 'PayoutSettled' ||
  event.type === 'PayoutFailed' ||
  event.type === 'PayoutVoided';

const stepOf = ({ data, stream, revision, id }: PayoutEvent): PayoutStep => ({
  occurredAt: data.occurredAt,
  event: { stream, revision, id },
});

const issuedBy = (data: EventData<'PayoutIssued'>): Omit<PayoutPostingsDocument, 'issued' | 'ended'> => {
  const { payout, amount, lines, conversion, occurredAt } = data;
  const { withheld: tax, fees, vat } = chargesOf(data);
  // In some zone it is still the day before.
  const soon = addDays(dateOf(occurredAt, utc), -1);
  return {
    payout,
    gross: toJson(amount),
    tax: toJson(tax),
    fees: toJson(fees),
    inFlight: toJson(subtract(subtract(amount, tax), fees)),
    vat: toJson(vat),
    converted: conversion === undefined ? null : toJson(conversion.amount),
    early: lines
      .filter(({ maturesOn }) => maturesOn > soon)
      .map((line) => ({ maturesOn: line.maturesOn, minor: line.amount.minor, lines: 1 }))
      .reduce(changeOpen, []),
    followers: lines
      .filter(({ kind }) => kind === 'accrual' || kind === 'reversal' || kind === 'true-up')
      .map(({ kind, entry }) => `${kind}/${entry}`),
  };
};

const utc = E.getOrElseW(() => {
  throw new Error('UTC is a time zone.');
})(timeZone('UTC'));
