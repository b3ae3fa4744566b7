import { memoryEventStore, StoreFailure } from '@commission-ledger/event-store';
import * as E from 'fp-ts/lib/Either.js';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  allProjections,
  balances,
  type Checkpoint,
  type DocumentStore,
  entries,
  examineReadModels,
  type Projection,
  projectionRuntime,
  leads,
  markOf,
  memoryDocumentStore,
  type ReadModelFinding,
  storedName,
} from '../src/index.ts';
import { rebuilt } from './dump.ts';
import { accrued, opened } from './facts.ts';
import { append, type Fact, framed, right, storeWith } from './history.ts';
import { wholeHistory } from './wholeHistory.ts';

const accrual = (id: string) => accrued({ id, amount: 5, maturesOn: '2026-01-31' });
const facts = [opened(), accrual('a1'), accrual('a2')];
const BALANCES = storedName(balances);
const ADA = 'north/ada/EUR';

type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

const examined = async (store: Parameters<typeof examineReadModels>[0]['store'], documents: DocumentStore) =>
  right(await examineReadModels({ store, documents, projections: allProjections }));

/** Writes into the documents past every projection; the checkpoint stays unless another is given. */
const tamper = async (
  documents: DocumentStore,
  projection: string,
  change: Readonly<{ puts?: Readonly<Record<string, string>>; removes?: readonly string[]; checkpoint?: Checkpoint }>,
): Promise<void> => {
  const there = await documents.checkpoint(projection);
  const { puts = {}, removes = [], checkpoint = there } = change;
  if (checkpoint === undefined) throw new Error('There is nothing to change.');
  const listed = Object.entries(puts).map(([key, json]) => ({ key, json }));
  expect(await documents.commit({ projection, expected: there?.position, checkpoint, puts: listed, removes })).toBe(
    true,
  );
};

type Stored = Readonly<{ projection: string; key: string; json: string }>;

const allDocuments = async (documents: DocumentStore): Promise<readonly Stored[]> => {
  const found: Stored[] = [];
  for (const projection of allProjections.map(storedName))
    for (const document of await documents.list(projection, {})) found.push({ projection, ...document });
  return found;
};

/** What stands at the end of a JSON pointer, as JSON; `null` where nothing does. */
const at = (json: string, pointer: string): string | null => {
  const names = pointer.split('/').slice(1);
  const value = names.reduce<Json | undefined>(
    (within, name) =>
      typeof within === 'object' && within !== null
        ? Object.entries(within).find(([each]) => each === name.replaceAll('~1', '/').replaceAll('~0', '~'))?.[1]
        : undefined,
    JSON.parse(json),
  );
  return value === undefined ? null : JSON.stringify(value);
};

/** The places of a document at which something stands. */
const placesIn = (value: Json, path: readonly string[] = []): readonly (readonly string[])[] => [
  path,
  ...(typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([name, below]) => placesIn(below, [...path, name]))
    : []),
];

/** The same document with something else at one place, or nothing. */
const changedAt = (value: Json, [name, ...rest]: readonly string[], to: Json | undefined): Json | undefined => {
  if (name === undefined || typeof value !== 'object' || value === null) return to;
  const members = Object.entries(value).flatMap(([each, below]): (readonly [string, Json])[] => {
    const now = each === name ? changedAt(below, rest, to) : below;
    return now === undefined ? [] : [[each, now]];
  });
  return Array.isArray(value) ? members.map(([, below]) => below) : Object.fromEntries(members);
};

const somewhere = fc.nat({ max: 1_000_000 });
const runs = { numRuns: 60 };

