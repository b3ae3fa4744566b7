import { StoreFailure } from '@commission-ledger/event-store';

/**
 * What an error of a client means. Told by its `type`, then by its gRPC status `code`: the classes differ from
 * client to client. `passing` is everything else: whether the call did its work is not known.
 */
export type ClientErrorKind =
  | 'wrong-revision'
  | 'no-stream'
  | 'deleted'
  | 'too-large'
  | 'denied'
  | 'invalid'
  | 'unsupported'
  | 'passing';

/** The kind of whatever a client threw. */
export const kindOf = (error: unknown): ClientErrorKind =>
  kindByType.get(fieldOf(error, 'type')) ?? kindByCode.get(fieldOf(error, 'code')) ?? 'passing';

const kindByType = new Map<unknown, ClientErrorKind>([
  ['wrong-expected-version', 'wrong-revision'],
  ['stream-not-found', 'no-stream'],
  ['stream-deleted', 'deleted'],
  ['maximum-append-size-exceeded', 'too-large'],
  ['access-denied', 'denied'],
  ['invalid-argument', 'invalid'],
  ['missing-required-metadata-property', 'invalid'],
  ['unsupported', 'unsupported'],
  // Its gRPC status says that something was not found.
  ['not-leader', 'passing'],
]);

const kindByCode = new Map<unknown, ClientErrorKind>([
  [3, 'invalid'],
  [7, 'denied'],
  [11, 'invalid'],
  [12, 'unsupported'],
  [16, 'denied'],
]);

/** The last revision that the server named when it refused one; `undefined` when it named none. */
export const actualRevisionOf = (error: unknown): number | 'no-stream' | undefined => {
  const actual = fieldOf(error, 'actualVersion') ?? fieldOf(error, 'actualState');
  if (typeof actual === 'bigint') return Number(actual);
  return actual === 'no_stream' ? 'no-stream' : undefined;
};

/**
 * The failure that the caller sees for an error of the client.
 *
 * @param doing completes "while …".
 * @param advice what to do when the failure may pass.
 */
export const failureOf = (error: unknown, doing: string, advice = 'Try again.'): StoreFailure => {
  if (error instanceof StoreFailure) return error;
  switch (kindOf(error)) {
    case 'deleted':
      return corrupt('the stream was deleted for good (tombstone)', doing);
    case 'denied':
      return unavailable(error, `The server refused access while ${doing}. Check the user and the access lists.`);
    case 'too-large':
    case 'invalid':
    case 'unsupported':
      return new StoreFailure(
        { _tag: 'NotALedger', problem: saidBy(error) },
        `The server does not do what the ledger needs while ${doing} (${saidBy(error)}). Check its version.`,
      );
    case 'wrong-revision':
    case 'no-stream':
    case 'passing':
      return unavailable(error, `The server could not be used while ${doing} (${saidBy(error)}). ${advice}`);
  }
};

/** The history is not whole, or not as it was written. */
export const corrupt = (problem: string, doing: string): StoreFailure =>
  new StoreFailure({ _tag: 'Corrupt', problem }, `The history is damaged, seen while ${doing}: ${problem}.`);

const unavailable = (cause: unknown, message: string): StoreFailure =>
  new StoreFailure({ _tag: 'Unavailable', cause }, message);

/** The server's own limit, which counts types and metadata too. `bytes` is how large the append was, as the server counts. */
export const tooLarge = (error: unknown, bytes: number): StoreFailure => {
  const limit = Number(fieldOf(error, 'maxAppendSize'));
  return new StoreFailure(
    { _tag: 'TooLarge', bytes, limit },
    `The append has ${bytes} bytes with its types and metadata; the server takes ${limit}. Split the import into smaller commands.`,
  );
};

const saidBy = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const fieldOf = (value: unknown, field: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, field) : undefined;
