import { instant, localDate, nextRecordedAt, type RecordedInstant, timeZone } from '@commission-ledger/calendar';
import { type EventStore, memoryEventStore, type NewEvent } from '@commission-ledger/event-store';
import { frameEvents, type LedgerEvent, type RecordedEvent, readEvent } from '@commission-ledger/events';
import { currency, ofMinor } from '@commission-ledger/money';
import * as E from 'fp-ts/lib/Either.js';

/** An event and the stream it belongs to. */
export type Fact = Readonly<{ stream: string; event: LedgerEvent }>;

/** What must be there, or the test is broken. */
export const right = <A>(either: E.Either<unknown, A>): A => {
  if (E.isLeft(either))
    throw new Error(
      `Unexpected: ${JSON.stringify(either.left, (_, value: unknown) => (typeof value === 'bigint' ? `${value}` : value))}`,
    );
  return either.right;
};

const eur = right(currency('EUR'));
export const cents = (minor: number | bigint) => ofMinor(BigInt(minor), eur);
export const date = (text: string) => right(localDate(text));
export const at = (text: string) => right(instant(text));
export const utc = right(timeZone('UTC'));

/** The facts as a store keeps them, one append each: the position of a fact is its place, from 1. */
export const framed = (
  facts: readonly Fact[],
  recordedFrom = RECORDED_FROM,
): readonly Readonly<{ stream: string; event: NewEvent }>[] => {
  const ends = new Map<string, Readonly<{ revision: number; hash: string }>>();
  let last: RecordedInstant | undefined;
  return facts.map(({ stream, event }, index) => {
    const end = ends.get(stream);
    const context = { ledger: 'test', actor: 'tester', correlation: null, causation: null };
    const [frame] = frameEvents(
      [event],
      { ...context, commandKey: `${index}`, commandHash: '0'.repeat(64) },
      { stream, revision: end?.revision ?? 'no-stream', hash: end?.hash ?? null },
      () => (last = nextRecordedAt(recordedFrom, last)),
    );
    if (frame === undefined) throw new Error('A fact gives a frame.');
    ends.set(stream, frame);
    return { stream, event: { id: frame.id, type: frame.type, body: frame.body } };
  });
};

const RECORDED_FROM = Date.UTC(2026, 5, 1);

/** A store that holds the facts. */
export const storeWith = async (facts: readonly Fact[], recordedFrom?: number): Promise<EventStore> => {
  const store = memoryEventStore();
  await append(store, framed(facts, recordedFrom));
  return store;
};

/** Appends framed facts one by one. */
export const append = async (store: EventStore, facts: ReturnType<typeof framed>): Promise<void> => {
  const ends = new Map<string, number>();
  for await (const event of allOf(store)) ends.set(event.stream, event.revision);
  for (const { stream, event } of facts) {
    const end = ends.get(stream);
    await store.append(stream, [event], end ?? 'no-stream');
    ends.set(stream, (end ?? -1) + 1);
  }
};

async function* allOf(store: EventStore) {
  const page = await store.readAll({ after: undefined, limit: 1_000_000 });
  yield* page.events;
}

/** The facts as they are read back. */
export const recorded = async (facts: readonly Fact[]): Promise<readonly RecordedEvent[]> => {
  const { events } = await (await storeWith(facts)).readAll({ after: undefined, limit: 1_000_000 });
  return events.map((event) => right(readEvent(event)));
};
