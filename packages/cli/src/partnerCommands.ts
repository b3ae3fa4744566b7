import { type Command, Option } from 'commander';
import type { InSession } from './inSession.ts';

/** How partners do, what they ask, and what they are told. */
export const addPartners = (program: Command, inSession: InSession): void => {
  const ofProgram = (name: string, description: string): Command =>
    program.command(name).description(description).option('--program <id>', 'the program (default: the only one)');
  ofProgram('performance', 'how a partner does, beside the median partner of the program')
    .requiredOption('--partner <id>', 'the partner')
    .requiredOption('--from <date>', 'the first day, YYYY-MM-DD')
    .requiredOption('--until <date>', 'the last day, YYYY-MM-DD')
    .action(async (asked, command: Command) => {
      const { performance } = await import('./commands/performance.ts');
      await inSession(command, (context) => performance(context, asked));
    });
  ofProgram('inquiries', 'what partners ask, propose or object to, and is not resolved')
    .option('--partner <id>', 'one partner only')
    .option('--overdue', 'only those for which the program is late, the longest first')
    .option('--all', 'resolved ones too')
    .action(async (asked, command: Command) => {
      const { inquiries } = await import('./commands/inquiries.ts');
      await inSession(command, (context) => inquiries(context, asked));
    });
  program
    .command('inquiry')
    .description('one inquiry with everything that was said')
    .argument('<id>', 'the id of the inquiry')
    .action(async (id: string, _options, command: Command) => {
      const { inquiry } = await import('./commands/inquiries.ts');
      await inSession(command, (context) => inquiry(context, id));
    });
  ofProgram('announcements', 'what partners were told, who has read it, and who has not').action(
    async (asked, command: Command) => {
      const { announcements } = await import('./commands/announcements.ts');
      await inSession(command, (context) => announcements(context, asked));
    },
  );
  ofProgram('digest', 'what was recorded about a partner over some days, as a letter to the partner')
    .requiredOption('--partner <id>', 'the partner')
    .requiredOption('--from <date>', 'the first day, YYYY-MM-DD')
    .option('--until <date>', 'the last day, which must be over, YYYY-MM-DD (default: up to now)')
    .addOption(
      new Option('--format <format>', 'how it is written').choices(['text', 'html', 'message', 'json']).default('text'),
    )
    .action(async (asked, command: Command) => {
      const { digest } = await import('./commands/digest.ts');
      await inSession(command, (context) => digest(context, asked));
    });
};
