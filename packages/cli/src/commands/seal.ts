import {
  createSealer,
  describeSealFailure,
  isOrigin,
  prepareSeal,
  type RecordedSeal,
  recordSeal,
  type Sealed,
  type SealFailure,
} from '@commission-ledger/seals';
import * as E from 'fp-ts/lib/Either.js';
import { signerIn, textOf, verifierKeysIn } from '../audit/keyFiles.ts';
import { sealNamed } from '../audit/sealNamed.ts';
import { sealWords } from '../audit/sealWords.ts';
import type { CommandContext } from '../commandContext.ts';
import { CommandFailed, exitCode } from '../exitCode.ts';
import { writeJson } from '../json.ts';

/** With which key, or in which of the two steps for a key that is kept elsewhere. */
export type SealOptions = Readonly<{
  key?: string;
  name?: string;
  origin?: string;
  text?: boolean;
  signed?: string;
  verifier?: string;
}>;

/** Seals the ledger, or does one of the two steps of it. */
export const sealLedger = async (context: CommandContext, asked: SealOptions): Promise<number> => {
  const { session, terminal, options } = context;
  const { key, name, origin, text, signed, verifier } = asked;
  if (origin !== undefined && !isOrigin(origin))
    throw new CommandFailed('An origin is 1–200 printable ASCII characters without spaces and +.', exitCode.usage);
  const place = {
    store: session.events,
    ledger: options.ledger,
    clock: terminal.clock,
    ...(origin === undefined ? {} : { origin }),
  };
  if ([key, text, signed].filter((way) => way !== undefined).length !== 1)
    throw new CommandFailed(
      'Give --key with a private key (commission-ledger seal keygen makes one), or --text, or --signed.',
      exitCode.usage,
    );
  if (text === true) {
    terminal.out(sealedOr(await prepareSeal(place)).text);
    return exitCode.done;
  }
  if (key !== undefined) {
    const signer = await signerIn(key, name);
    tell(context, sealedOr(await createSealer({ ...place, signer, actor: session.actor }).seal()));
    return exitCode.done;
  }
  if (verifier === undefined) throw new CommandFailed('--signed needs --verifier.', exitCode.usage);
  const [only] = await verifierKeysIn(verifier);
  const note = await textOf(signed ?? '');
  tell(context, sealedOr(await recordSeal(place, { note, key: only, actor: session.actor })));
  return exitCode.done;
};

/** What came of it, or the end of the command with the sentence for the failure. */
export const sealedOr = <A>(outcome: E.Either<SealFailure, A>): A => {
  if (E.isLeft(outcome)) throw new CommandFailed(describeSealFailure(outcome.left));
  return outcome.right;
};

const tell = ({ terminal, options }: CommandContext, { seal, repeated }: Sealed): void => {
  if (options.json === true) return writeJson(terminal, { schema: 'seal/1', ...sealRow(seal), repeated });
  const say = sealWords[options.locale];
  const sentence = repeated ? say.madeBefore(sealNamed(seal)) : say.made(sealNamed(seal));
  terminal.out(`${sentence}\n${say.keepOutside}\n`);
};

/** A seal as JSON. */
export const sealRow = (recorded: RecordedSeal) => {
  const { position: _, ...seal } = recorded;
  return seal;
};
