import type { StoredEvent } from '@commission-ledger/event-store';
import { expect } from 'vitest';

import { type Engine, openSqliteStore } from '../src/index.ts';
import type { Acknowledged } from './childProcess.ts';

/** Everything in the ledger, in order. */
export const historyOf = async (path: string, engine?: Engine): Promise<readonly StoredEvent[]> => {
  const store = await openSqliteStore(path, engine === undefined ? {} : { engine });
  const events: StoredEvent[] = [];
  for (;;) {
    const page = await store.events.readAll({ after: events.at(-1)?.position, limit: 1_000 });
    events.push(...page.events);
    if (page.atEnd) break;
  }
  await store.close();
  return events;
};

/** Positions grow, revisions have no gaps, ids are unique, and batches of three are whole and together. */
export const expectSound = (history: readonly StoredEvent[]): void => {
  const next = new Map<string, number>();
  let position = 0n;
  for (const event of history) {
    expect(event.position > position).toBe(true);
    expect(event.revision).toBe(next.get(event.stream) ?? 0);
    position = event.position;
    next.set(event.stream, event.revision + 1);
  }
  expect(new Set(history.map(({ id }) => id)).size).toBe(history.length);
  expect(history.map(({ body }) => /"line":(\d)/.exec(body)?.[1])).toEqual(
    history.map((_, index) => String(index % 3)),
  );
};

/** Every acknowledged batch stands in its stream, whole and in its order. */
export const expectContains = (history: readonly StoredEvent[], acknowledged: readonly Acknowledged[]): void => {
  const places = new Map(history.map((event, index) => [event.id, index]));
  for (const { stream, ids } of acknowledged) {
    const start = places.get(ids[0] ?? '') ?? -1;
    const stored = history.slice(start, start + ids.length);
    expect(stored.map(({ id }) => id)).toEqual(ids);
    expect(stored.every((event) => event.stream === stream)).toBe(true);
  }
};
