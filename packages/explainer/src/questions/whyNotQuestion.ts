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
  /** `left-out`: it is not looked for what would have to be otherwise, which replays the whole account. */
  changes?: 'left-out';
}>;

/** What was asked beside the subject, so that it can be asked again. */
export const askedOf = ({ subject, of, partner, in: place, on, changes }: WhyNotQuestion): Reply['asked'] => ({
  subject,
  ...(of === undefined ? {} : { of }),
  ...(partner === undefined ? {} : { partner }),
  ...(place === undefined ? {} : { in: place }),
  ...(on === undefined ? {} : { on }),
  ...(changes === undefined ? {} : { changes }),
});
