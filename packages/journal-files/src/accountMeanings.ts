import { ledgerAccounts } from '@commission-ledger/projections';

/** Accounts of the books, and what stands in them; `…` is an id, or the currency. In the order of a chart of accounts. */
export const accountMeanings: readonly (readonly [account: string, meaning: string])[] = [
  [ledgerAccounts.bank('…'), 'what came into the bank, less what left it, for payouts and taxes alone'],
  [ledgerAccounts.vat, 'VAT that payouts added on top: to be had back from the authority'],
  [ledgerAccounts.receivable('…'), 'what a partner owes, to be set off against what is earned next'],
  [ledgerAccounts.draws('…'), 'paid to a partner in advance, to be set off against what is earned next'],
  [ledgerAccounts.onHold('…'), 'earned by a partner, and not payable yet'],
  [ledgerAccounts.payable('…'), 'payable, and not paid out yet'],
  [ledgerAccounts.inFlight('…'), 'paid out, and not arrived yet'],
  [ledgerAccounts.vatInFlight('…'), 'VAT on top of a payout that has not arrived yet'],
  [ledgerAccounts.withholding, 'tax withheld from payouts, and not handed over yet'],
  [ledgerAccounts.unclaimed, 'set apart because nobody claims it'],
  [ledgerAccounts.conversion, 'what left in one currency and came in again in another'],
  [ledgerAccounts.commission('…'), 'what partners have earned, less what was taken back'],
  [ledgerAccounts.payoutFees, 'what it costs to pay, less what partners bear'],
  [ledgerAccounts.badDebt, 'what partners owed and will not pay'],
];
