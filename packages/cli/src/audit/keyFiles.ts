import { readFile, stat } from 'node:fs/promises';
import {
  describeSigningKeyProblem,
  describeVerifierKeyProblem,
  parseVerifierKey,
  type Signer,
  signerFrom,
  type VerifierKey,
} from '@commission-ledger/seals';
import * as E from 'fp-ts/lib/Either.js';
import { CommandFailed, exitCode } from '../exitCode.ts';
import { shownSafely } from '../table.ts';

/** The text of a file that somebody named. */
export const textOf = async (file: string): Promise<string> => {
  try {
    return await readFile(file, 'utf8');
  } catch {
    throw new CommandFailed(`${shownSafely(file)} cannot be read.`, exitCode.usage);
  }
};

/** What the file of a private key begins with: its name, which PEM has no place for. */
export const keyFileText = (name: string, privateKeyPem: string): string => `name: ${name}\n${privateKeyPem}`;

/** The signer with the private key of a file; its name is the one given, else what the file says. */
export const signerIn = async (file: string, name: string | undefined): Promise<Signer> => {
  const text = await textOf(file);
  // Whoever can read it can seal in this name. Windows keeps no such bits.
  if (process.platform !== 'win32' && ((await stat(file)).mode & 0o077) !== 0)
    throw new CommandFailed(
      `Others than you may read the private key in ${shownSafely(file)}. Make it yours alone (chmod 600) and, if others could have read it, seal with a new one.`,
    );
  const [, named] = /^name: (\S+)$/m.exec(text) ?? [];
  const known = name ?? named;
  if (known === undefined)
    throw new CommandFailed('The file does not say how the key is named: give --name.', exitCode.usage);
  const signer = signerFrom(text.slice(Math.max(0, text.indexOf('-----BEGIN'))), known);
  if (E.isLeft(signer)) throw new CommandFailed(describeSigningKeyProblem(signer.left), exitCode.usage);
  return signer.right;
};

/** Verifier keys that somebody gave: one as it stands, or a file with one on each line. */
export const verifierKeysIn = async (given: string): Promise<readonly [VerifierKey, ...VerifierKey[]]> => {
  const direct = parseVerifierKey(given);
  if (E.isRight(direct)) return [direct.right];
  const text = await readFile(given, 'utf8').catch(() => given);
  const [first, ...others] = text.split('\n').flatMap((line) => (line.trim() === '' ? [] : [keyIn(line.trim())]));
  if (first === undefined) throw new CommandFailed(`${shownSafely(given)} has no verifier key.`, exitCode.usage);
  return [first, ...others];
};

const keyIn = (line: string): VerifierKey => {
  const key = parseVerifierKey(line);
  if (E.isLeft(key)) throw new CommandFailed(describeVerifierKeyProblem(key.left), exitCode.usage);
  return key.right;
};
