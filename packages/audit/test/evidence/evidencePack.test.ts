import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { type EventStore, memoryEventStore } from '@commission-ledger/event-store';
import { openSqliteStore } from '@commission-ledger/event-store-sqlite';
import { createLedger } from '@commission-ledger/ledger';
import { type DocumentStore, memoryDocumentStore } from '@commission-ledger/projections';
import { headTree, hexOf, historyDigest } from '@commission-ledger/seals';
import * as E from 'fp-ts/lib/Either.js';
import { beforeAll, describe, expect, it } from 'vitest';
import { describeEvidenceFailure, type EvidenceRequest, evidencePack, evidenceZip } from '../../src/index.ts';
import {
  asked,
  checked,
  eventsIn,
  jsonIn,
  manifestIn,
  linesIn,
  packOf,
  readModelsOf,
  recorded,
  right,
  sealAt,
  simulated,
  type Unpacked,
} from './evidenceWorld.ts';

let store: EventStore;
let documents: DocumentStore;
let whole: Unpacked;

beforeAll(async () => {
  store = await simulated({ partners: 5, leads: 90, months: 5 });
  await sealAt(store, '2025-07-20T00:00:00Z');
  documents = await readModelsOf(store);
  whole = await packOf(asked(store, documents));
});

const sha256 = (bytes: string | Buffer): string => createHash('sha256').update(bytes).digest('hex');

const everything = async (from: EventStore) => (await from.readAll({ after: undefined, limit: 1_000_000 })).events;

/** Every place that a JSON document names by stream and revision. */
const citedIn = (value: unknown): readonly string[] => {
  if (typeof value !== 'object' || value === null) return [];
  const inner = Object.values(value).flatMap(citedIn);
  return 'stream' in value && 'revision' in value
    ? [`${String(value.stream)}/${String(value.revision)}`, ...inner]
    : inner;
};

describe('a pack of the whole history', () => {
  it('has every event byte for byte, in order, and is found sound', async () => {
    const bodies = (await everything(store)).map(({ body }) => body);
    expect(linesIn(whole.files, 'events.ndjson')).toEqual(bodies);
    expect(whole.manifest.known.size).toBe(bodies.length);
    expect(await checked(whole.files)).toMatchObject({ verdict: 'sound', findings: [], unsealed: 0 });
  });

  it('names every other file with its hash in the manifest, which is written last', () => {
    const paths = [...whole.files.keys()];
    expect(paths.at(-1)).toBe('manifest.json');
    expect(whole.manifest.files.map(({ path }) => path)).toEqual(paths.slice(0, -1));
    for (const { path, bytes, sha256: hash } of whole.manifest.files) {
      expect(whole.files.get(path)).toHaveLength(bytes);
      expect(sha256(whole.files.get(path) ?? '')).toBe(hash);
    }
    expect(manifestIn(whole.files)).toEqual(whole.manifest);
    expect(whole.written.sha256).toBe(sha256(whole.files.get('manifest.json') ?? ''));
  });

  it('has each plan under the hash that its event tells', () => {
    const published = eventsIn(whole.files).filter(({ type }) => type === 'PlanPublished');
    expect(published.length).toBeGreaterThan(0);
    for (const { data } of published)
      expect(sha256(whole.files.get(`plans/${String(data['plan'])}@${String(data['version'])}.json`) ?? '')).toBe(
        data['documentHash'],
      );
  });

  it('has statements whose sums are those of the events, and a proof of each sampled payout', () => {
    const statements = [...whole.files.keys()].filter((path) => path.startsWith('statements/'));
    const cents = (amount: string): number => Math.round(Number(amount) * 100);
    type Line = Readonly<{ kind: string; amount: Readonly<{ amount: string }> }>;
    const lines = statements.flatMap((path) => {
      const statement: Readonly<{ lines: readonly Line[] }> = JSON.parse(whole.files.get(path)?.toString() ?? '');
      return statement.lines;
    });
    const sumOf = (kind: string): number =>
      lines.filter((line) => line.kind === kind).reduce((sum, { amount }) => sum + cents(amount.amount), 0);
    const stated = (what: string): number =>
      whole.manifest.sums.filter((sum) => sum.what === what).reduce((sum, { amount }) => sum + cents(amount), 0);
    expect(stated('accrued')).toBeGreaterThan(0);
    expect(sumOf('accrual')).toBe(stated('accrued'));
    expect(sumOf('reversal')).toBe(-stated('reversed'));
    expect(sumOf('payout')).toBe(-stated('settled'));
    const { items }: Readonly<{ items: readonly Readonly<{ id: string }>[] }> = JSON.parse(
      whole.files.get('samples.json')?.toString() ?? '',
    );
    expect(items).toHaveLength(5);
    for (const { id } of items) expect(jsonIn(whole.files, `proofs/${id}.json`)).toMatchObject({ subject: id });
  });

  it('is the same again, from another store too', async () => {
    const copy = memoryEventStore();
    for (const { stream, revision, id, type, body } of await everything(store))
      await copy.append(stream, [{ id, type, body }], revision === 0 ? 'no-stream' : revision - 1);
    const again = await packOf(asked(copy, await readModelsOf(copy)));
    expect(again.written).toEqual(whole.written);
  });

  it('says in one statement where its figures come from', () => {
    const { ipe } = whole.manifest;
    expect(Object.keys(ipe)).toEqual(['source', 'query', 'parameters', 'logic']);
    expect(ipe.parameters).toMatchObject({ scope: { kind: 'whole' }, samples: { seed: 'audit 2025' } });
  });
});

