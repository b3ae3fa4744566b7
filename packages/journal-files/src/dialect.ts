import type { LocalDate } from '@commission-ledger/calendar';
import type { CurrencyCode, Money } from '@commission-ledger/money';

/** One line of an entry. `account` is as the program writes it. */
export type EntryLine = Readonly<{
  account: string;
  amount: Money;
  /** What the whole amount comes to in another currency, above zero. */
  total?: Money;
  /** What the account comes to in the currency after this line, for the program to check. */
  after?: Money;
}>;

/** A transaction as it is written. Its texts are free of whatever a program could take for something else. */
export type Entry = Readonly<{
  date: LocalDate;
  id: string;
  payee: string;
  kind: string;
  /** Where it comes from: keys are words in lower case. */
  facts: readonly (readonly [key: string, value: string])[];
  lines: readonly EntryLine[];
}>;

/** What an account comes to in the currencies in which something was posted to it. */
export type Standing = Readonly<{ account: string; amounts: readonly Money[] }>;

/** How one program writes a journal. Each text ends with a line end. */
export type Dialect = Readonly<{
  /** The title and the notes are for people, one line each. */
  header: (title: string, notes: readonly string[]) => string;
  comment: (text: string) => string;
  commodity: (currency: CurrencyCode, date: LocalDate) => string;
  account: (account: string, date: LocalDate) => string;
  entry: (entry: Entry) => string;
  /** The program is to check what the account comes to at the end of the date. */
  assertion: (standing: Standing, date: LocalDate) => string;
  /** Whether a line of an entry can be checked; if not, only the end of a day can. */
  checksLines: boolean;
}>;