describe('read models beside their history', () => {
  it('are found sound as they were folded, however far each of them is', async () => {
    await fc.assert(
      fc.asyncProperty(
        wholeHistory(),
        fc.array(fc.nat({ max: 60 }), { minLength: allProjections.length, maxLength: allProjections.length }),
        async (history, ends) => {
          const store = await storeWith(history);
          const documents = memoryDocumentStore();
          for (const [index, projection] of allProjections.entries())
            right(
              await projectionRuntime({ store, documents, projections: [projection] }).runTo(BigInt(ends[index] ?? 0)),
            );
          const { findings, models } = await examined(store, documents);
          expect(findings).toEqual([]);
          expect(models.map(({ projection }) => projection)).toEqual(allProjections.map(storedName));
          for (const [index, { outcome, isBehind }] of models.entries()) {
            const end = ends[index] ?? 0;
            expect(outcome).toBe(end === 0 ? 'absent' : 'compared');
            expect(isBehind).toBe(end < history.length);
          }
          const count = models.reduce((sum, model) => sum + model.documents, 0);
          expect(count).toBe((await allDocuments(documents)).length);
        },
      ),
      runs,
    );
  });

  it('are found changed where one document was: which, and its first field that differs', async () => {
    await fc.assert(
      fc.asyncProperty(
        wholeHistory(),
        somewhere,
        somewhere,
        fc.constantFrom<Json | undefined>(undefined, null, 'other', '7', 7, true, [], {}),
        async (history, document, place, to) => {
          const store = await storeWith(history);
          const documents = await rebuilt(store);
          const all = await allDocuments(documents);
          const chosen = all[document % all.length];
          if (chosen === undefined) throw new Error('There is a document.');
          const before: Json = JSON.parse(chosen.json);
          const places = placesIn(before);
          const after = changedAt(before, places[place % places.length] ?? [], to);
          const json = JSON.stringify(after ?? null);
          fc.pre(json !== chosen.json);
          await tamper(documents, chosen.projection, { puts: { [chosen.key]: json } });
          const { findings } = await examined(store, documents);
          expect(findings).toHaveLength(1);
          const [found] = findings;
          expect(found).toMatchObject({
            _tag: 'DocumentDiffers',
            projection: chosen.projection,
            key: chosen.key,
            others: 0,
          });
          if (found?._tag !== 'DocumentDiffers') throw new Error('It differs.');
          const [stored, expected] = [at(json, found.pointer), at(chosen.json, found.pointer)];
          expect(stored).not.toBe(expected);
          const shortened = (text: string | null) => (text === null ? null : text.replace(/…$/, ''));
          expect(stored?.startsWith(shortened(found.stored) ?? 'nothing') ?? found.stored === null).toBe(true);
          expect(expected?.startsWith(shortened(found.expected) ?? 'nothing') ?? found.expected === null).toBe(true);
        },
      ),
      runs,
    );
  });

  it('are found changed where documents were taken away or put in', async () => {
    await fc.assert(
      fc.asyncProperty(
        wholeHistory(),
        somewhere,
        fc.constantFrom(...allProjections),
        fc.string({ unit: 'grapheme' }),
        async (history, document, projection, key) => {
          const store = await storeWith(history);
          const documents = await rebuilt(store);
          const all = await allDocuments(documents);
          const gone = all[document % all.length];
          const name = storedName(projection);
          fc.pre(gone !== undefined && !all.some((each) => each.projection === name && each.key === key));
          if (gone === undefined) return;
          await tamper(documents, gone.projection, { removes: [gone.key] });
          const missing = { _tag: 'DocumentMissing', projection: gone.projection, key: gone.key, others: 0 };
          expect((await examined(store, documents)).findings).toEqual([missing]);
          await tamper(documents, name, { puts: { [key]: gone.json } });
          const { findings } = await examined(store, documents);
          expect(findings).toHaveLength(2);
          expect(findings).toContainEqual(missing);
          expect(findings).toContainEqual({ _tag: 'DocumentExtra', projection: name, key, others: 0 });
        },
      ),
      runs,
    );
  });

  it('are found changed where what says how far they go was moved, unless they are the same there', async () => {
    await fc.assert(
      fc.asyncProperty(
        wholeHistory(),
        fc.constantFrom(...allProjections),
        fc.integer({ min: 1, max: 60 }),
        fc.constantFrom('with the old mark', 'with its mark', 'without one'),
        async (history, projection, to, how) => {
          const store = await storeWith(history);
          const documents = await rebuilt(store);
          const name = storedName(projection);
          const old = await documents.checkpoint(name);
          const position = BigInt(to);
          fc.pre(old !== undefined && position !== old.position);
          const event = (await store.readAll({ after: position - 1n, limit: 1 })).events[0];
          const mark = {
            'with the old mark': old?.event,
            'with its mark': event && markOf(event),
            'without one': undefined,
          };
          const checkpoint = { position, ...(mark[how] !== undefined && { event: mark[how] }) };
          await tamper(documents, name, { checkpoint });
          const { findings } = await examined(store, documents);
          if (to > history.length)
            expect(findings).toEqual([
              {
                _tag: 'CheckpointBeyondHead',
                projection: name,
                checkpoint: position,
                head: BigInt(history.length),
              },
            ]);
          else if (how === 'with the old mark')
            expect(findings).toEqual([{ _tag: 'CheckpointNotInHistory', projection: name, checkpoint }]);
          else expect(keysOf(findings)).toEqual(await naive(history.slice(0, to), documents, projection));
        },
      ),
      runs,
    );
  });
});

