import type { Expectation } from '../log/commitDecision.ts';
import type { StreamIdentifier } from '../wire/requests.ts';
import type { AppendConflict, DetailedStatus, Written } from '../wire/responses.ts';

/** The answer to an append that is in the log. */
export const written = ({ revision, position }: Readonly<{ revision: bigint; position?: bigint }>): Written => ({
  ...(revision < 0n ? { no_stream: {} } : { current_revision: String(revision) }),
  ...(position === undefined
    ? { no_position: {} }
    : { position: { commit_position: String(position), prepare_position: String(position) } }),
});

/** A conflict as `Append` tells it, for newer and older clients. */
export const appendConflict = (expected: Expectation, current: bigint): AppendConflict => ({
  ...(current < 0n
    ? { current_no_stream: {}, no_stream_20_6_0: {} }
    : { current_revision: String(current), current_revision_20_6_0: String(current) }),
  ...expectedFields(expected),
});

const expectedFields = (expected: Expectation): AppendConflict => {
  if (expected === 'any') return { expected_any: {}, any_20_6_0: {} };
  if (expected === 'stream_exists') return { expected_stream_exists: {}, stream_exists_20_6_0: {} };
  if (expected === 'no_stream') return { expected_no_stream: {} };
  return { expected_revision: String(expected), expected_revision_20_6_0: String(expected) };
};

const detailed = (code: number, message: string, name: string, fields: object = {}): DetailedStatus => ({
  code,
  message,
  details: { '@type': `type.googleapis.com/event_store.client.${name}`, ...fields },
});

/** A conflict as `BatchAppend` tells it. */
export const batchConflict = (expected: Expectation, current: bigint): DetailedStatus =>
  detailed(6, 'Wrong expected version', 'WrongExpectedVersion', {
    ...(current < 0n ? { current_no_stream: {} } : { current_stream_revision: String(current) }),
    ...(typeof expected === 'bigint'
      ? { expected_stream_position: String(expected) }
      : { [`expected_${expected}`]: {} }),
  });

/** Other ends of one append among many, each with a message of its own. */
export const batchError = {
  accessDenied: detailed(7, 'Access denied', 'AccessDenied'),
  timeout: detailed(4, 'Timeout', 'Timeout'),
  badRequest: (message: string) => detailed(3, message, 'BadRequest', { message }),
  streamDeleted: (stream_identifier: StreamIdentifier) =>
    detailed(9, 'Stream deleted', 'StreamDeleted', { stream_identifier }),
  tooLarge: (maxAppendSize: number) =>
    detailed(3, 'Maximum append size exceeded', 'MaximumAppendSizeExceeded', { maxAppendSize }),
};
