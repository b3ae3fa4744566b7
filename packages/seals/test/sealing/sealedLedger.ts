import { type EventStore, memoryEventStore } from '@commission-ledger/event-store';
import { catalogue, commandHashOf, frameEvents, hashOf, subjectStream } from '@commission-ledger/events';
import * as E from 'fp-ts/lib/Either.js';
import { createSealer, newSigningKey, parseVerifierKey, signerFrom } from '../../src/index.ts';

export const right = <A>(outcome: E.Either<unknown, A>): A => {
  if (E.isLeft(outcome))
    throw new Error(JSON.stringify(outcome.left, (_, value) => (typeof value === 'bigint' ? `${value}` : value)));
  return outcome.right;
};

export const left = <F>(outcome: E.Either<F, unknown>): F => {
  if (E.isRight(outcome)) throw new Error('It was not refused.');
  return outcome.left;
};

/** One key for all tests: which one does not matter. */
export const key = newSigningKey('ledger.example');
export const verifierKey = right(parseVerifierKey(key.verifierKey));
export const signer = right(signerFrom(key.privateKeyPem, 'ledger.example'));

export const LEDGER = 'acme';
const NOON = Date.parse('2026-03-01T12:00:00Z');

/** A sealer on a store, with a clock that stands still. */
export const sealerOn = (store: EventStore, at = NOON) =>
  createSealer({ store, ledger: LEDGER, signer, actor: 'schedule', clock: () => at });

export const options = (store: EventStore, at = NOON) => ({ store, ledger: LEDGER, clock: () => at });

const erased = (subject: string) =>
  right(
    catalogue.SubjectErased.codec.decode({
      subject,
      reason: 'asked',
      by: 'desk',
      occurredAt: '2026-03-01T00:00:00.000Z',
    }),
  );

/** Records one event more in the stream of each of these subjects. */
export const record = async (store: EventStore, ...subjects: readonly string[]): Promise<void> => {
  for (const subject of subjects) {
    const stream = subjectStream(subject);
    let [revision, hash]: [number | 'no-stream', string | null] = ['no-stream', null];
    for await (const last of store.readStream(stream, { direction: 'backwards', limit: 1 }))
      [revision, hash] = [last.revision, hashOf(last.body)];
    const commandKey = `${subject}:${revision}`;
    const command = {
      ledger: LEDGER,
      actor: 'desk',
      correlation: null,
      causation: null,
      commandKey,
      commandHash: commandHashOf({}),
    };
    const framed = frameEvents(
      [{ type: 'SubjectErased', data: erased(subject) }],
      command,
      { stream, revision, hash },
      () => '2026-03-01T00:00:00.000000Z',
    );
    await store.append(stream, framed, revision);
  }
};

/** A store in memory with these events. */
export const storeWith = async (...subjects: readonly string[]): Promise<EventStore> => {
  const store = memoryEventStore();
  await record(store, ...subjects);
  return store;
};

/** The hashes of all frames, in the order of the history. */
export const frameHashes = async (store: EventStore): Promise<readonly string[]> =>
  (await store.readAll({ after: undefined, limit: 10_000 })).events.map(({ body }) => hashOf(body));

/** The store, but its history reads as `change` makes of it, event by event; `undefined` leaves it out. */
export const tamperedStore = (
  store: EventStore,
  change: (body: string, index: number) => string | undefined,
): EventStore => ({
  ...store,
  readAll: async (asked) => {
    const page = await store.readAll(asked);
    const before = Number(asked.after ?? 0n);
    const events = page.events.flatMap((event, index) => {
      const body = change(event.body, before + index);
      return body === undefined ? [] : [{ ...event, body }];
    });
    return { ...page, events };
  },
});
