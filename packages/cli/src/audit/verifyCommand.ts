import type { Command } from 'commander';
import type { GlobalOptions } from '../session.ts';
import type { Terminal } from '../terminal.ts';

/** Works where the ledger itself does not open: a history that was tampered with is to be looked at all the same. */
export const addVerify = (program: Command, terminal: Terminal, ended: (code: number) => void): void => {
  program
    .command('verify')
    .description(
      'read the whole history, and say whether it is what was recorded and sealed (a seal is a small signed text, to be mailed and kept)',
    )
    .option('--note <files...>', 'seals as they were kept outside the store: the notes, or the mails with them')
    .option('--key <keys...>', 'verifier keys that seals may be signed with, or files with one on each line')
    .option('--origin <name>', 'the log that seals have to be about (default: any)')
    .option(
      '--leaves <file>',
      'hashes of all events as they were kept outside (seal export --leaves): names the first event that is another',
    )
    .option('--jobs <number>', 'how many processes look at a file (default: one for each core)')
    .option('--resume <file>', 'where an interrupted verification leaves its state, and goes on from')
    .option(
      '--canonical',
      'also parse each event, and hold it against its canonical form: the one way in which its JSON may be written',
    )
    .option(
      '--with-read-models',
      'also hold what commands read, such as balances and statements, against the history: takes about as long as a rebuild',
    )
    .action(async (asked, command: Command) => {
      const { verify } = await import('../commands/verify.ts');
      ended(await verify(terminal, command.optsWithGlobals<GlobalOptions>(), asked));
    });
};
