/** The languages of the product. */
export type Locale = 'en' | 'ru';

/** All of them, English first. */
export const locales = ['en', 'ru'] as const satisfies readonly Locale[];
