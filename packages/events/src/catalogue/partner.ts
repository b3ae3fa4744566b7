import { InstantCodec, LocalDateCodec } from '@commission-ledger/calendar';
import { ExactJson } from '@commission-ledger/money';
import * as t from 'io-ts';
import { Id } from '../id.ts';
import { named } from './named.ts';
import { Currency, PlainText, Sha256, Whole, foreign, happened } from './vocabulary.ts';

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

/**
 * Where the partner is paid: a reference to the host's own record, never the bank details. With `currency`, payouts are
 * converted into it.
 */
export const PayoutDestinationChanged = t.readonly(
  t.intersection([t.type({ partner: Id, reference: PlainText, ...happened }), t.partial({ currency: Currency })]),
);

/** From this local date on, the partner's tax status; plans have the rates that go with it. */
export const TaxStatusRecorded = t.readonly(t.type({ partner: Id, status: Id, from: LocalDateCodec, ...happened }));

/**
 * From this local date on, the partner is not paid and brings no leads in the program. `earning` says what becomes of
 * causes of those days: they earn as ever (and wait), or nothing.
 */
export const PartnerSuspended = t.readonly(
  t.type({
    partner: Id,
    program: Id,
    from: LocalDateCodec,
    reason: PlainText,
    earning: t.keyof({ continues: null, stops: null }),
    ...happened,
  }),
);

/** From this local date on, the partner is in the program as before. */
export const PartnerReinstated = t.readonly(
  t.type({ partner: Id, program: Id, from: LocalDateCodec, reason: PlainText, ...happened }),
);

/** The host delivered a digest: what was recorded after `from`, up to and including `to`. */
export const DigestDelivered = t.readonly(
  t.type({
    partner: Id,
    program: Id,
    digest: Id,
    from: InstantCodec,
    to: InstantCodec,
    channel: PlainText,
    /** SHA-256 of the canonical JSON of the digest: what was in it. */
    contentHash: Sha256,
    ...happened,
  }),
);
