import { message, namespace, service } from './messageDescriptor.ts';
import { readRequest, readResponse } from './readMessages.ts';
import { empty, sharedMessages } from './sharedMessages.ts';
import { writeMessages } from './writeMessages.ts';

const streams = namespace({
  ...writeMessages,
  ReadReq: readRequest,
  ReadResp: readResponse,
  Streams: service({
    Read: ['ReadReq', 'ReadResp', 'responses'],
    Append: ['AppendReq', 'AppendResp', 'requests'],
    BatchAppend: ['BatchAppendReq', 'BatchAppendResp', 'both'],
    Delete: ['DeleteReq', 'DeleteResp'],
    Tombstone: ['TombstoneReq', 'TombstoneResp'],
  }),
});

const gossip = namespace({
  ClusterInfo: message({ members: [1, 'MemberInfo', 'repeated'] }),
  EndPoint: message({ address: [1, 'string'], port: [2, 'uint32'] }),
  MemberInfo: message({
    instance_id: [1, 'event_store.client.UUID'],
    time_stamp: [2, 'int64'],
    state: [3, 'uint32'],
    is_alive: [4, 'bool'],
    http_end_point: [5, 'EndPoint'],
  }),
  Gossip: service({ Read: [empty, 'ClusterInfo'] }),
});

const serverFeatures = namespace({
  SupportedMethods: message({ methods: [1, 'SupportedMethod', 'repeated'], event_store_server_version: [2, 'string'] }),
  SupportedMethod: message({
    method_name: [1, 'string'],
    service_name: [2, 'string'],
    features: [3, 'string', 'repeated'],
  }),
  ServerFeatures: service({ GetSupportedMethods: [empty, 'SupportedMethods'] }),
});

const google = namespace({
  protobuf: namespace({
    Any: message({ type_url: [1, 'string'], value: [2, 'bytes'] }),
    Timestamp: message({ seconds: [1, 'int64'], nanos: [2, 'int32'] }),
    Duration: message({ seconds: [1, 'int64'], nanos: [2, 'int32'] }),
  }),
  rpc: namespace({
    Status: message({ code: [1, 'int32'], message: [2, 'string'], details: [3, 'google.protobuf.Any'] }),
  }),
});

/** The part of EventStoreDB's public gRPC protocol that the double speaks, as a protobufjs namespace in JSON. */
export const protocolDescriptor = namespace({
  event_store: namespace({
    client: namespace({ ...sharedMessages, streams, gossip, server_features: serverFeatures }),
  }),
  google,
});
