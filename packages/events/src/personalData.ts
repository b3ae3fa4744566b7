import { createCipheriv, createDecipheriv } from 'node:crypto';
import * as E from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import { canonicalJson } from './canonicalJson.ts';
import { Attributes } from './catalogue/attributes.ts';
import type { EncryptedProspect, Prospect } from './catalogue/prospect.ts';
import { isId } from './id.ts';

/** What a lead tells about a person: texts by name, such as `name`, `phone` and `email`. */
export type PersonalData = Attributes;

/** Whose data it is: the lead that tells it, and the subject whose key it is under. */
export type ProspectRef = Readonly<{ lead: string; subject: string }>;

/** Why the personal data of a prospect cannot be had. */
export type ProspectRefusal =
  /** The host keeps the data; `reference` says where. */
  | Readonly<{ _tag: 'KeptByHost'; reference: string }>
  /** The key was destroyed, so the data is erased for good. */
  | Readonly<{ _tag: 'KeyDestroyed'; subject: string }>
  /** Another key, another lead's prospect, or altered: the cipher cannot tell which. */
  | Readonly<{ _tag: 'NotDecipherable'; lead: string; subject: string }>;

const CIPHER = 'aes-256-gcm';
const [KEY_BYTES, NONCE_BYTES, TAG_BYTES] = [32, 12, 16];

/**
 * Encrypts the personal data of a lead (AES-256-GCM). Destroying the key erases the data for ever; the event, its hash
 * and the chain stay as they are. The ciphertext is bound to the lead and the subject: it is refused anywhere else.
 *
 * @param key 32 bytes, one key for each subject, kept outside the ledger.
 * @param nonce 12 bytes that were never used with this key; two uses would give the data away.
 * @throws RangeError when key, nonce or an id has the wrong form; NotJson or TypeError when the data are not texts by name.
 * @see https://csrc.nist.gov/pubs/sp/800/38/d/final
 */
export const encryptProspect = (
  personalData: PersonalData,
  of: ProspectRef,
  key: Uint8Array,
  nonce: Uint8Array,
): EncryptedProspect => {
  if (key.length !== KEY_BYTES || nonce.length !== NONCE_BYTES)
    throw new RangeError(`The key has ${KEY_BYTES} bytes and the nonce ${NONCE_BYTES}.`);
  if (!Attributes.is(personalData)) throw new TypeError('Personal data are texts by name.');
  const cipher = createCipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES }).setAAD(boundTo(of));
  const ciphertext = Buffer.concat([cipher.update(canonicalJson(personalData), 'utf8'), cipher.final()]);
  return {
    encrypted: {
      subject: of.subject,
      algorithm: 'A256GCM',
      nonce: Buffer.from(nonce).toString('base64url'),
      ciphertext: ciphertext.toString('base64url'),
      tag: cipher.getAuthTag().toString('base64url'),
    },
  };
};

/** The personal data of a lead. @param key `undefined` when the subject's key was destroyed. */
export const decryptProspect = (
  prospect: Prospect,
  lead: string,
  key: Uint8Array | undefined,
): E.Either<ProspectRefusal, PersonalData> => {
  if ('reference' in prospect) return E.left({ _tag: 'KeptByHost', reference: prospect.reference });
  const { subject } = prospect.encrypted;
  if (key === undefined) return E.left({ _tag: 'KeyDestroyed', subject });
  const refusal: ProspectRefusal = { _tag: 'NotDecipherable', lead, subject };
  if (key.length !== KEY_BYTES || !isId(lead) || !isId(subject)) return E.left(refusal);
  const text = decipher(prospect.encrypted, boundTo({ lead, subject }), key);
  return pipe(
    E.tryCatch((): unknown => JSON.parse(text()), String),
    E.chainW((json) => Attributes.decode(json)),
    E.mapLeft(() => refusal),
  );
};

type Encrypted = EncryptedProspect['encrypted'];

/** node:crypto throws when the tag does not fit. */
const decipher =
  ({ nonce, ciphertext, tag }: Encrypted, bound: Uint8Array, key: Uint8Array) =>
  (): string => {
    const opened = createDecipheriv(CIPHER, key, Buffer.from(nonce, 'base64url'), { authTagLength: TAG_BYTES });
    opened.setAAD(bound).setAuthTag(Buffer.from(tag, 'base64url'));
    return Buffer.concat([opened.update(Buffer.from(ciphertext, 'base64url')), opened.final()]).toString('utf8');
  };

/** What the ciphertext is bound to, as associated data: ids have no line breaks, so no two pairs share a text. */
const boundTo = ({ lead, subject }: ProspectRef): Uint8Array => {
  if (!isId(lead) || !isId(subject)) throw new RangeError('A lead and a subject are named by ids.');
  return Buffer.from(`commission-ledger prospect 1\n${lead}\n${subject}`, 'utf8');
};

/** One sentence for what is wrong, one for what to do. */
export const describeProspectRefusal = (refusal: ProspectRefusal): string => {
  switch (refusal._tag) {
    case 'KeptByHost':
      return 'The ledger has no personal data of this prospect. Ask the system that keeps the record it refers to.';
    case 'KeyDestroyed':
      return `The key of ${refusal.subject} was destroyed, so the personal data are erased. They cannot be recovered.`;
    case 'NotDecipherable':
      return `The personal data of ${refusal.lead} do not open with this key. Check that it is the key of ${refusal.subject}, then verify the stream of the lead.`;
  }
};
