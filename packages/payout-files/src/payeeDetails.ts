import { PlainText } from '@commission-ledger/events';

/**
 * Where money goes, as the host keeps it under the reference of a payout destination. It goes into the file and nowhere
 * else: the ledger never has it.
 */
export type PayeeDetails = Readonly<{
  /** The holder of the account, as the bank knows it. */
  name: string;
  /** The number of the account: an IBAN, or what the provider calls the payee. */
  account: string;
  /** The bank of the account, where its number does not say it: a BIC, a sort code. */
  bank?: string;
}>;

/** Looks up the details of a destination; `undefined` when the host has none. */
export type DetailsOf = (reference: string) => PayeeDetails | undefined | Promise<PayeeDetails | undefined>;

/** An account number is printed as it is: nothing in it may be taken for a formula, a separator or a command. */
const ACCOUNT = /^[A-Za-z0-9][A-Za-z0-9 ._/@-]{0,63}$/;

/** Whether the details can stand in a file: one line of text each, not empty. */
export const areSound = ({ name, account, bank }: PayeeDetails): boolean =>
  PlainText.is(name) && ACCOUNT.test(account) && (bank === undefined || ACCOUNT.test(bank));
