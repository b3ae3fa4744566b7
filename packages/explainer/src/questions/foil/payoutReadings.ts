import { fact, param, sub, text, type Node } from '@commission-ledger/calculation';
import type { RecordedEvent } from '@commission-ledger/events';
import { eventRef } from '@commission-ledger/ledger';
import { convertedPayout, payoutCalculation, type PayoutTerms } from '@commission-ledger/plans';
import * as E from 'fp-ts/lib/Either.js';
import type { Answer, Sources } from '../../reading/sources.ts';
import type { Said } from '../../render/templates.ts';
import { debtBefore } from '../../why/drawDebt.ts';
import { termsOf } from '../../why/payoutAgain.ts';
import { numberOf } from './factChanges.ts';
import type { FoilSubject, PaidOut } from './foilSubject.ts';
import type { FxBook } from './fxBook.ts';
import type { MisreadingKind } from './misreading.ts';

/** One thing about the terms of a payout that may have been read otherwise. */
export type TermReading = Readonly<{ kind: MisreadingKind; said: Said; from: readonly RecordedEvent[] }>;

/** What the terms make of the sum of the lines, read in some way; without readings, as it was. */
export type PayoutReading = Readonly<{ readings: readonly TermReading[]; of: (matured: Node) => Node }>;

/** What one dimension of the terms may be: as it was, or read in another way. */
type Way = Readonly<{ reading?: TermReading; change: (terms: Basis) => Basis }>;

/** What a payout is calculated from, besides its lines. */
type Basis = Readonly<{
  terms: PayoutTerms;
  debt: Node;
  taxStatus: Node;
  rate: RecordedEvent<'FxRateRecorded'> | undefined;
}>;

/** More than three misreadings of a payout are not looked for. */
const mostReadings = 3;

/** Every way to read the terms of a payout: as it was, first. An entry by itself has no terms. */
export const payoutReadings = async (
  sources: Sources,
  { payout }: FoilSubject,
  fx: FxBook,
): Answer<readonly [PayoutReading, ...PayoutReading[]]> => {
  const asItIs: PayoutReading = { readings: [], of: (matured) => matured };
  if (payout === undefined) return E.right([asItIs]);
  const basis = await basisOf(sources, payout);
  if (E.isLeft(basis)) return basis;
  const days = await otherDays(payout, fx);
  if (E.isLeft(days)) return days;
  const dimensions = [...waysOf(payout), days.right];
  const first: PayoutReading = payout.isPlain ? asItIs : { readings: [], of: calculating(payout, basis.right) };
  const others = combinations(dimensions)
    .filter((ways) => ways.length > 0 && ways.length <= mostReadings)
    .map((ways): PayoutReading => ({
      readings: ways.flatMap(({ reading }) => reading ?? []),
      of: calculating(
        payout,
        ways.reduce((terms, { change }) => change(terms), basis.right),
      ),
    }));
  return E.right([first, ...others]);
};

const basisOf = async (sources: Sources, { issued, terms, explained }: PaidOut): Answer<Basis> => {
  const debt = await debtBefore(sources, issued);
  if (E.isLeft(debt)) return debt;
  const { taxStatus, conversion, lines } = issued.data;
  const isWrittenOff = lines.some(({ kind }) => kind === 'write-off');
  const told =
    conversion === undefined || explained.converted === undefined
      ? E.right(undefined)
      : await sources.events.read('FxRateRecorded', conversion.from);
  if (E.isLeft(told)) return told;
  const { payout } = terms.plan.document;
  return E.right({
    terms: isWrittenOff ? payout : { ...payout, negative: 'carry' },
    debt: debt.right,
    taxStatus: fact(
      text(taxStatus?.status ?? 'none'),
      taxStatus === undefined ? [] : [eventRef(issued, '/taxStatus/status')],
      'status',
    ),
    rate: told.right,
  });
};

/** The very calculation that the ledger does. What would not have been paid, being too little, is reckoned all the same. */
const calculating =
  ({ issued, terms, explained }: PaidOut, { terms: read, debt, taxStatus, rate }: Basis) =>
  (matured: Node): Node => {
    const { currency, document } = terms.plan;
    const calculation = payoutCalculation(
      { ...read, minimum: '0' },
      {
        plan: termsOf(issued),
        currency,
        rounding: document.rounding.mode,
        matured,
        lines: issued.data.lines.length,
        date: fact(text(issued.data.date), [eventRef(issued, '/date')], 'payout-date'),
        debt,
        taxStatus,
      },
    );
    const net = calculation._tag === 'paid' ? calculation.nodes.net : calculation.nodes.gross;
    const { conversion } = issued.data;
    if (rate === undefined || conversion === undefined || explained.converted === undefined) return net;
    return convertedPayout(net, {
      rate: rate.data.rate,
      rateFrom: [eventRef(rate, '/rate')],
      currency: conversion.amount.currency,
      currencyFrom: [eventRef(rate, '/to'), eventRef(issued, '/conversion/amount/currency')],
      rounding: document.rounding.mode,
    }).root;
  };

