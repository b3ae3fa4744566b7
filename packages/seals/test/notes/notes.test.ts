import { generateKeyPairSync } from 'node:crypto';
import * as E from 'fp-ts/lib/Either.js';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  checkpointText,
  describeNoteProblem,
  describeSealProblem,
  describeSigningKeyProblem,
  describeVerifierKeyProblem,
  newSigningKey,
  openNote,
  openSeal,
  parseCheckpoint,
  parseNote,
  parseVerifierKey,
  signerFrom,
  signNote,
  verifierKeyText,
} from '../../src/index.ts';
import { key, left, right, signer, verifierKey } from '../sealing/sealedLedger.ts';

/** The key and the note that implementations of signed notes have in common as their example. */
const knownKey = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
const knownText =
  "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
const knownSignature = 'x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=';
const knownNote = `${knownText}\n— PeterNeumann ${knownSignature}\n`;

const root = 'ab'.repeat(32);
const checkpoint = {
  origin: 'commission-ledger/acme',
  size: 3,
  root,
  streams: 2,
  headsRoot: '00'.repeat(32),
  sealedAt: '2026-02-28T23:59:59.000001Z',
};

describe('a signed note', () => {
  it('that others have made opens with its key', () => {
    const peter = right(parseVerifierKey(knownKey));
    expect(verifierKeyText(peter)).toBe(knownKey);
    expect(right(openNote(knownNote, [verifierKey, peter]))).toMatchObject({ text: knownText, signedBy: [peter] });
    expect(left(openNote(knownNote, [verifierKey]))).toEqual({ _tag: 'NotSignedByTrusted', names: ['PeterNeumann'] });
  });

  it('opens to the text that was signed, whatever it is', async () => {
    const line = fc.string({ unit: 'grapheme' }).filter((text) => !/[\p{Cc}\p{Cs}]/u.test(text));
    await fc.assert(
      fc.asyncProperty(fc.array(line, { maxLength: 5 }), async (lines) => {
        const text = [...lines, ''].join('\n') || '\n';
        expect(right(openNote(await signNote(text, signer), [verifierKey]))).toMatchObject({ text });
      }),
    );
  });

  it('is good with signatures of strangers beside, and not with a bad one in the name of a trusted key', async () => {
    const own = await signNote(knownText, signer);
    const both = `${knownNote}${own.slice(own.indexOf('— '))}`;
    const peter = right(parseVerifierKey(knownKey));
    expect(right(openNote(both, [verifierKey])).signedBy).toEqual([verifierKey]);
    expect(right(openNote(both, [verifierKey, peter])).signedBy).toEqual([peter, verifierKey]);
    const bad = both.replace('ZJkuBS', 'ZJkuBA');
    expect(right(openNote(bad, [verifierKey])).signedBy).toEqual([verifierKey]);
    expect(left(openNote(bad, [verifierKey, peter]))).toMatchObject({ _tag: 'BadSignature', name: 'PeterNeumann' });
    // The same key under another name is another signer.
    expect(left(openNote(own.replace('— ledger', '— lodger'), [verifierKey]))).toMatchObject({
      _tag: 'NotSignedByTrusted',
    });
  });

  it('does not open once any character of it is another', async () => {
    const note = await signNote(checkpointText(checkpoint), signer);
    expect(E.isRight(openSeal(note, [verifierKey]))).toBe(true);
    for (let at = 0; at < note.length; at += 1) {
      for (const other of ['A', ' ', '\n', '=', '']) {
        if (note[at] === other) continue;
        const changed = `${note.slice(0, at)}${other}${note.slice(at + 1)}`;
        expect(openSeal(changed, [verifierKey]), `${at}: ${JSON.stringify(other)}`).toHaveProperty('_tag', 'Left');
      }
    }
  });

  it.each([
    ['', 'NotANote'],
    [knownText, 'NotANote'],
    [knownNote.slice(0, -1), 'NotANote'],
    [`${knownText}\n`, 'NotANote'],
    [knownNote.replaceAll('\n', '\r\n'), 'BadCharacterInNote'],
    [knownNote.replace(' ', '\t'), 'BadCharacterInNote'],
    [knownNote.replace('If', '\ud800'), 'BadCharacterInNote'],
    [`${knownNote}x\n`, 'MalformedSignature'],
    [`${knownNote}\n`, 'NotANote'],
    [knownNote.replace('— ', '- '), 'MalformedSignature'],
    [knownNote.replace('PeterNeumann', 'Peter+Neumann'), 'MalformedSignature'],
    [knownNote.replace('PeterNeumann', 'Peter Neumann'), 'MalformedSignature'],
    [knownNote.replace('JnAM=', 'JnAN='), 'MalformedSignature'],
    [knownNote.replace('JnAM=', 'JnAM'), 'MalformedSignature'],
    [knownNote.replace('go/ZJ', 'go_ZJ'), 'MalformedSignature'],
    [knownNote.replace(knownSignature, 'x08go/=='), 'MalformedSignature'],
    [`${knownText}\n${`— PeterNeumann ${knownSignature}\n`.repeat(101)}`, 'TooLongForANote'],
    [`${'x'.repeat(1_000_000)}\n\n`, 'TooLongForANote'],
  ])('is none as %j', (text, tag) => {
    const problem = left(parseNote(text));
    expect(problem._tag).toBe(tag);
    expect(describeNoteProblem(problem)).toMatch(/note/);
  });

  it('is not made of text that no note can have, or by who cannot sign', async () => {
    for (const text of ['', 'no end', 'a\tb\n']) await expect(signNote(text, signer)).rejects.toThrow(RangeError);
    const stranger = right(signerFrom(newSigningKey('ledger.example').privateKeyPem, 'ledger.example'));
    await expect(signNote('a\n', { ...signer, sign: stranger.sign })).rejects.toThrow(RangeError);
    await expect(signNote('a\n', { ...signer, name: 'a b' })).rejects.toThrow(RangeError);
  });
});

