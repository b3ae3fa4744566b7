import type { Locale } from '@commission-ledger/locale';

/** What only a page says. */
export type HtmlWords = Readonly<Record<'caption' | 'number' | 'what' | 'amount' | 'minus' | 'evidence', string>>;

/** In each language. */
export const htmlWords: Readonly<Record<Locale, HtmlWords>> = {
  en: {
    caption: 'How it comes about',
    number: 'No.',
    what: 'What',
    amount: 'Amount',
    minus: 'minus',
    evidence: 'What it rests on',
  },
  ru: {
    caption: 'Как это получилось',
    number: '№',
    what: 'Что',
    amount: 'Сумма',
    minus: 'минус',
    evidence: 'На чём это основано',
  },
};
