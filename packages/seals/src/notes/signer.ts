import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import * as E from 'fp-ts/lib/Either.js';
import { isKeyName, verifierKeyOf, verifierKeyText } from './verifierKey.ts';

/** What signs notes: a key at hand ({@link signerFrom}), or a port to where the key is kept, such as an HSM. */
export type Signer = Readonly<{
  /** The name of the key. */
  name: string;
  /** The 32 bytes of the Ed25519 public key. */
  publicKey: Uint8Array;
  /** The 64 bytes of the Ed25519 signature of these bytes. */
  sign(bytes: Uint8Array): Promise<Uint8Array>;
}>;

/** Why a private key cannot sign. */
export type SigningKeyProblem =
  /** No PEM of a private key without a passphrase. */
  | Readonly<{ _tag: 'NotAPrivateKey' }>
  | Readonly<{ _tag: 'NotEd25519'; type: string }>
  | Readonly<{ _tag: 'BadKeyName'; name: string }>;

/** A signer with the private key (PKCS #8 in PEM) in memory. */
export const signerFrom = (privateKeyPem: string, name: string): E.Either<SigningKeyProblem, Signer> => {
  if (!isKeyName(name)) return E.left({ _tag: 'BadKeyName', name });
  const key = E.tryCatch(
    () => createPrivateKey(privateKeyPem),
    (): SigningKeyProblem => ({ _tag: 'NotAPrivateKey' }),
  );
  if (E.isLeft(key)) return key;
  const type = key.right.asymmetricKeyType ?? 'symmetric';
  if (type !== 'ed25519') return E.left({ _tag: 'NotEd25519', type });
  return E.right({ name, publicKey: publicBytes(key.right), sign: async (bytes) => sign(null, bytes, key.right) });
};

/** The verifier key of a signer, as text. @throws RangeError when its name or key cannot be */
export const verifierKeyTextOf = ({ name, publicKey }: Signer): string =>
  verifierKeyText(verifierKeyOf(name, publicKey));

/** A new key: the private half as PEM, to be kept secret, and the verifier key, to be given to everybody. */
export type SigningKey = Readonly<{ privateKeyPem: string; verifierKey: string }>;

/** Makes a key of this name from the machine's randomness. @throws RangeError when the name cannot be a key's */
export const newSigningKey = (name: string): SigningKey => {
  const { privateKey } = generateKeyPairSync('ed25519');
  return {
    privateKeyPem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    verifierKey: verifierKeyText(verifierKeyOf(name, publicBytes(privateKey))),
  };
};

/** One sentence for why a private key cannot sign. */
export const describeSigningKeyProblem = (problem: SigningKeyProblem): string => {
  switch (problem._tag) {
    case 'NotAPrivateKey':
      return 'This is no private key in PEM, or it has a passphrase.';
    case 'NotEd25519':
      return `The private key is of the type ${problem.type}; notes are signed with Ed25519.`;
    case 'BadKeyName':
      return 'The name of a key is 1–200 characters without spaces and +.';
  }
};

const publicBytes = (privateKey: KeyObject): Uint8Array => {
  const { x = '' } = createPublicKey(privateKey).export({ format: 'jwk' });
  return new Uint8Array(Buffer.from(x, 'base64url'));
};
