import { createSealer, isOrigin, prepareSeal, recordSeal, type Sealed } from '@commission-ledger/seals';
import { keptNotes } from '../audit/keptNotes.ts';
import { signerIn, textOf, verifierKeysIn } from '../audit/keyFiles.ts';
import { sealedOr } from '../audit/sealedOr.ts';
import { sealNamed } from '../audit/sealNamed.ts';
import { sealRow } from '../audit/sealRow.ts';
import { sealWords } from '../audit/sealWords.ts';
import type { CommandContext } from '../commandContext.ts';
import { CommandFailed, exitCode } from '../exitCode.ts';
import { writeJson } from '../json.ts';
import { sealOnSchedule } from './sealSchedule.ts';

/** With which key, how often, and where notes go; or which of the two steps for a key that is kept elsewhere. */
export type SealOptions = Readonly<{
  key?: string;
  name?: string;
  origin?: string;
  text?: boolean;
  signed?: string;
  verifier?: string;
  every?: string;
  notes?: string;
}>;

/** Seals the ledger, or does one of the two steps of it. */
export const sealLedger = async (context: CommandContext, asked: SealOptions): Promise<number> => {
  const { session, terminal, options } = context;
  const { key, name, origin, text, signed, verifier, every, notes } = asked;
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
  if (every !== undefined && key === undefined)
    throw new CommandFailed('--every needs the key at hand: --key.', exitCode.usage);
  if (text === true) {
    terminal.out(sealedOr(await prepareSeal(place)).text);
    return exitCode.done;
  }
  if (key !== undefined) {
    const signer = await signerIn(key, name);
    const sealer = createSealer({ ...place, signer, actor: session.actor });
    const keep = await keptNotes(context, notes);
    if (every !== undefined) return sealOnSchedule(context, sealer, { every, keep });
    const sealed = sealedOr(await sealer.seal());
    tell(context, sealed);
    await keep(sealed.seal);
    return exitCode.done;
  }
  if (verifier === undefined) throw new CommandFailed('--signed needs --verifier.', exitCode.usage);
  const [only] = await verifierKeysIn(verifier);
  const note = await textOf(signed ?? '');
  const keep = await keptNotes(context, notes);
  const sealed = sealedOr(await recordSeal(place, { note, key: only, actor: session.actor }));
  tell(context, sealed);
  await keep(sealed.seal);
  return exitCode.done;
};

const tell = ({ terminal, options }: CommandContext, { seal, repeated }: Sealed): void => {
  if (options.json === true) return writeJson(terminal, { ...sealRow(seal), repeated });
  const say = sealWords[options.locale];
  const sentence = repeated ? say.madeBefore(sealNamed(seal)) : say.made(sealNamed(seal));
  terminal.out(`${sentence}\n${say.keepOutside}\n`);
};
