import { Option, type Command } from 'commander';
import { planFiles } from './commands/planFiles.ts';
import type { RerateOptions } from './commands/planHistory.ts';
import type { InSession } from './inSession.ts';
import type { GlobalOptions } from './session.ts';
import type { Terminal } from './terminal.ts';

/** Commands about plans: on files alone, and on the history of a store. */
export const addPlans = (
  program: Command,
  terminal: Terminal,
  ended: (code: number) => void,
  inSession: InSession,
): void => {
  const plan = program
    .command('plan')
    .description('read, check and compare plan documents; publish one; see what it would change');
  const files = (command: Command) => planFiles(terminal, command.optsWithGlobals<GlobalOptions>());
  plan
    .command('check')
    .description('every problem of a plan document at once, and whether its worked examples compute')
    .argument('<file>', 'the plan version, JSON')
    .action(async (file: string, _options, command: Command) => {
      ended(await files(command).check(file));
    });
  plan
    .command('show')
    .description('the plan as a contract page, clauses numbered as explanations cite them')
    .argument('<file>', 'the plan version, JSON')
    .addOption(new Option('--format <format>', 'of the page').choices(['markdown', 'html']).default('markdown'))
    .action(async (file: string, { format }: { format: 'markdown' | 'html' }, command: Command) => {
      ended(await files(command).show(file, format));
    });
  plan
    .command('diff')
    .description('what changes from one version to another, clause by clause')
    .argument('<before>', 'a plan version, JSON')
    .argument('<after>', 'the other, JSON')
    .action(async (before: string, after: string, _options, command: Command) => {
      ended(await files(command).diff(before, after));
    });
  plan
    .command('publish')
    .description('check the next version of a plan, and freeze it')
    .argument('<file>', 'the plan version, JSON')
    .option('--approver <name>', 'who approved it')
    .action(async (file: string, options: { approver?: string }, command: Command) => {
      const { publish } = await import('./commands/planHistory.ts');
      await inSession(command, (context) => publish(context, file, options));
    });
  plan
    .command('preview')
    .description('replay the history under a plan version and tell the difference per partner; writes nothing')
    .argument('<file>', 'the plan version, JSON; published or not')
    .option('--from <date>', 'the first date it is to govern, YYYY-MM-DD (default: from the beginning)')
    .option('--causes', 'every payment and deal that gives another amount')
    .action(async (file: string, options: { from?: string; causes?: boolean }, command: Command) => {
      const { preview } = await import('./commands/planHistory.ts');
      await inSession(command, (context) => preview(context, file, options));
    });
  plan
    .command('rerate')
    .description('rate past causes again under a published version, and post the differences')
    .argument('<plan>', 'the id of the plan')
    .requiredOption('--plan-version <number>', 'the version to rate by')
    .requiredOption('--from <date>', 'the first date it is to govern, YYYY-MM-DD')
    .option('--until <date>', 'the last date to rate again, YYYY-MM-DD (default: all since)')
    .option('--partner <id>', 'one partner only')
    .requiredOption('--rerating <id>', 'a name for it; sent again under the same name, nothing is posted twice')
    .requiredOption('--reason <text>', 'why')
    .requiredOption('--approver <name>', 'who approved it; not the one who acts')
    .action(async (id: string, options: RerateOptions, command: Command) => {
      const { rerate } = await import('./commands/planHistory.ts');
      await inSession(command, (context) => rerate(context, id, options));
    });
};
