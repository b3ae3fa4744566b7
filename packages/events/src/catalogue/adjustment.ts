import { LocalDateCodec } from '@commission-ledger/calendar';
import { MoneyJson } from '@commission-ledger/money';
import * as t from 'io-ts';
import { Id } from '../id.ts';
import { account, CounterMoved, RuleApplied, source } from './account.ts';
import { BeneficiaryCodec } from './beneficiary.ts';
import { OnRefund } from './takeBackTerms.ts';
import { happened, OpaqueJson, PlainText, Sha256, Whole } from './vocabulary.ts';

/**
 * A signed difference: what a rule gives now, less what was booked. After a refund, of a slab at the lowered counter;
 * after a re-rating, of one accrual under another plan version.
 */
export const TrueUpPosted = t.readonly(
  t.intersection([
    t.type({
      ...account,
      trueUp: Id,
      ...source,
      beneficiary: BeneficiaryCodec,
      rule: RuleApplied,
      amount: MoneyJson,
      earnedOn: LocalDateCodec,
      maturesOn: LocalDateCodec,
      counters: t.readonlyArray(CounterMoved),
      onRefund: OnRefund,
      receipt: OpaqueJson,
      receiptHash: Sha256,
      ...happened,
    }),
    t.union([
      t.type({ refund: Id }),
      t.type({
        /** `accrual` is the one that was rated again; `was` is what had been booked for it, after what was taken back. */
        rerating: t.readonly(
          t.intersection([
            t.type({ id: Id, accrual: Id, was: MoneyJson, reason: PlainText, author: PlainText, approver: PlainText }),
            /** The last event of the deal that it knew: what is told on the deal after that, is not in the difference. */
            t.partial({ dealRevision: Whole }),
          ]),
        ),
      }),
    ]),
  ]),
);

/** A correction by hand, signed, with its reason; the author and the approver are two people. */
export const AdjustmentPosted = t.readonly(
  t.type({
    ...account,
    adjustment: Id,
    amount: MoneyJson,
    reason: PlainText,
    author: PlainText,
    approver: PlainText,
    maturesOn: LocalDateCodec,
    ...happened,
  }),
);

/** Somebody asks for a correction by hand; it counts once another person approves it. */
export const AdjustmentProposed = t.readonly(
  t.type({
    ...account,
    adjustment: Id,
    amount: MoneyJson,
    reason: PlainText,
    author: PlainText,
    maturesOn: LocalDateCodec,
    ...happened,
  }),
);

/** A proposed correction is not made. */
export const AdjustmentDeclined = t.readonly(
  t.type({ ...account, adjustment: Id, amount: MoneyJson, reason: PlainText, by: PlainText, ...happened }),
);
