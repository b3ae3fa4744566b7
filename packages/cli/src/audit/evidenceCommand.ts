import { type Command, Option } from 'commander';
import type { InSession } from '../inSession.ts';
import type { GlobalOptions } from '../session.ts';
import type { Terminal } from '../terminal.ts';

/** Packs of evidence for an auditor: to make one, and to check one. */
export const addEvidence = (
  program: Command,
  inSession: InSession,
  terminal: Terminal,
  ended: (code: number) => void,
): void => {
  const evidence = program
    .command('evidence')
    // Otherwise the options of `evidence` itself would take those of the command below it.
    .enablePositionalOptions()
    .description('pack the history, its seals, statements and proofs for an auditor, who checks them without us')
    .option('--out <path>', 'where it goes: a file ending in .zip, or a new folder')
    .option('--program <id>', 'the program of the partners, whose days are meant (default: the only one)')
    .option('--partner <id...>', 'only what concerns these partners (default: the whole history)')
    .option(
      '--from <date>',
      'sums, statements and samples of what was recorded from that day on, YYYY-MM-DD, in the time zone of the program (default: everything)',
    )
    .option('--until <date>', 'and until the end of that day, also by when it was recorded')
    .option(
      '--known-at <date>',
      'only what had been recorded by the end of that day, YYYY-MM-DD, in UTC, or by a moment',
    )
    .option('--sample <number>', 'how many are chosen and proved', '25')
    .option('--seed <text>', 'the text that decides which: best one that the auditor gives (default: the ledger)')
    .addOption(
      new Option('--method <method>', 'every item alike, or every unit of money alike')
        .choices(['smallest-hash', 'monetary-unit'])
        .default('smallest-hash'),
    )
    .addOption(new Option('--of <what>', 'what is chosen').choices(['payouts', 'accruals', 'deals']).default('payouts'))
    .option('--personal', 'with names and addresses of prospects in the clear, as far as they were not erased')
    .option('--keys <folder>', 'the folder with the keys of personal data')
    .option('--with-journals', 'with the journal of each program, for hledger')
    .action(async (asked, command: Command) => {
      const { evidence: pack } = await import('../commands/evidence.ts');
      await inSession(command, (context) => pack(context, asked));
    });
  evidence
    .command('check')
    .description('check a pack that was unpacked into a folder. Needs no ledger')
    .argument('<folder>', 'the folder')
    .option('--key <key>', 'a verifier key that you trust, or a file with one on each line')
    .option('--note <files...>', 'seals as you kept them: the notes, or the mails with them')
    .option('--origin <name>', 'which ledger the seals have to be about (default: any)')
    .option('--manifest <sha256>', 'the SHA-256 of manifest.json that you were given')
    .action(async (folder: string, asked, command: Command) => {
      const { evidenceCheck } = await import('../commands/evidenceCheck.ts');
      ended(await evidenceCheck(terminal, command.optsWithGlobals<GlobalOptions>(), folder, asked));
    });
};
