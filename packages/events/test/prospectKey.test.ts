import { webcrypto } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isId, prospectKeyOf } from '../src/index.ts';

const secret = new Uint8Array(16).fill(7);

/** The oracle: the browsers' cryptography. */
const signed = async (bytes: Uint8Array<ArrayBuffer>, text: string): Promise<string> => {
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const key = await webcrypto.subtle.importKey('raw', bytes, algorithm, false, ['sign']);
  return Buffer.from(await webcrypto.subtle.sign('HMAC', key, new TextEncoder().encode(text))).toString('hex');
};

const word = fc.stringMatching(/^[a-z0-9@.]{1,20}$/);
const secretOf = (minLength: number, maxLength: number) =>
  fc.uint8Array({ minLength, maxLength }).map((bytes) => new Uint8Array(bytes));

describe('the key of a prospect', () => {
  it('is the HMAC of the text, and an id', async () => {
    await fc.assert(
      fc.asyncProperty(secretOf(16, 100), word, async (bytes, text) => {
        const key = prospectKeyOf(bytes, text);
        expect(key).toBe(await signed(bytes, text));
        expect(isId(key)).toBe(true);
      }),
    );
  });

  it('is the same however the text is written', () => {
    const space = fc.stringMatching(/^[ \t\n\u00a0]{0,3}$/);
    fc.assert(
      fc.property(word, space, space, (text, before, after) => {
        const key = prospectKeyOf(secret, text);
        expect(prospectKeyOf(secret, `${before}${text.toUpperCase()}${after}`)).toBe(key);
        expect(prospectKeyOf(secret, text.replace(/[!-~]/g, wide))).toBe(key);
      }),
    );
    expect(prospectKeyOf(secret, 'CAFE\u0301')).toBe(prospectKeyOf(secret, 'caf\u00e9'));
  });

  it('is another one for another text, and under another secret', () => {
    // HMAC fills short secrets up with zeros, so only secrets of one length are told apart by all their bytes.
    fc.assert(
      fc.property(secretOf(32, 32), secretOf(32, 32), word, word, (one, other, text, name) => {
        const keys = new Set([prospectKeyOf(one, text), prospectKeyOf(one, name), prospectKeyOf(other, text)]);
        const isSameSecret = Buffer.from(one).equals(Buffer.from(other));
        expect(keys.size).toBe(1 + (text === name ? 0 : 1) + (isSameSecret ? 0 : 1));
      }),
    );
  });

  it.each(['', ' ', '\u00a0\n'])('is not made of "%s"', (text) => {
    expect(() => prospectKeyOf(secret, text)).toThrow(RangeError);
  });

  it('is not made with a secret of 15 bytes', () => {
    expect(() => prospectKeyOf(secret.slice(1), 'ada')).toThrow(RangeError);
  });
});

/** The full-width form of an ASCII character. */
const wide = (character: string): string => String.fromCodePoint((character.codePointAt(0) ?? 0) + 0xfee0);
