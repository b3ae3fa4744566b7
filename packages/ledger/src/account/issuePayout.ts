import type { Instant } from '@commission-ledger/calendar';
import { type AccountRef, type EventData, type EventOf, derivedId } from '@commission-ledger/events';
import { type Money, equals } from '@commission-ledger/money';
import type { Charge, PayoutCalculation, PayoutTerms } from '@commission-ledger/plans';
import type { AccountState, Entry } from './accountState.ts';
import { addedBy, entriesBy, writeOffsOf } from './payoutEntries.ts';
import { type Deferral, type PayoutBasis, type PayoutProposal, proposePayout } from './payoutProposal.ts';

/** Pay, or defer with the reason, what matured before the cut-off. */
export type IssuePayout = PayoutBasis &
  Readonly<{
    type: 'IssuePayout';
    account: AccountRef;
    run: string;
    occurredAt: Instant;
    /** What the run proposed and somebody approved; another amount is deferred, never paid. */
    proposed: Money | null;
  }>;

/** What may come of it: a payout with what the terms add to the account for it, or a deferral. */
export type PayoutEvent = EventOf<
  'ReceivableWrittenOff' | 'DrawForgiven' | 'DrawAdvanced' | 'DrawRecovered' | 'PayoutIssued' | 'PayoutDeferred'
>;

/** The id of the payout of an account on a date; there is at most one. */
export const payoutIdOf = ({ program, partner, currency }: AccountRef, date: string): string =>
  derivedId(`PO-${date}`, program, partner, currency, date);

/**
 * Issues or defers. Nothing when nothing is due, or the account has its payout of this date. A payout that is deferred
 * leaves draws and their debt as they are; what its terms write off is written off all the same, once the balance alone
 * is the reason.
 */
export const issuePayout = (command: IssuePayout, state: AccountState): readonly PayoutEvent[] => {
  const { account, run, date, cutOff, terms, occurredAt, proposed } = command;
  const proposal = state.payouts.has(payoutIdOf(account, date)) ? null : proposePayout(command, state);
  if (proposal === null) return [];
  const { amount, calculation, lines } = proposal;
  const about = { program: account.program, partner: account.partner };
  const payer = { account, entries: state.entries };
  const deferred = (deferral: Deferral): PayoutEvent => ({
    type: 'PayoutDeferred',
    data: { ...about, run, date, cutOff, amount, terms, occurredAt, ...deferral },
  });
  if (proposal.deferral !== null) {
    const isByBalance = calculation._tag === 'deferred' && calculation.reason === proposal.deferral.reason;
    const writtenOff = isByBalance ? writeOffsOf(payer, { ...about, date, occurredAt }, calculation) : [];
    return [...writtenOff, deferred(proposal.deferral)];
  }
  if (calculation._tag === 'deferred') throw new Error(`${run} pays what its terms defer.`);
  if (proposed === null || !equals(proposed, amount)) return [deferred({ reason: 'changed-since-prepared' })];
  const drawn = { terms: { plan: terms.plan, version: terms.version, hash: terms.hash } };
  const recoverable = command.payout.draw?.kind !== 'non-recoverable';
  const added = addedBy(payer, { ...about, date, occurredAt }, { ...drawn, recoverable }, calculation);
  const paid = [...lines, ...entriesBy(added)].map(lineOf);
  const shared = { ...about, run, date, cutOff, amount, terms, occurredAt };
  return [
    ...added,
    {
      type: 'PayoutIssued',
      data: {
        ...shared,
        payout: payoutIdOf(account, date),
        lines: paid,
        destination: command.destination,
        ...taxedBy(command),
        ...chargedBy(calculation),
        ...convertedBy(command, proposal),
      },
    },
  ];
};

const lineOf = ({ id, kind, amount, maturesOn }: Entry): EventData<'PayoutIssued'>['lines'][number] => ({
  entry: id,
  kind,
  amount,
  maturesOn,
});

/** The tax status goes into the payout where the terms ask for it, so that a rate of nothing is explained too. */
const taxedBy = ({ payout, taxStatus }: PayoutBasis): Pick<EventData<'PayoutIssued'>, 'taxStatus'> =>
  asksForStatus(payout) ? { taxStatus } : {};

const asksForStatus = ({ withholding = [], vat = [] }: PayoutTerms): boolean => withholding.length + vat.length > 0;

const chargedBy = ({
  charges,
  net,
}: Extract<PayoutCalculation, { _tag: 'paid' }>): Pick<EventData<'PayoutIssued'>, 'charges' | 'net'> =>
  charges.length === 0 ? {} : { charges: charges.map(recorded), net };

/** Without its calculation, which is done again when somebody asks. */
const recorded = ({ kind, id, amount, path, bornBy }: Charge) => ({ kind, id, amount, path, bornBy });

/** What arrives in the currency of the destination, with the rate it was reckoned by. */
const convertedBy = (
  { converts }: PayoutBasis,
  { conversion }: PayoutProposal,
): Pick<EventData<'PayoutIssued'>, 'conversion'> => {
  if (conversion === null || converts?.rate === undefined) return {};
  const { stream, revision, id, data } = converts.rate;
  const from = { stream, revision, id };
  return { conversion: { amount: conversion.amount, rate: data.rate, date: data.date, from } };
};
