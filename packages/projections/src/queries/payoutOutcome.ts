import type { LocalDate } from '@commission-ledger/calendar';
import { add, isPositive, type Money, negate, subtract } from '@commission-ledger/money';
import { payoutCalculation, type PayoutTerms } from '@commission-ledger/plans';
import type { PayingTerms } from './payingTerms.ts';

/** What a payout run on the date would do. Whatever is not paid is carried to the next date. */
export type Outcome =
  /**
   * `net` arrives: the sum, with what a draw makes up, less what is recovered and kept back, and with tax on top;
   * converted into another currency at the rate of the day, where the destination is in one.
   */
  | Readonly<{ _tag: 'pays'; advanced: Money; recovered: Money; net: Money; convertedInto: string | null }>
  /** The partner is suspended on that date. */
  | Readonly<{ _tag: 'suspended' }>
  /** The sum is smaller than the minimum, or nothing at all; `missing` is what is lacking to be paid. */
  | Readonly<{ _tag: 'below-minimum'; minimum: Money; missing: Money }>
  /** More was taken back than earned; `owed` is by how much. */
  | Readonly<{ _tag: 'negative-balance'; owed: Money }>
  /** The program pays only where it knows the destination, and the partner has none. */
  | Readonly<{ _tag: 'no-destination' }>
  /** The destination was changed lately: nothing is paid up to and including that day. */
  | Readonly<{ _tag: 'destination-changed'; until: LocalDate }>
  /** It is to be converted, and no rate was told for the day or for the week before it. */
  | Readonly<{ _tag: 'no-rate'; convertedInto: string }>
  /** No plan has paid into the account and its partner is in none, so no terms say when it is paid. */
  | Readonly<{ _tag: 'no-terms' }>
  /** The lines are disputed: they are paid on the first date after their release, and are no part of any before. */
  | Readonly<{ _tag: 'disputed' }>;

/** The partner who is paid, as far as payouts ask. */
export type PaidPartner = Readonly<{
  /** Whether the partner may be paid at all. */
  hasDestination: boolean;
  suspendedOn: (date: string) => boolean;
  /** The last day of the cool-off after a change of the destination, if there was one. */
  coolOffUntil: LocalDate | null;
  /** The currency of the destination, where that is told. */
  destinationCurrency: string | null;
  /** Whether a payout of that date can be converted into that currency; a rate of a day to come is told when it comes. */
  hasRateOn: (date: LocalDate) => boolean;
  taxStatusOn: (date: string) => string;
  /** The plan that the partner is in; a draw is only for partners in the plan. */
  planOn: (date: string) => string | undefined;
}>;

/** What is open on a payout date: carried to it and newly due, and what is owed of draws. */
export type OpenOnDate = Readonly<{ amount: Money; lines: number; debt: Money }>;

/** What else the partner may come to have: disputed and due on the date, and on its way. */
export type Elsewhere = Readonly<{ elsewhere: Money }>;

/** What becomes of it, and what is open afterwards. */
export type PayoutOutcome = Readonly<{ outcome: Outcome; after: OpenOnDate }>;

/** What a payout run would make of an account on a date; `undefined` when nothing is due. */
export const payoutOutcomeOn = (
  date: LocalDate,
  open: OpenOnDate & Elsewhere,
  terms: PayingTerms,
  partner: PaidPartner,
): PayoutOutcome | undefined => {
  const { destinationCurrency } = partner;
  const { currency } = terms.minimum;
  const calculation = payoutCalculation(writingOff(termsOn(date, terms, partner), open), {
    plan: terms.plan,
    currency,
    rounding: terms.rounding,
    matured: open.amount,
    lines: open.lines,
    date,
    debt: open.debt,
    taxStatus: partner.taxStatusOn(date),
  });
  const nothing = subtract(open.amount, open.amount);
  const isDue = calculation._tag === 'paid' || calculation.reason !== 'nothing-due';
  const convertedInto = destinationCurrency === currency ? null : destinationCurrency;
  const paying = calculation._tag === 'paid' ? { convertedInto } : undefined;
  const obstacle = isDue ? obstacleOn(date, partner, paying) : undefined;
  const { elsewhere: _notOpen, ...unchanged } = open;
  if (obstacle !== undefined) return { outcome: obstacle, after: unchanged };
  if (calculation._tag === 'paid') {
    const { advanced = nothing, recovered = nothing, net, debt } = calculation;
    return {
      outcome: { _tag: 'pays', advanced, recovered, net, convertedInto },
      after: { amount: nothing, lines: 0, debt },
    };
  }
  const { writeOff, gross, reason } = calculation;
  const after =
    writeOff === undefined ? unchanged : { ...unchanged, amount: add(open.amount, writeOff), lines: open.lines + 1 };
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

/** As payout runs do, a balance below zero is carried while the partner may have money for it. */
const writingOff = (payout: PayoutTerms, { elsewhere }: Elsewhere): PayoutTerms =>
  isPositive(elsewhere) ? { ...payout, negative: 'carry' } : payout;

/** What keeps a payout from being made though something is due, in the order in which payout runs look for it. */
const obstacleOn = (
  date: LocalDate,
  { suspendedOn, hasDestination, coolOffUntil, hasRateOn }: PaidPartner,
  paying: Readonly<{ convertedInto: string | null }> | undefined,
): Outcome | undefined => {
  if (suspendedOn(date)) return { _tag: 'suspended' };
  if (paying === undefined) return undefined;
  if (!hasDestination) return { _tag: 'no-destination' };
  if (coolOffUntil !== null && coolOffUntil >= date) return { _tag: 'destination-changed', until: coolOffUntil };
  const { convertedInto } = paying;
  return convertedInto === null || hasRateOn(date) ? undefined : { _tag: 'no-rate', convertedInto };
};

/** As payout runs apply them: for others than its partners, the draw of a plan never begins. */
const termsOn = (date: LocalDate, { payout, plan }: PayingTerms, { planOn }: PaidPartner): PayoutTerms =>
  payout.draw === undefined || planOn(date) === plan.plan
    ? payout
    : { ...payout, draw: { ...payout.draw, from: '9999-12-31' } };
