import type { EventStoreDbClient } from './eventStoreDbClient.ts';

/**
 * The same client, made to append with the plain call of the protocol.
 *
 * Left alone both clients send appends through one long-lived batch stream when the server offers it. With
 * `@eventstore/db-client` 6.2.1 an error on that stream rejects appends of other clients in the process, late
 * answers then end the process, and a silent server leaves appends unanswered. The clients take the plain call
 * when credentials come with the append, or when `supports` says that the server has no batches; the latter also
 * works without a user, and leaves the client's own user in place.
 *
 * Whether a wrong revision is an error is decided here too: as an answer it would name a wrong revision.
 */
export const withPlainAppends = (client: EventStoreDbClient): EventStoreDbClient => {
  if (!('supports' in client)) return client;
  // What is private to a client cannot be read through the view, so it serves appends alone.
  const view: EventStoreDbClient = Object.create(client, {
    supports: { value: () => Promise.resolve(false) },
    throwOnAppendFailure: { value: true },
    credentialsProvider: { value: undefined },
  });
  return {
    appendToStream: (stream, events, options) => view.appendToStream(stream, events, options),
    readStream: (stream, options) => client.readStream(stream, options),
    readAll: (options) => client.readAll(options),
    subscribeToAll: (options) => client.subscribeToAll(options),
    dispose: () => client.dispose(),
  };
};
