/** A program that reads plain-text journals: `ledger` is ledger-cli. */
export type JournalFormat = 'hledger' | 'ledger' | 'beancount';
