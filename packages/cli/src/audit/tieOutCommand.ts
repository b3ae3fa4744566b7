import { type Command, Option } from 'commander';
import type { InSession } from '../inSession.ts';

/** The ledger beside what others know: a CRM, a bank. */
export const addTieOut = (program: Command, inSession: InSession): void => {
  const tieOut = program
    .command('tie-out')
    .description('hold the ledger against what others know; exit code 1 where they do not agree');
  tieOut
    .command('crm')
    .description('deals against an export of the CRM: the same, missing, different, with the reason')
    .argument('<folder>', 'the folder with the files, or the one file')
    .requiredOption('--mapping <file>', 'what the columns mean, as for import')
    .option('--until <date>', 'leave out on both sides what happened after that day, YYYY-MM-DD')
    .action(async (folder: string, asked, command: Command) => {
      const { tieOutCrm } = await import('../commands/tieOut.ts');
      await inSession(command, (context) => tieOutCrm(context, folder, asked));
    });
  tieOut
    .command('bank')
    .description('payouts against a bank statement: found, missing, different, paid twice, sent back')
    .argument('<file>', 'the statement')
    .addOption(new Option('--format <format>', 'what the file is').choices(['camt053', 'csv']).default('camt053'))
    .option('--mapping <file>', 'what the columns of a CSV file mean')
    .option('--program <id>', 'the program (default: the only one)')
    .action(async (file: string, asked, command: Command) => {
      const { tieOutStatement } = await import('../commands/tieOut.ts');
      await inSession(command, (context) => tieOutStatement(context, file, asked));
    });
};
