import {
  type EventStore,
  memoryEventStore,
  StoreFailure,
  type StoreFailureReason,
} from '@commission-ledger/event-store';
import { type DocumentStore, memoryDocumentStore, type ProjectionHalted } from '@commission-ledger/projections';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eventStoreDbObserver, observeDocumentStore, observeEventStore, projectionObserver } from '../src/index.ts';
import { listening } from './listening.ts';

/** Stands in everything that is a secret or about a person; nobody else writes it. */
const MARK = 'ZQX';
const secret = fc.string({ maxLength: 12 }).map((text) => `${MARK}${text.replaceAll(/[\0\p{Cs}\p{Cc}]/gu, '')}`);

/** Names of streams as the ledger makes them, and names that are about a person from their first letter on. */
const stream = fc.oneof(
  fc.tuple(fc.constantFrom('account', 'lead', 'partner'), secret).map(([category, id]) => `${category}-${id}`),
  secret,
  secret.map((text) => `${text}-1`),
  secret.map((text) => `-${text}`),
);

const reason: fc.Arbitrary<StoreFailureReason> = fc.oneof(
  secret.map((text) => ({ _tag: 'Unavailable', cause: new Error(`esdb://admin:${text}@host`) }) as const),
  secret.map((problem) => ({ _tag: 'NotALedger', problem }) as const),
  fc.constant({ _tag: 'Busy' } as const),
);
const failure = fc
  .tuple(reason, secret)
  .map(([why, text]) => new StoreFailure(why, `esdb://admin:${text}@host is gone.`));
const error = fc.oneof(
  failure,
  secret.map((text) => new Error(text)),
  secret,
);

type Step = Readonly<{ stream: string; id: number; type: string; body: string; expected: number | 'no-stream' }>;
const step: fc.Arbitrary<Step> = fc.record({
  stream,
  id: fc.integer({ min: 0, max: 9 }),
  type: secret,
  body: secret,
  expected: fc.constantFrom<number | 'no-stream'>('no-stream', 0, 1),
});

const rejected = (problem: unknown): Promise<never> => Promise.resolve().then(() => Promise.reject(problem));

async function* brokenOff(problem: unknown): AsyncGenerator<never> {
  yield* [];
  await rejected(problem);
}

/** Some calls answer, some fail with an error that tells too much. */
const fallible = <S extends object>(store: S, errors: readonly unknown[]): S => {
  let calls = 0;
  // A copy, because a proxy must answer what a frozen object has.
  return new Proxy(
    { ...store },
    {
      get: (target, name): unknown => {
        const method: unknown = Reflect.get(target, name);
        calls += 1;
        const problem = errors[calls % (errors.length + 1)];
        if (problem === undefined || typeof method !== 'function') return method;
        return name === 'readStream' ? () => brokenOff(problem) : () => rejected(problem);
      },
    },
  );
};

const ignored = async (work: () => Promise<unknown>): Promise<void> => {
  await work().catch(() => undefined);
};

const drained = async (events: AsyncIterable<unknown>): Promise<number> => {
  let count = 0;
  for await (const _ of events) count += 1;
  return count;
};

const useEvents = async (store: EventStore, steps: readonly Step[]): Promise<void> => {
  for (const { stream: name, id, type, body, expected } of steps) {
    const event = { id: `00000000-0000-4000-8000-00000000000${id}`, type, body };
    await ignored(() => store.append(name, [event], expected));
    await ignored(() => drained(store.readStream(name)));
    await ignored(() => store.readAll({ after: undefined, limit: 5 }));
    await ignored(() => store.head());
  }
};

const useDocuments = async (store: DocumentStore, steps: readonly Step[]): Promise<void> => {
  for (const [index, { body, type }] of steps.entries()) {
    const projection = 'balances@1';
    const batch = { projection, expected: undefined, checkpoint: { position: BigInt(index) } };
    await ignored(() => store.commit({ ...batch, puts: [{ key: body, json: JSON.stringify(type) }], removes: [type] }));
    await ignored(() => store.read(projection, body));
    await ignored(() => store.readMany(projection, [body, type]));
    await ignored(() => store.list(projection, { prefix: body }));
    await ignored(() => store.checkpoints());
    await ignored(() => store.replace(projection, ['balances@1+rebuild']));
    await ignored(() => store.clear(projection));
  }
};

const haltOf = ({ stream: name, type, body }: Step): ProjectionHalted => ({
  _tag: 'ProjectionHalted',
  projection: 'balances@1',
  stream: name,
  revision: 3,
  position: 4n,
  event: type,
  reason: { _tag: 'Inapplicable', problem: body },
  alsoHalted: [],
});

describe('whatever happens', () => {
  it('no secret and nothing about a person reaches a span, a metric or a line of the log', async () => {
    let [told, failed] = [0, 0];
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { maxLength: 8 }),
        fc.array(error, { maxLength: 3 }),
        failure,
        async (steps, errors, last) => {
          const ears = listening();
          const { telemetry } = ears;
          await useEvents(observeEventStore(fallible(memoryEventStore(), errors), telemetry, 'memory'), steps);
          await useDocuments(observeDocumentStore(fallible(memoryDocumentStore(), errors), telemetry), steps);
          const runtime = projectionObserver(telemetry);
          for (const one of steps) runtime.onHalt(haltOf(one));
          runtime.onRetry({ failure: last, attempt: 1, pauseMs: 5 });
          const adapter = eventStoreDbObserver(telemetry);
          adapter.onRetry({ operation: 'read', failure: last, attempt: 1, pauseMs: 5 });
          adapter.onReconnect();
          adapter.onDropped();

          const spans = ears
            .spans()
            .map(({ name, attributes, status, events, links }) => ({ name, attributes, status, events, links }));
          const metrics = [...(await ears.measured())].map(([name, points]) => [
            name,
            points.map(({ attributes }) => attributes),
          ]);
          const everything = JSON.stringify([spans, metrics, ears.lines]);
          expect(everything).not.toContain(MARK);
          expect(everything).not.toContain('admin');
          told += spans.length;
          failed += spans.filter(({ attributes }) => attributes['error.type'] === 'Unavailable').length;
          await ears.stop();
        },
      ),
      { numRuns: 60 },
    );
    // Otherwise the property would say nothing.
    expect(told).toBeGreaterThan(500);
    expect(failed).toBeGreaterThan(10);
  });
});
