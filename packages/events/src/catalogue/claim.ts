import { LocalDateCodec } from '@commission-ledger/calendar';
import * as t from 'io-ts';
import { Id } from '../id.ts';
import { happened } from './vocabulary.ts';

/** Whose customer it is: the lead that has the claim, and its partner. */
const Holder = t.readonly(t.strict({ lead: Id, partner: Id }));

/**
 * A lead claims its customer, and what came of it: `granted`, because nobody had the customer or a claim had run out;
 * `own`, because the same partner has the customer by an earlier lead; `protected`, because another partner has.
 * `holder` has the customer afterwards, up to and including `until`; without an end where the program protects for ever.
 */
export const LeadClaimed = t.readonly(
  t.type({
    program: Id,
    customer: Id,
    lead: Id,
    partner: Id,
    outcome: t.keyof({ granted: null, own: null, protected: null }),
    holder: Holder,
    until: t.union([LocalDateCodec, t.null]),
    ...happened,
  }),
);

/** The lead that held the customer ended without a deal: the next claim is granted. */
export const ClaimReleased = t.readonly(
  t.type({
    program: Id,
    customer: Id,
    lead: Id,
    because: t.keyof({ rejected: null, duplicate: null, lost: null, expired: null }),
    ...happened,
  }),
);
