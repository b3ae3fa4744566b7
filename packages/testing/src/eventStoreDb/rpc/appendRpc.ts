import type { handleClientStreamingCall, sendUnaryData } from '@grpc/grpc-js';

import type { AppendRequest, ProposedMessage, WriteOptions } from '../wire/requests.ts';
import type { AppendResponse } from '../wire/responses.ts';
import { admission } from './admission.ts';
import { appendConflict, written } from './appendAnswer.ts';
import { expectationOf, isTooLarge, proposedEvents, streamName } from './proposal.ts';
import { replyOrLose } from './replyOrLose.ts';
import { invalidArgument, maximumAppendSizeExceeded, serverError, streamDeleted, unavailable } from './rpcStatus.ts';
import type { Caller, ServerNode } from './serverNode.ts';

/** `Streams.Append`: the options, then the events, then one answer. A conflict is an answer, not a failure. */
export const appendRpc =
  (node: ServerNode): handleClientStreamingCall<AppendRequest, AppendResponse> =>
  (call, callback) => {
    let options: WriteOptions = {};
    const messages: ProposedMessage[] = [];
    call.on('data', (request: AppendRequest) => {
      if (request.options !== undefined) options = request.options;
      if (request.proposed_message !== undefined) messages.push(request.proposed_message);
    });
    call.on('error', () => undefined);
    call.on('end', () => {
      // A call that breaks off ends too; what came of it is not all of it, and a server writes nothing then.
      setImmediate(() => {
        if (!call.cancelled) void append(node, call, options, messages, callback);
      });
    });
  };

const append = async (
  node: ServerNode,
  call: Caller,
  options: WriteOptions,
  messages: readonly ProposedMessage[],
  callback: sendUnaryData<AppendResponse>,
): Promise<void> => {
  const stream = streamName(options.stream_identifier);
  const refused = await admission(node, call, { rpc: 'Append', kind: 'append', stream });
  if (refused !== undefined) return callback(serverError(refused));
  const expected = expectationOf(options);
  if (expected === undefined) return callback(serverError(invalidArgument('None is not a valid expectation')));
  const proposed = proposedEvents(messages);
  if ('problem' in proposed) return callback(serverError(proposed.problem));
  if (isTooLarge(proposed.events, node.maxAppendBytes)) {
    return callback(serverError(maximumAppendSizeExceeded(node.maxAppendBytes)));
  }
  const outcome = node.log.append(stream, proposed.events, expected);
  if (outcome.kind === 'streamDeleted') return callback(serverError(streamDeleted(stream)));
  if (outcome.kind === 'wrongExpectedVersion') {
    return callback(null, { wrong_expected_version: appendConflict(expected, outcome.current) });
  }
  replyOrLose(
    node,
    call,
    { kind: 'append', stream },
    {
      reply: () => callback(null, { success: written(outcome) }),
      fail: () => callback(serverError(unavailable)),
    },
  );
};
