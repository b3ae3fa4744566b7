import type { Command } from 'commander';
import type { InSession } from './inSession.ts';

/** Programs, imports, and simulated programs to try things on. */
export const addSetUp = (program: Command, inSession: InSession): void => {
  program
    .command('init')
    .description('open a program, publish its plans and take in its partners; saying it again changes nothing')
    .requiredOption('--program <file>', 'settings of the program, and partners with their plans and tax statuses, JSON')
    .option('--plan <files...>', 'plan versions, JSON, in the order of publication')
    .option('--approver <name>', 'who approved the plans')
    .action(async (files, command: Command) => {
      const { init } = await import('./commands/init.ts');
      await inSession(command, (context) => init(context, files), { create: true });
    });
  program
    .command('import')
    .description('take in an export (CSV or NDJSON) by a mapping file; importing it again changes nothing')
    .argument('<folder>', 'where the files of the export are')
    .requiredOption('--mapping <file>', 'which columns become which facts, JSON')
    .option('--dry-run', 'check everything, write nothing')
    .option('--errors <file>', 'where to list refused rows (default: import-errors.csv)')
    .action(async (folder: string, files, command: Command) => {
      const { importExport } = await import('./commands/importExport.ts');
      await inSession(command, (context) => importExport(context, folder, files));
    });
  program
    .command('simulate')
    .description('play a simulated partner program into an empty store, to try the other commands on')
    .option('--seed <number>', 'the same seed gives the same program', '1')
    .option('--partners <number>', 'how many partners', '20')
    .option('--leads <number>', 'how many leads they bring altogether', '200')
    .option('--from <month>', 'the first month, YYYY-MM (default: so that the last month is over)')
    .option('--months <number>', 'how many months it runs', '12')
    .action(async (asked, command: Command) => {
      const { simulate } = await import('./commands/simulate.ts');
      await inSession(command, (context) => simulate(context, asked), { create: true });
    });
};
