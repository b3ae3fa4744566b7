import { LocalDateCodec } from '@commission-ledger/calendar';
import * as t from 'io-ts';
import { Id } from '../id.ts';
import { PlainText, foreign, happened } from './vocabulary.ts';

/** A partner joins: an id and a name, once for the whole ledger. */
export const PartnerJoined = t.readonly(
  t.intersection([t.type({ partner: Id, name: PlainText, ...happened }), foreign]),
);

/** From this local date on, the partner's deals in the program are under the plan. */
export const PartnerEnrolled = t.readonly(
  t.type({ partner: Id, program: Id, plan: Id, from: LocalDateCodec, ...happened }),
);

/** The named contact of the partner in the program. */
export const ManagerAssigned = t.readonly(
  t.type({ partner: Id, program: Id, manager: PlainText, from: LocalDateCodec, ...happened }),
);

/** From this local date on, the partner's upline in the program; rules that benefit the upline pay that partner. */
export const UplineAssigned = t.readonly(
  t.type({ partner: Id, program: Id, upline: Id, from: LocalDateCodec, ...happened }),
);

/** Where the partner is paid: a reference to the host's own record, never the bank details. */
export const PayoutDestinationChanged = t.readonly(t.type({ partner: Id, reference: PlainText, ...happened }));
