import { execFile } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { openSqliteStore } from '@commission-ledger/event-store-sqlite';
import { allProjections, storedName } from '@commission-ledger/projections';
import * as fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { splitRebuild } from '../src/rebuild/splitRebuild.ts';
import { settled } from './commandLine.ts';

type Standing = Readonly<{ projection: string; position: string | null; isCurrent: boolean; stoppedBy: string | null }>;
type Status = Readonly<{ store: string; projections: readonly Standing[] }>;

let clean: (() => void)[] = [];
afterEach(() => {
  for (const remove of clean) remove();
  clean = [];
});

const ledger = async () => {
  const line = await settled();
  clean.push(line.remove);
  const kept = path.join(line.folder, 'ledger.db');
  /** Every document of every read model, with its checkpoint. */
  const documents = async (): Promise<readonly unknown[]> => {
    const { documents: stored, close } = await openSqliteStore(kept);
    try {
      const all: unknown[] = [];
      for (const [projection, { position }] of await stored.checkpoints()) {
        all.push([projection, `${position}`, await stored.list(projection, { limit: 10_000 })]);
      }
      return all;
    } finally {
      await close();
    }
  };
  /** Spoils a document, as a defect of an earlier release would. */
  const spoil = async (projection: string): Promise<void> => {
    const { documents: stored, close } = await openSqliteStore(kept);
    try {
      const checkpoint = await stored.checkpoint(projection);
      const [first] = await stored.list(projection, { limit: 1 });
      if (checkpoint === undefined || first === undefined) throw new Error(`There is nothing in ${projection}.`);
      const puts = [{ key: first.key, json: '{"spoilt":true}' }];
      await stored.commit({ projection, expected: checkpoint.position, checkpoint, puts, removes: [] });
    } finally {
      await close();
    }
  };
  return { ...line, kept, documents, spoil };
};

const balances = allProjections.filter(({ name }) => name === 'balances').map(storedName);

describe('status', () => {
  it('tells for each read model how far it is', async () => {
    const { json, said, kept } = await ledger();
    const before = await json<Status>('status');
    expect(before.store).toBe(`sqlite:${kept}`);
    expect(before.projections.map(({ projection }) => projection)).toEqual(allProjections.map(storedName));
    expect(before.projections.some(({ isCurrent }) => !isCurrent)).toBe(true);
    const after = await json<Status>('status', '--catch-up');
    expect(after.projections.every(({ isCurrent }) => isCurrent)).toBe(true);
    expect((await said('status')).out).toMatch(
      /^Store: sqlite:\S+, ends at position \d+\n\nRead model +Up to +Behind by +State\n/,
    );
  });

  it('ends with 1 when a read model was made from another history', async () => {
    const { said, kept } = await ledger();
    const other = await ledger();
    await other.said('balance');
    await other.said('record', 'joinPartner', other.file('joined.json', { partner: 'lyra', name: 'Lyra' }));
    const apart = `sqlite:${path.join(other.folder, 'read-models.db')}`;
    await other.said('balance', '--read-models', apart);
    const { code, out } = await said('status', '--store', `sqlite:${kept}`, '--read-models', apart);
    expect(code).toBe(1);
    expect(out).toContain('Rebuild the projection');
  });
});

describe('rebuild', () => {
  it('makes what was spoilt good again, one read model or all', async () => {
    const { said, documents, spoil } = await ledger();
    await said('balance');
    const sound = await documents();
    for (const command of [['rebuild'], ['rebuild', 'balances'], ['rebuild', ...balances]]) {
      await spoil(balances.join(''));
      expect(await documents()).not.toEqual(sound);
      expect(await said(...command)).toMatchObject({ code: 0, err: '' });
      expect(await documents()).toEqual(sound);
    }
  });

  it('comes to the same in several processes', async () => {
    const { said, kept, documents, spoil } = await ledger();
    await said('balance');
    const sound = await documents();
    const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));
    const node = ['--conditions=@commission-ledger/source', '--import', 'tsx', main];
    await spoil(balances.join(''));
    const env = { ...process.env, COMMISSION_LEDGER_STORE: `sqlite:${kept}` };
    const rebuild = [...node, 'rebuild', 'balances', '--workers', '2'];
    const { stderr } = await promisify(execFile)(process.execPath, rebuild, { env });
    expect(stderr).toBe('');
    expect(await documents()).toEqual(sound);
  });

  it('has nothing to do where read models are in memory, and knows what there is', async () => {
    const { said } = await ledger();
    expect(await said('rebuild', '--read-models', 'memory:')).toMatchObject({ code: 2 });
    expect(await said('rebuild', 'fortunes')).toMatchObject({ code: 2, err: expect.stringContaining('balances') });
    expect(await said('rebuild', '--workers', 'many')).toMatchObject({ code: 2 });
  });

  it('is divided so that every read model is built once, by no more processes than were asked for', () => {
    fc.assert(
      fc.property(
        fc.subarray([...allProjections], { minLength: 1 }),
        fc.integer({ min: 1, max: 64 }),
        (chosen, workers) => {
          const parts = splitRebuild(chosen, workers);
          expect(parts.length).toBeLessThanOrEqual(workers);
          for (const { name } of chosen) {
            const shares = parts.filter(({ projections }) => projections.includes(name)).map(({ share }) => share);
            const [first] = shares;
            const of = first?.of ?? 1;
            expect(shares).toEqual(of === 1 ? [undefined] : Array.from({ length: of }, (_, index) => ({ index, of })));
          }
          expect(
            parts.flatMap(({ projections }) => projections).every((name) => chosen.some((each) => each.name === name)),
          ).toBe(true);
          expect(parts.every(({ projections }) => projections.length > 0)).toBe(true);
        },
      ),
    );
  });
});
