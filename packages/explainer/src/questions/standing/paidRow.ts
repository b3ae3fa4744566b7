import {
  booked,
  fact,
  mul,
  param,
  ratioOf,
  roundNode,
  valueToJson,
  type Node,
  type ValueJson,
} from '@commission-ledger/calculation';
import type { RecordedEvent } from '@commission-ledger/events';
import { eventRef } from '@commission-ledger/ledger';
import { exactFromJson, negate, toJson, type Exact, type Money } from '@commission-ledger/money';
import type { PlanDocument } from '@commission-ledger/plans';
import * as E from 'fp-ts/lib/Either.js';
import type { PlanSource } from '../../document/explanation.ts';
import { appliedPlanOf } from '../../reading/appliedPlan.ts';
import type { Answer, AppliedPlan, ProgramZone, Sources } from '../../reading/sources.ts';
import type { DraftRow } from '../composeReply.ts';
import { turned, type AccountMove } from './accountMove.ts';
import type { BookedPayout } from './accountBook.ts';
import { lineRow } from './lineRow.ts';

/** A payout that arrived, with what was sent of it and what was kept back; and the plan that said so. */
export type PaidRow = Readonly<{ row: DraftRow; plan: PlanSource | undefined }>;

type Issued = RecordedEvent<'PayoutIssued'>;
type Charge = NonNullable<Issued['data']['charges']>[number];

/** What was booked, what was kept back, what was sent, and what it cost: each from its event. */
export const paidRow = async (
  sources: Sources,
  program: ProgramZone,
  move: AccountMove,
  { issued, settled }: BookedPayout,
): Answer<PaidRow> => {
  const row = lineRow(move, program);
  if (settled === undefined) return E.right({ row, plan: undefined });
  const { charges = [], conversion, net, amount, terms } = issued.data;
  const applied = charges.length === 0 ? undefined : await appliedPlanOf(sources, terms);
  if (applied !== undefined && E.isLeft(applied)) return applied;
  const sent = net ?? amount;
  const sentFrom = eventRef(issued, net === undefined ? '/amount' : '/net');
  const rows: readonly DraftRow[] = [
    {
      said: { key: 'paidSent', holes: { reference: settled.data.reference } },
      amount: negate(sent),
      node: turned(fact(booked(sent), [sentFrom], 'net')),
      counts: true,
      from: [sentFrom, eventRef(settled, '/reference')],
    },
    ...(applied === undefined ? [] : charges.map((charge, index) => chargeRow(issued, applied.right, charge, index))),
    ...(conversion === undefined
      ? []
      : [
          {
            said: {
              key: 'paidConverted',
              holes: {
                amount: toJson(conversion.amount),
                currency: conversion.amount.currency,
                rate: rateValue(conversion.rate),
                date: conversion.date,
              },
            },
            from: [eventRef(issued, '/conversion')],
          } as const,
        ]),
    ...(settled.data.fee === undefined
      ? []
      : [
          {
            said: { key: 'paidTransfer', holes: { fee: toJson(settled.data.fee) } },
            from: [eventRef(settled, '/fee')],
          } as const,
        ]),
  ];
  return E.right({ row: { ...row, rows }, plan: applied?.right.source });
};

/** Tax and fees of the partner are kept back, VAT is added; what the program bears moves nothing. */
const chargeRow = (issued: Issued, applied: AppliedPlan, charge: Charge, index: number): DraftRow => {
  const from = eventRef(issued, `/charges/${index}/amount`);
  const { kind, id, amount, bornBy } = charge;
  if (kind === 'fee') {
    const said = { key: 'paidFee', holes: { title: id } } as const;
    if (bornBy === 'program') return { said, from: [from] };
    return { said, ...kept(amount, turned(fact(booked(amount), [from], 'fee'))), from: [from] };
  }
  const { node, rate } = taxAgain(issued, applied, charge);
  const { date } = issued.data;
  const holes = { status: id, date, base: toJson(issued.data.amount), rate: rateValue(rate) };
  const cited = [from, eventRef(issued, '/taxStatus')];
  return kind === 'vat'
    ? { said: { key: 'paidVat', holes }, amount, node, counts: true, from: cited }
    : { said: { key: 'paidTax', holes }, ...kept(amount, turned(node)), from: cited };
};

const kept = (amount: Money, node: Node): Pick<DraftRow, 'amount' | 'node' | 'counts'> => ({
  amount: negate(amount),
  node,
  counts: true,
});

/** The rate of the plan on what was paid out, rounded as the plan rounds. */
const taxAgain = (
  issued: Issued,
  { plan, source }: AppliedPlan,
  { kind, path }: Charge,
): Readonly<{ node: Node; rate: Exact }> => {
  const { document } = plan;
  const rate = rateAt(document, kind, Number(path.split('/').at(-1)));
  const rule = { plan: source.plan, version: source.version, hash: source.hash };
  const base = fact(booked(issued.data.amount), [eventRef(issued, '/amount')], 'gross');
  const share = mul(base, param(ratioOf(rate), rule, `${path}/rate`, 'rate'));
  return { node: roundNode(share, document.rounding.mode, { name: kind === 'vat' ? 'vat' : 'withheld' }), rate };
};

const rateAt = ({ payout }: PlanDocument, kind: Charge['kind'], index: number): Exact => {
  const taxes = kind === 'vat' ? payout.vat : payout.withholding;
  const rate = exactFromJson(taxes?.[index]?.rate);
  if (E.isLeft(rate)) throw new TypeError('A published plan has a rate for each tax that was kept back by it.');
  return rate.right;
};

const rateValue = (rate: Exact): ValueJson => valueToJson(ratioOf(rate));
