import { CommanderError } from 'commander';
import { exitCode } from './exitCode.ts';
import { buildProgram } from './program.ts';
import { explainEnd } from './session.ts';
import type { Terminal } from './terminal.ts';

/** Runs one command line and answers its exit code; nothing else of the process is touched. */
export const run = async (argv: readonly string[], terminal: Terminal): Promise<number> => {
  let code: number = exitCode.done;
  const program = buildProgram(terminal, (ended) => {
    code = ended;
  });
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCode.done : exitCode.usage;
    const end = explainEnd(error);
    const { message, code: ended } = end;
    terminal.err(argv.includes('--json') ? `${JSON.stringify({ error: { code: ended, message } })}\n` : `${message}\n`);
    return end.code;
  }
};
