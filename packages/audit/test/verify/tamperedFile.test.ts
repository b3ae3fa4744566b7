import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openSqliteStore } from '@commission-ledger/event-store-sqlite';
import { createSealer, verifierKeyTextOf } from '@commission-ledger/seals';
import * as E from 'fp-ts/lib/Either.js';
import { afterAll, describe, expect, it } from 'vitest';
import { loadDriver } from '../../../event-store-sqlite/src/loadDriver.ts';
import { schemaObjects } from '../../../event-store-sqlite/src/schema.ts';
import { scanDivided, scanRange } from '../../src/verify/scanDivided.ts';
import { verifyHistory } from '../../src/verify/verifyHistory.ts';
import type { VerifyOptions } from '../../src/verify/verifyOptions.ts';
import { type Row, leavesOf, playScript, sealingKey, sourceOf } from './sampleHistory.ts';
import { sealedAnew, tamperings } from './tampering.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'commission-ledger-verify-'));
afterAll(() => rmSync(folder, { recursive: true }));

const { signer, key } = sealingKey();
const steps = [0, 1, 0, 2, 1, 3, 'seal', 1, 0, 2, 'seal', 2, 1, 0] as const;
const played = playScript(steps, signer);

let files = 0;

/** A ledger file with these rows, as the store writes it. */
const fileWith = async (rows: readonly Row[]): Promise<string> => {
  files += 1;
  const file = path.join(folder, `${files}.ledger`);
  const store = await openSqliteStore(file);
  for (const { stream, revision, id, type, body } of rows)
    await store.events.append(stream, [{ id, type, body }], revision === 0 ? 'no-stream' : revision - 1);
  await store.close();
  return file;
};

const triggers = [...schemaObjects].filter(([name]) => name.startsWith('events_'));

/** What somebody does who has the file: takes the rules away, writes what they like, and puts the rules back. */
const overwrite = async (file: string, rows: readonly Row[]): Promise<void> => {
  const connection = (await loadDriver()).open(file);
  for (const [name] of triggers) connection.exec(`DROP TRIGGER ${name}`);
  connection.exec('DELETE FROM events');
  const insert = connection.prepare(
    'INSERT INTO events (position, stream, revision, id, type, body) VALUES (?, ?, ?, ?, ?, ?)',
  );
  for (const { position, stream, revision, id, type, body } of rows)
    insert.run(Number(position), stream, revision, id, type, body);
  for (const [, sql] of triggers) connection.exec(sql);
  connection.close();
};

const verifyFile = async (file: string, options: Partial<VerifyOptions>, divided = false) => {
  const store = await openSqliteStore(file);
  try {
    const run = (order: Parameters<typeof scanRange>[1]) => scanRange(store.events, order);
    const scan = divided ? { scan: scanDivided(store.events, { positions: 4, atOnce: 3, run }) } : {};
    return await verifyHistory({ events: store.events, ledger: 'sample', keys: [key], ...scan, ...options });
  } finally {
    await store.close();
  }
};

/** The file keeps each event once in its place; the others are done to it as they are. */
const possible = Object.keys(tamperings).filter((name) => name !== 'an event is put in twice');

describe('a ledger file', () => {
  it('sealed by the sealer itself is sound', async () => {
    const { rows } = await playScript([0, 1, 0, 2], signer);
    const file = await fileWith(rows);
    const store = await openSqliteStore(file);
    const sealer = createSealer({ store: store.events, ledger: 'sample', signer, actor: 'ada', clock: Date.now });
    const sealed = await sealer.seal();
    await store.close();
    if (E.isLeft(sealed)) throw new Error(sealed.left._tag);
    const verified = await verifyFile(file, { kept: [sealed.right.seal.note], origin: 'commission-ledger/sample' });
    expect(verified).toMatchObject(
      E.right({
        verdict: 'sound',
        seals: [{ size: 4, signature: 'pinned', roots: 'equal' }],
        kept: [{ size: 4, signature: 'pinned', roots: 'equal' }],
        unsealed: { events: 0 },
      }),
    );
    expect(verifierKeyTextOf(signer)).toContain(key.id);
  });

  it.each(possible)('gives what a history in memory gives, by one and by several readers: %s', async (name) => {
    const { rows, notes } = await played;
    const places = [3, 1, 0, 2, 4, 5, 7, 8];
    const tampered = places
      .map((place) => tamperings[name]?.(rows, place, place + 1))
      .find((each) => each !== undefined);
    if (tampered === undefined) throw new Error('There is no place for it.');
    const file = await fileWith(rows);
    await overwrite(file, tampered.rows);
    const options = { kept: notes, leaves: leavesOf(rows) };
    const found = await verifyFile(file, options);
    expect(found).toEqual(
      await verifyHistory({ ...options, events: sourceOf(tampered.rows), keys: [key], ledger: 'sample' }),
    );
    expect(found).toMatchObject({ right: { verdict: 'not-sound' } });
    expect(await verifyFile(file, options, true)).toEqual(found);
  });

  it('that was put back to an earlier copy, or rewritten and sealed with another key, is found out', async () => {
    const { rows, notes } = await played;
    const file = await fileWith(rows.slice(0, 8));
    expect(await verifyFile(file, { kept: notes })).toMatchObject({ right: { findings: [{ class: 'rolled-back' }] } });
    await overwrite(file, await sealedAnew(rows, sealingKey().signer));
    expect(await verifyFile(file, {})).toMatchObject({
      right: { findings: [{ class: 're-signed', place: { index: 6 } }] },
    });
  });
});
