import type { AccountRef } from '@commission-ledger/events';
import {
  type ExactRecord,
  type Money,
  type MoneyRecord,
  exactToJson,
  negate,
  sum,
  toJson,
} from '@commission-ledger/money';
import { CannotApply, type Projection } from '../projection.ts';
import { type AccountEvent, accountKey, accountOf, isAccountEvent } from './accountEvent.ts';
import type { EntryKind } from './entries.ts';
import { chargesOf } from './payoutCharges.ts';

/** `issued` is on its way; the other three are final. */
export type PayoutStatus = 'issued' | 'settled' | 'failed' | 'voided';

/** A charge of a payout, by its id in the plan. */
export type PayoutCharge = Readonly<{
  kind: 'withholding' | 'fee' | 'vat';
  id: string;
  amount: MoneyRecord;
  bornBy: 'partner' | 'program';
}>;

/** What arrives in another currency. */
export type PayoutConversion = Readonly<{ amount: MoneyRecord; rate: ExactRecord; date: string }>;

/** One payout. */
export type PayoutDocument = Readonly<{
  payoutId: string;
  run: string;
  program: string;
  partner: string;
  currency: string;
  /** The adjusted payout date. */
  date: string;
  /** Everything that matured before this date. */
  cutOff: string;
  /** The gross: the sum of the lines. */
  amount: MoneyRecord;
  /** Of the lines, what draws advanced. */
  advanced: MoneyRecord;
  /** Of the lines, what was kept to pay draws back; not negative. */
  recovered: MoneyRecord;
  /** Kept back as tax. */
  withheld: MoneyRecord;
  /** Kept back as fees. */
  fees: MoneyRecord;
  /** Added on top of the gross. */
  vat: MoneyRecord;
  /** What arrives: `amount + vat − withheld − fees`. */
  net: MoneyRecord;
  /** The net in the currency of the destination, where that is another, at the rate told for a date. */
  conversion: PayoutConversion | null;
  /** What the transfer of a settled payout cost the program. */
  fee: MoneyRecord | null;
  /** Each of them, and fees that the program bears. */
  charges: readonly PayoutCharge[];
  /** The partner's tax status on the date, where the plan asks for it. */
  taxStatus: string | null;
  /** How many lines it has. */
  lines: number;
  terms: Readonly<{ plan: string; version: number; minimum: MoneyRecord }>;
  destination: string | null;
  status: PayoutStatus;
  /** The bank's or provider's reference of a settled payout. */
  reference: string | null;
  /** Why it failed or was voided. */
  reason: string | null;
  issuedAt: string;
  resolvedAt: string | null;
  event: Readonly<{ stream: string; revision: number; id: string }>;
}>;

/** One document for each payout. */
export const payouts: Projection<PayoutDocument> = {
  name: 'payouts',
  version: 3,
  keysOf: (event) =>
    isAccountEvent(event) && isOfPayout(event) ? [payoutKey(accountOf(event), event.data.payout)] : [],
  evolve: (document, event) => {
    if (!isAccountEvent(event) || !isOfPayout(event)) return document;
    if (event.type === 'PayoutIssued') {
      if (document !== undefined) throw new CannotApply(`Payout ${event.data.payout} was issued before.`);
      return issuedBy(event);
    }
    return { ...awaiting(document, event.data.payout), ...resolutionBy(event), resolvedAt: event.data.occurredAt };
  },
};

/** The key of a payout's document. */
export const payoutKey = (account: AccountRef, payout: string): string => `${accountKey(account)}/${payout}`;

type PayoutEvent = Extract<AccountEvent, { data: { payout: string } }>;
type Issued = Extract<PayoutEvent, { type: 'PayoutIssued' }>;
type Resolution = Exclude<PayoutEvent, { type: 'PayoutIssued' }>;

const isOfPayout = (event: AccountEvent): event is PayoutEvent => 'payout' in event.data;

const issuedBy = (event: Issued): PayoutDocument => {
  const { payout, run, date, cutOff, amount, lines, terms, destination, taxStatus, conversion, occurredAt } =
    event.data;
  const { withheld, fees, vat, net } = chargesOf(event.data);
  return {
    ...accountOf(event),
    payoutId: payout,
    run,
    date,
    cutOff,
    amount: toJson(amount),
    advanced: toJson(sumOf(event, 'draw-advance')),
    recovered: toJson(negate(sumOf(event, 'draw-recovery'))),
    withheld: toJson(withheld),
    fees: toJson(fees),
    vat: toJson(vat),
    net: toJson(net),
    conversion:
      conversion === undefined
        ? null
        : { amount: toJson(conversion.amount), rate: exactToJson(conversion.rate), date: conversion.date },
    fee: null,
    charges: (event.data.charges ?? []).map(({ kind, id, amount: charged, bornBy }) => ({
      kind,
      id,
      amount: toJson(charged),
      bornBy,
    })),
    taxStatus: taxStatus?.status ?? null,
    lines: lines.length,
    terms: { plan: terms.plan, version: terms.version, minimum: toJson(terms.minimum) },
    destination,
    status: 'issued',
    reference: null,
    reason: null,
    issuedAt: occurredAt,
    resolvedAt: null,
    event: { stream: event.stream, revision: event.revision, id: event.id },
  };
};

const sumOf = ({ data: { amount, lines } }: Issued, kind: EntryKind): Money =>
  sum(
    amount.currency,
    lines.filter((line) => line.kind === kind).map((line) => line.amount),
  );

const awaiting = (document: PayoutDocument | undefined, payout: string): PayoutDocument => {
  if (document === undefined) throw new CannotApply(`Payout ${payout} was never issued.`);
  if (document.status !== 'issued') throw new CannotApply(`Payout ${payout} is ${document.status} already.`);
  return document;
};

const resolutionBy = (event: Resolution): Pick<PayoutDocument, 'status' | 'reference' | 'reason' | 'fee'> => {
  switch (event.type) {
    case 'PayoutSettled':
      return {
        status: 'settled',
        reference: event.data.reference,
        reason: null,
        fee: event.data.fee === undefined ? null : toJson(event.data.fee),
      };
    case 'PayoutFailed':
      return { status: 'failed', reference: null, reason: event.data.reason, fee: null };
    case 'PayoutVoided':
      return { status: 'voided', reference: null, reason: event.data.reason, fee: null };
  }
};
