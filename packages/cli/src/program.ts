import { Command, Option } from 'commander';
import type { CommandContext } from './commandContext.ts';
import { addPlans, addWhatIf } from './planCommands.ts';
import { type GlobalOptions, type SessionOptions, openSession } from './session.ts';
import type { Terminal } from './terminal.ts';
import { version } from './version.ts';
import { words } from './words.ts';

type Action = (context: CommandContext) => Promise<number>;

const EXAMPLES = `
Examples:
  commission-ledger init --program program.json --plan plan.json
  commission-ledger import ./export --mapping mapping.json --dry-run
  commission-ledger payout preview --date 2017-04-05
  commission-ledger balance --as-of 2017-06-30 --json
  commission-ledger explain PO-2017-04-05-1f0c9b2d4e6a7788 --locale ru

Exit codes: 0 done, 1 refused or failed, 2 wrong usage, 3 an amount could not be proved,
4 imported, but some rows were refused or causes set aside.
The store can also be given as COMMISSION_LEDGER_STORE.`;

/** The whole command line. Commands load what they need only when they run, so that starting stays fast. */
export const buildProgram = (terminal: Terminal, ended: (code: number) => void): Command => {
  const program = new Command('commission-ledger')
    .description('Partner leads, commissions and payouts, with a proof for every amount.')
    .version(version)
    .addOption(
      new Option('--store <store>', 'memory: or sqlite:PATH')
        .env('COMMISSION_LEDGER_STORE')
        .default('sqlite:commission-ledger.db'),
    )
    .addOption(new Option('--ledger <name>', 'name of the ledger, from which event ids derive').default('ledger'))
    .option('--actor <name>', 'who acts, for the record (default: the user of the system)')
    .option('--json', 'answer in JSON')
    .addOption(new Option('--locale <locale>', 'language of the answer').choices(['en', 'ru']).default('en'))
    .addHelpText('after', EXAMPLES)
    .showHelpAfterError('(commission-ledger --help shows what there is)')
    .exitOverride()
    .configureOutput({ writeOut: terminal.out, writeErr: terminal.err });

  /** Opens the store for one command and closes it however the command ends. */
  const inSession = async (command: Command, action: Action, how?: SessionOptions): Promise<void> => {
    const options = command.optsWithGlobals<GlobalOptions>();
    const session = await openSession(options, terminal, how);
    try {
      ended(await action({ session, terminal, options, words: words[options.locale] }));
    } finally {
      await session.close();
    }
  };

  addSetUp(program, inSession);
  addReads(program, inSession);
  addPayouts(program, inSession);
  addPlans(program, terminal, ended, inSession);
  addWhatIf(program, inSession);
  return program;
};

type InSession = (command: Command, action: Action, how?: SessionOptions) => Promise<void>;

const addSetUp = (program: Command, inSession: InSession): void => {
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
};

const addReads = (program: Command, inSession: InSession): void => {
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
    .action(async (read, command: Command) => {
      const { leads } = await import('./commands/leads.ts');
      await inSession(command, (context) => leads(context, read));
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

const addPayouts = (program: Command, inSession: InSession): void => {
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
  payout
    .command('settle')
    .description('record that a payout arrived')
    .argument('<payoutId>')
    .requiredOption('--reference <text>', 'the reference of the bank or provider')
    .action(async (id: string, { reference }: { reference: string }, command: Command) => {
      const { resolvePayout } = await import('./commands/payoutRun.ts');
      await inSession(command, (context) => resolvePayout(context, id, { end: 'settled', reference }));
    });
  const ending = (name: 'fail' | 'void', end: 'failed' | 'voided', description: string): Command =>
    payout
      .command(name)
      .description(description)
      .argument('<payoutId>')
      .requiredOption('--reason <text>', 'why')
      .action(async (id: string, { reason }: { reason: string }, command: Command) => {
        const { resolvePayout } = await import('./commands/payoutRun.ts');
        await inSession(command, (context) => resolvePayout(context, id, { end, reason }));
      });
  ending('fail', 'failed', 'record that a payout did not go through; its lines return to the account');
  ending('void', 'voided', 'call a payout off; its lines return to the account');
};
