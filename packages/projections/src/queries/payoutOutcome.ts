import type { LocalDate } from '@commission-ledger/calendar';
import { add, type Money, negate, subtract } from '@commission-ledger/money';
import { payoutCalculation, type PayoutTerms } from '@commission-ledger/plans';
import type { PayingTerms } from './payingTerms.ts';

/** What a payout run on the date would do. Whatever is not paid is carried to the next date. */
export type Outcome =
  /** `net` arrives: the sum, with what a draw makes up, less what is recovered and kept back, and with tax on top. */
  | Readonly<{ _tag: 'pays'; advanced: Money; recovered: Money; net: Money }>
  /** The sum is smaller than the minimum, or nothing at all; `missing` is what is lacking to be paid. */
  | Readonly<{ _tag: 'below-minimum'; minimum: Money; missing: Money }>
  /** More was taken back than earned; `owed` is by how much. */
  | Readonly<{ _tag: 'negative-balance'; owed: Money }>
  /** The program pays only where it knows the destination, and the partner has none. */
  | Readonly<{ _tag: 'no-destination' }>
  /** No plan has paid into the account and its partner is in none, so no terms say when it is paid. */
  | Readonly<{ _tag: 'no-terms' }>
  /** The lines are disputed: they are paid on the first date after their release, and are no part of any before. */
  | Readonly<{ _tag: 'disputed' }>;

/** The partner who is paid, as far as payouts ask. */
export type PaidPartner = Readonly<{
  /** Whether the partner may be paid at all. */
  hasDestination: boolean;
  taxStatusOn: (date: string) => string;
  /** The plan that the partner is in; a draw is only for partners in the plan. */
  planOn: (date: string) => string | undefined;
}>;

/** What is open on a payout date: carried to it and newly due, and what is owed of draws. */
export type OpenOnDate = Readonly<{ amount: Money; lines: number; debt: Money }>;

/** What becomes of it, and what is open afterwards. */
export type PayoutOutcome = Readonly<{ outcome: Outcome; after: OpenOnDate }>;

/** What a payout run would make of an account on a date; `undefined` when nothing is due. */
export const payoutOutcomeOn = (
  date: LocalDate,
  open: OpenOnDate,
  terms: PayingTerms,
  partner: PaidPartner,
): PayoutOutcome | undefined => {
  const calculation = payoutCalculation(termsOn(date, terms, partner), {
    plan: terms.plan,
    currency: terms.minimum.currency,
    rounding: terms.rounding,
    matured: open.amount,
    lines: open.lines,
    date,
    debt: open.debt,
    taxStatus: partner.taxStatusOn(date),
  });
  const nothing = subtract(open.amount, open.amount);
  if (calculation._tag === 'paid') {
    if (!partner.hasDestination) return { outcome: { _tag: 'no-destination' }, after: open };
    const { advanced = nothing, recovered = nothing, net, debt } = calculation;
    return {
      outcome: { _tag: 'pays', advanced, recovered, net },
      after: { amount: nothing, lines: 0, debt },
    };
  }
  const { writeOff, gross, reason } = calculation;
  const after = writeOff === undefined ? open : { ...open, amount: add(open.amount, writeOff), lines: open.lines + 1 };
  switch (reason) {
    case 'nothing-due':
      return undefined;
    case 'negative-balance':
      return { outcome: { _tag: reason, owed: negate(gross) }, after };
    case 'below-minimum': {
      const { minimum } = terms;
      return { outcome: { _tag: reason, minimum, missing: subtract(minimum, gross) }, after };
    }
  }
};

/** As payout runs apply them: for others than its partners, the draw of a plan never begins. */
const termsOn = (date: LocalDate, { payout, plan }: PayingTerms, { planOn }: PaidPartner): PayoutTerms =>
  payout.draw === undefined || planOn(date) === plan.plan
    ? payout
    : { ...payout, draw: { ...payout.draw, from: '9999-12-31' } };
