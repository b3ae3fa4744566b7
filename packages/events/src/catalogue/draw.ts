import { LocalDateCodec } from '@commission-ledger/calendar';
import { MoneyJson } from '@commission-ledger/money';
import * as t from 'io-ts';
import { Id } from '../id.ts';
import { account } from './account.ts';
import { happened, PlainText, Sha256, Whole } from './vocabulary.ts';

/** A draw: the payout is made up to the guaranteed amount. A `recoverable` one is owed back; `debt` is what is owed then. */
export const DrawAdvanced = t.readonly(
  t.type({
    ...account,
    draw: Id,
    date: LocalDateCodec,
    amount: MoneyJson,
    recoverable: t.boolean,
    debt: MoneyJson,
    terms: t.readonly(t.strict({ plan: Id, version: Whole, hash: Sha256 })),
    ...happened,
  }),
);

/** Of what exceeds the draw, this pays back what was advanced; `debt` is what is still owed then. */
export const DrawRecovered = t.readonly(
  t.type({
    ...account,
    recovery: Id,
    date: LocalDateCodec,
    amount: MoneyJson,
    debt: MoneyJson,
    terms: t.readonly(t.strict({ plan: Id, version: Whole, hash: Sha256 })),
    ...happened,
  }),
);

/** What was still owed of draws is written off. */
export const DrawForgiven = t.readonly(t.type({ ...account, date: LocalDateCodec, amount: MoneyJson, ...happened }));

/** A balance below zero is written off instead of being carried: a positive entry that makes it zero. */
export const ReceivableWrittenOff = t.readonly(
  t.intersection([
    t.type({ ...account, writeOff: Id, date: LocalDateCodec, amount: MoneyJson, reason: PlainText, ...happened }),
    /** Where it was done by hand: two people. */
    t.partial({ author: PlainText, approver: PlainText }),
  ]),
);
