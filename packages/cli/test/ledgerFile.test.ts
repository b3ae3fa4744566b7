import { copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { settled } from './commandLine.ts';

let clean: (() => void)[] = [];
afterEach(() => {
  for (const remove of clean) remove();
  clean = [];
});

const opened = async () => {
  const line = await settled();
  clean.push(line.remove);
  const at = (name: string): string => path.join(line.folder, name);
  return { ...line, at };
};

type Examined = Readonly<{ isSound: boolean; events: number; findings: readonly Readonly<Record<string, string>>[] }>;

/** Changes an amount in the frame of an event, in the bytes of the file. */
const falsify = (file: string, inFrame: string): void => {
  const bytes = readFileSync(file);
  const frame = bytes.indexOf(inFrame);
  const amount = bytes.lastIndexOf('"948.50"', frame);
  expect([frame, amount, frame - amount < 2_000]).toEqual([expect.any(Number), expect.any(Number), true]);
  bytes.write('"998.50"', amount);
  writeFileSync(file, bytes);
};

describe('doctor', () => {
  it('says what is in a sound ledger, and ends with 0', async () => {
    const line = await opened();
    const { code, out } = await line.said('doctor');
    expect(code).toBe(0);
    expect(out).toMatch(/^File +.*ledger\.db \(0\.\d MiB, \d+\.\d MiB free on its disk\)\n/);
    expect(out).toMatch(/\nHistory +\d+ events in \d+ streams\n/);
    expect(out).toMatch(/\nLast event +event \d+ of [a-z]+-\S+, recorded 2026-09-07T10:00:00/);
    expect(out).toMatch(/\nIts hash +[0-9a-f]{64}\n/);
    expect(await line.json<Examined>('doctor')).toMatchObject({ isSound: true, schemaVersion: 2, last: {} });
    expect((await line.said('doctor', '--locale', 'ru')).out).toMatch(/^Файл/);
  });

  it('finds an amount that was changed in the bytes of the file, which SQLite itself does not', async () => {
    const line = await opened();
    await line.said('backup', line.at('copy.db'));
    falsify(line.at('copy.db'), '"revision":0,"schema":1,"stream":"deal-d-1"');
    const { code, out } = await line.said('doctor', '--store', `sqlite:${line.at('copy.db')}`, '--json');
    const { isSound, findings } = JSON.parse(out) as Examined;
    expect([code, isSound]).toEqual([1, false]);
    expect(findings.filter(({ severity }) => severity === 'error')).toMatchObject([{ check: 'chain' }]);
    expect(findings[0]?.['problem']).toMatch(/Event 0 of deal-d-1 or its link .* was changed/);
  });

  it('finds the last event of a stream changed or missing when it has a backup to compare with', async () => {
    const line = await opened();
    await line.said('backup', line.at('copy.db'));
    await line.said('backup', line.at('backup.db'));
    falsify(line.at('copy.db'), '"revision":1,"schema":1,"stream":"deal-d-1"');
    const ask = ['doctor', '--store', `sqlite:${line.at('copy.db')}`];
    expect((await line.said(...ask)).code).toBe(0);
    const held = await line.said(...ask, '--against', line.at('backup.db'));
    expect([held.code, held.out]).toEqual([1, expect.stringMatching(/Event 1 of deal-d-1 was changed: its hash was/)]);
    expect((await line.said('doctor', '--against', line.at('backup.db'))).code).toBe(0);
    const longer = await opened();
    await longer.record('openChargeback', {
      deal: 'd-1',
      payment: 'd-1',
      chargeback: 'c-1',
      amount: { amount: '948.50', currency: 'EUR' },
      reason: 'not mine',
    });
    await longer.said('backup', longer.at('longer.db'));
    const shorter = await line.said('doctor', '--against', longer.at('longer.db'));
    expect([shorter.code, shorter.out]).toEqual([1, expect.stringMatching(/of deal-d-1 is missing: the stream had 3/)]);
    falsify(line.at('backup.db'), '"revision":0,"schema":1,"stream":"deal-d-1"');
    expect(await line.said('doctor', '--against', line.at('backup.db'))).toMatchObject({
      code: 1,
      err: expect.stringMatching(/is not sound itself/),
    });
  });

  it('warns of an event from the future', async () => {
    const line = await opened();
    line.clock('2026-09-07T09:00:00Z');
    expect(await line.said('doctor')).toMatchObject({ code: 0, out: expect.stringContaining('is in the future') });
  });

  it('says what a file is that is no ledger', async () => {
    const line = await opened();
    const text = line.file('text.txt', 'no ledger '.repeat(500));
    const { code, out } = await line.said('doctor', '--store', `sqlite:${text}`);
    expect([code, out]).toEqual([1, expect.stringContaining('error (identity)')]);
    expect(await line.said('doctor', '--store', `sqlite:${line.at('none.db')}`)).toMatchObject({ code: 1, out: '' });
    expect(await line.said('doctor', '--store', 'memory:')).toMatchObject({
      code: 2,
      err: expect.stringContaining('is no file'),
    });
  });
});

describe('backup and restore', () => {
  it('bring back what was there, with proofs, and keep what they replace', async () => {
    const line = await opened();
    const before = await line.json('balance');
    const made = await line.json<Readonly<{ events: number }>>('backup', line.at('backup.db'));
    expect(await line.said('backup', line.at('backup.db'))).toMatchObject({
      code: 1,
      err: expect.stringMatching(/already/),
    });
    expect((await line.said('backup', line.at('backup.db'), '--overwrite')).out).toMatch(/^Backed up \d+ events to /);
    await line.record('recordRefund', {
      deal: 'd-1',
      payment: 'd-1',
      refund: 'r-1',
      amount: { amount: '948.50', currency: 'EUR' },
      reason: 'sent back',
    });
    expect(await line.json('balance')).not.toEqual(before);
    const refused = await line.said('restore', line.at('backup.db'));
    expect(refused).toMatchObject({ code: 1, err: expect.stringMatching(/has \d+ events that are not in the backup/) });
    expect(await line.json('balance')).not.toEqual(before);
    const restored = await line.json<Readonly<{ events: number; kept: string }>>(
      'restore',
      line.at('backup.db'),
      '--force',
    );
    expect(restored.events).toBe(made.events);
    expect(existsSync(restored.kept)).toBe(true);
    expect(await line.json('balance')).toEqual(before);
    expect((await line.said('doctor')).code).toBe(0);
    expect((await line.said('doctor', '--store', `sqlite:${restored.kept}`)).code).toBe(0);
  });

  it('do not put a falsified copy in the place of a sound ledger, nor where nothing is, without being told to', async () => {
    const line = await opened();
    const before = await line.json('balance');
    await line.said('backup', line.at('falsified.db'));
    falsify(line.at('falsified.db'), '"revision":0,"schema":1,"stream":"deal-d-1"');
    const ask = ['restore', line.at('falsified.db')];
    for (const more of [[], ['--store', `sqlite:${line.at('new.db')}`]]) {
      expect(await line.said(...ask, ...more)).toMatchObject({
        code: 1,
        err: expect.stringMatching(/is not sound: Event 0 of deal-d-1/),
      });
    }
    expect(existsSync(line.at('new.db'))).toBe(false);
    expect(await line.json('balance')).toEqual(before);
    expect((await line.said(...ask, '--force')).code).toBe(0);
    expect((await line.said('doctor')).code).toBe(1);
  });

  it('do not replace a ledger by a copy whose last event of a stream was changed, which no chain shows', async () => {
    const line = await opened();
    await line.said('backup', line.at('falsified.db'));
    falsify(line.at('falsified.db'), '"revision":1,"schema":1,"stream":"deal-d-1"');
    expect(await line.said('restore', line.at('falsified.db'))).toMatchObject({
      code: 1,
      err: expect.stringMatching(/is another ledger than the backup, or went on differently/),
    });
    expect((await line.said('doctor')).code).toBe(0);
  });

  it('restore into an empty place', async () => {
    const line = await opened();
    await line.said('backup', line.at('backup.db'));
    const to = `sqlite:${line.at('elsewhere.db')}`;
    expect((await line.said('restore', line.at('backup.db'), '--store', to, '--locale', 'ru')).out).toMatch(
      /восстановлен/,
    );
    expect((await line.said('balance', '--json', '--store', to)).out).toBe((await line.said('balance', '--json')).out);
    copyFileSync(line.at('backup.db'), line.at('torn.db'));
    writeFileSync(line.at('torn.db'), readFileSync(line.at('torn.db')).subarray(0, 20_000));
    expect((await line.said('restore', line.at('torn.db'), '--store', to)).code).toBe(1);
    expect((await line.said('balance', '--store', to)).code).toBe(0);
  });
});
