import type { EventStoreDbClient, EventStoreDbEventData, EventStoreDbResolved } from '../src/index.ts';

/** What an append comes to: an answer, or whatever is thrown. */
export type AppendScript = (events: readonly EventStoreDbEventData[]) => Promise<boolean>;

/** A client of plain objects: one stream in memory, and appends that go as a test says. */
export const fakeClient = (script: AppendScript = async () => true) => {
  const stored: EventStoreDbEventData[] = [];
  const sent: (readonly EventStoreDbEventData[])[] = [];
  const write = (events: readonly EventStoreDbEventData[]): void => void stored.push(...events);
  const recorded = (data: EventStoreDbEventData, index: number): EventStoreDbResolved => ({
    event: {
      streamId: 'account-1',
      id: data.id,
      type: data.type,
      revision: BigInt(index),
      isJson: data.contentType === 'application/json',
      data: data.data,
      metadata: data.metadata,
      position: { commit: BigInt(index + 1) * 100n, prepare: BigInt(index + 1) * 100n },
    },
  });
  async function* readStream(
    stream: string,
    { fromRevision, direction, maxCount }: Parameters<EventStoreDbClient['readStream']>[1],
  ): AsyncGenerator<EventStoreDbResolved> {
    const all = stream === 'account-1' ? stored.map(recorded) : [];
    if (all.length === 0) throw clientError('stream-not-found');
    const forwards = all.slice(fromRevision === 'start' ? 0 : Number(fromRevision));
    yield* (direction === 'forwards' ? forwards : all.toReversed()).slice(0, maxCount);
  }
  const client: EventStoreDbClient = {
    appendToStream: async (_, events, { expectedRevision, streamState }) => {
      if (expectedRevision !== streamState) throw new Error('the two names say different things');
      if (expectedRevision === BigInt(Number.MAX_SAFE_INTEGER)) {
        throw clientError('wrong-expected-version', { actualVersion: 'no_stream' });
      }
      sent.push(events);
      const success = await script(events);
      const first = expectedRevision === 'no_stream' ? 0 : Number(expectedRevision) + 1;
      return { success, nextExpectedRevision: BigInt(first + events.length - 1) };
    },
    readStream,
    readAll: () => readStream('none', { fromRevision: 'start', direction: 'forwards', maxCount: 1 }),
    subscribeToAll: () => {
      throw new Error('nobody subscribes here');
    },
    dispose: async () => {},
  };
  return { client, sent, stored, write };
};

/** An error as a client throws it; `fields` stand beside its type. */
export const clientError = (type: string, fields: Readonly<Record<string, unknown>> = {}): Error =>
  Object.assign(new Error(`said by the client: ${type}`), { type, ...fields });
