import { Metadata, type ServerErrorResponse, status } from '@grpc/grpc-js';

/** A status of gRPC, by its name. */
export type StatusName = Exclude<keyof typeof status, 'OK'>;

/** How a call fails: a status, and the trailers that tell the client more. */
export type RpcStatus = Readonly<{ code: StatusName; message: string; trailers?: Readonly<Record<string, string>> }>;

/** The same, as the gRPC library wants it. */
export const serverError = ({ code, message, trailers = {} }: RpcStatus): ServerErrorResponse => {
  const metadata = new Metadata();
  for (const [key, value] of Object.entries(trailers)) metadata.set(key, value);
  return Object.assign(new Error(message), { code: status[code], details: message, metadata });
};

/** NOT_FOUND, of all codes: this node does not lead, and that one does. */
export const notLeader = (host: string, port: number): RpcStatus => ({
  code: 'NOT_FOUND',
  message: 'Leader info available',
  trailers: { exception: 'not-leader', 'leader-endpoint-host': host, 'leader-endpoint-port': String(port) },
});

/** The caller may not do it. */
export const accessDenied: RpcStatus = {
  code: 'PERMISSION_DENIED',
  message: 'Access Denied',
  trailers: { exception: 'access-denied' },
};

/** Nobody knows this name with this password. */
export const unauthenticated: RpcStatus = { code: 'UNAUTHENTICATED', message: 'Bad HTTP status code: 401' };

/** Trailers are ASCII: other names travel percent-encoded. */
const inTrailer = (stream: string): string => (/^[ -~]*$/.test(stream) ? stream : encodeURIComponent(stream));

/** The stream has a tombstone. */
export const streamDeleted = (stream: string): RpcStatus => ({
  code: 'FAILED_PRECONDITION',
  message: `Event stream '${inTrailer(stream)}' is deleted.`,
  trailers: { exception: 'stream-deleted', 'stream-name': inTrailer(stream) },
});

/** A removal expected another revision. */
export const wrongExpectedVersion = (stream: string, expected: bigint, actual: bigint): RpcStatus => ({
  code: 'FAILED_PRECONDITION',
  message: 'Delete failed due to WrongExpectedVersion.',
  trailers: {
    exception: 'wrong-expected-version',
    'stream-name': inTrailer(stream),
    'expected-version': String(expected),
    'actual-version': String(actual),
  },
});

/** The append is larger than the server takes. */
export const maximumAppendSizeExceeded = (limit: number): RpcStatus => ({
  code: 'INVALID_ARGUMENT',
  message: `Maximum Append Size of ${limit} Exceeded.`,
  trailers: { exception: 'maximum-append-size-exceeded', 'maximum-append-size': String(limit) },
});

/** An event lacks its type or its content type. */
export const missingMetadata: RpcStatus = {
  code: 'INVALID_ARGUMENT',
  message: 'Required Metadata Property Missing',
  trailers: {
    exception: 'missing-required-metadata-property',
    'required-metadata-properties': 'type,content-type',
  },
};

/** The request makes no sense. */
export const invalidArgument = (message: string): RpcStatus => ({ code: 'INVALID_ARGUMENT', message });

/** What the server says when it stumbles, such as over an id that is no UUID. */
export const handlerFailed: RpcStatus = { code: 'UNKNOWN', message: 'Exception was thrown by handler.' };

/** The server is not there any more, or not yet. */
export const unavailable: RpcStatus = { code: 'UNAVAILABLE', message: 'Server Is Not Ready' };
