import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { settled } from './commandLine.ts';

let line: Awaited<ReturnType<typeof settled>>;
let key: string;

const inFolder = (name: string): string => path.join(line.folder, name);

const sha256 = (file: string): string => createHash('sha256').update(readFileSync(file)).digest('hex');

beforeAll(async () => {
  line = await settled();
  await line.said('payout', 'issue', '--date', '2026-09-07');
  const named = ['--name', 'acme.example'];
  const made = await line.json<{ verifierKey: string }>('seal', 'keygen', '--out', inFolder('key.pem'), ...named);
  key = made.verifierKey;
  const sealed = await line.said('seal', '--key', inFolder('key.pem'));
  if (sealed.code !== 0) throw new Error(sealed.err);
});

afterAll(() => line.remove());

/** What is left beside the ledger: nothing half. */
const left = (): readonly string[] => readdirSync(line.folder).filter((name) => name.endsWith('.part'));

describe('evidence', () => {
  it('is written into a folder, checked there, and found sound with the key that was given', async () => {
    const out = inFolder('pack');
    const { out: said, err, code } = await line.said('evidence', '--out', out, '--seed', 'auditor');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(said).toContain(sha256(path.join(out, 'manifest.json')));
    expect(said).toContain('Send the pack one way and these another way');
    const report = await line.said(
      'evidence',
      'check',
      out,
      '--key',
      key,
      '--manifest',
      sha256(path.join(out, 'manifest.json')),
    );
    expect(report.code).toBe(0);
    expect(report.out).toContain('The pack is sound.');
    expect(report.out).toContain('signed with the key that you gave');
    expect(readdirSync(path.join(out, 'proofs')).length).toBeGreaterThan(0);
    expect(left()).toEqual([]);
  });

  it('tells what was changed in a pack, and ends so that a script notices', async () => {
    const out = inFolder('changed');
    await line.said('evidence', '--out', out);
    const file = path.join(out, 'population.json');
    writeFileSync(file, readFileSync(file, 'utf8').replace('"length":1', '"length":2'));
    const { code, out: said } = await line.said('evidence', 'check', out);
    expect(code).toBe(1);
    expect(said).toContain('The pack is not sound.');
    expect(said).toContain('file changed: population.json');
    const russian = await line.said('evidence', 'check', out, '--locale', 'ru');
    expect(russian.out).toContain('Пакет не цел.');
    expect(russian.out).toContain('файл изменён: population.json');
    expect(await line.said('evidence', 'check', out, '--json')).toMatchObject({ code: 1 });
  });

  it('is written into a zip, the same each time, and never over a file', async () => {
    const [one, two] = [inFolder('one.zip'), inFolder('two.zip')];
    const first = await line.json<{ zip: string; manifest: string; unsealed: number }>('evidence', '--out', one);
    const second = await line.json<{ zip: string }>('evidence', '--out', two);
    expect(first.zip).toBe(sha256(one));
    expect(second.zip).toBe(first.zip);
    expect(first).toMatchObject({ schema: 'evidence-written/1', unsealed: 0, sampled: { what: 'payouts', drawn: 1 } });
    const again = await line.said('evidence', '--out', one);
    expect(again.code).toBe(1);
    expect(again.err).toContain('is there already');
    expect(sha256(one)).toBe(first.zip);
    mkdirSync(inFolder('taken'));
    expect((await line.said('evidence', '--out', inFolder('taken'))).err).toContain('is there already');
    expect(left()).toEqual([]);
  });

  it('is of some partners, of a period, with journals, as known then', async () => {
    const out = inFolder('scoped');
    const asked = ['--partner', 'orion-consulting', '--from', '2026-09-01', '--until', '2026-09-30', '--with-journals'];
    const { code, err } = await line.said('evidence', '--out', out, ...asked);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const manifest: Readonly<{ scope: unknown; period: unknown }> = JSON.parse(
      readFileSync(path.join(out, 'manifest.json'), 'utf8'),
    );
    expect(manifest.scope).toEqual({ kind: 'partners', program: 'acme', partners: ['orion-consulting'] });
    expect(manifest.period).toEqual({ from: '2026-08-31T22:00:00.000000Z', until: '2026-09-30T22:00:00.000000Z' });
    expect(existsSync(path.join(out, 'leaves.txt'))).toBe(true);
    expect(readdirSync(path.join(out, 'journal'))).toEqual(['acme@orion-consulting.journal']);
    expect((await line.said('evidence', 'check', out)).code).toBe(0);
    const early = await line.said('evidence', '--out', inFolder('early'), '--known-at', '2020-01-01');
    expect(early.err).toContain('Nothing had been recorded by then');
    expect(existsSync(inFolder('early'))).toBe(false);
    expect(left()).toEqual([]);
  });

  it('says how many there were to draw from, and warns when there was nothing', async () => {
    const year = ['--from', '2026-01-01', '--until', '2026-12-31'];
    const { out } = await line.said(
      'evidence',
      '--out',
      inFolder('year'),
      ...year,
      '--sample',
      '1',
      '--of',
      'accruals',
    );
    expect(out).toMatch(/\n1 of [2-9] accruals drawn\.\n/);
    const before = ['--from', '2025-01-01', '--until', '2025-12-31'];
    const none = await line.said('evidence', '--out', inFolder('none'), ...before);
    expect(none.out).toContain('Nothing was drawn: no payout was recorded in the period');
    const russian = await line.said('evidence', '--out', inFolder('none-ru'), ...before, '--locale', 'ru');
    expect(russian.out).toContain('Ничего не отобрано: за период не записано ни одной выплаты');
    const ever = await line.said('evidence', '--out', inFolder('no-payout'), '--partner', 'vega-partners');
    expect(ever.out).toContain('Nothing was drawn: there is no payout yet');
    const inRussian = await line.said(
      'evidence',
      '--out',
      inFolder('no-payout-ru'),
      '--partner',
      'vega-partners',
      '--locale',
      'ru',
    );
    expect(inRussian.out).toMatch(/выплат ещё нет.*--of accruals/);
    expect(await line.json('evidence', '--out', inFolder('none-json'), ...before)).toMatchObject({
      sampled: { what: 'payouts', population: 0, drawn: 0 },
    });
  });

  it('is refused where it is about another ledger than was asked for', async () => {
    const out = inFolder('origin');
    await line.said('evidence', '--out', out);
    expect(await line.said('evidence', 'check', out, '--origin', 'commission-ledger/ledger')).toMatchObject({
      code: 0,
    });
    expect(await line.said('evidence', 'check', out, '--origin', 'commission-ledger/other')).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringContaining('is about commission-ledger/ledger, not about commission-ledger/other'),
    });
  });

  it('says that there was nothing from outside to compare with, and in Russian what it cannot tell', async () => {
    const out = inFolder('bare');
    await line.said('evidence', '--out', out);
    expect((await line.said('evidence', 'check', out)).out).toMatch(
      /^No break found in the pack; there was nothing from outside to compare with\.\n/,
    );
    expect(await line.json('evidence', 'check', out)).toMatchObject({ verdict: 'sound', comparedWith: ['seals'] });
    expect(await line.json('evidence', 'check', out, '--key', key)).toMatchObject({ comparedWith: ['seals', 'key'] });
    const russian = (await line.said('evidence', 'check', out, '--locale', 'ru')).out;
    expect(russian).toMatch(/^Нарушений в пакете не найдено; сравнить было не с чем/);
    expect(russian.split('Чего эта проверка сказать не может:')[1]).not.toMatch(/[a-z]{4,} [a-z]{3,}/);
  });

  it.each([
    ['whole', []],
    ['scoped', ['--partner', 'orion-consulting']],
  ] as const)(
    'says of a good seal that it does not fit the events, with advice for a pack: %s',
    async (name, scope) => {
      const out = inFolder(`misfit-${name}`);
      await line.said('evidence', '--out', out, ...scope);
      const [file, change] =
        name === 'whole'
          ? (['events.ndjson', (text: string) => text.replace('"948.50"', '"949.50"')] as const)
          : (['leaves.txt', (text: string) => `${'0'.repeat(64)}\n${text.slice(65)}`] as const);
      const at = path.join(out, file);
      const text = readFileSync(at, 'utf8');
      expect(change(text)).not.toBe(text);
      writeFileSync(at, change(text));
      const report = await line.said('evidence', 'check', out, '--key', key);
      expect(report.code).toBe(1);
      expect(report.out).toMatch(/\nSeal over \d+ events: signature good, but it does not fit these events\.\n/);
      expect(report.out).not.toContain('Pay nothing');
    },
  );

  it('lists personal data only with the keys', async () => {
    expect((await line.said('evidence', '--out', inFolder('p'), '--personal')).code).toBe(2);
    const { code, err } = await line.said('evidence', '--out', inFolder('p'), '--personal', '--keys', inFolder('keys'));
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(readFileSync(path.join(inFolder('p'), 'personal.ndjson'), 'utf8')).toBe('');
  });

  it.each<readonly [string, readonly string[]]>([
    ['no place', []],
    ['a file of another kind', ['--out', 'x.tar']],
    ['half a period', ['--out', 'x', '--from', '2026-01-01']],
    ['a period that ends before it begins', ['--out', 'x', '--from', '2026-02-01', '--until', '2026-01-01']],
    ['no number', ['--out', 'x', '--sample', 'many']],
    ['journals of then', ['--out', 'x', '--with-journals', '--known-at', '2026-01-01']],
  ])('asks again for %s', async (_, asked) => {
    expect(await line.said('evidence', ...asked)).toMatchObject({ code: 2, out: '' });
  });

  it('is checked only where there is a pack', async () => {
    expect((await line.said('evidence', 'check', inFolder('nowhere'))).code).toBe(2);
    expect(await line.said('evidence', 'check', line.folder)).toMatchObject({
      code: 2,
      out: '',
      err: expect.stringContaining('is no pack: manifest.json is not there.'),
    });
  });
});