type PackedEnd = Readonly<{ stream: string; length: number; head: string; seal: number }>;

describe('a pack of some partners', () => {
  const scopedTo = (partners: readonly string[]): EvidenceRequest => ({
    ...asked(store, documents),
    scope: { kind: 'partners', program: 'simulated', partners },
    samples: { what: 'payouts', method: 'smallest-hash', seed: 's', size: 1000 },
  });
  const everyone = Array.from({ length: 5 }, (_, n) => `partner-00000${n + 1}`);

  it.each(everyone)('of %s has all events that its proofs cite, and is found sound', async (partner) => {
    const { files, manifest } = await packOf(scopedTo([partner]));
    const there = new Set(eventsIn(files).map(({ stream, revision }) => `${stream}/${revision}`));
    const proofs = [...files.keys()].filter((path) => path.startsWith('proofs/'));
    for (const path of proofs) expect(citedIn(jsonIn(files, path)).filter((place) => !there.has(place))).toEqual([]);
    expect(await checked(files)).toMatchObject({ verdict: 'sound', findings: [] });
    expect(manifest.counts.events).toBeLessThan(whole.manifest.counts.events);
    expect(linesIn(files, 'leaves.txt')).toEqual((await everything(store)).map(({ body }) => sha256(body)));
    const ends = linesIn(files, 'heads.ndjson').map((line): PackedEnd => JSON.parse(line));
    expect(ends.map(({ stream }) => stream)).toEqual(
      [...new Set((await everything(store)).map((each) => each.stream))].slice(0, -1),
    );
    for (const { stream, length, head } of ends) {
      const events = (await everything(store)).filter((each) => each.stream === stream);
      expect({ length, head }).toEqual({ length: events.length, head: sha256(events.at(-1)?.body ?? '') });
    }
  });

  it('tells at each seal how the streams ended whose ends have changed, and nothing twice', async () => {
    const sealed = await simulated({ partners: 2, leads: 12, months: 2 });
    const sizes = ['2025-06-01', '2025-06-02', '2025-06-03'];
    for (const day of sizes) {
      await sealAt(sealed, `${day}T00:00:00Z`);
      const ledger = createLedger({ store: sealed, clock: () => Date.parse(`${day}T10:00:00Z`), actor: 'ann' });
      right(await ledger.recordErasure({ subject: `s-${day}`, reason: 'asked by the person', by: 'ann' }));
    }
    const scope = { kind: 'partners' as const, program: 'simulated', partners: ['partner-000001'] };
    const { files } = await packOf({ ...asked(sealed, await readModelsOf(sealed)), scope });
    const lines = linesIn(files, 'heads.ndjson').map((line): PackedEnd => JSON.parse(line));
    const seals = [...files.keys()].flatMap((path) => /^seals\/(\d+)\.txt$/.exec(path)?.[1] ?? []).map(Number);
    expect([...new Set(lines.map(({ seal }) => seal))]).toEqual(seals);
    // The seal before, and who was erased on the day before.
    expect(lines.filter(({ seal }) => seal === seals.at(-1)).map(({ stream }) => stream)).toEqual([
      'seal-ledger',
      'subject-s-2025-06-02',
    ]);
    const history = await everything(sealed);
    for (const seal of seals) {
      const tree = headTree();
      for (const end of lines) if (end.seal <= seal) tree.set(end.stream, end.length, end.head);
      const digest = historyDigest();
      for (const { stream, revision, body } of history.slice(0, seal)) digest.add(stream, revision, sha256(body));
      expect(hexOf(tree.root())).toBe(digest.headsRoot());
    }
  });

  it('has every stream that names them, whole, and no account of anybody else', async () => {
    const [partner = ''] = everyone;
    const { files } = await packOf(scopedTo([partner]));
    const all = eventsIn(whole.files);
    const streams = new Set(eventsIn(files).map(({ stream }) => stream));
    const named = all.filter(
      ({ stream, data }) =>
        /^(?:lead|deal|claim|inquiry)-/.test(stream) && JSON.stringify(data).includes(`"partner":"${partner}"`),
    );
    expect(named.length).toBeGreaterThan(10);
    for (const { stream } of named) expect(streams).toContain(stream);
    for (const stream of streams) {
      expect(eventsIn(files).filter((event) => event.stream === stream)).toEqual(
        all.filter((event) => event.stream === stream),
      );
      if (/^(?:account|partner)-/.test(stream))
        expect(stream).toMatch(new RegExp(`^(?:account-simulated\\.|partner-)${partner}`));
    }
  });

  it('sums to the whole over all partners', async () => {
    const sums = await Promise.all(everyone.map(async (partner) => (await packOf(scopedTo([partner]))).manifest.sums));
    const total = (what: string): string =>
      sums
        .flat()
        .filter((sum) => sum.what === what)
        .reduce((all, { amount }) => all + Number(amount), 0)
        .toFixed(2);
    for (const { what, amount } of whole.manifest.sums) expect(total(what)).toBe(amount);
  });
});

