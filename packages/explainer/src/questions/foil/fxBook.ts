import { fxStream, type RecordedEvent } from '@commission-ledger/events';
import * as E from 'fp-ts/lib/Either.js';
import { once, type Answer, type Sources } from '../../reading/sources.ts';

/** The rates told between two currencies, by day: the first told for a day stands. */
export type FxBook = (from: string, to: string) => Answer<ReadonlyMap<string, RecordedEvent<'FxRateRecorded'>>>;

/** Reads the rates of each pair of currencies once. */
export const createFxBook = (sources: Sources): FxBook => {
  const books = new Map<string, Answer<ReadonlyMap<string, RecordedEvent<'FxRateRecorded'>>>>();
  return (from, to) =>
    once(books, `${from}.${to}`, async () => {
      const events = await sources.events.readRange(fxStream(from, to), 0);
      if (E.isLeft(events)) return events;
      const byDay = new Map<string, RecordedEvent<'FxRateRecorded'>>();
      for (const event of events.right) {
        if (event.type === 'FxRateRecorded' && !byDay.has(event.data.date)) byDay.set(event.data.date, event);
      }
      return E.right(byDay);
    });
};
