import { execFile } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { openSqliteStore } from '@commission-ledger/event-store-sqlite';
import { verifyHistory } from '@commission-ledger/audit';
import { hashOf } from '@commission-ledger/events';
import { createSealer, newSigningKey, signerFrom } from '@commission-ledger/seals';
import * as E from 'fp-ts/lib/Either.js';
import { afterEach, describe, expect, it } from 'vitest';
import { loadDriver } from '../../event-store-sqlite/src/loadDriver.ts';
import { byStream, exchangeIndex } from '../../event-store-sqlite/test/twoHistories.ts';
import { schemaObjects } from '../../event-store-sqlite/src/schema.ts';
import { settled } from './commandLine.ts';

let clean: (() => void)[] = [];
afterEach(() => {
  for (const remove of clean) remove();
  clean = [];
});

const { privateKeyPem, verifierKey } = newSigningKey('commission-ledger/ledger');
const signer = signerFrom(privateKeyPem, 'commission-ledger/ledger');

/** A ledger that somebody has sealed, with the note in a file beside it. */
const sealed = async () => {
  const line = await settled();
  clean.push(line.remove);
  const file = path.join(line.folder, 'ledger.db');
  const store = await openSqliteStore(file);
  if (E.isLeft(signer)) throw new Error(signer.left._tag);
  const sealer = createSealer({
    store: store.events,
    ledger: 'ledger',
    signer: signer.right,
    actor: 'ana',
    clock: Date.now,
  });
  const made = await sealer.seal();
  if (E.isLeft(made)) throw new Error(made.left._tag);
  const { events } = await store.events.readAll({ after: undefined, limit: 1000 });
  await store.close();
  const leaves = line.file('leaves.txt', events.map(({ body }) => `${hashOf(body)}\n`).join(''));
  return { ...line, ledger: file, events: events.length, note: line.file('seal.txt', made.right.seal.note), leaves };
};

/** Takes the rules of the file away, does something, and puts them back. */
const tamper = async (file: string, sql: string): Promise<void> => {
  const triggers = [...schemaObjects].filter(([name]) => name.startsWith('events_'));
  const connection = (await loadDriver()).open(file);
  for (const [name] of triggers) connection.exec(`DROP TRIGGER ${name}`);
  connection.exec(sql);
  for (const [, text] of triggers) connection.exec(text);
  connection.close();
};

const one = ['verify', '--jobs', '1'] as const;

