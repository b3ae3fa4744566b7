import { LocalDateCodec } from '@commission-ledger/calendar';
import { ExactJson, MoneyJson } from '@commission-ledger/money';
import * as t from 'io-ts';
import { Id } from '../id.ts';
import { Attributes } from './attributes.ts';
import { Amounts, PlainText, Quantities, foreign, happened } from './vocabulary.ts';

/** Who is credited with which share of the deal; the shares add up to 1. */
export const Attribution = t.readonlyArray(t.readonly(t.strict({ partner: Id, share: ExactJson })));

/** Who is credited beside the shares, in a role that the plan pays as an overlay: the whole deal, or a share of it. */
export const Overlays = t.readonlyArray(
  t.readonly(t.exact(t.intersection([t.type({ partner: Id, role: Id }), t.partial({ share: ExactJson })]))),
);

/** What measures of a plan may read beside the amount. */
const carried = t.partial({ amounts: Amounts, quantities: Quantities });

/** A lead was won. `leadOn` is the local date the lead came in, for plans that go by it. */
export const DealWon = t.readonly(
  t.intersection([
    t.type({ deal: Id, program: Id, amount: MoneyJson, attribution: Attribution, attributes: Attributes, ...happened }),
    t.partial({ lead: Id, leadOn: LocalDateCodec, overlays: Overlays }),
    carried,
    foreign,
  ]),
);

/**
 * What was agreed with the customer, or who is credited, changed. What is absent stays; what is there replaces the whole
 * of it. It holds for causes recorded after it; earlier ones stay as they were rated until they are rated again.
 */
export const DealAmended = t.readonly(
  t.intersection([
    t.type({ deal: Id, amendment: Id, reason: PlainText, author: PlainText, ...happened }),
    t.partial({ amount: MoneyJson, attribution: Attribution, overlays: Overlays, attributes: Attributes }),
    carried,
  ]),
);

/** The customer paid on the deal. */
export const PaymentReceived = t.readonly(
  t.intersection([t.type({ deal: Id, payment: Id, amount: MoneyJson, ...happened }), carried, foreign]),
);

/** The customer got money back from a payment. */
export const PaymentRefunded = t.readonly(
  t.intersection([
    t.type({ deal: Id, payment: Id, refund: Id, amount: MoneyJson, reason: PlainText, ...happened }),
    foreign,
  ]),
);

/** The customer disputes a payment at the bank: what it earned waits. */
export const ChargebackOpened = t.readonly(
  t.type({ deal: Id, payment: Id, chargeback: Id, amount: MoneyJson, reason: PlainText, ...happened }),
);

/** The bank decided. `lost`: the money is gone, told by the `PaymentRefunded` that follows, under the same id. */
export const ChargebackDecided = t.readonly(
  t.type({ deal: Id, chargeback: Id, outcome: t.keyof({ won: null, lost: null }), ...happened }),
);

/** The deal was called off; what the plan makes of the rest of its term is taken back. */
export const DealCancelled = t.readonly(t.type({ deal: Id, reason: PlainText, ...happened }));

/** What may have to wait: a cause, or a refund of one. */
const Waiting = t.readonly(t.strict({ kind: t.keyof({ win: null, payment: null, refund: null }), id: Id }));

/** A cause that cannot be rated yet, or a fact that came before what it refers to, visibly set aside with the reason. */
export const CauseParked = t.readonly(t.type({ deal: Id, cause: Waiting, reason: PlainText, ...happened }));

/** What was parked has been dealt with. */
export const CauseResolved = t.readonly(t.type({ deal: Id, cause: Waiting, ...happened }));
