import type { Command } from 'commander';
import type { InSession } from '../inSession.ts';

/** Everything that is booked, calculated once more. */
export const addRecompute = (program: Command, inSession: InSession): void => {
  program
    .command('recompute')
    .description('calculate everything that is booked once more from facts and plans, and compare (exit 3: it differs)')
    .option('--program <id>', 'one program only')
    .option('--partner <id>', 'one partner only')
    .option(
      '--from <day>',
      'only what was recorded from this day on, YYYY-MM-DD in the time zone of the program, or from this moment',
    )
    .option('--until <day>', 'the books as they stood at the end of this day, or at this moment')
    .action(async (asked, command: Command) => {
      const { recomputeBooks } = await import('../commands/recompute.ts');
      await inSession(command, (context) => recomputeBooks(context, asked));
    });
};
