import { type Command, Option } from 'commander';
import type { Ending } from './commands/resolvePayout.ts';
import type { InSession } from './inSession.ts';

/** Payout runs, their files, and how payouts end. */
export const addPayouts = (program: Command, inSession: InSession): void => {
  const payout = program
    .command('payout')
    .description('payout runs: preview, prepare, approve, issue; then settle, fail or void');
  const step = (name: string, description: string): Command =>
    payout
      .command(name)
      .description(description)
      .option('--program <id>', 'the program (default: the only one)')
      .requiredOption('--date <date>', 'the payout date, YYYY-MM-DD');
  step('preview', 'what a run would pay and defer; writes nothing').action(async (run, command: Command) => {
    const { previewRun } = await import('./commands/payoutRun.ts');
    await inSession(command, (context) => previewRun(context, run));
  });
  step('prepare', 'draw a run up for approval').action(async (run, command: Command) => {
    const { prepareRun } = await import('./commands/payoutRun.ts');
    await inSession(command, (context) => prepareRun(context, run));
  });
  step('approve', 'approve a prepared run; whoever prepared it cannot').action(async (run, command: Command) => {
    const { approveRun } = await import('./commands/payoutRun.ts');
    await inSession(command, (context) => approveRun(context, run));
  });
  step('issue', 'issue the payouts of a run').action(async (run, command: Command) => {
    const { issueRun } = await import('./commands/payoutRun.ts');
    await inSession(command, (context) => issueRun(context, run));
  });
  step('discard', 'drop a prepared run of which nothing was issued; it can be prepared again')
    .requiredOption('--reason <text>', 'why')
    .action(async (run, command: Command) => {
      const { discardRun } = await import('./commands/payoutRun.ts');
      await inSession(command, (context) => discardRun(context, run));
    });
  step('file', 'make the file of an issued run for the bank or provider')
    .requiredOption('--details <file>', 'where each payout destination is, JSON')
    .requiredOption('--out <file>', 'where to write it')
    .addOption(new Option('--format <format>', 'of the file').choices(['csv']).default('csv'))
    .option('--file <id>', 'its id; the same again makes the same file', 'file-1')
    .option('--replaces <id>', 'an earlier file of the run that was never used')
    .action(async (asked, command: Command) => {
      const { payoutFile } = await import('./commands/payoutFile.ts');
      await inSession(command, (context) => payoutFile(context, asked));
    });
  payout
    .command('results')
    .description('take in what the bank or provider says became of payouts; again, it changes nothing')
    .argument('<file>', 'CSV with the columns payout, status, amount, currency; and reference, reason, fee, date')
    .action(async (file: string, _options, command: Command) => {
      const { payoutResults } = await import('./commands/payoutResults.ts');
      await inSession(command, (context) => payoutResults(context, file));
    });
  addEndings(payout, inSession);
};

type Settled = Omit<Extract<Ending, { end: 'settled' }>, 'end'>;
type Undone = Omit<Exclude<Ending, { end: 'settled' }>, 'end'>;

const addEndings = (payout: Command, inSession: InSession): void => {
  payout
    .command('settle')
    .description('record that a payout arrived')
    .argument('<payoutId>')
    .requiredOption('--reference <text>', 'the reference of the bank or provider')
    .option('--fee <amount>', 'what it cost the program, in the currency of the account')
    .option('--date <date>', 'the day it arrived, YYYY-MM-DD (default: now)')
    .action(async (id: string, told: Settled, command: Command) => {
      const { resolvePayout } = await import('./commands/resolvePayout.ts');
      await inSession(command, (context) => resolvePayout(context, id, { end: 'settled', ...told }));
    });
  const ending = (name: 'fail' | 'void', end: 'failed' | 'voided', description: string): Command =>
    payout
      .command(name)
      .description(description)
      .argument('<payoutId>')
      .requiredOption('--reason <text>', 'why')
      .option('--date <date>', 'the day of it, YYYY-MM-DD (default: now)')
      .action(async (id: string, told: Undone, command: Command) => {
        const { resolvePayout } = await import('./commands/resolvePayout.ts');
        await inSession(command, (context) => resolvePayout(context, id, { end, ...told }));
      });
  ending('fail', 'failed', 'record that a payout did not go through; its lines return to the account');
  ending('void', 'voided', 'call a payout off; its lines return to the account');
};
