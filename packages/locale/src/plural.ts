import type { Locale } from './locale.ts';

/** The forms of a noun that the plural rules of a language tell apart. */
export type Forms = Readonly<Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }>;

const rules = { en: new Intl.PluralRules('en'), ru: new Intl.PluralRules('ru') };

/** The form that goes with a count: `день` with 21, `дня` with 22, `дней` with 25. */
export const plural = (count: number, forms: Forms, locale: Locale): string =>
  forms[rules[locale].select(count)] ?? forms.other;
