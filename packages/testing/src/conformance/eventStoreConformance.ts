import type { EventStore } from '@commission-ledger/event-store';

import { concurrencyCases } from './concurrencyCases.ts';
import type { ConformanceCase } from './conformanceCase.ts';
import { disturbanceCases } from './disturbanceCases.ts';
import type { EventStoreCase, EventStorePlace, EventStoreSubject } from './eventStoreSubject.ts';
import { expectedRevisionCases } from './expectedRevisionCases.ts';
import { idCases } from './idCases.ts';
import { inputCases } from './inputCases.ts';
import { lifetimeCases } from './lifetimeCases.ts';
import { patientFor } from './patient.ts';
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
  ...disturbanceCases,
];

/**
 * Everything the event store port promises, as cases to run against an adapter with any test runner:
 *
 * `for (const { name, run } of eventStoreConformance(subject)) test(name, run);`
 *
 * Each case has a place of its own. The cases about what outlives a store are there for durable subjects only, those
 * about disturbances for subjects that say how to be disturbed.
 */
export const eventStoreConformance = <Place extends EventStorePlace>(
  subject: EventStoreSubject<Place>,
): readonly ConformanceCase[] =>
  allCases
    .filter((each) => fits(subject, each))
    .map((each) => ({ name: each.name, run: () => runCase(subject, each) }));

const fits = <Place extends EventStorePlace>(
  { durable, disturb, uniqueIds = 'in the store' }: EventStoreSubject<Place>,
  each: EventStoreCase,
): boolean =>
  (each.durableOnly !== true || durable) &&
  (each.uniqueIds === undefined || each.uniqueIds === uniqueIds) &&
  (each.needs === undefined || disturb?.[each.needs] !== undefined);

const runCase = async <Place extends EventStorePlace>(
  { create, maxAppendBytes, disturb = {}, patienceMs = 20_000 }: EventStoreSubject<Place>,
  { check }: EventStoreCase,
): Promise<void> => {
  const place = await create();
  const opened: EventStore[] = [];
  const connect = async (): Promise<EventStore> => {
    const store = await place.connect();
    opened.push(store);
    return store;
  };
  try {
    await check({
      store: await connect(),
      another: connect,
      disturb: async (disturbance) => await disturb[disturbance]?.(place),
      patient: patientFor(patienceMs),
      maxAppendBytes,
    });
  } finally {
    await Promise.all(opened.map((store) => store.close()));
    await place.remove();
  }
};
