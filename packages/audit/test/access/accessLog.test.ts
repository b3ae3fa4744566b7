import { spawn } from 'node:child_process';
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import path from 'node:path';
import type { AccessEntry } from '@commission-ledger/events';
import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AccessLogFailure, fileAccessLog, memoryAccessLog, readAccessLog, verifyAccessLog } from '../../src/index.ts';

const entry = (subject: string, more: Partial<AccessEntry> = {}): AccessEntry => ({
  at: '2026-05-01T10:00:00.000000Z',
  actor: 'ann',
  role: 'finance',
  scope: { program: 'acme' },
  question: 'payouts',
  subject,
  parameters: [{ partner: subject }],
  outcome: 'answered',
  handedOver: [{ what: 'rows', count: 2, sha256: 'a'.repeat(64) }],
  ...more,
});

let folder = '';
let file = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'access-log-'));
  file = path.join(folder, 'access.ndjson');
});
afterEach(() => rmSync(folder, { recursive: true }));

const write = async (count: number): Promise<void> => {
  const log = fileAccessLog(file);
  await Promise.all(Array.from({ length: count }, (_, index) => log.record(entry(`p-${index}`))));
};

const subjectsIn = async (): Promise<readonly (string | null | undefined)[]> => {
  const found: (string | null | undefined)[] = [];
  for await (const line of readAccessLog(file)) found.push(line.entry?.subject);
  return found;
};

const linesIn = (): string[] => readFileSync(file, 'utf8').trimEnd().split('\n');

