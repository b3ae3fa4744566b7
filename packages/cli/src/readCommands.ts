import { type Command, Option } from 'commander';
import type { InSession } from './inSession.ts';

/** Money, leads, and the proof of an amount. */
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
  program
    .command('explain')
    .description('prove an amount: a payout, an accrual or a reversal')
    .argument('<id>', 'the id of the payout, accrual or reversal')
    .addOption(
      new Option('--format <format>', 'how to show the proof').choices(['tree', 'markdown', 'json']).default('tree'),
    )
    .addOption(
      new Option(
        '--depth <levels>',
        '0 the answer, 1 its lines, 2 how each was calculated, 3 the records behind it',
      ).choices(['0', '1', '2', '3']),
    )
    .option('--all', 'every line, not only the largest')
    .option('--ascii', 'no box characters')
    .option('--as-of <date>', 'only if the amount was there by the end of that day, YYYY-MM-DD')
    .action(async (id: string, shown, command: Command) => {
      const { explain } = await import('./commands/explain.ts');
      await inSession(command, (context) => explain(context, id, shown));
    });
};
