import { booked, fact, guard, text, type Node } from '@commission-ledger/calculation';
import { addDays } from '@commission-ledger/calendar';
import type { RecordedEvent } from '@commission-ledger/events';
import { eventRef } from '@commission-ledger/ledger';
import { toJson } from '@commission-ledger/money';
import { convertedPayout } from '@commission-ledger/plans';
import * as E from 'fp-ts/lib/Either.js';
import { mismatch } from './explainAccrual.ts';
import type { Converted } from '../document/explanation.ts';
import { firstDifference } from './firstDifference.ts';
import type { Answer, AppliedPlan, Sources } from '../reading/sources.ts';

/** What arrives in another currency, explained: the calculation, and the reasons why it is the one that was booked. */
export type ConvertedAgain = Readonly<{ root: Node; about: Omit<Converted, 'node'>; reasons: readonly Node[] }>;

type Issued = RecordedEvent<'PayoutIssued'>;

/** Older rates are not used. */
const OLDEST_RATE_IN_DAYS = 7;

/**
 * Converts the net of a payout again, at the rate that the payout names: it has to be one between these currencies, of
 * the day of the payout or of the week before, and has to give the amount that was booked. `undefined` where nothing was
 * converted.
 */
export const convertedAgain = async (
  sources: Sources,
  issued: Issued,
  { plan }: AppliedPlan,
  net: Node,
): Answer<ConvertedAgain | undefined> => {
  const { payout, conversion, amount: gross, date } = issued.data;
  if (conversion === undefined) return E.right(undefined);
  const told = await sources.events.read('FxRateRecorded', conversion.from);
  if (E.isLeft(told)) return told;
  const { data } = told.right;
  const { currency } = conversion.amount;
  const converted = convertedPayout(net, {
    rate: data.rate,
    rateFrom: [eventRef(told.right, '/rate'), eventRef(issued, '/conversion/rate')],
    currency,
    currencyFrom: [eventRef(told.right, '/to'), eventRef(issued, '/conversion/amount/currency')],
    rounding: plan.document.rounding.mode,
  });
  const computed = { amount: toJson(converted.amount), date: data.date, from: gross.currency, to: currency };
  const recorded = { amount: toJson(conversion.amount), date: conversion.date, from: data.from, to: data.to };
  const difference = firstDifference(recorded, computed);
  if (difference !== undefined) return mismatch(payout, { ...difference, path: `/conversion${difference.path}` });
  if (data.date > date || addDays(data.date, OLDEST_RATE_IN_DAYS) < date)
    return mismatch(payout, { path: '/conversion/date', recorded: data.date, computed: `a date up to ${date}` });
  const paidOn = fact(text(date), [eventRef(issued, '/date')], 'payout-date');
  const toldFor = fact(text(data.date), [eventRef(told.right, '/date')]);
  const arrives = fact(booked(conversion.amount), [eventRef(issued, '/conversion/amount')], 'payout');
  return E.right({
    root: converted.root,
    about: { amount: toJson(converted.amount), date: data.date },
    reasons: [guard('eq', [converted.root, arrives]), guard('ge', [paidOn, toldFor])],
  });
};
