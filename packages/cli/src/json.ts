import type { Terminal } from './terminal.ts';

/** One JSON value on standard output, for programs. */
export const writeJson = (terminal: Terminal, value: unknown): void =>
  terminal.out(`${JSON.stringify(value, null, 2)}\n`);
