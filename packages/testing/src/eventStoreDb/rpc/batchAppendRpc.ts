import type { handleBidiStreamingCall, ServerDuplexStream } from '@grpc/grpc-js';

import type { BatchAppendRequest, ProposedMessage } from '../wire/requests.ts';
import type { BatchAppendResponse } from '../wire/responses.ts';
import { uuidText } from '../wire/uuid.ts';
import { admission } from './admission.ts';
import { batchConflict, batchError, written } from './appendAnswer.ts';
import { expectationOf, isTooLarge, proposedEvents, streamName } from './proposal.ts';
import { replyOrLose } from './replyOrLose.ts';
import { accessDenied, serverError, unavailable } from './rpcStatus.ts';
import type { ServerNode } from './serverNode.ts';

type Call = ServerDuplexStream<BatchAppendRequest, BatchAppendResponse>;
type Options = NonNullable<BatchAppendRequest['options']>;
type Pending = { options: Options; messages: ProposedMessage[] };

/**
 * `Streams.BatchAppend`: many appends on one call, each in parts that share a correlation id, written when the part
 * that is final has come. How one append ends is a message; only what concerns the whole call fails all of it.
 */
export const batchAppendRpc =
  (node: ServerNode): handleBidiStreamingCall<BatchAppendRequest, BatchAppendResponse> =>
  (call) => {
    const pending = new Map<string, Pending>();
    const underWay = new Set<Promise<void>>();
    call.on('error', () => undefined);
    call.on('data', (request: BatchAppendRequest) => {
      const id = uuidText(request.correlation_id) ?? '';
      const append = pending.get(id) ?? { options: request.options ?? {}, messages: [] };
      pending.set(id, append);
      append.messages.push(...(request.proposed_messages ?? []));
      if (request.is_final !== true) return;
      pending.delete(id);
      // One that has to wait keeps no other waiting.
      const committing = commit(node, call, request, append).finally(() => underWay.delete(committing));
      underWay.add(committing);
    });
    call.on('end', () => void Promise.all(underWay).then(() => call.end()));
  };

const commit = async (node: ServerNode, call: Call, request: BatchAppendRequest, append: Pending): Promise<void> => {
  const { options, messages } = append;
  const stream = streamName(options.stream_identifier);
  const refused = await admission(node, call, { rpc: 'BatchAppend', kind: 'append', stream });
  const { correlation_id } = request;
  const about = {
    ...(correlation_id === undefined ? {} : { correlation_id }),
    ...(options.stream_identifier === undefined ? {} : { stream_identifier: options.stream_identifier }),
  };
  const send = (result: Pick<BatchAppendResponse, 'success' | 'error'>): void => {
    if (!call.cancelled && call.writable) call.write({ ...about, ...result });
  };
  if (refused === accessDenied) return send({ error: batchError.accessDenied });
  if (refused !== undefined) return fail(call, refused);
  if (isLate(options, node.now())) return send({ error: batchError.timeout });
  const expected = expectationOf(options);
  if (expected === undefined) return send({ error: batchError.badRequest('None is not a valid expectation') });
  const proposed = proposedEvents(messages);
  if ('problem' in proposed) return send({ error: batchError.badRequest(proposed.problem.message) });
  if (isTooLarge(proposed.events, node.maxAppendBytes))
    return send({ error: batchError.tooLarge(node.maxAppendBytes) });
  const outcome = node.log.append(stream, proposed.events, expected);
  switch (outcome.kind) {
    case 'streamDeleted':
      return send({ error: batchError.streamDeleted(options.stream_identifier ?? {}) });
    case 'wrongExpectedVersion':
      return send({ error: batchConflict(expected, outcome.current) });
    case 'written':
    case 'repeated':
      return replyOrLose(
        node,
        call,
        { kind: 'append', stream },
        {
          reply: () => send({ success: written(outcome) }),
          fail: () => fail(call, unavailable),
        },
      );
  }
};

const fail = (call: Call, status: Parameters<typeof serverError>[0]): void => {
  call.emit('error', serverError(status));
};

/** Whether the deadline of the append has passed: the older field names the moment, the newer only how long. */
const isLate = ({ deadline_21_10_0: deadline }: Options, now: number): boolean =>
  deadline !== undefined && Number(deadline.seconds ?? 0) * 1000 + (deadline.nanos ?? 0) / 1e6 < now;
