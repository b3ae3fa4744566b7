import { type Command, Option } from 'commander';
import type { InSession } from '../inSession.ts';

/** The history, gone through again. */
export const addReplay = (program: Command, inSession: InSession): void => {
  program
    .command('replay')
    .description('go through the history event by event, up to any moment, with what is owed after each')
    .option(
      '--until <end>',
      'what had been recorded by the end of a day, YYYY-MM-DD in the time zone of the program, or by a moment; or up to an event, by its number or id',
    )
    .option(
      '--as-of <when>',
      'leave out what had not happened by the end of a day, in the time zone of the program, or before a moment',
    )
    .option('--from <start>', 'begin to show at this day, moment, or event, by its number or id')
    .option('--program <id>', 'one program only')
    .option('--partner <id>', 'one partner only')
    .option('--stream <name>', 'one stream only, such as deal-d-1')
    .option('--type <types...>', 'events of these types only')
    .addOption(new Option('--pause <ms>', 'wait so many milliseconds after each event').conflicts('step'))
    .option('--step', 'wait for Enter after each event')
    .option('--table', 'as a table')
    .option('--balances', 'what is owed to everybody at the end of it')
    .option('--explain <id>', 'why an amount is what it is, as it was known at the end of it')
    .action(async (asked, command: Command) => {
      const { replayHistory } = await import('../commands/replay.ts');
      await inSession(command, (context) => replayHistory(context, asked));
    });
};
