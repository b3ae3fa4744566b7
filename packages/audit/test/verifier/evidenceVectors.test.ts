import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { memoryEventStore } from '@commission-ledger/event-store';
import { createLedger } from '@commission-ledger/ledger';
import { money, toJson } from '@commission-ledger/money';
import { expect, it } from 'vitest';
import { NOON, flatPlan, paid, settle, won } from '../../../ledger/test/world.ts';
import { type EvidenceScope, type SampleItem, samplePopulation } from '../../src/index.ts';
import { asked, packOf, readModelsOf, right, sealAt } from '../evidence/evidenceWorld.ts';
import { verified } from './packFolder.ts';

/** Where the vectors are: `vitest run -u` of this file writes them anew. */
const VECTORS = join(import.meta.dirname, '..', '..', 'vectors');

const sha256 = (...parts: readonly (string | Buffer)[]): Buffer =>
  parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();
const hex = (bytes: Buffer): string => bytes.toString('hex');

// As RFC 6962 writes them, word for word; slow, and easy to compare with it.
const half = (size: number): number => 2 ** Math.ceil(Math.log2(size) - 1);
const rootOf = (leaves: readonly Buffer[]): Buffer => {
  const [only] = leaves;
  if (only === undefined) return sha256('');
  if (leaves.length === 1) return sha256(Buffer.of(0), only);
  const at = half(leaves.length);
  return sha256(Buffer.of(1), rootOf(leaves.slice(0, at)), rootOf(leaves.slice(at)));
};
const pathOf = (index: number, leaves: readonly Buffer[]): readonly Buffer[] => {
  if (leaves.length <= 1) return [];
  const at = half(leaves.length);
  return index < at
    ? [...pathOf(index, leaves.slice(0, at)), rootOf(leaves.slice(at))]
    : [...pathOf(index - at, leaves.slice(at)), rootOf(leaves.slice(0, at))];
};
const consistencyOf = (old: number, leaves: readonly Buffer[], isWhole = true): readonly Buffer[] => {
  if (old === leaves.length) return isWhole ? [] : [rootOf(leaves)];
  const at = half(leaves.length);
  return old <= at
    ? [...consistencyOf(old, leaves.slice(0, at), isWhole), rootOf(leaves.slice(at))]
    : [...consistencyOf(old - at, leaves.slice(at), false), rootOf(leaves.slice(0, at))];
};

const sizes = Array.from({ length: 9 }, (_, size) => size);
const leaves = sizes.slice(0, 8).map((each) => sha256(`event ${each}`));
const upTo = (size: number): readonly Buffer[] => leaves.slice(0, size);

const trees = {
  leaves: leaves.map((data) => ({ data: hex(data), hash: hex(sha256(Buffer.of(0), data)) })),
  roots: sizes.map((size) => ({ size, root: hex(rootOf(upTo(size))) })),
  inclusion: sizes.flatMap((size) =>
    upTo(size).map((_, index) => ({ size, index, proof: pathOf(index, upTo(size)).map(hex) })),
  ),
  consistency: sizes.flatMap((size) =>
    sizes.slice(1, size + 1).map((old) => ({ from: old, to: size, proof: consistencyOf(old, upTo(size)).map(hex) })),
  ),
};

/** A program in which one payment was paid out, sealed; or what concerns one of its partners, sealed before that as well. */
const tinyPack = async (partners: readonly string[], scope?: EvidenceScope) => {
  const store = memoryEventStore();
  const ledger = createLedger({ store, clock: () => NOON, actor: 'ann' });
  await settle(ledger, { plans: [flatPlan('0.1')], partners });
  right(await ledger.winDeal(won('d1', {})));
  right(await ledger.recordPayment(paid('d1', 'p1', '900.00')));
  if (scope !== undefined) await sealAt(store, '2025-06-01T00:00:00Z');
  right(await ledger.issuePayouts({ program: 'acme', date: '2024-03-05' }));
  await sealAt(store, '2025-07-01T00:00:00Z');
  const verifier = '// Take the verifier from its publisher.\n';
  const request = { ...asked(store, await readModelsOf(store)), verifier };
  return packOf(scope === undefined ? request : { ...request, scope });
};

const items: readonly SampleItem[] = Array.from({ length: 10 }, (_, at) => ({
  id: `PO-${at}`,
  amount: right(money(`${(at * 37) % 11}.50`, 'EUR')),
  stream: 'account-acme.bob.EUR',
  revision: at,
}));

const samples = (['smallest-hash', 'monetary-unit'] as const).map((method) => {
  const how = { method, seed: 'audit 2025', size: 3 };
  return { ...how, chosen: samplePopulation(items, how).map(({ id }) => id) };
});

const written = (name: string, value: object): Promise<void> =>
  expect(`${JSON.stringify(value, null, 2)}\n`).toMatchFileSnapshot(join(VECTORS, name));

it('are the vectors of trees', () => written('trees.json', trees));

it('are a sample by each method', () =>
  written('samples.json', { population: items.map(({ id, amount }) => ({ id, ...toJson(amount) })), samples }));

it('are a signed note and its key, from a pack that the verifier finds sound', async () => {
  const { files, manifest } = await tinyPack(['bob']);
  const note = files.get(manifest.seal ?? '')?.toString();
  const [key]: readonly string[] = JSON.parse(files.get('keys.json')?.toString() ?? '');
  await written('note.json', { key, note });
  for (const [path, bytes] of files)
    await expect(bytes.toString('utf8')).toMatchFileSnapshot(join(VECTORS, 'pack', path));
  expect(await verified(files)).toMatchObject({ code: 0, verdict: 'sound' });
});

it('are a pack of one of two partners', async () => {
  const { files } = await tinyPack(['amy', 'bob'], { kind: 'partners', program: 'acme', partners: ['bob'] });
  for (const [path, bytes] of files)
    await expect(bytes.toString('utf8')).toMatchFileSnapshot(join(VECTORS, 'part', path));
  expect(await verified(files)).toMatchObject({ code: 0, verdict: 'sound' });
});
