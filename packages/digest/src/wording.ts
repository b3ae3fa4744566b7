import { localDay, localNumber } from '@commission-ledger/locale';
import type { MoneyRecord } from '@commission-ledger/money';
import type { LocalisedText } from '@commission-ledger/projections';
import type { Language } from './language.ts';

/** Amounts and days as the language writes them. */
export type Wording = Readonly<{
  language: Language;
  amount: (record: MoneyRecord) => string;
  day: (date: string) => string;
  text: (text: LocalisedText) => string;
}>;

/** No-break space: between a number and its currency. */
const GAP = '\u00A0';

/** Amounts and days as the language writes them. */
export const wordingIn = (language: Language): Wording => ({
  language,
  amount: ({ amount, currency }) => `${localNumber(amount, language.locale)}${GAP}${currency}`,
  day: (date) => localDay(date, language.locale),
  text: ({ en, ru }) => (language.locale === 'ru' ? (ru ?? en) : en),
});
