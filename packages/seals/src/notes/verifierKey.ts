import { createPublicKey, verify } from 'node:crypto';
import * as E from 'fp-ts/lib/Either.js';
import { sha256 } from '../trees/treeHash.ts';
import { base64Of, bytesOfBase64 } from './canonicalBase64.ts';

/** The public half of a signing key, under its name: what a reader of notes has to be given by somebody they trust. */
export type VerifierKey = Readonly<{
  name: string;
  /** The first 4 bytes of SHA-256(name ‖ LF ‖ 0x01 ‖ public key), as 8 lower-case hexadecimal digits. */
  id: string;
  /** The 32 bytes of an Ed25519 public key. */
  publicKey: Uint8Array;
}>;

/** Why a text is no verifier key. */
export type VerifierKeyProblem =
  /** Not of the form `<name>+<8 hexadecimal digits>+<base64>`. */
  | Readonly<{ _tag: 'NotAVerifierKey' }>
  /** A key of another kind than Ed25519. */
  | Readonly<{ _tag: 'OtherAlgorithm' }>
  /** The id is not that of this name and key: one of the three was mistyped, or changed. */
  | Readonly<{ _tag: 'OtherKeyId'; stated: string; actual: string }>;

/** The type of an Ed25519 key in front of its bytes. */
const ED25519 = 0x01;
const KEY_LENGTH = 32;

/** The key under this name. @throws RangeError on a name that {@link isKeyName} refuses, or when it has not 32 bytes. */
export const verifierKeyOf = (name: string, publicKey: Uint8Array): VerifierKey => {
  if (!isKeyName(name)) throw new RangeError('The name of a key is 1–200 characters without spaces and +.');
  if (publicKey.length !== KEY_LENGTH) throw new RangeError('An Ed25519 public key has 32 bytes.');
  return { name, id: keyIdOf(name, publicKey), publicKey };
};

/** Whether a signer may be called so: 1–200 characters, no spaces of any kind, no control characters, no `+`. */
export const isKeyName = (name: string): boolean => /^[^\s\p{C}\p{Z}+]{1,200}$/u.test(name);

const keyIdOf = (name: string, publicKey: Uint8Array): string =>
  Buffer.from(sha256(Buffer.concat([Buffer.from(`${name}\n`), Buffer.of(ED25519), publicKey])))
    .subarray(0, 4)
    .toString('hex');

/** The key as text, as the C2SP signed-note specification writes it: `<name>+<id>+<base64(0x01 ‖ public key)>`. */
export const verifierKeyText = ({ name, id, publicKey }: VerifierKey): string =>
  `${name}+${id}+${base64Of(Buffer.concat([Buffer.of(ED25519), publicKey]))}`;

/** Reads what {@link verifierKeyText} writes, and nothing else. */
export const parseVerifierKey = (text: string): E.Either<VerifierKeyProblem, VerifierKey> => {
  const [, name = '', stated = '', encoded = ''] = /^([^+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]{1,100})$/.exec(text) ?? [];
  const bytes = bytesOfBase64(encoded);
  if (!isKeyName(name) || bytes === undefined) return E.left({ _tag: 'NotAVerifierKey' });
  if (bytes[0] !== ED25519) return E.left({ _tag: 'OtherAlgorithm' });
  if (bytes.length !== KEY_LENGTH + 1) return E.left({ _tag: 'NotAVerifierKey' });
  const key = verifierKeyOf(name, bytes.subarray(1));
  return key.id === stated ? E.right(key) : E.left({ _tag: 'OtherKeyId', stated, actual: key.id });
};

/** One sentence for what is wrong with a verifier key. */
export const describeVerifierKeyProblem = (problem: VerifierKeyProblem): string => {
  switch (problem._tag) {
    case 'NotAVerifierKey':
      return 'This is no verifier key: it has the form <name>+<8 hexadecimal digits>+<base64>.';
    case 'OtherAlgorithm':
      return 'The verifier key is not an Ed25519 key.';
    case 'OtherKeyId':
      return `The id of the verifier key is ${problem.stated}, and its name and bytes give ${problem.actual}. Ask for it again.`;
  }
};

/** Whether the 64 bytes are this key's signature of the bytes. */
export const isSignedBy = ({ publicKey }: VerifierKey, bytes: Uint8Array, signature: Uint8Array): boolean => {
  const jwk = { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(publicKey).toString('base64url') };
  try {
    return verify(null, bytes, createPublicKey({ key: jwk, format: 'jwk' }), signature);
  } catch {
    // Bytes that are no point of the curve have signed nothing.
    return false;
  }
};
