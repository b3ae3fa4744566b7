import type { EventData } from '@commission-ledger/events';
import { add, type Money, subtract, sum } from '@commission-ledger/money';

type Issued = EventData<'PayoutIssued'>;

/** What stands between the gross of a payout and what arrives. */
export type PayoutCharges = Readonly<{
  /** Withheld as tax. */
  withheld: Money;
  /** Fees that the partner bears. */
  fees: Money;
  /** Fees that the program bears: told, and not kept back. */
  programFees: Money;
  /** Added on top. */
  vat: Money;
  /** `gross + vat − withheld − fees`. */
  net: Money;
}>;

/** The charges of a payout, summed by what they do to it. */
export const chargesOf = ({ amount, charges = [] }: Pick<Issued, 'amount' | 'charges'>): PayoutCharges => {
  const total = (kind: 'withholding' | 'fee' | 'vat', bornBy?: 'partner' | 'program'): Money =>
    sum(
      amount.currency,
      charges
        .filter((charge) => charge.kind === kind && (bornBy === undefined || charge.bornBy === bornBy))
        .map((charge) => charge.amount),
    );
  const [withheld, fees, vat] = [total('withholding'), total('fee', 'partner'), total('vat')];
  const net = subtract(subtract(add(amount, vat), withheld), fees);
  return { withheld, fees, programFees: total('fee', 'program'), vat, net };
};
