import { type ExactRecord, exactToJson } from '@commission-ledger/money';
import type { Projection } from '../projection.ts';

/** What one unit of a currency was worth in another on a day. */
export type FxRateDocument = Readonly<{ from: string; to: string; date: string; rate: ExactRecord; source: string }>;

/** One document for each pair of currencies and day; the first told for a day stands. */
export const fxRates: Projection<FxRateDocument> = {
  name: 'fx-rates',
  version: 1,
  keysOf: ({ type, data }) => (type === 'FxRateRecorded' ? [`${ratePrefix(data)}${data.date}`] : []),
  evolve: (document, event) => {
    if (event.type !== 'FxRateRecorded' || document !== undefined) return document;
    const { from, to, date, rate, source } = event.data;
    return { from, to, date, rate: exactToJson(rate), source };
  },
};

/** What keys of a pair of currencies begin with; the day follows. */
export const ratePrefix = ({ from, to }: Readonly<{ from: string; to: string }>): string => `${from}.${to}/`;
