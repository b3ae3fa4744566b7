import { beancountId, type IdText, plainId } from './idText.ts';
import type { JournalFormat } from './journalFormat.ts';

/**
 * An account of the books (`ledgerAccounts`) as the program writes it. Only the ids in it change, and in hledger and
 * ledger-cli ids of the ledger do not: `Liabilities:Partner:ada-b:OnHold` is `Liabilities:Partner:Ada-b:OnHold` in
 * beancount. Two accounts never have one name.
 *
 * @throws RangeError when it is no account of the books: a defect.
 */
export const accountName = (format: JournalFormat, account: string): string => translated(account, idIn(format).encode);

/** The account of the books that the program knows under this name: {@link accountName} turned round. */
export const accountOfName = (format: JournalFormat, name: string): string => translated(name, idIn(format).decode);

const idIn = (format: JournalFormat): IdText => (format === 'beancount' ? beancountId : plainId);

const translated = (account: string, translate: (id: string) => string): string => {
  const owned = PARTNER.exec(account) ?? PROGRAM.exec(account);
  if (owned !== null) {
    const [, before = '', id = '', after = ''] = owned;
    return before + translate(id) + after;
  }
  if (!FIXED.test(account)) throw new RangeError('No account of the books has such a name.');
  return account;
};

/** Accounts with an id in the name, which may hold anything, also line ends. */
const PARTNER = /^((?:Liabilities|Assets):Partner:)(.*)(:[A-Z][A-Za-z]*)$/s;
const PROGRAM = /^(Expenses:Commission:)(.*)$/s;

const FIXED = /^[A-Z][A-Za-z]*(?::[A-Z][A-Za-z]*)+$/;
