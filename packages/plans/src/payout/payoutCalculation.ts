import { guard, sub, sum, type Node } from '@commission-ledger/calculation';
import { isNegative, isZero, sum as total, type Money } from '@commission-ledger/money';
import type { PayoutTerms } from '../document/planDocument.ts';
import { chargesOn, lessKeptBack, type Charge } from './chargesOn.ts';
import { drawStep } from './drawStep.ts';
import { bookedIn, preparePayout, type PayoutInput, type PreparedPayout } from './payoutInput.ts';

/**
 * What a payout date makes of an account. Everything is booked money in the plan's currency; amounts that are there are
 * above zero, except `matured` and `gross`, which are signed.
 */
export type PayoutCalculation = DeferredCalculation | PaidCalculation;

/** What both have. */
type Due = Readonly<{
  /** The lines added up, before a write-off. */
  matured: Money;
  /** An entry that makes a negative balance zero: it is written whether or not a payout follows. */
  writeOff?: Money;
  /** What the payout is made for, or would be: matured and advanced, less recovered. */
  gross: Money;
  /** The debt of draws afterwards. */
  debt: Money;
}>;

/** Nothing is paid and the draw does nothing: no advance, no recovery, nothing forgiven. The lines stay in the account. */
export type DeferredCalculation = Due &
  Readonly<{
    _tag: 'deferred';
    /** `nothing-due`: there was no line at all. Lines that add up to zero are `below-minimum`. */
    reason: 'below-minimum' | 'negative-balance' | 'nothing-due';
    nodes: Readonly<{ matured: Node; writeOff?: Node; gross: Node; minimum: Node }>;
  }>;

/** A payout. `net` arrives: gross and VAT, less what is withheld and the fees that the partner bears. */
export type PaidCalculation = Due &
  Readonly<{
    _tag: 'paid';
    /** New entries of the account, mature at once, that are lines of this payout. */
    advanced?: Money;
    recovered?: Money;
    /** Debt written off because the time of a forgiven draw is over; no entry. */
    forgiven?: Money;
    charges: readonly Charge[];
    withheld: Money;
    vat: Money;
    /** Only those that the partner bears. */
    fees: Money;
    net: Money;
    /** The calculation, for explanations; `minimum` is the guard that the payout reached it. */
    nodes: Readonly<{
      matured: Node;
      writeOff?: Node;
      advanced?: Node;
      recovered?: Node;
      forgiven?: Node;
      debt: Node;
      gross: Node;
      net: Node;
      minimum: Node;
    }>;
  }>;

/**
 * A payout of one account, from its matured lines to what arrives: write-off, draw, minimum, withholding, VAT, fees, in
 * this order. The one calculation for payout runs, previews and worked examples.
 *
 * net + withheld + fees of the partner = gross + VAT, always.
 * @param terms of a published plan
 * @throws RangeError for terms that were never validated
 */
export const payoutCalculation = (terms: PayoutTerms, input: PayoutInput): PayoutCalculation => {
  const payout = preparePayout(input);
  const { matured } = payout;
  const writeOff = writeOffOf(terms, matured);
  const balance = writeOff === undefined ? matured : sum([matured, writeOff], { name: 'balance' });
  const { advanced, recovered, forgiven, debt, gross } = drawStep(terms.draw, payout, balance);
  const minimum = guard('ge', [gross, payout.amountParam(terms.minimum, '/payout/minimum', 'minimum')]);
  const due = {
    matured: bookedIn(matured),
    ...(writeOff && { writeOff: bookedIn(writeOff) }),
    gross: bookedIn(gross),
  };
  const reason = deferralOf(bookedIn(gross), minimum, payout.lines);
  if (reason !== undefined) {
    const nodes = { matured, ...(writeOff && { writeOff }), gross, minimum };
    return { _tag: 'deferred', reason, ...due, debt: bookedIn(payout.debt), nodes };
  }
  const charges = chargesOn(terms, payout, gross);
  const net = netOf(gross, charges);
  return {
    _tag: 'paid',
    ...due,
    ...(advanced && { advanced: bookedIn(advanced) }),
    ...(recovered && { recovered: bookedIn(recovered) }),
    ...(forgiven && { forgiven: bookedIn(forgiven) }),
    debt: bookedIn(debt),
    charges,
    withheld: totalOf(payout, charges, ({ kind }) => kind === 'withholding'),
    vat: totalOf(payout, charges, ({ kind }) => kind === 'vat'),
    fees: totalOf(payout, charges, ({ kind, bornBy }) => kind === 'fee' && bornBy === 'partner'),
    net: bookedIn(net),
    nodes: {
      matured,
      ...(writeOff && { writeOff }),
      ...(advanced && { advanced }),
      ...(recovered && { recovered }),
      ...(forgiven && { forgiven }),
      debt,
      gross,
      net,
      minimum,
    },
  };
};

/** The positive entry that makes a balance below zero nothing, where the terms do not carry it. */
const writeOffOf = ({ negative }: PayoutTerms, matured: Node): Node | undefined =>
  negative === 'write-off' && isNegative(bookedIn(matured))
    ? sub(sub(matured, matured), matured, { name: 'write-off' })
    : undefined;

const deferralOf = (gross: Money, minimum: Node, lines: number): DeferredCalculation['reason'] | undefined => {
  if (isNegative(gross)) return 'negative-balance';
  if (isZero(gross)) return lines === 0 ? 'nothing-due' : 'below-minimum';
  return minimum.kind === 'guard' && minimum.pass ? undefined : 'below-minimum';
};

const netOf = (gross: Node, charges: readonly Charge[]): Node => {
  const added = charges.flatMap(({ kind, root }) => (kind === 'vat' ? [root] : []));
  return lessKeptBack(added.length === 0 ? gross : sum([gross, ...added]), charges, { name: 'net' });
};

const totalOf = ({ currency }: PreparedPayout, charges: readonly Charge[], of: (charge: Charge) => boolean): Money =>
  total(
    currency,
    charges.filter(of).map(({ amount }) => amount),
  );
