import { LocalDateCodec } from '@commission-ledger/calendar';
import { ExactJson, MoneyJson } from '@commission-ledger/money';
import * as t from 'io-ts';
import { Id } from '../id.ts';
import { Attributes } from './attributes.ts';
import { Amounts, CauseRef, PlainText, Quantities, foreign, happened } from './vocabulary.ts';

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

/** The deal was called off; what the plan makes of the rest of its term is taken back. */
export const DealCancelled = t.readonly(t.type({ deal: Id, reason: PlainText, ...happened }));

/** A cause that cannot be rated yet, visibly set aside with the reason. */
export const CauseParked = t.readonly(t.type({ deal: Id, cause: CauseRef, reason: PlainText, ...happened }));

/** A parked cause has been rated. */
export const CauseResolved = t.readonly(t.type({ deal: Id, cause: CauseRef, ...happened }));
