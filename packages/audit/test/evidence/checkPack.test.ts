import { createHash } from 'node:crypto';
import { canonicalJson } from '@commission-ledger/events';
import { newSigningKey, parseVerifierKey, verifierKeyOf } from '@commission-ledger/seals';
import { beforeAll, describe, expect, it } from 'vitest';
import type { EvidenceManifest } from '../../src/index.ts';
import {
  asked,
  checked,
  eventsIn,
  manifestIn,
  linesIn,
  packOf,
  readModelsOf,
  right,
  sealAt,
  signer,
  simulated,
  type Unpacked,
} from './evidenceWorld.ts';

const packs = new Map<string, Unpacked>();

beforeAll(async () => {
  const store = await simulated({ partners: 3, leads: 40, months: 3 });
  await sealAt(store, '2025-05-20T00:00:00Z');
  const documents = await readModelsOf(store);
  const extras = [{ path: 'journal/all.journal', content: [Buffer.from('; nothing\n')] }];
  const samples = { what: 'accruals' as const, method: 'smallest-hash' as const, seed: 'audit 2025', size: 3 };
  const request = { ...asked(store, documents), samples, extras };
  packs.set('whole', await packOf(request));
  const scope = { kind: 'partners' as const, program: 'simulated', partners: ['partner-000001'] };
  packs.set('scoped', await packOf({ ...request, scope }));
});

const pack = (kind: string): Unpacked => {
  const found = packs.get(kind);
  if (found === undefined) throw new Error(`There is no ${kind} pack.`);
  return found;
};

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

/** The pack with another text in one file, and a manifest that was made to fit. */
const withFile = (kind: string, path: string, change: (text: string) => string): Map<string, Buffer> => {
  const files = new Map(pack(kind).files);
  const before = files.get(path)?.toString('utf8') ?? '';
  const after = change(before);
  expect(after).not.toBe(before);
  files.set(path, Buffer.from(after));
  return refitted(files);
};

const refitted = (files: Map<string, Buffer>): Map<string, Buffer> => {
  const manifest = manifestIn(files);
  const listed = manifest.files.map(({ path }) => {
    const bytes = files.get(path) ?? Buffer.alloc(0);
    return { path, bytes: bytes.length, sha256: sha256(bytes) };
  });
  return files.set('manifest.json', Buffer.from(`${canonicalJson({ ...manifest, files: listed })}\n`));
};

/** Where something was found, by its class. */
const foundIn = async (files: Map<string, Buffer>): Promise<readonly string[]> => {
  const { findings, verdict } = await checked(files);
  expect(verdict).toBe(findings.length === 0 ? 'sound' : 'not-sound');
  return findings.map(({ class: kind, file }) => `${kind} ${file}`);
};

