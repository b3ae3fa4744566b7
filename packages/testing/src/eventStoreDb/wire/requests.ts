/** Whole 64-bit numbers travel as decimal text. */
export type Integer = string;

/** Present means yes. */
export type Empty = Readonly<Record<string, never>>;

/** An id, as text or in two halves. */
export type Uuid = Readonly<{
  structured?: { most_significant_bits?: Integer; least_significant_bits?: Integer };
  string?: string;
}>;

/** The name of a stream, in UTF-8. */
export type StreamIdentifier = Readonly<{ stream_name?: Buffer }>;

/** A place in the log that a reader names. What is 0 does not travel. */
export type RequestedPosition = Readonly<{ commit_position?: Integer; prepare_position?: Integer }>;

/** Which stream to write to, and what it must look like. */
export type WriteOptions = Readonly<{
  stream_identifier?: StreamIdentifier;
  expected_stream_revision?: 'revision' | 'no_stream' | 'any' | 'stream_exists';
  revision?: Integer;
}>;

/** An event to append. */
export type ProposedMessage = Readonly<{
  id?: Uuid;
  metadata?: Readonly<Record<string, string>>;
  custom_metadata?: Buffer;
  data?: Buffer;
}>;

/** One message of an append: the options first, then the events. */
export type AppendRequest = Readonly<{ options?: WriteOptions; proposed_message?: ProposedMessage }>;

/** A part of one of many appends on one call. */
export type BatchAppendRequest = Readonly<{
  correlation_id?: Uuid;
  options?: WriteOptions &
    Readonly<{
      deadline_21_10_0?: { seconds?: Integer; nanos?: number };
      deadline?: { seconds?: Integer; nanos?: number };
    }>;
  proposed_messages?: readonly ProposedMessage[];
  is_final?: boolean;
}>;

/** A soft delete or a tombstone. */
export type RemovalRequest = Readonly<{ options?: WriteOptions }>;

/** Names or types that begin with one of these, or match. */
export type FilterExpression = Readonly<{ regex?: string; prefix?: readonly string[] }>;

/** What is read, from where, how much of it, and whether it goes on. */
export type ReadOptions = Readonly<{
  stream?: { stream_identifier?: StreamIdentifier; from?: 'revision' | 'start' | 'end'; revision?: Integer };
  all?: { from?: 'position' | 'start' | 'end'; position?: RequestedPosition };
  read_direction?: number;
  count?: Integer;
  subscription?: Empty;
  filter?: {
    stream_identifier?: FilterExpression;
    event_type?: FilterExpression;
    max?: number;
    checkpointIntervalMultiplier?: number;
  };
  uuid_option?: { form?: 'structured' | 'string' };
}>;

/** A read or a subscription. */
export type ReadRequest = Readonly<{ options?: ReadOptions }>;
