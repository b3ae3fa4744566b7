/**
 * Where a statement failed. What fails `before` its transaction commits has changed nothing, also when the connection
 * is lost: the server rolls back. When the connection is lost while it `commits`, only reading back can tell.
 */
export type Stage = 'connecting' | 'before' | 'commits';

/** What the driver threw, and where. Never leaves this package. */
export class DriverFailure extends Error {
  override readonly name = 'DriverFailure';
  readonly stage: Stage;
  /** The server's error code, five characters; `undefined` when it was not the server who spoke. */
  readonly sqlState: string | undefined;

  constructor(stage: Stage, cause: unknown) {
    super(saidBy(cause), { cause });
    this.stage = stage;
    this.sqlState = sqlStateOf(cause);
  }
}

/** Some errors of the network have a code and no message. */
const saidBy = (cause: unknown): string => {
  if (!(cause instanceof Error)) return String(cause);
  if (cause.message !== '') return cause.message;
  return 'code' in cause ? String(cause.code) : cause.name;
};

/** Network errors have a `code` too (`EPIPE`), but only the server gives a severity. */
const sqlStateOf = (cause: unknown): string | undefined =>
  cause instanceof Error && 'severity' in cause && 'code' in cause && typeof cause.code === 'string'
    ? cause.code
    : undefined;

/** Connection failures; shutdown, crash and loss of the session; a transaction that was left idle. */
const lostStates = new Set(['57P01', '57P02', '57P03', '57P05', '25P03', '25P04']);

/** The connection is not fit for use any more. */
export const isLost = ({ sqlState }: DriverFailure): boolean =>
  sqlState === undefined || sqlState.startsWith('08') || lostStates.has(sqlState);

/** A transaction that met another and was rolled back: the same again may succeed. */
export const isCollision = ({ sqlState }: DriverFailure): boolean => sqlState === '40001' || sqlState === '40P01';
