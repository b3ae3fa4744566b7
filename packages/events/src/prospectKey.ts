import { createHmac } from 'node:crypto';

/** Shorter secrets can be found by trying, and with them every customer by name. */
const SHORTEST_SECRET = 16;

/**
 * A key for what tells a customer, such as a domain or an e-mail address: the same for every way of writing it
 * (compatible characters, capitals, space around), and nothing that tells the text to who does not know the secret.
 * HMAC-SHA-256, 64 hexadecimal digits, so it is an id.
 *
 * @param secret at least 16 bytes of chance, kept outside the ledger; another secret gives other keys.
 * @throws RangeError when the secret is shorter or nothing is left of the text: all who are told nothing about would be
 * one customer.
 * @see https://www.rfc-editor.org/rfc/rfc2104
 */
export const prospectKeyOf = (secret: Uint8Array, text: string): string => {
  if (secret.length < SHORTEST_SECRET) throw new RangeError(`The secret has at least ${SHORTEST_SECRET} bytes.`);
  const name = text.normalize('NFKC').toLowerCase().trim();
  if (name === '') throw new RangeError('A customer is told by a text that is not empty.');
  return createHmac('sha256', secret).update(name, 'utf8').digest('hex');
};
