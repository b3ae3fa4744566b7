import type { Command } from 'commander';
import type { GlobalOptions } from './session.ts';
import type { Terminal } from './terminal.ts';

/** Commands about the file of a ledger. They work where the ledger itself does not open. */
export const addFiles = (program: Command, terminal: Terminal, ended: (code: number) => void): void => {
  program
    .command('doctor')
    .description('read all of a ledger file and its surroundings, or check its server, and say what is wrong')
    .option('--against <backup>', 'also find events of a backup that are gone or were changed, whatever hides it')
    .action(async (asked, command: Command) => {
      const { doctor } = await import('./commands/doctor.ts');
      ended(await doctor(terminal, command.optsWithGlobals<GlobalOptions>(), asked));
    });
  program
    .command('backup')
    .description('copy a ledger file while it is in use, and check the copy')
    .argument('<to>', 'the path of the backup')
    .option('--overwrite', 'replace an earlier backup of that name')
    .action(async (to: string, asked, command: Command) => {
      const { backup } = await import('./commands/backup.ts');
      ended(await backup(terminal, command.optsWithGlobals<GlobalOptions>(), to, asked));
    });
  program
    .command('restore')
    .description('put a backup in the place of the ledger file, which is kept beside; stop what uses it before')
    .argument('<from>', 'the path of the backup')
    .option(
      '--force',
      'also where the backup is not sound, or the ledger has events that it has not, or cannot be read',
    )
    .action(async (from: string, asked, command: Command) => {
      const { restore } = await import('./commands/restore.ts');
      ended(await restore(terminal, command.optsWithGlobals<GlobalOptions>(), from, asked));
    });
};
