import { createDecipheriv } from 'node:crypto';
import * as E from 'fp-ts/lib/Either.js';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type LedgerEvent,
  Prospect,
  decryptProspect,
  describeProspectRefusal,
  encryptProspect,
  readEvent,
  verifyStream,
} from '../src/index.ts';
import { id, personalData } from './arbitraries.ts';
import { right, stored } from './recording.ts';

const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
const [key, nonce, another] = [new Uint8Array(32).fill(1), new Uint8Array(12).fill(2), new Uint8Array(32).fill(3)];
const of = { lead: '1', subject: 'subject-1' };
const person = { name: 'Somebody Else', email: 'somebody@helix.example', phone: '+1 555 0100' };
const prospect = encryptProspect(person, of, key, nonce);

const submitted = (who: Prospect): LedgerEvent =>
  ({
    type: 'LeadSubmitted',
    data: {
      lead: '1',
      program: 'helix',
      partner: 'orion',
      prospect: who,
      attributes: {},
      occurredAt: '2026-01-02T11:00:00.000Z',
    },
  }) as LedgerEvent;

describe('personal data', () => {
  it('come back with the key, for any data, key and nonce', () => {
    fc.assert(
      fc.property(personalData, id, bytes(32), bytes(12), (data, subject, anyKey, anyNonce) => {
        const encrypted = encryptProspect(data, { lead: '1', subject }, anyKey, anyNonce);
        expect(Prospect.is(encrypted)).toBe(true);
        expect(decryptProspect(encrypted, '1', anyKey)).toEqual(E.right(data));
      }),
    );
  });

  it('come back from the stored event', () => {
    const { data } = right(readEvent(stored(submitted(prospect)))) as { data: { prospect: Prospect } };
    expect(decryptProspect(data.prospect, '1', key)).toEqual(E.right(person));
  });

  it('are nowhere in the frame', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('q', 'Q', 'ж'), minLength: 4, maxLength: 9 }),
        bytes(32),
        (name, anyKey) => {
          const { body } = stored(submitted(encryptProspect({ name }, of, anyKey, nonce)));
          for (const form of [
            name,
            name.toLowerCase(),
            Buffer.from(name).toString('base64url').slice(0, 6),
            Buffer.from(name).toString('hex'),
          ])
            expect(body).not.toContain(form);
        },
      ),
    );
  });

  it('are gone when the key is destroyed, while the event and its chain stay', () => {
    const frame = stored(submitted(prospect));
    const { data } = right(readEvent(frame)) as { data: { prospect: Prospect } };
    expect(decryptProspect(data.prospect, '1', undefined)).toEqual(
      E.left({ _tag: 'KeyDestroyed', subject: 'subject-1' }),
    );
    expect(E.isRight(verifyStream([frame]))).toBe(true);
  });

  it.each<readonly [string, Prospect, string, Uint8Array]>([
    ['another key', prospect, '1', another],
    ['a key of another length', prospect, '1', key.slice(1)],
    ['another lead', prospect, '2', key],
    ['a lead that is no id', prospect, 'a/b', key],
    ['another subject', { encrypted: { ...prospect.encrypted, subject: 'subject-2' } }, '1', key],
    ['another nonce', { encrypted: { ...prospect.encrypted, nonce: 'A'.repeat(16) } }, '1', key],
    ['a shorter tag', { encrypted: { ...prospect.encrypted, tag: prospect.encrypted.tag.slice(0, 6) } }, '1', key],
    [
      'another ciphertext',
      { encrypted: { ...prospect.encrypted, ciphertext: `A${prospect.encrypted.ciphertext.slice(1)}` } },
      '1',
      key,
    ],
  ])('do not open with %s', (_, changed, lead, givenKey) => {
    expect(decryptProspect(changed, lead, givenKey)).toMatchObject({ left: { _tag: 'NotDecipherable', lead } });
  });

  it('are with the host when the prospect is a reference', () => {
    expect(decryptProspect({ reference: 'crm:1' }, '1', key)).toEqual(
      E.left({ _tag: 'KeptByHost', reference: 'crm:1' }),
    );
  });

  it('can be opened with any AES-256-GCM, bound as the documentation says', () => {
    const { nonce: iv, ciphertext, tag } = prospect.encrypted;
    const cipher = createDecipheriv('aes-256-gcm', key, Buffer.from(iv, 'base64url'));
    cipher.setAAD(Buffer.from('commission-ledger prospect 1\n1\nsubject-1')).setAuthTag(Buffer.from(tag, 'base64url'));
    const text = cipher.update(ciphertext, 'base64url', 'utf8') + cipher.final('utf8');
    expect(text).toBe('{"email":"somebody@helix.example","name":"Somebody Else","phone":"+1 555 0100"}');
  });

  it('are not encrypted with a key, nonce, lead or content of the wrong form', () => {
    expect(() => encryptProspect(person, of, key.slice(1), nonce)).toThrow(RangeError);
    expect(() => encryptProspect(person, of, key, new Uint8Array(16))).toThrow(RangeError);
    expect(() => encryptProspect(person, { ...of, lead: 'a\nb' }, key, nonce)).toThrow(RangeError);
    expect(() => encryptProspect({ name: '' }, of, key, nonce)).toThrow(TypeError);
  });

  it('leave each refusal with a sentence that does not tell them', () => {
    const refusals = [
      decryptProspect(prospect, '1', undefined),
      decryptProspect(prospect, '1', another),
      decryptProspect({ reference: 'crm:1' }, '1', key),
    ];
    for (const refusal of refusals)
      expect(E.isLeft(refusal) && describeProspectRefusal(refusal.left)).toMatch(/\. .*\.$/);
  });
});

describe('the stored form of an encrypted prospect', () => {
  it.each<readonly [string, object]>([
    ['a nonce of another length', { nonce: 'AAAA' }],
    ['a tag of another length', { tag: 'AAAA' }],
    ['padding', { tag: `${prospect.encrypted.tag}==` }],
    ['bits that say nothing', { tag: `${prospect.encrypted.tag.slice(0, -1)}B` }],
    ['no ciphertext', { ciphertext: '' }],
    ['plain text', { ciphertext: 'Somebody Else' }],
    ['another algorithm', { algorithm: 'none' }],
  ])('is refused with %s', (_, change) => {
    expect(E.isLeft(Prospect.decode({ encrypted: { ...prospect.encrypted, ...change } }))).toBe(true);
  });
});