describe('a document that was changed and then folded on', () => {
  it('is found where it is not what the whole history gives', async () => {
    await fc.assert(
      fc.asyncProperty(wholeHistory(), somewhere, somewhere, async (history, end, document) => {
        const store = await storeWith(history);
        const documents = memoryDocumentStore();
        const runtime = projectionRuntime({ store, documents, projections: allProjections });
        right(await runtime.runTo(BigInt(1 + (end % history.length))));
        const all = await allDocuments(documents);
        const chosen = all[document % all.length];
        const projection = allProjections.find((each) => storedName(each) === chosen?.projection);
        if (chosen === undefined || projection === undefined) throw new Error('There is a document.');
        await tamper(documents, chosen.projection, { removes: [chosen.key] });
        await runtime.catchUp();
        const reached = (await documents.checkpoint(chosen.projection))?.position ?? 0n;
        const expected = await naive(history.slice(0, Number(reached)), documents, projection);
        expect(keysOf((await examined(store, documents)).findings)).toEqual(expected);
      }),
      runs,
    );
  });
});

const keysOf = (findings: readonly ReadModelFinding[]): readonly string[] =>
  findings.map((found) => ('key' in found ? `${found._tag} ${found.key}` : found._tag));

/** Which documents are not those of a shorter history, by maps. */
const naive = async (
  history: readonly Fact[],
  documents: DocumentStore,
  projection: (typeof allProjections)[number],
): Promise<readonly string[]> => {
  const name = storedName(projection);
  const fresh = await rebuilt(await storeWith(history), [projection]);
  const [expected, stored] = [await fresh.list(name, {}), await documents.list(name, {})].map(
    (listed) => new Map(listed.map(({ key, json }) => [key, json])),
  );
  const keys = [...new Set([...(expected?.keys() ?? []), ...(stored?.keys() ?? [])])].toSorted();
  return keys.flatMap((key) => {
    if (!stored?.has(key)) return [`DocumentMissing ${key}`];
    if (!expected?.has(key)) return [`DocumentExtra ${key}`];
    return stored.get(key) === expected.get(key) ? [] : [`DocumentDiffers ${key}`];
  });
};

