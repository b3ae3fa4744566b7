import { text as allOf } from 'node:stream/consumers';
import { isatty } from 'node:tty';

/** What a command may touch of the world around it. A test gives its own. */
export type Terminal = Readonly<{
  out: (text: string) => void;
  err: (text: string) => void;
  /** Whether a person watches standard error, so that a progress bar makes sense. */
  interactive: boolean;
  color: boolean;
  columns: number;
  /** All of standard input, for commands that take it; a program that calls the command line may have none. */
  input?: () => Promise<string>;
  env: Readonly<Record<string, string | undefined>>;
  /** Milliseconds since 1970. */
  clock: () => number;
}>;

/** The terminal of this process. */
export const processTerminal = (): Terminal => ({
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  interactive: isatty(process.stderr.fd),
  color: isatty(process.stdout.fd) && process.env['NO_COLOR'] === undefined,
  columns: process.stdout.columns ?? 100,
  input: () => allOf(process.stdin),
  env: process.env,
  clock: Date.now,
});
