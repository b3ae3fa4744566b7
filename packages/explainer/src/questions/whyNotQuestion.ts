import type { LocalDate } from '@commission-ledger/calendar';
import type { Reply } from '../document/reply.ts';

/** Something that somebody misses. */
export type WhyNotQuestion = Readonly<{
  /** The id of a deal, a payment, a lead or an entry, or the key under which the host's own system knows it. */
  subject: string;
  /** The deal of a payment, by its id or its key: ids of payments are told apart by it. */
  of?: string;
  /** Who misses it; without it, the partner whose lead or entry it is, else the one who is credited first. */
  partner?: string;
  /** Where it is missed: the id of a payout, or the month of a statement, `2026-07`. */
  in?: string;
  /** The day that the answer is for; without it, that of the newest record. */
  on?: LocalDate;
  /**
   * Whether it is looked for what would have to be otherwise, which replays the whole account: `left-out`, it is not;
   * `sought`, it is, however much was recorded. Without it, it is where at most `RECORDS_LOOKED_AT` records concern the
   * account; else the answer says that it was not looked for.
   */
  changes?: 'left-out' | 'sought';
}>;

/**
 * How many records are looked at for what would have to be otherwise, where it is not `sought`: what was recorded of the
 * program, its plans, the partner, the partner's accounts and all their deals. That is about sixty paid sales, replayed in
 * some 20 ms.
 */
export const RECORDS_LOOKED_AT = 200;

/** What was asked beside the subject, so that it can be asked again. */
export const askedOf = ({ subject, of, partner, in: place, on, changes }: WhyNotQuestion): Reply['asked'] => ({
  subject,
  ...(of === undefined ? {} : { of }),
  ...(partner === undefined ? {} : { partner }),
  ...(place === undefined ? {} : { in: place }),
  ...(on === undefined ? {} : { on }),
  ...(changes === undefined ? {} : { changes }),
});
