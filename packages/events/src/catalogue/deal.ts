import { LocalDateCodec } from '@commission-ledger/calendar';
import { ExactJson, MoneyJson } from '@commission-ledger/money';
import * as t from 'io-ts';
import { Id } from '../id.ts';
import { Attributes } from './attributes.ts';
import { CauseRef, PlainText, foreign, happened } from './vocabulary.ts';

/** Who is credited with which share of the deal; the shares add up to 1. */
export const Attribution = t.readonlyArray(t.readonly(t.strict({ partner: Id, share: ExactJson })));

/** A lead was won. `leadOn` is the local date the lead came in, for plans that go by it. */
export const DealWon = t.readonly(
  t.intersection([
    t.type({ deal: Id, program: Id, amount: MoneyJson, attribution: Attribution, attributes: Attributes, ...happened }),
    t.partial({ lead: Id, leadOn: LocalDateCodec }),
    foreign,
  ]),
);

/** The customer paid on the deal. */
export const PaymentReceived = t.readonly(
  t.intersection([t.type({ deal: Id, payment: Id, amount: MoneyJson, ...happened }), foreign]),
);

/** The customer got money back from a payment. */
export const PaymentRefunded = t.readonly(
  t.intersection([
    t.type({ deal: Id, payment: Id, refund: Id, amount: MoneyJson, reason: PlainText, ...happened }),
    foreign,
  ]),
);

/** A cause that cannot be rated yet, visibly set aside with the reason. */
export const CauseParked = t.readonly(t.type({ deal: Id, cause: CauseRef, reason: PlainText, ...happened }));

/** A parked cause has been rated. */
export const CauseResolved = t.readonly(t.type({ deal: Id, cause: CauseRef, ...happened }));