describe('holding read models against their history', () => {
  it('says what stands in a field, and what should', async () => {
    const store = await storeWith(facts);
    const documents = await rebuilt(store);
    const json = (await documents.read(BALANCES, ADA)) ?? '';
    await tamper(documents, BALANCES, { puts: { [ADA]: json.replace('"accrued":"10"', '"accrued":"99910"') } });
    expect((await examined(store, documents)).findings).toEqual([
      {
        _tag: 'DocumentDiffers',
        projection: BALANCES,
        key: ADA,
        pointer: '/accrued',
        stored: '"99910"',
        expected: '"10"',
        others: 0,
      },
    ]);
    await tamper(documents, BALANCES, { puts: { [ADA]: 'no JSON' } });
    expect((await examined(store, documents)).findings).toMatchObject([{ pointer: '', stored: '"no JSON"' }]);
  });

  it('does not mind in which order a document has its members, nor white space', async () => {
    const store = await storeWith(facts);
    const documents = await rebuilt(store);
    const members = Object.entries(JSON.parse((await documents.read(BALANCES, ADA)) ?? '{}'));
    const turned = JSON.stringify(Object.fromEntries(members.toReversed()), null, 2);
    await tamper(documents, BALANCES, { puts: { [ADA]: turned } });
    expect((await examined(store, documents)).findings).toEqual([]);
    // What comes twice counts as it is read: the last one.
    await tamper(documents, BALANCES, { puts: { [ADA]: turned.replace('{', '{"accrued":"1",') } });
    expect((await examined(store, documents)).findings).toEqual([]);
    await tamper(documents, BALANCES, { puts: { [ADA]: turned.replace('{', '{"__proto__":{},') } });
    expect((await examined(store, documents)).findings).toMatchObject([{ pointer: '/__proto__', stored: '{}' }]);
  });

  it('goes by the order of keys that stores have, which is not that of JavaScript', async () => {
    const keys = ['\uFFFD', '\u{1F600}'];
    const signs: Projection<number> = {
      name: 'signs',
      version: 1,
      keysOf: () => keys,
      evolve: (count = 0) => count + 1,
    };
    const store = await storeWith(facts);
    const documents = await rebuilt(store, [signs]);
    await tamper(documents, 'signs@1', { removes: keys.slice(0, 1) });
    const { findings } = right(await examineReadModels({ store, documents, projections: [signs] }));
    expect(keysOf(findings)).toEqual(['DocumentMissing \uFFFD']);
  });

  it('lists the first of a kind and counts the others', async () => {
    const store = await storeWith(facts);
    const documents = await rebuilt(store);
    const puts = Object.fromEntries(Array.from({ length: 2345 }, (_, index) => [`x${index}`, '1']));
    await tamper(documents, BALANCES, { puts, removes: [ADA] });
    const { findings, models } = await examined(store, documents);
    const extra = findings.filter(({ _tag }) => _tag === 'DocumentExtra');
    expect(extra.map((found) => ('others' in found ? found.others : -1))).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 2335]);
    expect(findings).toHaveLength(11);
    expect(findings).toContainEqual({ _tag: 'DocumentMissing', projection: BALANCES, key: ADA, others: 0 });
    expect(models.find(({ projection }) => projection === BALANCES)?.documents).toBe(2345);
  });

  it('finds documents of which nothing says how far they go, and takes those that are not there for not built', async () => {
    const store = await storeWith(facts);
    const documents = await rebuilt(store);
    const without = {
      ...documents,
      checkpoints: async () => new Map([...(await documents.checkpoints())].filter(([name]) => name !== BALANCES)),
    };
    expect((await examined(store, without)).findings).toEqual([{ _tag: 'NoCheckpoint', projection: BALANCES }]);
    await documents.clear(BALANCES);
    const { findings, models } = await examined(store, documents);
    expect(findings).toEqual([]);
    expect(models).toContainEqual({ projection: BALANCES, outcome: 'absent', documents: 0, isBehind: true });
    expect((await examined(memoryEventStore(), memoryDocumentStore())).models).toContainEqual({
      projection: BALANCES,
      outcome: 'absent',
      documents: 0,
      isBehind: false,
    });
  });

  it('finds documents that were taken past an event at which they have to stop', async () => {
    const stopping: Projection<number> = {
      name: 'stopping',
      version: 1,
      keysOf: ({ stream }) => [stream],
      evolve: (count = 0) => {
        if (count === 1) throw new Error('too much');
        return count + 1;
      },
    };
    const store = await storeWith(facts);
    const documents = await rebuilt(store);
    await projectionRuntime({ store, documents, projections: [stopping] }).catchUp();
    const projections = [leads, stopping, balances];
    const before = right(await examineReadModels({ store, documents, projections }));
    expect(before.findings).toEqual([]);
    expect(before.models).toMatchObject([{ isBehind: false }, { isBehind: true }, { isBehind: false }]);
    const event = await store.head();
    if (event === undefined) throw new Error('There is one.');
    await tamper(documents, 'stopping@1', { checkpoint: { position: 3n, event: markOf(event) } });
    const { findings, models } = right(await examineReadModels({ store, documents, projections }));
    expect(findings).toMatchObject([{ _tag: 'ProjectionHalted', projection: 'stopping@1', position: 3n }]);
    expect(models.map(({ outcome }) => outcome)).toEqual(['compared', 'refused', 'compared']);
  });

  it('compares anew what others fold on meanwhile, and gives up where that does not end', async () => {
    const store = await storeWith(facts);
    const documents = await rebuilt(store);
    const runtime = projectionRuntime({ store, documents, projections: allProjections });
    let left = 3;
    let folded = facts;
    const whileOthersWrite: DocumentStore = {
      ...documents,
      list: async (name, options) => {
        if (name === BALANCES && left > 0) {
          left -= 1;
          folded = [...folded, accrual(`b${folded.length}`)];
          await append(store, framed(folded).slice(-1));
          right(await runtime.catchUp());
        }
        return documents.list(name, options);
      },
    };
    const { findings, models } = await examined(store, whileOthersWrite);
    expect(left).toBe(0);
    expect(findings).toEqual([]);
    expect(new Set(models.map(({ outcome }) => outcome))).toEqual(new Set(['compared']));
    left = Infinity;
    const never = await examined(store, whileOthersWrite);
    expect(never.findings).toEqual([]);
    expect(never.models).toContainEqual(expect.objectContaining({ projection: BALANCES, outcome: 'moving' }));
  });

  it('compares anew what somebody put back meanwhile', async () => {
    const store = await storeWith(facts);
    const documents = await rebuilt(store);
    let isPutBack = false;
    const putBack: DocumentStore = {
      ...documents,
      list: async (name, options) => {
        if (name === BALANCES && !isPutBack) {
          isPutBack = true;
          await documents.clear(BALANCES);
          right(await projectionRuntime({ store, documents, projections: [balances] }).runTo(2n));
        }
        return documents.list(name, options);
      },
    };
    const { findings, models } = await examined(store, putBack);
    expect(findings).toEqual([]);
    expect(models).toContainEqual({ projection: BALANCES, outcome: 'compared', documents: 1, isBehind: true });
  });

  it('reads the history once, and writes nowhere but to its own place', async () => {
    const store = await storeWith(facts);
    const documents = await rebuilt(store);
    let read = 0;
    const counted: typeof store = {
      ...store,
      readAll: async (options) => {
        const page = await store.readAll(options);
        read += page.events.length;
        return page;
      },
    };
    const scratch = memoryDocumentStore();
    const options = { store: counted, projections: allProjections, scratch };
    const readOnly: Pick<DocumentStore, 'checkpoints' | 'list'> = {
      checkpoints: () => documents.checkpoints(),
      list: (name, asked) => documents.list(name, asked),
    };
    right(await examineReadModels({ ...options, documents: readOnly }));
    expect(read).toBe(facts.length);
    expect(await scratch.read(BALANCES, ADA)).toBe(await documents.read(BALANCES, ADA));
  });

  it('says what cannot be read, and leaves a store that is away to who asks', async () => {
    const store = await storeWith(facts);
    const documents = await rebuilt(store);
    const failing = (reason: StoreFailure['reason']) => ({
      ...documents,
      list: async () => Promise.reject(new StoreFailure(reason, 'It failed.')),
    });
    expect(await examined(store, failing({ _tag: 'Corrupt', problem: 'a row is none' }))).toEqual({
      findings: [{ _tag: 'ReadModelsUnreadable', problem: 'a row is none' }],
      models: [],
    });
    const away = { store, projections: [entries], documents: failing({ _tag: 'Busy' }) };
    expect(await examineReadModels(away)).toMatchObject(E.left({ _tag: 'StoreFailed' }));
    // Keys that were cut short come again and again.
    const page = Array.from({ length: 1000 }, () => ({ key: 'same', json: '1' }));
    const endless = { ...documents, list: async () => page };
    expect((await examined(store, endless)).findings).toMatchObject([{ _tag: 'ReadModelsUnreadable' }]);
  });
});
