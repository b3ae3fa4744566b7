import type { EventStore } from '@commission-ledger/event-store';

/** The same events in another store, many appends at a time. */
export const copyInto = async (to: EventStore, from: EventStore): Promise<void> => {
  for (let after: bigint | undefined; ;) {
    const { events } = await from.readAll({ after, limit: 500 });
    if (events.length === 0) return;
    await Promise.all(
      events.map(({ stream, revision, id, type, body }) =>
        to.append(stream, [{ id, type, body }], revision === 0 ? 'no-stream' : revision - 1),
      ),
    );
    after = events.at(-1)?.position;
  }
};
