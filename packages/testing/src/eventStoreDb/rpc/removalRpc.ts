import type { handleUnaryCall } from '@grpc/grpc-js';

import type { RemovalRequest } from '../wire/requests.ts';
import type { RemovalResponse } from '../wire/responses.ts';
import { admission } from './admission.ts';
import { expectationNumber, expectationOf, streamName } from './proposal.ts';
import { replyOrLose } from './replyOrLose.ts';
import { invalidArgument, serverError, streamDeleted, unavailable, wrongExpectedVersion } from './rpcStatus.ts';
import type { ServerNode } from './serverNode.ts';

/** `Streams.Delete`, after which a stream can be written again, and `Streams.Tombstone`, after which it cannot. */
export const removalRpc =
  (node: ServerNode, rpc: 'Delete' | 'Tombstone'): handleUnaryCall<RemovalRequest, RemovalResponse> =>
  async (call, callback) => {
    const options = call.request.options ?? {};
    const stream = streamName(options.stream_identifier);
    const refused = await admission(node, call, { rpc, kind: 'remove', stream });
    if (refused !== undefined) return callback(serverError(refused));
    const expected = expectationOf(options);
    if (expected === undefined) return callback(serverError(invalidArgument('None is not a valid expectation')));
    const outcome = node.log.remove(stream, expected, rpc === 'Tombstone');
    switch (outcome.kind) {
      case 'streamDeleted':
        return callback(serverError(streamDeleted(stream)));
      case 'wrongExpectedVersion':
        return callback(serverError(wrongExpectedVersion(stream, expectationNumber(expected), outcome.current)));
      case 'removed': {
        const position = String(outcome.position);
        return replyOrLose(
          node,
          call,
          { kind: 'remove', stream },
          {
            reply: () => callback(null, { position: { commit_position: position, prepare_position: position } }),
            fail: () => callback(serverError(unavailable)),
          },
        );
      }
    }
  };
