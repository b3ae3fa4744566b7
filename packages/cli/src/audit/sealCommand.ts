import type { Command } from 'commander';
import type { SealCheckOptions } from '../commands/sealCheck.ts';
import type { KeygenOptions } from '../commands/sealKeygen.ts';
import type { InSession } from '../inSession.ts';
import type { GlobalOptions } from '../session.ts';
import type { Terminal } from '../terminal.ts';

/** Seals: signed checkpoints over the whole history, their keys, and proofs that rest on them. */
export const addSeal = (
  program: Command,
  inSession: InSession,
  terminal: Terminal,
  ended: (code: number) => void,
): void => {
  const seal = program
    .command('seal')
    .description(
      'sign all that the ledger holds now: a seal is a small signed text, to be mailed and kept; whoever keeps it notices any later change',
    )
    .option('--key <file>', 'the private key, as keygen or openssl made it (PEM)')
    .option('--name <name>', 'the name of the key, where its file does not say it')
    .option('--origin <name>', 'how the seal names the ledger (default: commission-ledger/NAME)')
    .option('--text', 'for a key that is kept elsewhere: only print what is to be signed')
    .option('--signed <file>', 'for a key that is kept elsewhere: record the note that was signed')
    .option('--verifier <key>', 'the verifier key of the signed note, or a file with it')
    .option('--every <time>', 'go on sealing, so often (30s, 10m, 6h, 1d), until stopped; one line for each new seal')
    .option('--notes <folder>', 'also keep the note of every seal in this folder, a file each; it must be there')
    .action(async (asked, command: Command) => {
      const { sealLedger } = await import('../commands/seal.ts');
      await inSession(command, (context) => sealLedger(context, asked));
    });
  // Options that `seal` has too end up there, wherever they stand in the line; so below it they cannot be mandatory.
  seal
    .command('keygen')
    .description('make a key to sign with; prints the verifier key. Needs no ledger')
    .requiredOption('--out <file>', 'where the private key goes; never over a file that is there')
    .option('--name <name>', 'the name of the key, such as ledger.example.com; must be given')
    .action(async (_asked, command: Command) => {
      const { sealKeygen } = await import('../commands/sealKeygen.ts');
      ended(await sealKeygen(terminal, command.optsWithGlobals<GlobalOptions & KeygenOptions>()));
    });
  seal
    .command('export')
    .description('the newest seal, to be kept outside')
    .option('--out <file>', 'where to write it (default: print it)')
    .option('--force', 'replace a file that is there')
    .option('--mail', 'with a few lines for who gets it by mail')
    .option('--leaves <file>', 'also write the hash of every event that it covers, one a line, for verify --leaves')
    .action(async (asked, command: Command) => {
      const { sealExport } = await import('../commands/sealExport.ts');
      await inSession(command, (context) => sealExport(context, asked));
    });
  addProofs(seal, inSession);
  seal
    .command('check')
    .description('check a proof of prove or consistency. Needs no ledger')
    .argument('<proof>', 'the file of the proof')
    .option('--key <key>', 'a verifier key that you trust, or a file with one on each line; must be given')
    .option('--origin <name>', 'which ledger it has to be about (default: any)')
    .action(async (proof: string, _asked, command: Command) => {
      const { sealCheck } = await import('../commands/sealCheck.ts');
      ended(await sealCheck(terminal, proof, command.optsWithGlobals<GlobalOptions & SealCheckOptions>()));
    });
  program
    .command('seals')
    .description('all seals of the ledger, oldest first: small signed texts, to be mailed and kept; times are in UTC')
    .action(async (_asked, command: Command) => {
      const { sealList } = await import('../commands/sealList.ts');
      await inSession(command, sealList);
    });
};

const addProofs = (seal: Command, inSession: InSession): void => {
  seal
    .command('prove')
    .description('prove that an event, an entry or the end of a stream is in what was sealed last')
    .argument('<id>', 'the id of an event, stream@revision, an accrual or other entry, a payout, or a stream')
    .option('--out <file>', 'where to write the proof (default: print it)')
    .option('--force', 'replace a file that is there')
    .action(async (id: string, asked, command: Command) => {
      const { sealProve } = await import('../commands/sealProve.ts');
      await inSession(command, (context) => sealProve(context, id, asked));
    });
  seal
    .command('consistency')
    .description('prove that what a later seal covers begins with what an earlier one covers')
    .argument('<a>', 'how many events the one covers, as seals lists it')
    .argument('<b>', 'how many the other covers')
    .option('--out <file>', 'where to write the proof (default: print it)')
    .option('--force', 'replace a file that is there')
    .action(async (a: string, b: string, asked, command: Command) => {
      const { sealConsistency } = await import('../commands/sealProve.ts');
      await inSession(command, (context) => sealConsistency(context, [a, b], asked));
    });
};