describe('a pack of a period', () => {
  // The program is in Berlin, two hours ahead of UTC then.
  it('has the whole history, and sums and samples of what was recorded in it', async () => {
    const period = { from: recorded('2025-03-31T22:00:00.000000Z'), until: recorded('2025-05-31T22:00:00.000000Z') };
    const { files, manifest } = await packOf({ ...asked(store, documents), period });
    expect(files.get('events.ndjson')?.equals(whole.files.get('events.ndjson') ?? Buffer.alloc(0))).toBe(true);
    const within = eventsIn(files).filter(
      ({ type, recordedAt }) => type === 'AccrualPosted' && recordedAt >= period.from && recordedAt < period.until,
    );
    expect(manifest.sums.find(({ what }) => what === 'accrued')?.count).toBe(within.length);
    expect(within.length).toBeGreaterThan(0);
    const months = [...files.keys()].flatMap((path) => /^statements\/.*\/(.*)\.json$/.exec(path)?.[1] ?? []);
    expect(new Set(months)).toEqual(new Set(['2025-04', '2025-05']));
    expect(await checked(files)).toMatchObject({ verdict: 'sound' });
  });
});

describe('a pack as known at a moment', () => {
  it('has the bytes that a pack would have had then', async () => {
    const known = recorded('2025-04-20T00:00:00.000000Z');
    const then = memoryEventStore();
    for (const { stream, revision, id, type, body } of await everything(store))
      if ((/"recordedAt":"([^"]+)"/.exec(body)?.[1] ?? '') <= known)
        await then.append(stream, [{ id, type, body }], revision === 0 ? 'no-stream' : revision - 1);
    const later = await packOf({ ...asked(store, documents), known });
    const asThen = await packOf({ ...asked(then, await readModelsOf(then)), known });
    expect(later.written).toEqual(asThen.written);
    expect(later.manifest.known.size).toBeLessThan(whole.manifest.known.size);
    expect(later.manifest.seal).toBeNull();
    expect(await checked(later.files)).toMatchObject({ verdict: 'sound' });
  });
});

