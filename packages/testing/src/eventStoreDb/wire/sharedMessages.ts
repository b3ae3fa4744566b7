import { message } from './messageDescriptor.ts';

/** A place in the log. */
const position = { commit_position: [1, 'uint64'], prepare_position: [2, 'uint64'] } as const;
/** Which stream. */
export const stream = { stream_identifier: [1, 'event_store.client.StreamIdentifier'] } as const;
/** The message that says only that it is there. */
export const empty = 'event_store.client.Empty';

/** The stream to write to, and what it must look like. */
export const expectations = {
  ...stream,
  revision: [2, 'uint64'],
  no_stream: [3, empty],
  any: [4, empty],
  stream_exists: [5, empty],
} as const;
/** Only one expectation at a time. */
export const expectation = { expected_stream_revision: ['revision', 'no_stream', 'any', 'stream_exists'] };

/** Package `event_store.client`. */
export const sharedMessages = {
  Empty: message({}),
  UUID: message(
    { structured: [1, 'Structured'], string: [2, 'string'] },
    { value: ['structured', 'string'] },
    { Structured: message({ most_significant_bits: [1, 'int64'], least_significant_bits: [2, 'int64'] }) },
  ),
  StreamIdentifier: message({ stream_name: [3, 'bytes'] }),
  AllStreamPosition: message(position),
  WrongExpectedVersion: message(
    {
      current_stream_revision: [1, 'uint64'],
      current_no_stream: [2, empty],
      expected_stream_position: [3, 'uint64'],
      expected_any: [4, empty],
      expected_stream_exists: [5, empty],
      expected_no_stream: [6, empty],
    },
    {
      current: ['current_stream_revision', 'current_no_stream'],
      expected: ['expected_stream_position', 'expected_any', 'expected_stream_exists', 'expected_no_stream'],
    },
  ),
  AccessDenied: message({}),
  StreamDeleted: message(stream),
  Timeout: message({}),
  Unknown: message({}),
  MaximumAppendSizeExceeded: message({ maxAppendSize: [1, 'uint32'] }),
  BadRequest: message({ message: [1, 'string'] }),
};
