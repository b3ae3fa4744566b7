import type { GlobalOptions, Session } from './session.ts';
import type { Terminal } from './terminal.ts';
import type { Words } from './words.ts';

/** What a command works with. */
export type CommandContext = Readonly<{
  session: Session;
  terminal: Terminal;
  options: GlobalOptions;
  words: Words;
}>;
