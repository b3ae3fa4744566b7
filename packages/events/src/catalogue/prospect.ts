import * as t from 'io-ts';
import { Id } from '../id.ts';
import { PlainText } from './vocabulary.ts';

/** Base64url without padding of exactly so many bytes, or of any number up to 64 KiB; one text for one content. */
const base64Url = (name: string, bytes?: number) => {
  const allows = (input: unknown): input is string => typeof input === 'string' && isBase64Url(input, bytes);
  return new t.Type<string, string>(
    name,
    allows,
    (input, context) => (allows(input) ? t.success(input) : t.failure(input, context, 'must be unpadded base64url')),
    t.identity,
  );
};

const isBase64Url = (text: string, bytes: number | undefined): boolean => {
  if (text.length > 87_382 || !/^[\w-]+$/.test(text)) return false;
  const content = Buffer.from(text, 'base64url');
  return content.toString('base64url') === text && (bytes === undefined || content.length === bytes);
};

/** Personal data of a prospect under the key of one subject; see `encryptProspect` for what is bound to it. */
export const EncryptedProspect = t.readonly(
  t.strict({
    encrypted: t.readonly(
      t.strict({
        subject: Id,
        algorithm: t.literal('A256GCM'),
        nonce: base64Url('Nonce', 12),
        ciphertext: base64Url('Ciphertext'),
        tag: base64Url('Tag', 16),
      }),
    ),
  }),
);

/**
 * Who the lead is about. Never in the open part of an event: a reference to the host's own record, or personal
 * data encrypted under a key of the subject that can be destroyed. Fields beside these are dropped on writing, so that
 * a name cannot slip in.
 */
export const Prospect = t.union([t.readonly(t.strict({ reference: PlainText })), EncryptedProspect]);

/** One of the two forms. */
export type Prospect = t.TypeOf<typeof Prospect>;

/** The encrypted form. */
export type EncryptedProspect = t.TypeOf<typeof EncryptedProspect>;
