import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { createSealer, newSigningKey, type Sealer, signerFrom } from '@commission-ledger/seals';
import * as E from 'fp-ts/lib/Either.js';
import { afterEach, describe, expect, it } from 'vitest';
import { millisecondsOf } from '../src/audit/millisecondsOf.ts';
import { sealOnSchedule } from '../src/commands/sealSchedule.ts';
import { CommandFailed } from '../src/exitCode.ts';
import { openSession } from '../src/session.ts';
import { words } from '../src/words.ts';
import { settled } from './commandLine.ts';

let clean: (() => void)[] = [];
afterEach(() => {
  for (const remove of clean) remove();
  clean = [];
});

/** A small ledger, a key, and a folder for notes. */
const withKey = async () => {
  const line = await settled();
  clean.push(line.remove);
  const key = path.join(line.folder, 'seal.key');
  await line.said('seal', 'keygen', '--out', key, '--name', 'acme.example');
  const notes = path.join(line.folder, 'notes');
  mkdirSync(notes);
  const ledger = path.join(line.folder, 'ledger.db');
  return { ...line, key, notes, ledger };
};

const inFolder = (folder: string): readonly string[] =>
  readdirSync(folder)
    .toSorted((a, b) => Number(/\d+/.exec(a)) - Number(/\d+/.exec(b)))
    .map((name) => readFileSync(path.join(folder, name), 'utf8'));

/** The command in a process of its own. */
const started = (...typed: readonly string[]) => {
  const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));
  const flags = ['--conditions=@commission-ledger/source', '--import', import.meta.resolve('tsx'), main];
  const child = spawn(process.execPath, [...flags, ...typed], { stdio: ['ignore', 'pipe', 'pipe'] });
  clean.push(() => void child.kill('SIGKILL'));
  return child;
};

describe('sealing by schedule', () => {
  it('seals what is new, says nothing when nothing is, keeps each note, and ends well when stopped', async () => {
    const { record, json, key, notes, ledger } = await withKey();
    const child = started('seal', '--store', `sqlite:${ledger}`, '--key', key, '--every', '1s', '--notes', notes);
    const lines: string[] = [];
    const err = text(child.stderr);
    const ended = once(child, 'exit');
    for await (const line of createInterface({ input: child.stdout })) {
      lines.push(line);
      if (lines.length === 1)
        await record('changePayoutDestination', { partner: 'orion-consulting', reference: 'bank-1' });
      if (lines.length === 2) child.kill('SIGTERM');
    }
    expect(await ended).toEqual([0, null]);
    expect(await err).toBe('');
    expect(lines).toEqual([
      expect.stringMatching(/^Sealed \d+ events in \d+ streams on /),
      expect.stringMatching(/^Sealed /),
    ]);
    const { seals } = await json<{ seals: readonly { note: string }[] }>('seals');
    expect(inFolder(notes)).toEqual(seals.map(({ note }) => note));
    expect(seals).toHaveLength(2);
  });

  it('does not seal a ledger that is not the one whose notes were kept', async () => {
    const { said, json, key, notes, ledger } = await withKey();
    copyFileSync(ledger, `${ledger}.old`);
    const seal = ['seal', '--key', key, '--notes', notes];
    expect((await said(...seal)).code).toBe(0);
    expect((await said(...seal)).code).toBe(0);
    const [name = ''] = readdirSync(notes);
    copyFileSync(`${ledger}.old`, ledger);
    const refused = { code: 1, out: '', err: expect.stringContaining(`${name} is no seal of this ledger`) };
    for (const every of [[], ['--every', '1s']]) expect(await said(...seal, ...every)).toMatchObject(refused);
    expect(await json('seals')).toMatchObject({ seals: [] });
  });

  it('ends when the history is not what was sealed', async () => {
    const { said, key, ledger } = await withKey();
    expect((await said('seal', '--key', key)).code).toBe(0);
    const file = readFileSync(ledger, 'latin1');
    // The last event of a stream: no link tells of it, only the seal does.
    const changed = file.replaceAll('"amount":"100.00"', '"amount":"900.00"');
    expect(changed).not.toBe(file);
    writeFileSync(ledger, changed, 'latin1');
    const { code, err } = await said('seal', '--key', key, '--every', '1s');
    expect(code).toBe(1);
    expect(err).toMatch(/^Not sealed: /);
  });

  it('tells what may pass, of the store and of the folder, and tries again until Ctrl-C', async () => {
    const { ledger } = await withKey();
    const { privateKeyPem } = newSigningKey('acme.example');
    const signer = signerFrom(privateKeyPem, 'acme.example');
    if (E.isLeft(signer)) expect.fail();
    let [out, err] = ['', ''];
    const clock = () => Date.parse('2026-09-07T10:00:00Z');
    const terminal = {
      out: (said: string) => void (out += said),
      err: (said: string) => void (err += said),
      interactive: false,
      color: false,
      columns: 80,
      env: {},
      clock,
    };
    const options = { store: `sqlite:${ledger}`, ledger: 'ledger', locale: 'en' } as const;
    const session = await openSession(options, terminal);
    const place = { store: session.events, ledger: 'ledger', clock };
    const real = createSealer({ ...place, signer: signer.right, actor: 'test' });
    const answers: Sealer['seal'][] = [
      async () => E.left({ _tag: 'StoreUnavailable', message: 'The file is busy.' }),
      async () => E.left({ _tag: 'NothingToSeal' }),
      real.seal,
      async () => {
        process.emit('SIGINT');
        return real.seal();
      },
    ];
    const kept: number[] = [];
    const keep = async ({ size }: { size: number }): Promise<void> => {
      if (kept.push(size) === 1) throw new CommandFailed('The disk is full.');
    };
    const sealer = { seal: () => (answers.shift() ?? real.seal)() };
    const context = { session, terminal, options, words: words.en };
    expect(await sealOnSchedule(context, sealer, { every: '1s', keep })).toBe(0);
    await session.close();
    expect(err).toBe('The file is busy. Trying again.\nThe disk is full. Trying again.\n');
    expect(out).toMatch(/^Sealed \d+ events [^\n]*\n$/);
    expect(kept).toHaveLength(2);
  });

  it('waits as long as was said', () => {
    expect(['1s', '90s', '10m', '6h', '24d'].map(millisecondsOf)).toEqual([
      1000, 90_000, 600_000, 21_600_000, 2_073_600_000,
    ]);
    for (const no of ['', '0s', '10', '1w', '-1m', '25d', '1.5h', '10m ', '99999999s'])
      expect(() => millisecondsOf(no)).toThrow(CommandFailed);
  });

  it('needs the key, and a folder that is there', async () => {
    const { said, json, key } = await withKey();
    expect(await said('seal', '--text', '--every', '1m')).toMatchObject({ code: 2 });
    expect(await said('seal', '--key', key, '--every', 'daily')).toMatchObject({ code: 2 });
    expect(await said('seal', '--key', key, '--notes', '/no/such/folder')).toMatchObject({
      code: 2,
      err: expect.stringContaining('Make it first'),
    });
    expect(await json('seals')).toMatchObject({ seals: [] });
  });
});