describe.each(['whole', 'scoped'])('the check of a %s pack', (kind) => {
  it('finds it sound, and says what it cannot know', async () => {
    const { verdict, findings, notChecked, manifest, counts, asked: question } = await checked(pack(kind).files);
    expect({ verdict, findings }).toEqual({ verdict: 'sound', findings: [] });
    expect(manifest).toBe(pack(kind).written.sha256);
    expect(counts).toMatchObject({ events: eventsIn(pack(kind).files).length, seals: 1 });
    const { scope, period, known, ipe } = pack(kind).manifest;
    expect(question).toEqual({ scope, period, size: known.size, samples: ipe.parameters['samples'] });
    const what = notChecked.map((each) => each.what);
    const ofPart = kind === 'scoped' ? ['streams-left-out'] : [];
    expect(what).toEqual([
      ...ofPart,
      'no-pinned-manifest',
      'no-pinned-key',
      'nothing-kept',
      'statements',
      'verifier',
      'truth',
    ]);
  });

  it('names every file of which a byte was changed, that is missing, or that was added', async () => {
    const { files } = pack(kind);
    for (const [path, bytes] of files) {
      const changed = Buffer.from(bytes);
      const middle = Math.floor(bytes.length / 2);
      changed[middle] = (changed[middle] ?? 0) ^ 1;
      const options = { manifest: pack(kind).written.sha256 };
      const found = await checked(new Map(files).set(path, changed), options);
      expect(found.findings.map(({ class: what, file }) => `${what} ${file}`)).toContain(`file-changed ${path}`);
    }
    const without = new Map(files);
    without.delete('keys.json');
    expect(await foundIn(without)).toContain('file-missing keys.json');
    const more = new Map(files).set('plans/other@1.json', Buffer.from('{}'));
    expect(await foundIn(more)).toContain('file-added plans/other@1.json');
  });

  it('is not deceived by a manifest that was made to fit', async () => {
    const lines = (change: (lines: string[]) => readonly string[]) => (text: string) =>
      `${change(text.split('\n').slice(0, -1)).join('\n')}\n`;
    const proof = pack(kind).manifest.files.find(({ path }) => path.startsWith('proofs/'))?.path ?? '';
    const statement = pack(kind).manifest.files.find(({ path }) => path.startsWith('statements/'))?.path ?? '';
    const plan = pack(kind).manifest.files.find(({ path }) => path.startsWith('plans/'))?.path ?? '';
    const anAccrual = linesIn(pack(kind).files, 'events.ndjson').findIndex((line) => line.includes('"AccrualPosted"'));
    const cases: readonly (readonly [string, (text: string) => string, string])[] = [
      ['events.ndjson', lines((all) => all.toSpliced(anAccrual, 1)), 'events.ndjson'],
      ['events.ndjson', lines((all) => all.slice(0, -1)), 'manifest.json'],
      ['events.ndjson', lines((all) => all.toSpliced(anAccrual, 0, all[anAccrual] ?? '')), 'events.ndjson'],
      ['events.ndjson', (text) => text.replace('"actor":"', '"actor":"x'), 'events.ndjson'],
      ['population.json', (text) => text.replace('"length":1', '"length":2'), 'population.json'],
      ['samples.json', (text) => text.replace('"seed":"audit 2025"', '"seed":"chosen"'), 'samples.json'],
      ['seals/', (text) => text.replace('sealed 2025', 'sealed 2024'), 'seals/'],
      ['keys.json', () => `${canonicalJson([newSigningKey('other').verifierKey])}\n`, 'keys.json'],
      [plan, (text) => text.replace('"rate":"', '"rate":"0'), plan],
      [proof, (text) => text.replace('"value":"', '"value":"1'), proof],
      [statement, (text) => text.replace('"opening":{"amount":"', '"opening":{"amount":"1'), statement],
      [statement, (text) => text.replace(/("count":.*"opening":\{"amount":")/, '$11'), statement],
      [statement, (text) => text.replace('"count":', '"count":1'), statement],
    ];
    for (const [start, change, expected] of cases) {
      const path = [...pack(kind).files.keys()].find((each) => each.startsWith(start)) ?? '';
      const found = await foundIn(withFile(kind, path, change));
      expect(found.join('\n'), `${path} was changed`).toContain(` ${expected}`);
    }
  });

  it('finds figures in the manifest that are not those of the events', async () => {
    const changes: readonly ((manifest: EvidenceManifest) => object)[] = [
      ({ counts }) => ({ counts: { ...counts, events: counts.events + 1 } }),
      ({ sums }) => ({ sums: sums.slice(1) }),
      ({ known }) => ({ known: { ...known, size: known.size + 1 } }),
      () => ({ seal: null }),
      ({ sums }) => ({ sums: sums.map((sum) => ({ ...sum, amount: `1${sum.amount}` })) }),
    ];
    for (const change of changes) {
      const files = new Map(pack(kind).files);
      const manifest = manifestIn(files);
      files.set('manifest.json', Buffer.from(`${canonicalJson({ ...manifest, ...change(manifest) })}\n`));
      expect(await foundIn(files)).not.toEqual([]);
    }
    const { ipe } = pack(kind).manifest;
    const sizeless = { ...ipe.parameters, samples: { what: 'deals', method: 'smallest-hash', seed: '', size: 0 } };
    const none = { ...manifestIn(pack(kind).files), ipe: { ...ipe, parameters: sizeless } };
    const ofNone = new Map(pack(kind).files).set('manifest.json', Buffer.from(`${canonicalJson(none)}\n`));
    expect(await foundIn(ofNone)).toEqual(['unreadable manifest.json']);
    const files = new Map(pack(kind).files).set('manifest.json', Buffer.from('{}\n'));
    expect(await foundIn(files)).toEqual(['unreadable manifest.json']);
  });

  it('trusts the key that was given, and no other', async () => {
    const { files } = pack(kind);
    const own = verifierKeyOf(signer.name, signer.publicKey);
    const other = right(parseVerifierKey(newSigningKey('acme-ledger').verifierKey));
    expect(await checked(files, { keys: [own] })).toMatchObject({
      verdict: 'sound',
      seals: [{ signature: 'pinned' }],
    });
    const { verdict, seals } = await checked(files, { keys: [other] });
    expect({ verdict, signature: seals[0]?.signature }).toEqual({ verdict: 'not-sound', signature: 'other-key' });
  });

  it('holds it against a seal that was kept', async () => {
    const note =
      pack(kind)
        .files.get(pack(kind).manifest.seal ?? '')
        ?.toString() ?? '';
    expect((await checked(pack(kind).files, { kept: [note] })).verdict).toBe('sound');
    const other = await simulated({ partners: 3, leads: 41, months: 3 });
    await sealAt(other, '2025-05-20T00:00:00Z');
    const theirs = await packOf(asked(other, await readModelsOf(other)));
    const kept = theirs.files.get(theirs.manifest.seal ?? '')?.toString() ?? '';
    expect((await checked(pack(kind).files, { kept: [kept] })).verdict).toBe('not-sound');
  });
});

describe('the check of a scoped pack', () => {
  it('notices that the last event of a stream was left out, though nothing after it tells', async () => {
    const events = linesIn(pack('scoped').files, 'events.ndjson');
    const accounts = events.filter((line) => line.includes('"stream":"account-'));
    const files = withFile('scoped', 'events.ndjson', (text) => text.replace(`${accounts.at(-1)}\n`, ''));
    expect(await foundIn(files)).toContain('deleted heads.ndjson');
  });

  it('notices hashes of the history that were changed, cut off or added', async () => {
    const changes: readonly ((text: string) => string)[] = [
      (text) => text.replace(/^./, (digit) => (digit === 'a' ? 'b' : 'a')),
      (text) => text.slice(0, -65),
      (text) => `${text}${'0'.repeat(64)}\n`,
      (text) => `x${text.slice(1)}`,
    ];
    for (const change of changes) {
      const found = await foundIn(withFile('scoped', 'leaves.txt', change));
      expect(found.some((each) => each.endsWith(' leaves.txt') || each.endsWith(' events.ndjson'))).toBe(true);
    }
  });

  it('notices that the hash of an event which is not in the pack was changed: only the seal tells', async () => {
    const own = new Set(linesIn(pack('scoped').files, 'events.ndjson').map((body) => sha256(Buffer.from(body))));
    const other = linesIn(pack('scoped').files, 'leaves.txt').find((hash) => !own.has(hash)) ?? '';
    const changed = withFile('scoped', 'leaves.txt', (text) => text.replace(other, sha256(Buffer.from(other))));
    expect(await foundIn(changed)).toEqual(['edited leaves.txt']);
    const dropped = withFile('scoped', 'leaves.txt', (text) => text.replace(`${other}\n`, ''));
    expect(await foundIn(dropped)).toEqual(expect.arrayContaining(['edited leaves.txt', 'tail-truncated leaves.txt']));
  });

  it('notices an end of a stream that was changed, put elsewhere or left out, whoever it belongs to', async () => {
    const lines = (change: (lines: string[]) => readonly string[]) => (text: string) =>
      change(text.split('\n').slice(0, -1))
        .map((line) => `${line}\n`)
        .join('');
    const changes: readonly ((text: string) => string)[] = [
      (text) => text.replace(/"length":\d+/, '"length":99'),
      (text) => text.replace(/"head":"./, '"head":"x'),
      (text) => text.replace(/"stream":"/, '"stream":"subject-'),
      lines((all) => all.toReversed()),
      lines((all) => all.slice(1)),
      lines((all) => all.slice(0, -1)),
      lines((all) => [...all, all[0] ?? '']),
      lines((all) => [...all, 'null']),
      () => '',
    ];
    for (const change of changes)
      expect((await foundIn(withFile('scoped', 'heads.ndjson', change))).join()).toContain(' heads.ndjson');
  });

  it('names every stream of theirs that was left out', async () => {
    const partner = 'partner-partner-000001';
    const files = withFile('scoped', 'events.ndjson', (text) =>
      text
        .split('\n')
        .filter((line) => !line.includes(`"stream":"${partner}"`))
        .join('\n'),
    );
    const { findings } = await checked(files);
    expect(findings.find(({ class: what }) => what === 'stream-dropped')).toMatchObject({
      file: 'heads.ndjson',
      problem: `${partner} belongs in this pack, and is not in it.`,
    });
  });
});
