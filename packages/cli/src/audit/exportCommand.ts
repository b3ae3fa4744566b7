import { type Command, Option } from 'commander';
import type { InSession } from '../inSession.ts';

/** The books as files of other programs. */
export const addExport = (program: Command, inSession: InSession): void => {
  program
    .command('export')
    .description('the books as a file for hledger, ledger-cli, beancount, a spreadsheet or a database')
    .addOption(
      new Option('--format <format>', 'who reads it')
        .choices(['hledger', 'ledger', 'beancount', 'csv', 'parquet'])
        .makeOptionMandatory(),
    )
    .addOption(
      new Option('--what <what>', 'what is written; all but the journal only as CSV')
        .choices(['journal', 'trial-balance', 'balances'])
        .default('journal'),
    )
    .option('--program <id>', 'the program (default: the only one)')
    .option('--partner <id>', 'one partner only')
    .option(
      '--from <date>',
      'the first day of the journal, YYYY-MM-DD in the time zone of the program (default: from the beginning)',
    )
    .option('--until <date>', 'the last day, YYYY-MM-DD in the time zone of the program (default: today)')
    .addOption(
      new Option('--assertions <where>', 'where a journal program checks what accounts come to')
        .choices(['end', 'every-transaction'])
        .default('end'),
    )
    .addOption(
      new Option('--beancount <version>', 'the major version of beancount that reads it')
        .choices(['2', '3'])
        .default('2'),
    )
    .option('--out <file>', 'write to this file (default: standard output; parquet needs a file)')
    .option('--force', 'replace the file if there is one')
    .action(async (asked, command: Command) => {
      const { exportBooks } = await import('../commands/export.ts');
      await inSession(command, (context) => exportBooks(context, asked));
    });
};
