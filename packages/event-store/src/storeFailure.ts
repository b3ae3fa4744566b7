/** Why the store could not do its work. `message` says what to do next. */
export type StoreFailureReason =
  /** The input breaks the port's contract: an empty batch, a bad stream name, a revision that is no whole number. */
  | Readonly<{ _tag: 'InvalidAppend'; problem: string }>
  /** A start, a limit or a position that is no whole number. */
  | Readonly<{ _tag: 'InvalidRead'; problem: string }>
  /** One event or the whole batch is larger than the store takes; nothing was written. */
  | Readonly<{ _tag: 'TooLarge'; bytes: number; limit: number }>
  /** Another process holds the store longer than we were told to wait; nothing was written. Try again. */
  | Readonly<{ _tag: 'Busy' }>
  /** Disk full, device error, network gone: nothing is known to be written. Read back before trying again. */
  | Readonly<{ _tag: 'Unavailable'; cause: unknown }>
  /** The file or server is not what it should be: wrong application, newer schema, no such database, no right to use it. */
  | Readonly<{ _tag: 'NotALedger'; problem: string }>
  | Readonly<{ _tag: 'Corrupt'; problem: string }>
  | Readonly<{ _tag: 'StoreClosed' }>;

/** The one error type an adapter rejects with. */
export class StoreFailure extends Error {
  override readonly name = 'StoreFailure';
  readonly reason: StoreFailureReason;

  constructor(reason: StoreFailureReason, message: string) {
    super(message, '_tag' in reason && reason._tag === 'Unavailable' ? { cause: reason.cause } : undefined);
    this.reason = reason;
  }
}
