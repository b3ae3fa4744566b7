import { canonicalJson } from '@commission-ledger/events';
import { memoryEventStore } from '@commission-ledger/event-store';
import { createLedger, orThrow } from '@commission-ledger/ledger';
import { beforeAll, describe, expect, it } from 'vitest';
import { NOON, flatPlan, settle } from '../../../ledger/test/world.ts';
import {
  asked,
  checked,
  jsonIn,
  manifestIn,
  packOf,
  readModelsOf,
  sealAt,
  type Unpacked,
} from '../evidence/evidenceWorld.ts';
import { noteBeside, verified } from './packFolder.ts';

const packs = new Map<string, Unpacked>();

/** A history sealed until seals cover fewer and more than ten events, whose files a list of names turns around. */
beforeAll(async () => {
  const store = memoryEventStore();
  await settle(createLedger({ store, clock: () => NOON, actor: 'ann' }), { plans: [flatPlan('0.1')] });
  await sealAt(store, '2025-05-20T00:00:00Z');
  for (const day of [21, 22, 23]) {
    const ledger = createLedger({ store, clock: () => Date.parse(`2025-05-${day}T12:00:00Z`), actor: 'ann' });
    const occurredAt = `2025-05-${day}T00:00:00Z`;
    for (const partner of [`a-${day}`, `b-${day}`])
      await orThrow(ledger.joinPartner({ partner, name: 'Late', occurredAt }));
    await sealAt(store, `2025-05-${day + 1}T00:00:00Z`);
  }
  const request = asked(store, await readModelsOf(store));
  packs.set('whole', await packOf(request));
  packs.set('scoped', await packOf({ ...request, scope: { kind: 'partners', program: 'acme', partners: ['bob'] } }));
});

const pack = (kind: string): Unpacked => {
  const found = packs.get(kind);
  if (found === undefined) throw new Error(`There is no ${kind} pack.`);
  return found;
};

const sizesIn = ({ files }: Unpacked): readonly number[] =>
  [...files.keys()].flatMap((path) => (path.startsWith('seals/') ? [Number(path.slice(6, -4))] : []));

describe.each(['whole', 'scoped'])('a %s pack with some seals', (kind) => {
  it('has them by how much they cover, which is not the order of their names', () => {
    const sizes = sizesIn(pack(kind));
    expect(sizes.length).toBeGreaterThan(2);
    expect(sizes).toEqual(sizes.toSorted((one, other) => one - other));
    expect(sizes.map(String)).not.toEqual(sizes.map(String).toSorted());
    expect(pack(kind).manifest.seal).toBe(`seals/${sizes.at(-1)}.txt`);
  });

  it.each(['as written', 'turned around', 'by name'])('is held against the newest, listed %s', async (order) => {
    const manifest = manifestIn(pack(kind).files);
    const turned = order === 'turned around' ? manifest.files.toReversed() : manifest.files;
    const listed = order === 'by name' ? turned.toSorted((one, other) => (one.path < other.path ? -1 : 1)) : turned;
    const text = `${canonicalJson({ ...manifest, files: listed })}\n`;
    const files = new Map(pack(kind).files).set('manifest.json', Buffer.from(text));
    expect(await verified(files)).toMatchObject({ verdict: 'sound', findings: [] });
    const report = await checked(files);
    expect({ verdict: report.verdict, findings: report.findings }).toEqual({ verdict: 'sound', findings: [] });
    expect(report.seals.map(({ size }) => size)).toEqual(sizesIn(pack(kind)));
    expect(report.unsealed).toBe(0);
  });

  it('is held against each of them that was kept, by both checks', async () => {
    for (const size of sizesIn(pack(kind))) {
      const note = pack(kind).files.get(`seals/${size}.txt`)?.toString() ?? '';
      const outcome = await noteBeside(note, (kept) => verified(pack(kind).files, ['--note', kept]));
      expect(outcome).toMatchObject({ verdict: 'sound', findings: [] });
      expect(await checked(pack(kind).files, { kept: [note] })).toMatchObject({ verdict: 'sound' });
    }
  });

  it('is not sound with an older seal as the newest', async () => {
    const [older] = sizesIn(pack(kind));
    const manifest = { ...(jsonIn(pack(kind).files, 'manifest.json') as object), seal: `seals/${older}.txt` };
    const files = new Map(pack(kind).files).set('manifest.json', Buffer.from(`${canonicalJson(manifest)}\n`));
    expect((await verified(files)).findings).toMatchObject([{ file: 'manifest.json', place: '/seal' }]);
    expect((await checked(files)).findings).toMatchObject([{ class: 'figures-differ', file: 'manifest.json' }]);
  });
});
