import { LocalDateCodec } from '@commission-ledger/calendar';
import { ExactJson, MoneyJson } from '@commission-ledger/money';
import * as t from 'io-ts';
import { Id } from '../id.ts';
import { account, EventAt } from './account.ts';
import { happened, PlainText, Sha256, Whole } from './vocabulary.ts';

/** What an entry of an account comes from. */
export const EntryKind = t.keyof({
  accrual: null,
  reversal: null,
  adjustment: null,
  'true-up': null,
  'draw-advance': null,
  'draw-recovery': null,
  'write-off': null,
  unclaimed: null,
});

/** Something kept back from a payout, or added on top of it, by a dated rate or a fixed amount of the plan. */
export const Charge = t.readonly(
  t.intersection([
    t.type({ kind: t.keyof({ withholding: null, fee: null, vat: null }), id: Id, amount: MoneyJson }),
    /** `path` is where the plan version says so, as a JSON Pointer. */
    t.type({ path: t.string, bornBy: t.keyof({ partner: null, program: null }) }),
  ]),
);

/** One entry that a payout pays or nets; `amount` is signed. */
export const PayoutLine = t.readonly(
  t.strict({
    entry: Id,
    kind: EntryKind,
    amount: MoneyJson,
    maturesOn: LocalDateCodec,
  }),
);

/** What arrives in the currency of the destination: the net at the rate of a date, as told by the event at `from`. */
export const Conversion = t.readonly(
  t.strict({ amount: MoneyJson, rate: ExactJson, date: LocalDateCodec, from: EventAt }),
);

/** The terms a payout was made under. */
export const TermsApplied = t.readonly(t.strict({ plan: Id, version: Whole, hash: Sha256, minimum: MoneyJson }));

/**
 * A payout is on its way: its lines are frozen, their sum is `amount`. `date` is the adjusted payout date. Where the
 * plan withholds, charges or adds, `charges` says what, by the tax status of the date, and `net` is what arrives.
 */
export const PayoutIssued = t.readonly(
  t.intersection([
    t.type({
      ...account,
      payout: Id,
      run: Id,
      date: LocalDateCodec,
      /** Everything that matured before this date. */
      cutOff: LocalDateCodec,
      amount: MoneyJson,
      lines: t.readonlyArray(PayoutLine),
      terms: TermsApplied,
      destination: t.union([PlainText, t.null]),
      ...happened,
    }),
    t.partial({
      taxStatus: t.readonly(t.strict({ status: Id, from: t.union([EventAt, t.null]) })),
      charges: t.readonlyArray(Charge),
      net: MoneyJson,
      conversion: Conversion,
    }),
  ]),
);

/** Why a due payout was not issued. */
export const DeferralReason = t.union([
  t.literal('below-minimum'),
  t.literal('negative-balance'),
  t.literal('no-destination'),
  t.literal('changed-since-prepared'),
  t.literal('destination-changed'),
  t.literal('suspended'),
  t.literal('disputed'),
  t.literal('no-rate'),
]);

/** A due payout was not issued; everything stays in the account for the next run. */
export const PayoutDeferred = t.readonly(
  t.intersection([
    t.type({
      ...account,
      run: Id,
      date: LocalDateCodec,
      cutOff: LocalDateCodec,
      amount: MoneyJson,
      reason: DeferralReason,
      terms: TermsApplied,
      ...happened,
    }),
    /** The last day on which nothing is paid, where that is known: the end of a cool-off. */
    t.partial({ until: LocalDateCodec }),
  ]),
);

/** The money arrived; `reference` is the bank's or provider's, `fee` what it cost the program beside the amount. */
export const PayoutSettled = t.readonly(
  t.intersection([
    t.type({ ...account, payout: Id, amount: MoneyJson, reference: PlainText, ...happened }),
    t.partial({ fee: MoneyJson }),
  ]),
);

/** The payment did not go through; the lines are back in the account. */
export const PayoutFailed = t.readonly(
  t.type({ ...account, payout: Id, amount: MoneyJson, reason: PlainText, ...happened }),
);

/**
 * The payout was called off before it was settled; the lines are back in the account. `unsent` says of one that stands in
 * a file that it was not sent all the same.
 */
export const PayoutVoided = t.readonly(
  t.intersection([
    t.type({ ...account, payout: Id, amount: MoneyJson, reason: PlainText, ...happened }),
    t.partial({ unsent: t.literal(true) }),
  ]),
);
