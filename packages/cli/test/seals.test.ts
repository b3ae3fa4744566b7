import { generateKeyPairSync } from 'node:crypto';
import { chmodSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { newSigningKey, signerFrom, signNote } from '@commission-ledger/seals';
import * as E from 'fp-ts/lib/Either.js';
import { afterEach, describe, expect, it } from 'vitest';
import { noteIn } from '../src/audit/noteIn.ts';
import { commandLine, settled } from './commandLine.ts';

type Row = Readonly<Record<string, unknown>>;

let clean: (() => void)[] = [];
afterEach(() => {
  for (const remove of clean) remove();
  clean = [];
});

/** A small ledger, a key to seal it with, and its verifier key. */
const withKey = async () => {
  const line = await settled();
  clean.push(line.remove);
  const key = path.join(line.folder, 'seal.key');
  const { verifierKey } = await line.json<{ verifierKey: string }>(
    'seal',
    'keygen',
    '--out',
    key,
    '--name',
    'acme.example',
  );
  return { line, key, verifierKey };
};

describe('seal keygen', () => {
  it('makes a private key that only its owner reads, never over a file, and needs no ledger', async () => {
    const line = commandLine();
    clean.push(line.remove);
    const key = path.join(line.folder, 'seal.key');
    const made = await line.said('seal', 'keygen', '--out', key, '--name', 'acme.example');
    expect(made).toMatchObject({
      code: 0,
      out: expect.stringMatching(/verifier key to those who check: acme\.example\+[0-9a-f]{8}\+/),
    });
    expect(statSync(key).mode & 0o777).toBe(0o600);
    const before = readFileSync(key, 'utf8');
    const again = await line.said('seal', 'keygen', '--out', key, '--name', 'acme.example');
    expect(again).toMatchObject({ code: 1, err: expect.stringContaining('never overwritten') });
    expect(readFileSync(key, 'utf8')).toBe(before);
    expect(await line.said('seal', 'keygen', '--out', `${key}2`, '--name', 'two words')).toMatchObject({ code: 2 });
  });
});

describe('seal', () => {
  it('signs what the ledger holds, once, and says so in both languages', async () => {
    const { line, key } = await withKey();
    const sealed = await line.said('seal', '--key', key);
    expect(sealed.out).toMatch(
      /^Sealed \d+ events in \d+ streams on 2026-09-07 10:00 UTC\. Fingerprint: [0-9a-f]{16}\n/,
    );
    const again = await line.json<Row>('seal', '--key', key);
    expect(again).toMatchObject({ repeated: true, origin: 'commission-ledger/ledger', revision: 0 });
    const inRussian = await line.said('seal', '--key', key, '--locale', 'ru');
    expect(inRussian.out).toMatch(/^Добавить нечего, печать стоит с 2026-09-07 10:00 UTC: \d+ соб/);
    expect(again).toMatchObject({ schema: 'seal/1' });
    expect(await line.json('seals')).toEqual({
      schema: 'seals/1',
      seals: [expect.objectContaining({ size: again['size'], note: again['note'] })],
    });
    expect((await line.said('seals')).out).toContain(String(again['root']).slice(0, 16));
  });

  it('goes on in the same ledger after other facts, and stands on statements', async () => {
    const { line, key } = await withKey();
    const statement = ['statement', '--partner', 'orion-consulting', '--period', '2026-07'];
    expect((await line.said(...statement)).out).not.toContain('sealed');
    const first = await line.json<Row>('seal', '--key', key);
    await line.record(
      'changePayoutDestination',
      { partner: 'orion-consulting', reference: 'bank-1' },
      '2026-09-08T10:00:00Z',
    );
    const second = await line.json<Row>('seal', '--key', key);
    expect(second).toMatchObject({ repeated: false, size: Number(first['size']) + 2 });
    const shown = await line.said(...statement);
    expect(shown.out).toContain(
      `Ledger sealed on 8 September 2026: ${String(second['size'])} events, fingerprint ${String(second['root']).slice(0, 16)}`,
    );
    expect((await line.said(...statement, '--locale', 'ru')).out).toContain('Печать на реестре от 8 сентября 2026');
    expect(await line.json(...statement)).toMatchObject([{ seal: { size: second['size'], root: second['root'] } }]);
    const table = (await line.said('seals', '--locale', 'ru')).out.split('\n');
    expect(table[0]).toMatch(/^ *События +Потоки +Печать +Отпечаток +Ключ$/);
    expect(table).toHaveLength(4);
  });

  it('takes a key of openssl under a name that is given', async () => {
    const { line } = await withKey();
    const { privateKey } = generateKeyPairSync('ed25519');
    const key = line.file('other.pem', privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
    chmodSync(key, 0o640);
    expect(await line.said('seal', '--key', key, '--name', 'acme.example')).toMatchObject({
      code: 1,
      err: expect.stringContaining('chmod 600'),
    });
    chmodSync(key, 0o600);
    expect(await line.said('seal', '--key', key)).toMatchObject({
      code: 2,
      err: expect.stringContaining('give --name'),
    });
    expect((await line.json<Row>('seal', '--key', key, '--name', 'openssl'))['key']).toMatch(/^openssl\+/);
  });

  it('is done in two steps for a key that is kept elsewhere', async () => {
    const { line } = await withKey();
    const { out: text } = await line.said('seal', '--text', '--origin', 'acme.example/ledger');
    expect(text).toMatch(
      /^acme\.example\/ledger\n\d+\n\S{44}\nheads \d+ \S{44}\nsealed 2026-09-07T10:00:00\.\d{6}Z\n$/,
    );
    const { privateKeyPem, verifierKey } = newSigningKey('hsm');
    const signer = signerFrom(privateKeyPem, 'hsm');
    if (E.isLeft(signer)) expect.fail();
    const note = line.file('signed.txt', await signNote(text, signer.right));
    const recording = ['seal', '--signed', note, '--verifier', verifierKey];
    expect(await line.said(...recording)).toMatchObject({
      code: 1,
      err: expect.stringContaining('not about commission-ledger/ledger'),
    });
    expect(await line.json(...recording, '--origin', 'acme.example/ledger')).toMatchObject({
      repeated: false,
      key: verifierKey,
    });
    expect(await line.said('seal', '--signed', note)).toMatchObject({ code: 2 });
    expect(await line.said('seal')).toMatchObject({ code: 2 });
    expect(await line.said('seal', '--text', '--origin', 'two words')).toMatchObject({ code: 2 });
  });

  it('is exported as it is, into a file, or as a mail', async () => {
    const { line, key } = await withKey();
    expect(await line.said('seal', 'export')).toMatchObject({ code: 1, err: expect.stringContaining('no seal yet') });
    expect((await line.said('seals')).out).toBe('The ledger has no seal yet.\n');
    const { note } = await line.json<{ note: string }>('seal', '--key', key);
    expect((await line.said('seal', 'export')).out).toBe(note);
    const out = path.join(line.folder, 'note.txt');
    expect(await line.said('seal', 'export', '--out', out)).toMatchObject({ code: 0 });
    expect(readFileSync(out, 'utf8')).toBe(note);
    expect(await line.said('seal', 'export', '--out', out)).toMatchObject({ code: 1 });
    const leaves = path.join(line.folder, 'leaves.txt');
    const printed = await line.said('seal', 'export', '--leaves', leaves);
    const { size } = await line.json<{ size: number }>('seal', 'export', '--leaves', leaves, '--force');
    expect(printed).toMatchObject({
      code: 0,
      out: note,
      err: `${leaves}: the hashes of ${size} events, for verify --leaves.\n`,
    });
    expect(readFileSync(leaves, 'utf8')).toMatch(new RegExp(`^(?:[0-9a-f]{64}\n){${size}}$`));
    expect(await line.said('seal', 'export', '--leaves', leaves)).toMatchObject({ code: 1 });
    expect(await line.json('verify', '--jobs', '1', '--leaves', leaves, '--note', out)).toMatchObject({
      verdict: 'sound',
      comparedWith: ['seals', 'notes', 'leaves'],
    });
    const mail = (await line.said('seal', 'export', '--mail', '--locale', 'ru')).out;
    expect(mail).toMatch(/^Это печать реестра ledger: /);
    expect(mail.endsWith(`\n\n${note}`)).toBe(true);
  });
});

describe('a seal that was kept', () => {
  it('is found in the mail it came with, quoted, or with the line ends of Windows', async () => {
    const { line, key } = await withKey();
    await line.said('seal', '--key', key);
    const note = (await line.said('seal', 'export')).out;
    const mail = (await line.said('seal', 'export', '--mail')).out;
    const kept = [
      mail,
      `Dear auditor,\n\n${mail}\n-- \nAna\n`,
      note.replaceAll('\n', '\r\n'),
      `\uFEFF${note}`,
      mail.replaceAll(/^/gm, '> '),
      mail.replaceAll(/^/gm, '>> ').replaceAll('\n', ' \r\n'),
      note.trimEnd(),
    ];
    for (const text of kept) expect(noteIn(text)).toBe(note);
    expect(noteIn('Dear auditor')).toBe('Dear auditor');
    // What was changed in it stays changed.
    const changed = mail.replace(/^(?=\d+$)/m, '1');
    expect(await line.said('verify', '--jobs', '1', '--note', line.file('mail.txt', mail))).toMatchObject({ code: 0 });
    const refused = await line.said('verify', '--jobs', '1', '--note', line.file('changed.txt', changed));
    expect(refused.code).not.toBe(0);
  });
});

describe('proofs under a seal', () => {
  it('of an accrual, an event, a stream and two seals are made here and checked anywhere', async () => {
    const { line, key, verifierKey } = await withKey();
    const first = await line.json<Row>('seal', '--key', key);
    await line.record('changePayoutDestination', { partner: 'vega-partners', reference: 'bank-1' });
    const second = await line.json<Row>('seal', '--key', key);
    const [entry] = await line.json<readonly [{ lines: readonly Row[] }]>(
      'statement',
      '--partner',
      'orion-consulting',
      '--period',
      '2026-07',
    );
    const accrual = String(entry.lines[0]?.['id']);
    const elsewhere = commandLine();
    clean.push(elsewhere.remove);
    const subjects = [
      [['seal', 'prove', accrual], 'AccrualPosted'],
      [['seal', 'prove', 'deal-d-1@0'], 'DealWon'],
      [['seal', 'prove', 'account-acme.orion-consulting.EUR'], 'account-acme.orion-consulting.EUR had 2 events'],
      [['seal', 'consistency', String(first['size']), String(second['size'])], 'begins with the very'],
    ] as const;
    for (const [asked, says] of subjects) {
      const printed = await line.said(...asked);
      expect(printed).toMatchObject({ code: 0, err: expect.stringContaining(says) });
      const proof = elsewhere.file(`${says.replaceAll(' ', '-')}.json`, printed.out);
      const checked = await elsewhere.said('seal', 'check', proof, '--key', verifierKey);
      expect(checked).toMatchObject({ code: 0, out: printed.err });
      expect(
        await elsewhere.said('seal', 'check', proof, '--key', newSigningKey('acme.example').verifierKey),
      ).toMatchObject({ code: 1 });
      expect(await elsewhere.said('seal', 'check', proof, '--key', verifierKey, '--origin', 'other')).toMatchObject({
        code: 1,
      });
      const out = path.join(elsewhere.folder, 'proof.json');
      expect(await line.said(...asked, '--out', out, '--force', '--locale', 'ru')).toMatchObject({
        out: expect.stringMatching(/^Доказано: /),
      });
      expect(readFileSync(out, 'utf8')).toBe(printed.out);
      const keys = elsewhere.file('keys.txt', `${newSigningKey('other').verifierKey}\n${verifierKey}\n`);
      expect(await elsewhere.json('seal', 'check', out, '--key', keys)).toMatchObject({ schema: 'proved/1' });
      const altered = elsewhere.file(
        'altered.json',
        printed.out.replace(
          /"([0-9a-f]{63})([0-9a-f])"/,
          (_, most: string, last: string) => `"${most}${last === '0' ? '1' : '0'}"`,
        ),
      );
      expect(await elsewhere.said('seal', 'check', altered, '--key', verifierKey)).toMatchObject({ code: 1 });
    }
  });

  it('say what is not there', async () => {
    const { line, key } = await withKey();
    expect(await line.said('seal', 'prove', 'deal-d-1')).toMatchObject({
      code: 1,
      err: expect.stringContaining('no seal yet'),
    });
    await line.said('seal', '--key', key);
    expect(await line.said('seal', 'prove', 'seal-ledger')).toMatchObject({
      code: 1,
      err: expect.stringContaining('seal the ledger again'),
    });
    expect(await line.said('seal', 'prove', 'nobody')).toMatchObject({
      code: 1,
      err: expect.stringContaining('nothing with the id nobody'),
    });
    expect(await line.said('seal', 'consistency', '1', 'two')).toMatchObject({ code: 2 });
    expect(await line.said('seal', 'check', 'none.json', '--key', 'none')).toMatchObject({ code: 2 });
  });
});
