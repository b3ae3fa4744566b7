import type { handleServerStreamingCall } from '@grpc/grpc-js';

import type { LoggedEvent } from '../log/loggedEvent.ts';
import type { ReadOptions, ReadRequest } from '../wire/requests.ts';
import type { ReadResponse } from '../wire/responses.ts';
import { admission } from './admission.ts';
import { type EventFilter, eventFilter } from './eventFilter.ts';
import { type Outgoing, outgoing, type ReadCall } from './outgoing.ts';
import { streamName } from './proposal.ts';
import { invalidArgument, serverError, streamDeleted } from './rpcStatus.ts';
import type { ServerNode } from './serverNode.ts';
import { subscribe } from './subscribe.ts';
import { isInvalidPosition } from './readingPosition.ts';
import { allEvents, streamEvents } from './requestedEvents.ts';

/** `Streams.Read`: reads that end, and subscriptions, which are the same call with another option. */
export const readRpc =
  (node: ServerNode): handleServerStreamingCall<ReadRequest, ReadResponse> =>
  (call) => {
    call.on('error', () => undefined);
    void read(node, call);
  };

const read = async (node: ServerNode, call: ReadCall): Promise<void> => {
  const options = call.request.options ?? {};
  const stream = options.stream === undefined ? '$all' : streamName(options.stream.stream_identifier);
  const kind = options.subscription === undefined ? 'read' : 'subscribe';
  const refused = await admission(node, call, { rpc: 'Read', kind, stream });
  if (refused !== undefined) return void call.emit('error', serverError(refused));
  const filter = filterOf(options);
  if (filter === 'invalid') return void call.emit('error', serverError(invalidArgument('Invalid filter.')));
  const out = outgoing(node, call, kind, stream);
  if (isInvalidPosition(node.readLog(), options))
    return out.fail(invalidArgument('Trying to read from an invalid position.'));
  if (kind === 'subscribe') return subscribe(node, options, filter, out);
  await out.ready();
  return options.stream === undefined ? readAll(node, options, filter, out) : readStream(node, stream, options, out);
};

const filterOf = (options: ReadOptions): EventFilter | undefined | 'invalid' => {
  try {
    return eventFilter(options);
  } catch {
    return 'invalid';
  }
};

const readStream = async (node: ServerNode, stream: string, options: ReadOptions, out: Outgoing): Promise<void> => {
  const found = node.readLog().stream(stream);
  switch (found.kind) {
    case 'streamDeleted':
      return out.fail(streamDeleted(stream));
    case 'notFound':
      await out.send({ stream_not_found: { stream_identifier: { stream_name: Buffer.from(stream) } } });
      return out.end();
    case 'found':
      return sendAll(streamEvents(found.events, found.first, options), options, out);
  }
};

const readAll = (node: ServerNode, options: ReadOptions, filter: EventFilter | undefined, out: Outgoing) =>
  sendAll(allEvents(node.readLog().all(), options, filter), options, out);

const sendAll = async (events: Iterable<LoggedEvent>, options: ReadOptions, out: Outgoing): Promise<void> => {
  let left = BigInt(options.count ?? 0);
  if (left > 0n) {
    for (const event of events) {
      await out.event(event);
      left -= 1n;
      if (left === 0n || out.isOver()) break;
    }
  }
  return out.end();
};