describe('a verifier key', () => {
  it('is read in one spelling only', () => {
    expect(verifierKeyText(right(parseVerifierKey(key.verifierKey)))).toBe(key.verifierKey);
    const [, name = '', id = '', bytes = ''] = /^([^+]+)\+([^+]+)\+(.+)$/.exec(key.verifierKey) ?? [];
    const raw = Buffer.from(bytes, 'base64');
    const other = Buffer.from(raw);
    other[0] = 2;
    for (const [text, tag] of [
      ['', 'NotAVerifierKey'],
      [`${key.verifierKey}\n`, 'NotAVerifierKey'],
      [` ${key.verifierKey}`, 'NotAVerifierKey'],
      [`two words+${id}+${bytes}`, 'NotAVerifierKey'],
      [`${name}+${id}+${bytes}=`, 'NotAVerifierKey'],
      [`${name}+${id}+${raw.subarray(0, 32).toString('base64')}`, 'NotAVerifierKey'],
      [`${name}+${id}+${other.toString('base64')}`, 'OtherAlgorithm'],
      [`${name}x+${id}+${bytes}`, 'OtherKeyId'],
      [`${name}+00000000+${bytes}`, 'OtherKeyId'],
    ] as const) {
      const problem = left(parseVerifierKey(text));
      expect(problem._tag, text).toBe(tag);
      expect(describeVerifierKeyProblem(problem)).toContain('verifier key');
    }
    expect(left(parseVerifierKey(knownKey.replace('c74f20a3', 'C74F20A3')))).toEqual({ _tag: 'NotAVerifierKey' });
  });
});

describe('a signer', () => {
  it('is made of an Ed25519 key without a passphrase only', () => {
    const pem = (made: ReturnType<typeof generateKeyPairSync>['privateKey']) =>
      made.export({ type: 'pkcs8', format: 'pem' }).toString();
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const ed25519 = generateKeyPairSync('ed25519').privateKey;
    const locked = ed25519.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' }).toString();
    expect(left(signerFrom(pem(privateKey), 'a'))).toEqual({ _tag: 'NotEd25519', type: 'ec' });
    expect(left(signerFrom(locked, 'a'))).toEqual({ _tag: 'NotAPrivateKey' });
    expect(left(signerFrom('', 'a'))).toEqual({ _tag: 'NotAPrivateKey' });
    const problem = left(signerFrom(pem(ed25519), 'a+b'));
    expect(problem._tag).toBe('BadKeyName');
    expect(describeSigningKeyProblem(problem)).toContain('without spaces');
    expect(() => newSigningKey('')).toThrow(RangeError);
  });
});

describe('a checkpoint', () => {
  const text = checkpointText(checkpoint);

  it('is five lines', () => {
    expect(text).toBe(
      [
        'commission-ledger/acme',
        '3',
        'q6urq6urq6urq6urq6urq6urq6urq6urq6urq6urq6s=',
        'heads 2 AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=',
        'sealed 2026-02-28T23:59:59.000001Z',
        '',
      ].join('\n'),
    );
    expect(right(parseCheckpoint(text))).toEqual(checkpoint);
  });

  it.each([
    ['', 1],
    [text.replace('commission-ledger/acme', ''), 1],
    [text.replace('acme', 'ac me'), 1],
    [text.replace('acme', 'ac+me'), 1],
    [text.replace('acme', 'акме'), 1],
    [text.replace('\n3\n', '\n03\n'), 2],
    [text.replace('\n3\n', '\n+3\n'), 2],
    [text.replace('\n3\n', '\n9007199254740993\n'), 2],
    [text.replace('q6s=', 'q6t='), 3],
    [text.replace('q6s=', 'q6s'), 3],
    [text.replace('q6s=', '\n'), 3],
    [text.replace('heads 2', 'heads 02'), 4],
    [text.replace('heads 2', 'heads 4'), 4],
    [text.replace('heads 2', 'heads  2'), 4],
    [text.replace('AAA=', 'AA=='), 4],
    [text.replace('02-28', '02-30'), 5],
    [text.replace('23:59:59', '24:00:00'), 5],
    [text.replace('.000001Z', '.001Z'), 5],
    [text.slice(0, -1), 6],
    [`${text}more\n`, 6],
    [`${text}\n`, 6],
  ])('is none as %j', (other, line) => {
    expect(left(parseCheckpoint(other))).toEqual({ _tag: 'NotACheckpoint', line });
  });

  it('is not written where it could not be read', () => {
    for (const change of [
      { origin: 'a b' },
      { size: -1 },
      { size: 0.5 },
      { root: 'AB' },
      { streams: 4 },
      { sealedAt: 'now' },
    ])
      expect(() => checkpointText({ ...checkpoint, ...change })).toThrow(RangeError);
  });

  it('is trusted under the key and the origin that are expected', async () => {
    const note = await signNote(text, signer);
    expect(right(openSeal(note, [verifierKey], checkpoint.origin))).toEqual({ ...checkpoint, signedBy: [verifierKey] });
    const elsewhere = left(openSeal(note, [verifierKey], 'other'));
    expect(elsewhere).toEqual({ _tag: 'OtherOrigin', expected: 'other', found: checkpoint.origin });
    expect(describeSealProblem(elsewhere)).toBe('The seal is about commission-ledger/acme, not about other.');
    expect(left(openSeal(await signNote('hello\n', signer), [verifierKey]))).toEqual({
      _tag: 'NotACheckpoint',
      line: 2,
    });
  });
});
