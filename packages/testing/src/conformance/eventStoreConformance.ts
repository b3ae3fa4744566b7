import type { EventStore } from '@commission-ledger/event-store';

import { concurrencyCases } from './concurrencyCases.ts';
import type { ConformanceCase } from './conformanceCase.ts';
import type { EventStoreCase, EventStoreSubject } from './eventStoreSubject.ts';
import { expectedRevisionCases } from './expectedRevisionCases.ts';
import { idCases } from './idCases.ts';
import { inputCases } from './inputCases.ts';
import { lifetimeCases } from './lifetimeCases.ts';
import { readingCases } from './readingCases.ts';
import { retryCases } from './retryCases.ts';
import { subscriptionCases } from './subscriptionCases.ts';

const allCases: readonly EventStoreCase[] = [
  ...expectedRevisionCases,
  ...inputCases,
  ...readingCases,
  ...retryCases,
  ...idCases,
  ...concurrencyCases,
  ...subscriptionCases,
  ...lifetimeCases,
];

/**
 * Everything the event store port promises, as cases to run against an adapter with any test runner:
 *
 * `for (const { name, run } of eventStoreConformance(subject)) test(name, run);`
 *
 * Each case has a place of its own. The cases about what outlives a store are there for durable subjects only.
 */
export const eventStoreConformance = (subject: EventStoreSubject): readonly ConformanceCase[] =>
  allCases
    .filter(({ durableOnly }) => durableOnly !== true || subject.durable)
    .map((each) => ({ name: each.name, run: () => runCase(subject, each) }));

const runCase = async ({ create, maxAppendBytes }: EventStoreSubject, { check }: EventStoreCase): Promise<void> => {
  const place = await create();
  const opened: EventStore[] = [];
  const connect = async (): Promise<EventStore> => {
    const store = await place.connect();
    opened.push(store);
    return store;
  };
  try {
    await check({ store: await connect(), another: connect, maxAppendBytes });
  } finally {
    await Promise.all(opened.map((store) => store.close()));
    await place.remove();
  }
};