describe('no pack is made', () => {
  const refusedFor = async (change: Partial<EvidenceRequest>) => {
    const outcome = await evidencePack({ ...asked(store, documents), ...change }, async (_, content) => {
      for await (const __ of content);
    });
    if (E.isRight(outcome)) throw new Error('It was made.');
    expect(describeEvidenceFailure(outcome.left)).toMatch(/\.$/);
    return outcome.left;
  };
  const partners = (program: string, partner: string) => ({ kind: 'partners' as const, program, partners: [partner] });

  it('of nothing, of who is unknown, or from read models that are not there', async () => {
    const empty = memoryEventStore();
    expect(await refusedFor({ store: empty, documents: memoryDocumentStore() })).toEqual({ _tag: 'NothingRecorded' });
    expect(await refusedFor({ known: recorded('2000-01-01T00:00:00.000000Z') })).toEqual({ _tag: 'NothingRecorded' });
    expect(await refusedFor({ scope: partners('nowhere', 'nobody') })).toMatchObject({ _tag: 'UnknownProgram' });
    expect(await refusedFor({ scope: partners('simulated', 'nobody') })).toMatchObject({ _tag: 'UnknownPartner' });
    expect(await refusedFor({ store: empty })).toEqual({ _tag: 'ReadModelsApart' });
  });

  it('of a history that was edited, even where only a seal can tell', async () => {
    const events = await everything(store);
    const edited = (stream: RegExp, change: (body: string) => string, last: boolean): EventStore => {
      const matching = events.filter((event) => stream.test(event.stream));
      const victim = last ? matching.at(-1) : matching[0];
      const altered = <Stored extends Readonly<{ id: string; body: string }>>(event: Stored): Stored =>
        event.id === victim?.id ? { ...event, body: change(event.body) } : event;
      return {
        ...store,
        readAll: async (options) => {
          const page = await store.readAll(options);
          return { ...page, events: page.events.map(altered) };
        },
      };
    };
    const actor = (body: string): string => body.replace('"actor":"', '"actor":"another ');
    expect(await refusedFor({ store: edited(/^account-/, actor, false) })).toMatchObject({ _tag: 'HistoryNotSound' });
    expect(await refusedFor({ store: edited(/^account-/, actor, true) })).toMatchObject({ _tag: 'SealDiffers' });
  });

  it('with a file of the caller outside of a folder of its own', async () => {
    for (const path of ['manifest.json', '../out.txt', 'seals/1.txt', '/etc/x', 'journal//x', 'journal/..', 'a\\b/c'])
      await expect(refusedFor({ extras: [{ path, content: [] }] })).rejects.toThrow(RangeError);
    const twice = { path: 'journal/all.journal', content: [] };
    await expect(refusedFor({ extras: [twice, twice] })).rejects.toThrow('two files journal/all.journal');
    const { files } = await packOf({
      ...asked(store, documents),
      extras: [{ path: 'journal/2025.journal', content: [Buffer.from('; nothing\n')] }],
    });
    expect(files.get('journal/2025.journal')?.toString()).toBe('; nothing\n');
  });
});

describe('the zip', () => {
  const zipped = async (): Promise<Buffer> => {
    const out = new PassThrough();
    const zip = evidenceZip(out);
    const bytes = buffer(out);
    const packed = await evidencePack(asked(store, documents), zip.put);
    expect(E.isRight(packed)).toBe(true);
    await zip.end();
    return bytes;
  };

  it('is the same each time, and holds every file as it stands', async () => {
    const zip = await zipped();
    expect(sha256(zip)).toBe(sha256(await zipped()));
    for (const [path, bytes] of whole.files) {
      expect(zip.includes(Buffer.from(path))).toBe(true);
      expect(zip.includes(bytes)).toBe(true);
    }
  });

  it('tells whoever puts a file that it cannot be written', async () => {
    const out = new PassThrough();
    const zip = evidenceZip(out);
    out.destroy(new Error('the disk is full'));
    await expect(evidencePack(asked(store, documents), zip.put)).rejects.toThrow('the disk is full');
  });
});

describe('from a file', () => {
  it('the pack is that of the same history in memory', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'evidence-'));
    const file = await openSqliteStore(join(folder, 'ledger.db'));
    try {
      for (const { stream, revision, id, type, body } of await everything(store))
        await file.events.append(stream, [{ id, type, body }], revision === 0 ? 'no-stream' : revision - 1);
      const again = await packOf(asked(file.events, await readModelsOf(file.events)));
      expect(again.written).toEqual(whole.written);
    } finally {
      await file.close();
      rmSync(folder, { recursive: true });
    }
  });
});
