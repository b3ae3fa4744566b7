import { addDays, type LocalDate } from '@commission-ledger/calendar';
import type { DocumentStore } from '../documentStore.ts';
import { fxRates, ratePrefix } from '../models/fxRates.ts';
import { readDocuments } from '../readDocuments.ts';

/** A rate that is older than a week says nothing about today. */
const OLDEST_RATE_IN_DAYS = 7;

/** Which currency is converted into which. */
export type Pair = Readonly<{ from: string; to: string }>;

/** Whether a payout of a pair can be converted on a date; the rate of a day to come is told when it comes. */
export type ConversionRates = (pair: Pair) => (date: LocalDate) => boolean;

/** Reads whether these pairs have a rate as of a day, each once. */
export const conversionRatesFor = async (
  documents: DocumentStore,
  pairs: readonly Pair[],
  asOf: LocalDate,
): Promise<ConversionRates> => {
  const known = new Set<string>();
  for (const prefix of new Set(pairs.map(ratePrefix))) {
    const days = Array.from({ length: OLDEST_RATE_IN_DAYS + 1 }, (_, daysAgo) => addDays(asOf, -daysAgo));
    const keys = days.map((day) => `${prefix}${day}`);
    if ((await readDocuments(documents, fxRates, keys)).some((rate) => rate !== undefined)) known.add(prefix);
  }
  return (pair) => (date) => date > asOf || known.has(ratePrefix(pair));
};
