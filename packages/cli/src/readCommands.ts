import type { Command } from 'commander';
import type { InSession } from './inSession.ts';

/** Money and leads. */
export const addReads = (program: Command, inSession: InSession): void => {
  const reading = (name: string, description: string): Command =>
    program
      .command(name)
      .description(description)
      .option('--program <id>', 'the program (default: the only one)')
      .option('--partner <id>', 'one partner only')
      .option('--as-of <date>', 'as of the end of that day, YYYY-MM-DD (default: now)');
  reading('balance', 'what each account earned, and where that money is now').action(async (read, command: Command) => {
    const { balance } = await import('./commands/balance.ts');
    await inSession(command, (context) => balance(context, read));
  });
  reading('schedule', 'what will be paid when, and why not yet').action(async (read, command: Command) => {
    const { schedule } = await import('./commands/schedule.ts');
    await inSession(command, (context) => schedule(context, read));
  });
  reading('payouts', 'the payouts and how they ended')
    .option('--deferred', 'instead, what was due and not paid, with the reason')
    .action(async (read, command: Command) => {
      const { payouts } = await import('./commands/payouts.ts');
      await inSession(command, (context) => payouts(context, read));
    });
  reading('leads', 'the leads and where they stand')
    .option('--state <state>', 'one state only, such as accepted or lost')
    .option('--limit <number>', 'at most so many')
    .option('--overdue', 'only those with which the program is late, the longest first')
    .action(async (read, command: Command) => {
      const { leads } = await import('./commands/leads.ts');
      await inSession(command, (context) => leads(context, read));
    });
  program
    .command('lead')
    .description('everything that happened to a lead, and the promises about it')
    .argument('<id>', 'the id of the lead')
    .action(async (id: string, _options, command: Command) => {
      const { lead } = await import('./commands/lead.ts');
      await inSession(command, (context) => lead(context, id));
    });
  program
    .command('attribution')
    .description('who would be credited with a deal of a customer, and why each other would not')
    .option('--program <id>', 'the program (default: the only one)')
    .option('--customer <key>', 'the key of the customer')
    .option('--lead <id>', 'instead, a lead that claims the customer')
    .requiredOption('--won-on <date>', 'the day the deal is, or would be, won, YYYY-MM-DD')
    .action(async (asked, command: Command) => {
      const { attribution } = await import('./commands/attribution.ts');
      await inSession(command, (context) => attribution(context, asked));
    });
};
