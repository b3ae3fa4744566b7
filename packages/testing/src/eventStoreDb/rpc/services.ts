import type { Server } from '@grpc/grpc-js';

import { eventStoreDbService } from '../wire/eventStoreDbService.ts';
import { appendRpc } from './appendRpc.ts';
import { batchAppendRpc } from './batchAppendRpc.ts';
import { gossipRpc, serverFeaturesRpc } from './clusterRpcs.ts';
import { readRpc } from './readRpc.ts';
import { removalRpc } from './removalRpc.ts';
import type { ServerNode } from './serverNode.ts';

/** Lets a gRPC server answer for a node. */
export const addServices = (server: Server, node: ServerNode): void => {
  server.addService(eventStoreDbService('event_store.client.streams.Streams'), {
    Read: readRpc(node),
    Append: appendRpc(node),
    BatchAppend: batchAppendRpc(node),
    Delete: removalRpc(node, 'Delete'),
    Tombstone: removalRpc(node, 'Tombstone'),
  });
  server.addService(eventStoreDbService('event_store.client.gossip.Gossip'), { Read: gossipRpc(node) });
  server.addService(eventStoreDbService('event_store.client.server_features.ServerFeatures'), {
    GetSupportedMethods: serverFeaturesRpc(node),
  });
};
