import type { LocalDate } from '@commission-ledger/calendar';
import type { AccountRef, EventData } from '@commission-ledger/events';
import { type Exact, type Money, zero } from '@commission-ledger/money';
import { payoutIdOf } from '../account/issuePayout.ts';
import type { PayoutBasis } from '../account/payoutProposal.ts';
import type { AccountOnDate } from './accountOnDate.ts';

/** What a run would do for one account. Amounts are signed only where it says so. */
export type PayoutPreview = Readonly<{
  account: AccountRef;
  /** The id the payout gets if it is issued. */
  payout: string;
  date: LocalDate;
  cutOff: LocalDate;
  /** The gross, signed: what matured, what is written off and advanced, less what is recovered. */
  amount: Money;
  /** How many lines the payout has, with those that it adds itself. */
  lines: number;
  /** The open lines added up, signed. */
  matured: Money;
  /** Written off of a balance below zero. */
  writtenOff: Money;
  /** What a draw makes up. */
  advanced: Money;
  /** What is kept to pay back draws. */
  recovered: Money;
  /** What is owed of draws afterwards. */
  drawDebt: Money;
  /** Kept back as tax. */
  withheld: Money;
  /** Kept back as fees. */
  fees: Money;
  /** Added on top. */
  vat: Money;
  /** What arrives: `amount + vat − withheld − fees`; zero when the balance itself defers the payout. */
  net: Money;
  /** What arrives in the currency of the destination, where that is another: the net at the rate told for the date. */
  conversion: Readonly<{ amount: Money; rate: Exact; date: LocalDate }> | null;
  /** Each charge, also fees that the program bears. */
  charges: readonly Readonly<{
    kind: 'withholding' | 'fee' | 'vat';
    id: string;
    amount: Money;
    bornBy: 'partner' | 'program';
  }>[];
  minimum: Money;
  deferral: EventData<'PayoutDeferred'>['reason'] | null;
  /** The last day on which nothing is paid for that reason, where it is known. */
  until: LocalDate | null;
}>;

/** The preview of an account; none when nothing is due. */
export const previewOf = ({ command, proposal }: AccountOnDate): readonly PayoutPreview[] => {
  if (proposal === null) return [];
  const { account, date, cutOff, terms } = command;
  const { amount, calculation, deferral, lines, conversion } = proposal;
  const { matured, writeOff, debt: drawDebt } = calculation;
  const none = zero(amount.currency);
  const paid = calculation._tag === 'paid' ? calculation : undefined;
  const { advanced, recovered, withheld = none, fees = none, vat = none, net = none, charges = [] } = paid ?? {};
  const added = [writeOff, advanced, recovered].filter((entry) => entry !== undefined);
  return [
    {
      account,
      payout: payoutIdOf(account, date),
      date,
      cutOff,
      amount,
      lines: lines.length + added.length,
      matured,
      writtenOff: writeOff ?? none,
      advanced: advanced ?? none,
      recovered: recovered ?? none,
      drawDebt,
      withheld,
      fees,
      vat,
      net,
      charges: charges.map(({ kind, id, amount: charged, bornBy }) => ({ kind, id, amount: charged, bornBy })),
      conversion: conversion && convertedAt(conversion.amount, command),
      minimum: terms.minimum,
      deferral: deferral?.reason ?? null,
      until: deferral?.until ?? null,
    },
  ];
};

const convertedAt = (amount: Money, { converts }: Pick<PayoutBasis, 'converts'>): PayoutPreview['conversion'] =>
  converts?.rate === undefined ? null : { amount, rate: converts.rate.data.rate, date: converts.rate.data.date };
