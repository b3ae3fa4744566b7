import type { Command } from 'commander';
import type { GlobalOptions } from '../session.ts';
import type { Terminal } from '../terminal.ts';

/** Who read or exported what. These commands are about the log alone, and are not kept in it. */
export const addAccessLog = (program: Command, terminal: Terminal, ended: (code: number) => void): void => {
  const log = program.command('access-log').description('who read or exported what, where --access-log kept it');
  log
    .command('verify')
    .description('check that no line of an access log was changed, taken away or put in')
    .argument('<file>', 'the access log')
    .option('--kept <hash>', 'the hash of the last line as it was kept outside: shows whether the end was cut off')
    .action(async (file: string, asked, command: Command) => {
      const { accessLogVerify } = await import('../commands/accessLog.ts');
      ended(await accessLogVerify(terminal, command.optsWithGlobals<GlobalOptions>(), file, asked));
    });
  log
    .command('show')
    .description('list the entries of an access log')
    .argument('<file>', 'the access log')
    .option('--actor <name>', 'of one person only')
    .option('--subject <id>', 'about one thing only')
    .action(async (file: string, asked, command: Command) => {
      const { accessLogShow } = await import('../commands/accessLog.ts');
      ended(await accessLogShow(terminal, command.optsWithGlobals<GlobalOptions>(), file, asked));
    });
};