const waysOf = ({ issued, terms }: PaidOut): readonly (readonly Way[])[] => {
  const { charges = [], lines } = issued.data;
  const { withholding = [], vat = [] } = terms.plan.document.payout;
  const has = (kind: (typeof charges)[number]['kind']): boolean =>
    charges.some((charge) => charge.kind === kind && charge.amount.minor !== 0n);
  const forgotten = (said: Said, change: Way['change']): readonly Way[] => [
    { reading: { kind: 'charges-forgotten', said, from: [issued] }, change },
  ];
  const isDrawn = lines.some(({ kind }) => kind === 'draw-advance' || kind === 'draw-recovery' || kind === 'write-off');
  const own = issued.data.taxStatus?.status ?? 'none';
  const statuses = [...new Set([...withholding, ...vat].map(({ status }) => status))].filter(
    (status) => status !== own,
  );
  return [
    [
      ...(has('withholding')
        ? forgotten({ key: 'foilTaxForgotten', holes: {} }, (basis) => ({
            ...basis,
            terms: { ...basis.terms, withholding: [] },
          }))
        : []),
      ...statuses.map((status): Way => ({
        reading: {
          kind: 'charges-added',
          said: { key: 'foilOtherStatus', holes: { used: status, status: own } },
          from: [issued],
        },
        change: (basis) => ({ ...basis, taxStatus: statusOfPlan(terms, issued, status) }),
      })),
    ],
    has('vat')
      ? forgotten({ key: 'foilVatForgotten', holes: {} }, (basis) => ({ ...basis, terms: { ...basis.terms, vat: [] } }))
      : [],
    has('fee')
      ? forgotten({ key: 'foilFeesForgotten', holes: {} }, (basis) => ({
          ...basis,
          terms: { ...basis.terms, fees: [] },
        }))
      : [],
    isDrawn
      ? [
          {
            reading: { kind: 'draw-ignored', said: { key: 'foilDrawIgnored', holes: {} }, from: [issued] },
            change: withoutDraw,
          },
        ]
      : [],
  ];
};

const withoutDraw = (basis: Basis): Basis => {
  const { draw: _, ...terms } = basis.terms;
  return { ...basis, terms: { ...terms, negative: 'carry' }, debt: sub(basis.debt, basis.debt, { name: 'nothing' }) };
};

/** The status as the plan writes it at one of its rates. */
const statusOfPlan = ({ plan }: PaidOut['terms'], issued: PaidOut['issued'], status: string): Node => {
  const { withholding = [], vat = [] } = plan.document.payout;
  const index = withholding.findIndex((rate) => rate.status === status);
  const path =
    index >= 0
      ? `/payout/withholding/${index}/status`
      : `/payout/vat/${vat.findIndex((rate) => rate.status === status)}/status`;
  return param(text(status), termsOf(issued), path, 'status');
};

/** Rates of other days, where what arrives is converted. */
const otherDays = async ({ issued, explained }: PaidOut, fx: FxBook): Answer<readonly Way[]> => {
  const { conversion, amount, cutOff, date } = issued.data;
  if (conversion === undefined || explained.converted === undefined) return E.right([]);
  const book = await fx(amount.currency, conversion.amount.currency);
  if (E.isLeft(book)) return book;
  const own = book.right.get(conversion.date);
  if (own === undefined) return E.right([]);
  const near = [...book.right.keys()].toSorted();
  const place = near.indexOf(conversion.date);
  const days = new Set([cutOff, date, near[place - 1], near[place + 1]]);
  return E.right(
    [...days].flatMap((day): readonly Way[] => {
      const told = day === undefined || day === conversion.date ? undefined : book.right.get(day);
      if (told === undefined) return [];
      const said: Said = {
        key: 'foilPayoutOtherDay',
        holes: {
          used: numberOf(told.data.rate),
          usedOn: told.data.date,
          rate: numberOf(own.data.rate),
          on: own.data.date,
        },
      };
      return [{ reading: { kind: 'other-day', said, from: [own] }, change: (basis) => ({ ...basis, rate: told }) }];
    }),
  );
};

/** Each dimension as it was, or in one of its other ways. */
const combinations = (dimensions: readonly (readonly Way[])[]): readonly (readonly Way[])[] =>
  dimensions.reduce<readonly (readonly Way[])[]>(
    (made, ways) => made.flatMap((before) => [before, ...ways.map((way) => [...before, way])]),
    [[]],
  );
