import { exitCode } from './exitCode.ts';
import { run } from './run.ts';
import { processTerminal } from './terminal.ts';

// Whoever reads only the beginning (`| head`) closes the pipe: the rest is for nobody, and no reason to fail.
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });

try {
  process.exitCode = await run(process.argv.slice(2), processTerminal());
} catch (error) {
  // What nobody foresaw is no reason to show a trace to somebody who only typed a command.
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(
    `commission-ledger cannot go on: ${message}\nThis is a fault of the program. Report it with what was typed.\n`,
  );
  process.exitCode = exitCode.failed;
}
