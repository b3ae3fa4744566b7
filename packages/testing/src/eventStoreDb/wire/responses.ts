import type { Empty, Integer, StreamIdentifier, Uuid } from './requests.ts';

/** A place in the log. */
export type Position = Readonly<{ commit_position: Integer; prepare_position: Integer }>;

/** A successful append. */
export type Written = Readonly<{
  current_revision?: Integer;
  no_stream?: Empty;
  position?: Position;
  no_position?: Empty;
}>;

/** A conflict, as `Append` tells it: newer and older clients read different fields. */
export type AppendConflict = Readonly<{
  current_revision?: Integer;
  current_no_stream?: Empty;
  expected_revision?: Integer;
  expected_any?: Empty;
  expected_stream_exists?: Empty;
  expected_no_stream?: Empty;
  current_revision_20_6_0?: Integer;
  no_stream_20_6_0?: Empty;
  expected_revision_20_6_0?: Integer;
  any_20_6_0?: Empty;
  stream_exists_20_6_0?: Empty;
}>;

/** The end of an append. */
export type AppendResponse = Readonly<{ success?: Written; wrong_expected_version?: AppendConflict }>;

/** A google.rpc.Status with one detail, whose `@type` names its message. */
export type DetailedStatus = Readonly<{
  code: number;
  message: string;
  details: Readonly<{ '@type': string; [field: string]: unknown }>;
}>;

/** The end of one of the appends on a call. */
export type BatchAppendResponse = Readonly<{
  correlation_id?: Uuid;
  stream_identifier?: StreamIdentifier;
  success?: Written;
  error?: DetailedStatus;
}>;

/** Where the record of a removal stands. */
export type RemovalResponse = Readonly<{ position: Position }>;

/** An event as readers get it. */
export type RecordedEvent = Readonly<{
  id: Uuid;
  stream_identifier: StreamIdentifier;
  stream_revision: Integer;
  prepare_position: Integer;
  commit_position: Integer;
  metadata: Readonly<Record<string, string>>;
  custom_metadata: Buffer;
  data: Buffer;
}>;

/** One message of a read or a subscription. */
export type ReadResponse = Readonly<{
  event?: { event: RecordedEvent; commit_position: Integer };
  confirmation?: { subscription_id: string };
  checkpoint?: Position;
  stream_not_found?: { stream_identifier: StreamIdentifier };
  caught_up?: {
    timestamp?: { seconds: Integer; nanos: number };
    stream_revision?: Integer;
    position?: Position;
  };
}>;

/** Who is in the cluster. */
export type ClusterInfo = Readonly<{
  members: readonly Readonly<{
    instance_id: Uuid;
    time_stamp: Integer;
    state: number;
    is_alive: boolean;
    http_end_point: { address: string; port: number };
  }>[];
}>;

/** What the server can do. */
export type SupportedMethods = Readonly<{
  methods: readonly Readonly<{ method_name: string; service_name: string; features: readonly string[] }>[];
  event_store_server_version: string;
}>;
