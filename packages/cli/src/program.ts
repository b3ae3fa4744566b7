import { Command, Option } from 'commander';
import { addAudit } from './auditCommands.ts';
import { addBooks } from './bookCommands.ts';
import { addExplanations } from './explainCommands.ts';
import { addFiles } from './fileCommands.ts';
import type { InSession } from './inSession.ts';
import { addPartners } from './partnerCommands.ts';
import { addPayouts } from './payoutCommands.ts';
import { addPlans } from './planCommands.ts';
import { addReads } from './readCommands.ts';
import { addRecord } from './recordCommands.ts';
import { type GlobalOptions, openSession } from './session.ts';
import { addSetUp } from './setUpCommands.ts';
import { addStores } from './storeCommands.ts';
import type { Terminal } from './terminal.ts';
import { version } from './version.ts';
import { addWhatIf } from './whatIfCommands.ts';
import { words } from './words.ts';

const EXAMPLES = `
Examples:
  commission-ledger init --program program.json --plan plan.json
  commission-ledger import ./export --mapping mapping.json --dry-run
  commission-ledger payout preview --date 2017-04-05
  commission-ledger balance --as-of 2017-06-30 --json
  commission-ledger explain PO-2017-04-05-1f0c9b2d4e6a7788 --locale ru
  commission-ledger statement --partner ada --period 2017-03
  commission-ledger simulate --store sqlite:simulated.db

Exit codes: 0 done, 1 refused or failed, 2 wrong usage, 3 an amount could not be proved,
4 taken in, but some rows were refused or causes set aside.
The store can also be given as COMMISSION_LEDGER_STORE, the read models as COMMISSION_LEDGER_READ_MODELS, so that
passwords need not stand in a command.`;

/** The whole command line. Commands load what they need only when they run, so that starting stays fast. */
export const buildProgram = (terminal: Terminal, ended: (code: number) => void): Command => {
  const program = new Command('commission-ledger')
    .description('Partner leads, commissions and payouts, with a proof for every amount.')
    .version(version)
    .addOption(
      new Option('--store <store>', 'memory:, sqlite:PATH, or esdb://… of EventStoreDB or KurrentDB')
        .env('COMMISSION_LEDGER_STORE')
        .default('sqlite:commission-ledger.db'),
    )
    .addOption(
      new Option('--read-models <place>', 'memory:, sqlite:PATH or postgres://… (default: with a file, in it)').env(
        'COMMISSION_LEDGER_READ_MODELS',
      ),
    )
    .addOption(new Option('--ledger <name>', 'name of the ledger, from which event ids derive').default('ledger'))
    .option('--actor <name>', 'who acts, for the record (default: the user of the system)')
    .addOption(
      new Option('--access-log <file>', 'keep in this file who asked for what, and what was shown').env(
        'COMMISSION_LEDGER_ACCESS_LOG',
      ),
    )
    .option('--json', 'answer in JSON')
    .addOption(new Option('--locale <locale>', 'language of the answer').choices(['en', 'ru']).default('en'))
    .addHelpText('after', EXAMPLES)
    .showHelpAfterError('(commission-ledger --help shows what there is)')
    .exitOverride()
    .configureOutput({ writeOut: terminal.out, writeErr: terminal.err });

  /** Opens the store for one command and closes it however the command ends. */
  const inSession: InSession = async (command, action, how) => {
    const options = command.optsWithGlobals<GlobalOptions>();
    const session = await openSession(options, terminal, how);
    try {
      ended(await action({ session, terminal, options, words: words[options.locale] }));
    } finally {
      await session.close();
    }
  };

  program.commandsGroup('Set up and record:');
  addSetUp(program, inSession);
  addRecord(program, inSession);
  program.commandsGroup('See and prove:');
  addReads(program, inSession);
  addExplanations(program, inSession);
  program.commandsGroup('Partners:');
  addPartners(program, inSession);
  program.commandsGroup('Pay:');
  addPayouts(program, inSession);
  program.commandsGroup('Books:');
  addBooks(program, inSession);
  program.commandsGroup('Audit:');
  addAudit(program, inSession, terminal, ended);
  program.commandsGroup('Plans:');
  addPlans(program, terminal, ended, inSession);
  addWhatIf(program, inSession);
  program.commandsGroup('Stores:');
  addStores(program, terminal, ended, inSession);
  addFiles(program, terminal, ended);
  return program;
};
