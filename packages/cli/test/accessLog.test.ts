import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { afterEach, expect, it } from 'vitest';
import { settled } from './commandLine.ts';

let clean: (() => void)[] = [];
afterEach(() => {
  for (const remove of clean) remove();
  clean = [];
});

const withLog = async () => {
  const line = await settled();
  clean.push(line.remove);
  return { ...line, log: `${line.folder}/access.ndjson` };
};

type Entry = Readonly<{
  actor: string;
  question: string;
  subject: string | null;
  outcome: string;
  handedOver: readonly Readonly<{ what: string; count: number; sha256: string | null }>[];
}>;

const entriesIn = (log: string): readonly Entry[] =>
  readFileSync(log, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Entry);

const sha256 = (text: string | Buffer): string => createHash('sha256').update(text).digest('hex');

it('keeps that a command began, and what it showed', async () => {
  const { said, log } = await withLog();
  const { out } = await said('balance', '--partner', 'vega-partners', '--access-log', log, '--actor', 'ann');
  const [begun, ended] = entriesIn(log);
  const what = { actor: 'ann', question: 'balance', subject: 'vega-partners' };
  expect(begun).toMatchObject({ ...what, outcome: 'begun', handedOver: [] });
  expect(ended).toMatchObject({ ...what, outcome: 'exit 0' });
  expect(ended?.handedOver).toEqual([{ what: 'bytes shown', count: Buffer.byteLength(out), sha256: sha256(out) }]);
});

it('keeps the hash of a file that was written, and how a command failed', async () => {
  const { said, log, folder } = await withLog();
  const file = `${folder}/b.csv`;
  await said('export', '--format', 'csv', '--what', 'balances', '--out', file, '--access-log', log);
  await said('balance', '--partner', 'nobody', '--access-log', log);
  const entries = entriesIn(log);
  expect(entries.map(({ outcome }) => outcome)).toEqual(['begun', 'exit 0', 'begun', 'exit 1']);
  expect(entries[1]?.handedOver).toContainEqual({
    what: `bytes in ${file}`,
    count: readFileSync(file).byteLength,
    sha256: sha256(readFileSync(file)),
  });
});

it('does not run a command that it cannot keep', async () => {
  const { said, folder } = await withLog();
  const file = `${folder}/b.csv`;
  const asked = ['export', '--format', 'csv', '--what', 'balances', '--out', file];
  const ended = await said(...asked, '--access-log', `${folder}/nowhere/access.ndjson`);
  expect(ended).toMatchObject({ code: 1, out: '', err: expect.stringContaining('Nothing may be read') });
  expect(existsSync(file)).toBe(false);
});

it('lists a log, and checks it', async () => {
  const { said, log } = await withLog();
  await said('balance', '--access-log', log, '--actor', 'ann');
  await said('leads', '--access-log', log, '--actor', 'bob');
  expect((await said('access-log', 'show', log, '--actor', 'bob')).out).toMatch(/bob +command-line +leads +exit 0/);
  expect((await said('access-log', 'show', log, '--subject', 'x')).out).toBe('No entries.\n');
  const checked = await said('access-log', 'verify', log, '--json');
  expect(JSON.parse(checked.out)).toMatchObject({ verdict: 'sound', lines: 4 });
  const { head }: { head: string } = JSON.parse(checked.out);
  const lines = readFileSync(log, 'utf8').split('\n');
  writeFileSync(log, `${lines.slice(0, 3).join('\n')}\n`);
  expect((await said('access-log', 'verify', log)).code).toBe(0);
  expect(await said('access-log', 'verify', log, '--kept', head)).toMatchObject({
    code: 1,
    out: expect.stringContaining('cut off'),
  });
  writeFileSync(log, readFileSync(log, 'utf8').replace('"ann"', '"eve"'));
  expect(await said('access-log', 'verify', log, '--locale', 'ru')).toMatchObject({
    code: 1,
    out: expect.stringContaining('Нарушений: 1'),
  });
  expect((await said('access-log', 'verify', `${log}.none`)).code).toBe(2);
});
