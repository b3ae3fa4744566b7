import type { Command } from 'commander';
import type { InSession } from './inSession.ts';

/** Statements, closing, and the books of a program. */
export const addBooks = (program: Command, inSession: InSession): void => {
  const ofProgram = (name: string, description: string): Command =>
    program.command(name).description(description).option('--program <id>', 'the program (default: the only one)');
  const ofMonth = (name: string, description: string): Command =>
    ofProgram(name, description).requiredOption('--period <month>', 'the month, YYYY-MM');
  ofMonth('statement', 'what a program and a partner owed each other over a month')
    .requiredOption('--partner <id>', 'the partner')
    .option('--currency <code>', 'one currency only')
    .action(async (asked, command: Command) => {
      const { statement } = await import('./commands/statement.ts');
      await inSession(command, (context) => statement(context, asked));
    });
  ofMonth('statements', 'the statements of all accounts over a month, and what they come to').action(
    async (asked, command: Command) => {
      const { statements } = await import('./commands/statements.ts');
      await inSession(command, (context) => statements(context, asked));
    },
  );
  ofMonth('close', 'close a month that is over: what is recorded later is in the next statement').action(
    async (asked, command: Command) => {
      const { close } = await import('./commands/close.ts');
      await inSession(command, (context) => close(context, asked));
    },
  );
  const asOf = ['--as-of <date>', 'as of the end of that day, YYYY-MM-DD (default: now)'] as const;
  ofProgram('liability', 'what a program owes, by currency')
    .option(...asOf)
    .action(async (read, command: Command) => {
      const { liability } = await import('./commands/liability.ts');
      await inSession(command, (context) => liability(context, read));
    });
  ofProgram('forecast', 'what leaves the bank when, if nothing else happens')
    .option(...asOf)
    .action(async (read, command: Command) => {
      const { forecast } = await import('./commands/forecast.ts');
      await inSession(command, (context) => forecast(context, read));
    });
  ofProgram('journal', 'every event that moves money, in double entry')
    .option('--partner <id>', 'one partner only')
    .option('--from <date>', 'the first day, YYYY-MM-DD (default: from the beginning)')
    .option('--until <date>', 'the last day, YYYY-MM-DD (default: today)')
    .action(async (asked, command: Command) => {
      const { journal } = await import('./commands/journal.ts');
      await inSession(command, (context) => journal(context, asked));
    });
  ofProgram('trial-balance', 'what every account of the books comes to')
    .option('--partner <id>', 'one partner only')
    .option('--until <date>', 'at the end of that day, YYYY-MM-DD (default: today)')
    .action(async (asked, command: Command) => {
      const { trialBalances } = await import('./commands/journal.ts');
      await inSession(command, (context) => trialBalances(context, asked));
    });
  ofProgram('adjustments', 'corrections by hand that wait for another person')
    .option('--partner <id>', 'one partner only')
    .action(async (asked, command: Command) => {
      const { adjustments } = await import('./commands/adjustments.ts');
      await inSession(command, (context) => adjustments(context, asked));
    });
};
