import { LocalDateCodec } from '@commission-ledger/calendar';
import { ExactJson } from '@commission-ledger/money';
import * as t from 'io-ts';
import { Id } from '../id.ts';
import { named } from './named.ts';
import { PlainText, Whole, foreign, happened } from './vocabulary.ts';

/** A partner joins: an id and a name, once for the whole ledger. */
export const PartnerJoined = t.readonly(
  t.intersection([t.type({ partner: Id, name: PlainText, ...happened }), foreign]),
);

/**
 * From this local date on, the partner's deals in the program are under the plan. `version` keeps the partner on that
 * version whatever is published later; `parameters` sets numbers that the plan names, for this partner.
 */
export const PartnerEnrolled = t.readonly(
  t.intersection([
    t.type({ partner: Id, program: Id, plan: Id, from: LocalDateCodec, ...happened }),
    t.partial({ version: Whole, parameters: t.readonly(named(ExactJson)) }),
  ]),
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

/** From this local date on, the partner's tax status; plans have the rates that go with it. */
export const TaxStatusRecorded = t.readonly(t.type({ partner: Id, status: Id, from: LocalDateCodec, ...happened }));