describe('an access log in a file', () => {
  it('keeps what it is told, in its order, each line linked to the one before', async () => {
    await write(3);
    expect(await subjectsIn()).toEqual(['p-0', 'p-1', 'p-2']);
    expect(await verifyAccessLog(file)).toMatchObject({ verdict: 'sound', lines: 3, findings: [] });
    for await (const { line, entry: read } of readAccessLog(file)) expect(read).toMatchObject(entry(`p-${line - 1}`));
  });

  it('goes on where another left off', async () => {
    await write(1);
    await write(2);
    expect(await verifyAccessLog(file)).toMatchObject({ verdict: 'sound', lines: 3 });
  });

  it('finds every change of a character', async () => {
    await write(4);
    const text = readFileSync(file, 'utf8');
    const { head } = await verifyAccessLog(file);
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: text.length - 2 }), fc.constantFrom('x', '0', ' '), async (at, put) => {
        fc.pre(text[at] !== put && text[at] !== '\n');
        writeFileSync(file, text.slice(0, at) + put + text.slice(at + 1));
        expect((await verifyAccessLog(file, { kept: head ?? '' })).verdict).toBe('not-sound');
      }),
      { numRuns: 200 },
    );
  });

  it('finds lines that were taken away, put in or swapped', async () => {
    await write(4);
    const [a, b, c, d] = linesIn();
    const changed = [
      [b, c, d],
      [a, c, d],
      [a, b, b, c, d],
      [a, c, b, d],
      [b, a, c, d],
    ];
    for (const lines of changed) {
      writeFileSync(file, `${lines.join('\n')}\n`);
      expect((await verifyAccessLog(file)).findings).toContainEqual(expect.objectContaining({ class: 'broken-link' }));
    }
  });

  it('finds an end that was cut off only beside a hash that was kept', async () => {
    await write(4);
    const { head } = await verifyAccessLog(file);
    writeFileSync(file, `${linesIn().slice(0, 3).join('\n')}\n`);
    expect(await verifyAccessLog(file)).toMatchObject({ verdict: 'sound', lines: 3 });
    expect(await verifyAccessLog(file, { kept: head ?? '' })).toMatchObject({
      verdict: 'not-sound',
      findings: [{ class: 'kept-hash-missing', line: 3 }],
    });
  });

  it('accepts a hash that was kept earlier', async () => {
    await write(2);
    const { head } = await verifyAccessLog(file);
    await write(2);
    expect(await verifyAccessLog(file, { kept: head ?? '' })).toMatchObject({ verdict: 'sound', lines: 4 });
  });

  it('leaves what a crash cut off as a line of its own, and goes on', async () => {
    await write(2);
    appendFileSync(file, '{"actor":"ann","at":"2026');
    await write(1);
    expect(await subjectsIn()).toEqual(['p-0', 'p-1', undefined, 'p-0']);
    expect((await verifyAccessLog(file)).findings).toEqual([{ class: 'unreadable', line: 3 }]);
  });

  it.each([
    ['a name that is there twice', (line: string) => line.replace('"actor":"ann"', '"actor":"eve","actor":"ann"')],
    ['names in another order', (line: string) => line.replace(/^\{("actor":"ann"),("at":"[^"]*")/, '{$2,$1')],
    ['a blank', (line: string) => line.replace('"actor":', '"actor": ')],
    ['a mark of the order of bytes', (line: string) => `\uFEFF${line}`],
    ['a time of another form', (line: string) => line.replace('10:00:00.000000Z', '10:00:00Z')],
    ['a day that is not', (line: string) => line.replace('2026-05-01', '2026-02-30')],
  ])('finds a last line with %s: there is one way to write it', async (_, change) => {
    await write(1);
    const [line = ''] = linesIn();
    expect(change(line)).not.toBe(line);
    writeFileSync(file, `${change(line)}\n`);
    expect(await verifyAccessLog(file)).toMatchObject({ findings: [{ class: 'unreadable', line: 1 }] });
  });

  it('takes lines that are longer than a piece of the file', async () => {
    const log = fileAccessLog(file);
    await log.record(entry('long', { parameters: ['x'.repeat(200_000)] }));
    await log.record(entry('next'));
    expect(await verifyAccessLog(file)).toMatchObject({ verdict: 'sound', lines: 2 });
  });

  it('rejects where it cannot be written, and keeps nothing', async () => {
    const nowhere = fileAccessLog(path.join(folder, 'nowhere', 'access.ndjson'));
    await expect(nowhere.record(entry('x'))).rejects.toThrow(AccessLogFailure);
    await expect(fileAccessLog(folder).record(entry('x'))).rejects.toThrow(AccessLogFailure);
    await expect(verifyAccessLog(path.join(folder, 'none'))).rejects.toThrow(AccessLogFailure);
  });

  it('takes away a lock that a process left behind which is gone, and no other', async () => {
    const gone = spawn(process.execPath, ['-e', '']);
    const { pid } = gone;
    await new Promise((resolve) => gone.on('exit', resolve));
    const lock = `${file}.lock`;
    writeFileSync(lock, `${JSON.stringify({ pid, host: hostname(), id: 'x' })}\n`);
    await write(1);
    expect(existsSync(lock)).toBe(false);
    writeFileSync(lock, `${JSON.stringify({ pid, host: `other-${hostname()}`, id: 'x' })}\n`);
    await expect(fileAccessLog(file).record(entry('x'))).rejects.toThrow('is held by another process');
    expect(existsSync(lock)).toBe(true);
  });

  it('is written to by several processes at once', async () => {
    const source = path.resolve(import.meta.dirname, '../../src/access/fileAccessLog.ts');
    const program = `
      import { fileAccessLog } from ${JSON.stringify(source)};
      const log = fileAccessLog(${JSON.stringify(file)});
      for (let n = 0; n < 10; n += 1) await log.record({ ...${JSON.stringify(entry('x'))}, subject: process.argv[2] + n });`;
    const script = path.join(folder, 'writer.mts');
    writeFileSync(script, program);
    const tsx = import.meta.resolve('tsx');
    const ends = ['a', 'b', 'c'].map((name) => {
      const flags = ['--conditions=@commission-ledger/source', '--import', tsx, script, name];
      const child = spawn(process.execPath, flags, { stdio: 'inherit' });
      return new Promise((resolve) => child.on('exit', resolve));
    });
    expect(await Promise.all(ends)).toEqual([0, 0, 0]);
    expect(await verifyAccessLog(file)).toMatchObject({ verdict: 'sound', lines: 30 });
    expect(new Set(await subjectsIn()).size).toBe(30);
  });
});

describe('an access log in memory', () => {
  it('keeps entries as they were when they were recorded', async () => {
    const log = memoryAccessLog();
    const parameters = [{ partner: 'ada' }];
    await log.record(entry('ada', { parameters }));
    parameters[0]!.partner = 'bob';
    expect(log.entries).toMatchObject([{ subject: 'ada', parameters: [{ partner: 'ada' }] }]);
  });
});
