import type { handleUnaryCall } from '@grpc/grpc-js';

import type { Empty } from '../wire/requests.ts';
import type { ClusterInfo, SupportedMethods } from '../wire/responses.ts';
import { structuredUuid } from '../wire/uuid.ts';
import { admission } from './admission.ts';
import { serverError } from './rpcStatus.ts';
import type { ServerNode } from './serverNode.ts';

/** The states of the protocol that the double knows. */
const stateNumbers = { leader: 8, follower: 6 } as const;

/** `Gossip.Read`: who is in the cluster, who is alive and who leads. Anybody may ask, on every node. */
export const gossipRpc =
  (node: ServerNode): handleUnaryCall<Empty, ClusterInfo> =>
  async (call, callback) => {
    const refused = await admission({ ...node, users: undefined }, call, { rpc: 'GossipRead', kind: 'gossip' });
    if (refused !== undefined) return callback(serverError(refused));
    const members = node.members().map(({ id, host, port, state, isAlive }) => ({
      instance_id: structuredUuid(id),
      // In .NET ticks, as all its times.
      time_stamp: String(BigInt(node.now()) * 10_000n),
      state: stateNumbers[state],
      is_alive: isAlive,
      http_end_point: { address: host, port },
    }));
    return callback(null, { members });
  };

/** `ServerFeatures.GetSupportedMethods`: names in lower case, as the server has them. Sent without credentials. */
export const serverFeaturesRpc =
  (node: ServerNode): handleUnaryCall<Empty, SupportedMethods> =>
  async (call, callback) => {
    const refused = await admission({ ...node, users: undefined }, call, {
      rpc: 'GetSupportedMethods',
      kind: 'features',
    });
    if (refused !== undefined) return callback(serverError(refused));
    const names = ['append', 'delete', 'read', 'tombstone', ...(node.batchAppend ? ['batchappend'] : [])];
    const methods = names.map((method_name) => ({
      method_name,
      service_name: 'event_store.client.streams.streams',
      features: method_name === 'read' ? ['position', 'events'] : [],
    }));
    const gossip = { method_name: 'read', service_name: 'event_store.client.gossip.gossip', features: [] };
    return callback(null, { methods: [...methods, gossip], event_store_server_version: node.serverVersion });
  };
