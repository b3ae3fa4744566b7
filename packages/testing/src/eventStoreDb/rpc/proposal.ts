import type { Expectation } from '../log/commitDecision.ts';
import { countedBytes, type ProposedEvent } from '../log/loggedEvent.ts';
import type { ProposedMessage, StreamIdentifier, WriteOptions } from '../wire/requests.ts';
import { uuidText } from '../wire/uuid.ts';
import { handlerFailed, missingMetadata, type RpcStatus } from './rpcStatus.ts';

/** The name in a request. */
export const streamName = (identifier: StreamIdentifier | undefined): string =>
  identifier?.stream_name?.toString('utf8') ?? '';

/** What a writer expects, or `undefined` when it does not say, which the server does not take for `any`. */
export const expectationOf = ({ expected_stream_revision: kind, revision }: WriteOptions): Expectation | undefined =>
  kind === 'revision' ? BigInt(revision ?? 0) : kind;

/** Expectations as the numbers that trailers carry. */
export const expectationNumber = (expected: Expectation): bigint => {
  if (expected === 'any') return -2n;
  if (expected === 'stream_exists') return -4n;
  return expected === 'no_stream' ? -1n : expected;
};

/** Reads the events of an append, or says what is wrong with the first that cannot be stored. */
export const proposedEvents = (
  messages: readonly ProposedMessage[],
): Readonly<{ events: readonly ProposedEvent[] } | { problem: RpcStatus }> => {
  const events: ProposedEvent[] = [];
  for (const { id, metadata = {}, custom_metadata, data } of messages) {
    const text = uuidText(id);
    if (text === undefined) return { problem: handlerFailed };
    const { type, 'content-type': contentType } = metadata;
    if (type === undefined || contentType === undefined) return { problem: missingMetadata };
    const empty = Buffer.alloc(0);
    // The server keeps no more of the content type than whether it is JSON.
    const kept = contentType === 'application/json' ? contentType : 'application/octet-stream';
    events.push({ id: text, type, contentType: kept, data: data ?? empty, metadata: custom_metadata ?? empty });
  }
  return { events };
};

/** Whether the append is more than the server takes. */
export const isTooLarge = (events: readonly ProposedEvent[], limit: number): boolean =>
  events.reduce((sum, event) => sum + countedBytes(event), 0) > limit;
