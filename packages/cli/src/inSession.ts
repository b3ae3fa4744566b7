import type { Command } from 'commander';
import type { CommandContext } from './commandContext.ts';
import type { SessionOptions } from './session.ts';

/** Opens the store for one command, does what it says, and closes it however that ends. */
export type InSession = (
  command: Command,
  action: (context: CommandContext) => Promise<number>,
  how?: SessionOptions,
) => Promise<void>;
