import type { MoneyRecord } from '@commission-ledger/money';

/** One event of a history, as it is shown when the history is gone through: `replay/1` rows, one by one. */
export type ReplayRow = Readonly<{
  /** 0 is the first event of the history; what filters leave out is counted too. People say this number and one. */
  index: number;
  /** Where it stands in the store, which may leave gaps. */
  position: string;
  recordedAt: string;
  /** When it happened, by the business clock. */
  occurredAt: string;
  type: string;
  stream: string;
  revision: number;
  event: string;
  /** Whom and what it is about, where it says so. */
  program: string | null;
  partner: string | null;
  /** The lead, deal, payment, entry, payout … that it tells of, by its id; and the reason given, if one is. */
  about: string | null;
  reason: string | null;
  /** The amount that it names. */
  amount: MoneyRecord | null;
  /** How it changes what is owed to the partner, signed; `null` where it changes nothing. */
  change: MoneyRecord | null;
  /** What is owed to the partner after it, in this account. */
  balance: MoneyRecord | null;
}>;
