/** How the command line ends, for scripts. */
export const exitCode = {
  done: 0,
  /** Refused or failed; the message says why and what to do. What was refused left nothing behind. */
  failed: 1,
  /** The command line itself was wrong. */
  usage: 2,
  /** An amount could not be proved; nothing of the proof was shown as if it were. */
  unproved: 3,
  /**
   * The import is complete, but some rows were refused (the error file names them) or causes were set aside: they earn
   * nothing until what is missing is there.
   */
  incomplete: 4,
} as const;

/** Ends a command with a message for people and an exit code for scripts. */
export class CommandFailed extends Error {
  override readonly name = 'CommandFailed';
  readonly code: number;

  constructor(message: string, code: number = exitCode.failed) {
    super(message);
    this.code = code;
  }
}
