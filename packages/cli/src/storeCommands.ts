import { type Command, Option } from 'commander';
import type { InSession } from './inSession.ts';
import type { GlobalOptions } from './session.ts';
import type { Terminal } from './terminal.ts';

/** Commands about the stores themselves. */
export const addStores = (
  program: Command,
  terminal: Terminal,
  ended: (code: number) => void,
  inSession: InSession,
): void => {
  program
    .command('status')
    .description('where the history ends, and how far each read model is behind it')
    .option('--catch-up', 'bring the read models up to date first')
    .action(async (asked, command: Command) => {
      const { status } = await import('./commands/status.ts');
      await inSession(command, (context) => status(context, asked));
    });
  program
    .command('rebuild')
    .description('build read models anew beside those that are read, then put them in their place')
    .argument('[read-models...]', 'which ones, by name (default: all)')
    .option('--workers <number>', 'how many processes share the work', '1')
    .action(async (names: readonly string[], asked, command: Command) => {
      const { rebuild } = await import('./commands/rebuild.ts');
      await inSession(command, (context) => rebuild(context, names, asked));
    });
  program
    .command('migrate')
    .description('copy a ledger into another store, and prove that both are equal; interrupted, say it again')
    .addOption(
      new Option('--from <store>', 'the ledger to copy').env('COMMISSION_LEDGER_MIGRATE_FROM').makeOptionMandatory(),
    )
    .addOption(
      new Option('--to <store>', 'an empty store, or an interrupted copy')
        .env('COMMISSION_LEDGER_MIGRATE_TO')
        .makeOptionMandatory(),
    )
    .action(async (asked, command: Command) => {
      const { migrate } = await import('./commands/migrate.ts');
      ended(await migrate(terminal, command.optsWithGlobals<GlobalOptions>(), asked));
    });
};
