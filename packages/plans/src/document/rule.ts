import type { Condition } from './condition.ts';
import type { Hold, Installment, Pay } from './pay.ts';
import type { LocalizedText, RateJson } from './words.ts';

/**
 * Who earns: the partner to whom the deal is credited (`referrer`), the partner above (`upline`), the one above that
 * (`upline-2`, to `upline-9`) on the day of the cause, or who is credited beside the shares in a role
 * (`overlay-specialist`).
 */
export type Beneficiary = 'referrer' | 'upline' | `upline-${number}` | `overlay-${string}`;

/** One clause that pays somebody. */
export type Rule = Readonly<{
  id: string;
  /** The number the contract page and the explanations cite, such as `3.1`. */
  clause: string;
  title: LocalizedText;
  /** Which cause earns: the win of a deal, or each payment on it. */
  earnedOn: 'win' | 'payment';
  beneficiary: Beneficiary;
  when?: Condition;
  pay: Pay;
  /** The part of it that goes to this beneficiary, where several rules share one commission. */
  split?: Split;
  /** Instead of the plan's hold. */
  hold?: Hold;
  /** Paid in parts, each on its own hold, which add up to the whole. */
  installments?: readonly Installment[];
  /** What a refund takes back; without it, `refunded-share`. */
  refunds?: RuleRefunds;
}>;

/**
 * The same commission, computed once and shared by weights: this rule gets the share at `place` (1 is the first).
 * The shares add up to 1, or the split says that it is an overlay, which pays more or less than the whole on purpose.
 */
export type Split = Readonly<{ group: string; place: number; shares: readonly RateJson[]; overlay?: true }>;

/**
 * `refunded-share`: what was earned, in the proportion refunded. `keep`: nothing is taken back. `true-up`: the
 * refunded share, and then whatever a slab owes at the lowered counter, which may take back from earlier deals.
 */
export type RuleRefunds = 'refunded-share' | 'keep' | 'true-up';
