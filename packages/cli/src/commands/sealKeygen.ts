import { rm, writeFile } from 'node:fs/promises';
import { isKeyName, newSigningKey } from '@commission-ledger/seals';
import { keyFileText } from '../audit/keyFiles.ts';
import { sealWords } from '../audit/sealWords.ts';
import { CommandFailed, exitCode } from '../exitCode.ts';
import { writeJson } from '../json.ts';
import type { GlobalOptions } from '../session.ts';
import { shownSafely } from '../table.ts';
import type { Terminal } from '../terminal.ts';

/** Where the private key goes, and how it is named. */
export type KeygenOptions = Readonly<{ out: string; name?: string }>;

/** Makes a key to seal with. */
export const sealKeygen = async (
  terminal: Terminal,
  { json, locale, out, name }: GlobalOptions & KeygenOptions,
): Promise<number> => {
  if (name === undefined) throw new CommandFailed('Give the key a --name, such as ledger.example.com.', exitCode.usage);
  if (!isKeyName(name))
    throw new CommandFailed('The name of a key is 1–200 characters without spaces and +.', exitCode.usage);
  const { privateKeyPem, verifierKey } = newSigningKey(name);
  await writeSecret(out, keyFileText(name, privateKeyPem));
  const say = sealWords[locale];
  if (json === true) writeJson(terminal, { schema: 'signing-key/1', file: out, verifierKey });
  else terminal.out(`${shownSafely(say.keyMade(out))}\n${shownSafely(say.verifier(verifierKey))}\n`);
  return exitCode.done;
};

/** Only for its owner, and never over a file that is there: it may be a key. */
const writeSecret = async (out: string, text: string): Promise<void> => {
  try {
    await writeFile(out, text, { flag: 'wx', mode: 0o600 });
  } catch (error) {
    const isThere = error instanceof Error && 'code' in error && error.code === 'EEXIST';
    // A part of a key is of no use, and in the way of the next attempt.
    if (!isThere) await rm(out, { force: true }).catch(() => undefined);
    throw new CommandFailed(
      isThere
        ? `${shownSafely(out)} is there already, and a key is never overwritten. Give another --out.`
        : `${shownSafely(out)} cannot be written.`,
    );
  }
};
