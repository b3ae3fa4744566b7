/**
 * The accounts of a program owner's books, as a plain-text accounting program names them. Those of a partner carry the
 * partner's id, so that each sub-balance can be held against the partner's balance.
 */
export const ledgerAccounts = {
  /** What commission costs: earned, taken back, corrected, and draws that are not owed back. */
  commission: (program: string): string => `Expenses:Commission:${program}`,
  /** What paying costs; partners who bear a fee take it off again. */
  payoutFees: 'Expenses:PayoutFees',
  /** What partners owe and will not pay: balances written off, draws forgiven. */
  badDebt: 'Expenses:BadDebt',
  onHold: (partner: string): string => `Liabilities:Partner:${partner}:OnHold`,
  payable: (partner: string): string => `Liabilities:Partner:${partner}:Payable`,
  inFlight: (partner: string): string => `Liabilities:Partner:${partner}:InFlight`,
  /** Tax that is added on top of a payout, on its way with it. */
  vatInFlight: (partner: string): string => `Liabilities:Partner:${partner}:VatInFlight`,
  withholding: 'Liabilities:Tax:Withholding',
  unclaimed: 'Liabilities:Unclaimed',
  receivable: (partner: string): string => `Assets:Partner:${partner}:Receivable`,
  /** Draws that were advanced and are owed back. */
  draws: (partner: string): string => `Assets:Partner:${partner}:Draws`,
  /** Tax that payouts added on top: to be had back from the authority. */
  vat: 'Assets:Tax:Vat',
  bank: (currency: string): string => `Assets:Bank:${currency}`,
  /** What is paid in another currency leaves the books in one and comes in again in the other. */
  conversion: 'Equity:Conversion',
} as const;