describe('verify', () => {
  it('says first that a history is sound, then what was checked and what cannot be known, and ends with 0', async () => {
    const { said, note } = await sealed();
    const { code, out } = await said(...one, '--note', note, '--key', verifierKey);
    expect(code).toBe(0);
    expect(out).toMatch(/^Sound: the history is what was recorded/);
    expect(out).toMatch(/\nWhat was checked\n {2}Events: \d+, in \d+ streams/);
    expect(out).toMatch(
      /Seals in the history: 1 of 1 are good, the newest over \d+ events, made on \S+ \d\d:\d\d UTC\n/,
    );
    expect(out).toContain('the history begins with just these events; signed with a key that was given');
    expect(out).toMatch(/\nWhat cannot be known from this\n {2}Events were checked as bytes/);
    const bare = (await said(...one)).out;
    expect(bare).toMatch(/^No break found; there was nothing from outside to compare with\.\n/);
    expect(bare).toContain('No seal that was kept outside the store was given.');
    expect(bare).toContain('No verifier key was given');
    const everything = ['--canonical', '--with-read-models', '--note', note, '--key', verifierKey];
    expect((await said(...one, ...everything)).out).not.toContain('cannot be known');
  });

  it('says it in Russian', async () => {
    const { said, note } = await sealed();
    expect((await said(...one, '--note', note, '--locale', 'ru')).out).toMatch(/^Всё в порядке/);
    const { out } = await said(...one, '--locale', 'ru');
    expect(out).toMatch(/^Нарушений не найдено; сравнить было не с чем/);
    expect(out).toContain('Ключ проверки не дан');
    expect(out).not.toMatch(/[a-z]{4,} [a-z]{4,}/);
  });

  it('names the event that was changed, and ends with 1', async () => {
    const { said, json, ledger, note, events, leaves } = await sealed();
    await tamper(
      ledger,
      "UPDATE events SET body = replace(body, '\"948.50\"', '\"998.50\"') WHERE stream = 'deal-d-1' AND revision = 0",
    );
    const { code, out } = await said(...one, '--note', note, '--key', verifierKey);
    expect(code).toBe(1);
    expect(out).toMatch(
      /^NOT SOUND: 1 thing is wrong with this history\.\n\nEdited: Event 0 of deal-d-1 .*was changed/,
    );
    const russian = await said(...one, '--locale', 'ru');
    expect(russian.out).toMatch(/^НЕ В ПОРЯДКЕ.*\n\nИзменено: Событие 0 потока deal-d-1/);
    await expect(json(...one, '--leaves', leaves)).rejects.toThrow('');
    const report: unknown = JSON.parse((await said(...one, '--leaves', leaves, '--json')).out);
    expect(report).toMatchObject({
      schema: 'verify/1',
      verdict: 'not-sound',
      counts: { events },
      findings: [{ class: 'edited', place: { stream: 'deal-d-1', revision: 0 }, cause: { _tag: 'BrokenLink' } }],
    });
  });

  it('names no newest seal where none is good', async () => {
    const { said, ledger } = await sealed();
    await tamper(ledger, "UPDATE events SET body = '{}' WHERE position = 1");
    for (const [locale, says] of [
      ['en', 'Seals in the history: 0 of 1 are good\n'],
      ['ru', 'Печати в истории: годных 0 из 1\n'],
    ] as const)
      expect((await said(...one, '--locale', locale)).out).toContain(says);
  });

  it('judges a file whose protection was removed, and says that it was', async () => {
    const { said, ledger, note } = await sealed();
    const connection = (await loadDriver()).open(ledger);
    connection.exec('DROP TRIGGER events_never_change');
    connection.close();
    const untouched = await said(...one, '--note', note);
    expect(untouched).toMatchObject({ code: 1, err: '' });
    expect(untouched.out).toMatch(
      /^NOT SOUND: 1 thing is wrong.*\n\nProtection removed: The write protection of the store was removed or changed: events_never_change\./,
    );
    expect(untouched.out).toContain('the history begins with just these events');
    const again = (await loadDriver()).open(ledger);
    again.exec("UPDATE events SET body = replace(body, '\"948.50\"', '\"998.50\"') WHERE stream = 'deal-d-1'");
    again.close();
    const { out } = await said(...one, '--locale', 'ru');
    expect(out).toContain('Изменено: Событие 0 потока deal-d-1');
    expect(out).toContain('Снята защита: ');
    const balance = await said('balance', '--partner', 'orion-consulting');
    expect(balance).toMatchObject({ code: 1, err: expect.stringContaining('verify reads the history all the same') });
  });

  it('finds the end cut off only with what was kept outside', async () => {
    const { said, ledger, note, events } = await sealed();
    await tamper(ledger, `DELETE FROM events WHERE position > ${events - 3}`);
    expect((await said(...one)).code).toBe(0);
    const { code, out } = await said(...one, '--note', note);
    expect(code).toBe(1);
    expect(out).toMatch(
      /\nPut back to an earlier state: The history ends after \d+ events; the seal that was kept outside covers/,
    );
  });

  it('does not open the ledger for it: the very first event may be damaged', async () => {
    const { said, ledger } = await sealed();
    await tamper(ledger, "UPDATE events SET body = '{}' WHERE position = 1");
    const { code, out } = await said(...one);
    expect(code).toBe(1);
    expect(out).toMatch(/\nUnreadable: Event 0 of \S+ \(number 1 of the history\) is damaged/);
  });

  it('finds a file that says other things stream by stream than from first to last', async () => {
    const { said, ledger, note, json } = await sealed();
    expect(await json(...one)).toMatchObject({ file: { lookups: 'agree', foreignTriggers: [], foreignIndexes: [] } });
    const change = "DELETE FROM twin WHERE stream = 'account-acme.orion-consulting.EUR' AND revision > 0";
    await exchangeIndex(ledger, { change, index: byStream });
    const { code, out } = await said(...one, '--note', note, '--key', verifierKey);
    expect(code).toBe(1);
    expect(out).toMatch(
      /^NOT SOUND: 1 thing is wrong.*\n\nTwo histories: The store has two histories: .* It says: (row \d+ missing from|wrong # of entries in) index/,
    );
    expect(out).toContain('the history begins with just these events; signed with a key that was given');
    expect(out).toContain('Looked up in the file stream by stream, the events are NOT the same');
    expect((await said(...one, '--locale', 'ru')).out).toMatch(/\n\nДве истории: В хранилище две истории/);
  });

  it('tells of what is in the file that is not ours, without making a fault of it', async () => {
    const { said, ledger } = await sealed();
    const connection = (await loadDriver()).open(ledger);
    connection.exec('CREATE INDEX theirs ON events (type)');
    connection.exec('CREATE TRIGGER later AFTER INSERT ON events BEGIN SELECT 1; END');
    connection.close();
    for (const [locale, triggers, indexes] of [
      ['en', 'triggers that were not made by this program: later.', 'were not made by this program: theirs.'],
      ['ru', 'триггеры, созданные не этой программой: later.', 'индексы, созданные не этой программой: theirs.'],
    ] as const) {
      const { code, out } = await said(...one, '--locale', locale);
      expect([code, out]).toEqual([0, expect.stringContaining(triggers)]);
      expect(out).toContain(indexes);
    }
  });

  it('goes on from the state of an interrupted run, and removes it at the end', async () => {
    const { said, folder, ledger } = await sealed();
    const state = path.join(folder, 'state');
    const store = await openSqliteStore(ledger);
    const stop = new AbortController();
    const readAll: typeof store.events.readAll = ({ after }) => store.events.readAll({ after, limit: 5 });
    const onProgress = () => stop.abort();
    const stopped = await verifyHistory({ events: { readAll }, onProgress, signal: stop.signal });
    await store.close();
    if (E.isRight(stopped) || stopped.left._tag !== 'Stopped') throw new Error('It was to be stopped.');
    writeFileSync(state, stopped.left.state);
    const { code, out } = await said(...one, '--resume', state);
    expect([code, existsSync(state)]).toEqual([0, false]);
    expect(out).toMatch(/^Sound from event 6 on\. The 5 before were read by an earlier run/);
    writeFileSync(state, 'nothing of use');
    expect(await said(...one, '--resume', state)).toMatchObject({
      code: 2,
      err: expect.stringContaining('saved state'),
    });
  });

  it.each([
    [['--note', '/no/such/file'], 'cannot be read'],
    [['--key', 'no key'], 'key'],
    [['--key', ''], 'no verifier key'],
    [['--note', '/dev/null'], 'cannot be read'],
    [['--jobs', '0'], 'no number of processes'],
  ])('ends with 2 on %j', async (asked, said) => {
    const line = await sealed();
    expect(await line.said('verify', ...asked)).toMatchObject({ code: 2, err: expect.stringContaining(said) });
  });

  it('ends with 2 when a note or a file of hashes is none', async () => {
    const { said, file } = await sealed();
    expect(await said(...one, '--note', file('letter.txt', 'Dear auditor'))).toMatchObject({ code: 2 });
    expect(await said(...one, '--leaves', file('leaves', 'abc\n'))).toMatchObject({ code: 2 });
    expect(await said(...one, '--leaves', file('none', ''))).toMatchObject({ code: 2 });
    expect(await said(...one, '--key', file('keys', '\n'))).toMatchObject({ code: 2 });
  });

  it('finds an empty store sound', async () => {
    const { said } = await sealed();
    const [english, russian] = [
      await said(...one, '--store', 'memory:'),
      await said(...one, '--store', 'memory:', '--locale', 'ru'),
    ];
    expect([english.code, russian.code]).toEqual([0, 0]);
    expect(english.out).toMatch(/^There are no events in this ledger at all/);
    expect(russian.out).toMatch(/^В этом реестре нет ни одного события/);
  });

  it('gives the same report with several processes', async () => {
    const { said, ledger, note } = await sealed();
    const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));
    const node = ['--conditions=@commission-ledger/source', '--import', 'tsx', main];
    const asked = ['--store', `sqlite:${ledger}`, 'verify', '--json', '--note', note];
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [...node, ...asked, '--jobs', '2']);
    expect(stderr).toBe('');
    expect(stdout).toBe((await said(...one, '--json', '--note', note)).out);
    await exchangeIndex(ledger, { change: 'DELETE FROM twin WHERE position = 2', index: byStream });
    const differing = promisify(execFile)(process.execPath, [...node, ...asked, '--jobs', '2']);
    const here = await said(...one, '--json', '--note', note);
    await expect(differing).rejects.toMatchObject({ code: 1, stdout: here.out });
    expect(here.out).toContain('"two-histories"');
  });
});
