import type { Locale } from '@commission-ledger/locale';
import { english } from './english.ts';
import type { Language } from './language.ts';
import { russian } from './russian.ts';

/** The languages of the digest. */
export const languages: Readonly<Record<Locale, Language>> = { en: english, ru: russian };
