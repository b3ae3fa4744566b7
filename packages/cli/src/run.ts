import { CommanderError } from 'commander';
import type { LoggedRun } from './audit/loggedRun.ts';
import { exitCode } from './exitCode.ts';
import { buildProgram } from './program.ts';
import { explainEnd, type GlobalOptions } from './session.ts';
import type { Terminal } from './terminal.ts';

/** Runs one command line and answers its exit code; nothing else of the process is touched. */
export const run = async (argv: readonly string[], terminal: Terminal): Promise<number> => {
  let code: number = exitCode.done;
  let logged: LoggedRun | undefined;
  const out = (text: string): void => (logged === undefined ? terminal.out(text) : logged.out(text));
  const program = buildProgram({ ...terminal, out }, (ended) => {
    code = ended;
  });
  program.hook('preAction', async (_, command) => {
    const options = command.optsWithGlobals<GlobalOptions>();
    if (options.accessLog === undefined || command.parent?.name() === 'access-log') return;
    const { loggedRun } = await import('./audit/loggedRun.ts');
    logged = await loggedRun(options.accessLog, command, terminal, options);
  });
  const told = (error: unknown): number => {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCode.done : exitCode.usage;
    const { message, code: ended } = explainEnd(error);
    terminal.err(argv.includes('--json') ? `${JSON.stringify({ error: { code: ended, message } })}\n` : `${message}\n`);
    return ended;
  };
  try {
    await program.parseAsync([...argv], { from: 'user' });
  } catch (error) {
    code = told(error);
  }
  try {
    await logged?.ended(code);
    return code;
  } catch (error) {
    return told(error);
  }
};
