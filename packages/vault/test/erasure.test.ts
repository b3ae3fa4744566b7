import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LocalDateCodec } from '@commission-ledger/calendar';
import { type EventStore, memoryEventStore } from '@commission-ledger/event-store';
import { openSqliteStore } from '@commission-ledger/event-store-sqlite';
import { type ChainedFrame, type PersonalData, canonicalJson, verifyStream } from '@commission-ledger/events';
import { createProver, referencesIn } from '@commission-ledger/explainer';
import { accrualIdOf, createLedger } from '@commission-ledger/ledger';
import {
  type DocumentStore,
  allProjections,
  balancesOf,
  entriesOf,
  leadOf,
  leadsOf,
  memoryDocumentStore,
  projectionRuntime,
} from '@commission-ledger/projections';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it, onTestFinished } from 'vitest';
import { NOON, flatPlan, paid, settle, won } from '../../ledger/test/world.ts';
import {
  describeErasureNotReadable,
  eraseSubject,
  fileVault,
  memoryVault,
  protectProspect,
  revealProspect,
} from '../src/index.ts';
import { foreseenBytes, right } from './chance.ts';
import { newFolder } from './folder.ts';
import { formsOfKey, formsOfText, foundIn } from './foundIn.ts';

const aiko = { name: 'Aiko Tamura-Østergård', email: 'aiko@orion.example', note: 'Ask for “Taro” at the desk, 東京' };
const olga = { name: 'Ольга Нечаева', email: 'olga@vega.example' };
const erasure = { subject: 's-1', reason: 'asked by the person', by: 'privacy desk' };

type Stores = Readonly<{ events: EventStore; documents: DocumentStore }>;

/** A program with two leads of one partner, each about a person; the first is won and earns. */
const worldOn = async ({ events, documents }: Stores, vault: ReturnType<typeof memoryVault>) => {
  const chance = foreseenBytes('nonces');
  const ledger = createLedger({ store: events, clock: () => NOON, actor: 'ann' });
  const readModels = projectionRuntime({ store: events, documents, projections: allProjections });
  const submit = async (lead: string, subject: string, personalData: PersonalData) => {
    const prospect = right(await protectProspect(vault, { lead, subject, personalData }, chance));
    const occurredAt = '2024-01-20T10:00:00Z';
    right(await ledger.submitLead({ lead, program: 'acme', partner: 'bob', prospect, attributes: {}, occurredAt }));
    return prospect;
  };
  await settle(ledger, { plans: [flatPlan('0.1')] });
  const prospects = { aiko: await submit('l-1', 's-1', aiko), olga: await submit('l-2', 's-2', olga) };
  right(await ledger.acceptLead({ lead: 'l-1', occurredAt: '2024-01-21T10:00:00Z' }));
  right(await ledger.winDeal(won('d1', { lead: 'l-1' })));
  right(await ledger.recordPayment(paid('d1', 'p1', '90.00')));
  right(await ledger.issuePayouts({ program: 'acme', date: '2024-03-05' }));
  right(await readModels.catchUp());
  return { ledger, readModels, prospects };
};

/** Every event as stored. */
const storedIn = async (events: EventStore) => (await events.readAll({ after: undefined, limit: 100_000 })).events;

/** What anybody sees of the history: its bytes, and that each chain is whole, with its head. */
const historyOf = async (events: EventStore) => {
  const streams = new Map<string, ChainedFrame[]>();
  for (const event of await storedIn(events)) {
    const { stream } = event;
    streams.set(stream, [...(streams.get(stream) ?? []), event]);
  }
  streams.delete('subject-s-1');
  return [...streams].map(([stream, frames]) => ({
    stream,
    bodies: frames.map(({ body }) => body),
    head: right(verifyStream(frames, { stream })),
  }));
};

const accrual = accrualIdOf(
  { program: 'acme', partner: 'bob', currency: 'EUR' },
  { cause: { kind: 'payment', id: 'p1' }, deal: 'd1', referrer: 'bob' },
  'flat',
  'own',
);

const all = async <A>(rows: AsyncIterable<A>): Promise<readonly A[]> => {
  const list: A[] = [];
  for await (const row of rows) list.push(row);
  return list;
};

/** As a file has it. */
const written = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) => (typeof part === 'bigint' ? `${part}` : part));

/** Everything that is answered about money and leads. */
const answersOf = async ({ events, documents }: Stores) => ({
  leads: await all(leadsOf(documents, { program: 'acme' })),
  lead: await leadOf(documents, 'l-1'),
  entries: await entriesOf(documents, { program: 'acme', partner: 'bob', currency: 'EUR' }),
  balances: await balancesOf(documents, { program: 'acme', asOf: right(LocalDateCodec.decode('2024-04-01')) }),
  why: right(await createProver({ store: events, references: referencesIn(documents) }).why(accrual)),
});

describe('the erasure of a person, with everything in files', () => {
  it('leaves neither the data nor the key in any of them, and everything else as it was', async () => {
    const data = newFolder();
    const open = async () => {
      const store = await openSqliteStore(join(data, 'ledger.db'));
      onTestFinished(() => store.close());
      return store;
    };
    const vault = fileVault(join(data, 'vault'), { randomBytes: foreseenBytes('keys') });
    const stores = await open();
    const { ledger, readModels, prospects } = await worldOn(stores, vault);
    const [key, otherKey] = [right(await vault.keyFor('s-1')), right(await vault.keyFor('s-2'))];
    const exports = async (name: string) => {
      const answers = await answersOf(stores);
      mkdirSync(join(data, 'exports'), { recursive: true });
      const frames = (await storedIn(stores.events)).map(({ body }) => body).join('\n');
      writeFileSync(join(data, 'exports', `${name}.ndjson`), frames);
      writeFileSync(join(data, 'exports', `${name}.json`), written(answers));
      return { answers: written(answers), history: await historyOf(stores.events) };
    };

    const before = await exports('before');
    // The search finds what is there: the key in the vault, what the key opens in the store and in the copies of it.
    expect(await foundIn(data, formsOfKey(key))).toHaveLength(1);
    const ciphertext = Buffer.from(prospects.aiko.encrypted.ciphertext, 'latin1');
    expect((await foundIn(data, [ciphertext])).length).toBeGreaterThanOrEqual(2);
    const lead = { lead: 'l-1', prospect: prospects.aiko };
    expect(await revealProspect(vault, lead)).toEqual(E.right(aiko));

    right(await eraseSubject(vault, ledger, erasure));
    right(await readModels.catchUp());

    const after = await exports('after');
    await stores.close();
    expect(after).toEqual(before);
    expect(await foundIn(data, formsOfKey(key))).toEqual([]);
    expect(await foundIn(data, formsOfKey(otherKey))).toHaveLength(1);
    for (const told of [...Object.values(aiko), ...Object.values(olga)])
      expect(await foundIn(data, formsOfText(told))).toEqual([]);

    const reopened = await open();
    const later = fileVault(join(data, 'vault'));
    expect(await revealProspect(later, lead)).toEqual(E.left({ _tag: 'KeyDestroyed', subject: 's-1' }));
    expect(await revealProspect(later, { lead: 'l-2', prospect: prospects.olga })).toEqual(E.right(olga));
    expect(await leadOf(reopened.documents, 'l-1')).toMatchObject({ lead: 'l-1', state: 'won' });
    expect(await all(leadsOf(reopened.documents, { program: 'acme' }))).toHaveLength(2);
    expect(canonicalJson(await storedErasure(reopened.events))).toBe(canonicalJson({ ...erasure, occurredAt: now }));
  });

  it('would be seen to have failed had the data been told in the open', async () => {
    const data = newFolder();
    for (const [name, text] of [
      ['utf8', aiko.note],
      ['json', JSON.stringify({ note: aiko.note })],
      ['base64', Buffer.from(`x${aiko.email}`).toString('base64')],
      ['base64url', Buffer.from(`xy${aiko.email}z`).toString('base64url')],
      ['hex', Buffer.from(aiko.name).toString('hex')],
      ['escaped', String.raw`Aiko Tamura-\u00d8sterg\u00e5rd`],
    ] as const)
      writeFileSync(join(data, name), text);
    const found = await Promise.all(Object.values(aiko).map((told) => foundIn(data, formsOfText(told))));
    expect(found.flat().map((file) => file.slice(data.length + 1))).toEqual(
      expect.arrayContaining(['utf8', 'json', 'base64', 'base64url', 'hex', 'escaped']),
    );
  });
});

const now = new Date(NOON).toISOString();

const storedErasure = async (events: EventStore): Promise<unknown> => {
  const found = (await storedIn(events)).filter(({ stream }) => stream === 'subject-s-1');
  expect(found).toHaveLength(1);
  const frame: Readonly<{ data?: unknown }> = JSON.parse(found[0]?.body ?? '{}');
  return frame.data;
};

describe('an erasure', () => {
  const inMemory = async () => {
    const stores = { events: memoryEventStore(), documents: memoryDocumentStore() };
    const vault = memoryVault(foreseenBytes('keys'));
    return { vault, stores, ...(await worldOn(stores, vault)) };
  };

  it('that ends between the key and the record is completed by sending it again, and recorded once', async () => {
    const { vault, stores, ledger, prospects } = await inMemory();
    const crash = { recordErasure: () => Promise.reject(new Error('The process ends here.')) };
    await expect(eraseSubject(vault, crash, erasure)).rejects.toThrow('ends here');
    const gone = E.left({ _tag: 'KeyDestroyed', subject: 's-1' });
    expect(await revealProspect(vault, { lead: 'l-1', prospect: prospects.aiko })).toEqual(gone);
    expect((await storedIn(stores.events)).some(({ type }) => type === 'SubjectErased')).toBe(false);
    right(await eraseSubject(vault, ledger, erasure));
    expect(right(await eraseSubject(vault, ledger, erasure)).repeated).toBe(true);
    expect(await storedErasure(stores.events)).toEqual({ ...erasure, occurredAt: now });
  });

  it('that the vault cannot do is not recorded', async () => {
    const { stores, ledger } = await inMemory();
    const file = join(newFolder(), 'vault');
    writeFileSync(file, 'no folder');
    expect(await eraseSubject(fileVault(file), ledger, erasure)).toMatchObject({ left: { _tag: 'VaultUnavailable' } });
    expect((await storedIn(stores.events)).some(({ type }) => type === 'SubjectErased')).toBe(false);
  });

  it.each<readonly [readonly string[], object]>([
    [['reason'], { reason: '' }],
    [['by'], { by: '\0' }],
    [['subject'], { subject: 'A Person' }],
    [['occurredAt'], { occurredAt: 'yesterday' }],
    [['reason', 'by'], { reason: 1, by: null }],
  ])('whose %j cannot be read destroys nothing', async (fields, change) => {
    const { vault, stores, ledger, prospects } = await inMemory();
    const before = (await storedIn(stores.events)).length;
    expect(await eraseSubject(vault, ledger, { ...erasure, ...change })).toEqual(
      E.left({ _tag: 'ErasureNotReadable', fields }),
    );
    expect(describeErasureNotReadable({ _tag: 'ErasureNotReadable', fields })).toContain(fields.join(', '));
    expect(await revealProspect(vault, { lead: 'l-1', prospect: prospects.aiko })).toEqual(E.right(aiko));
    expect((await storedIn(stores.events)).length).toBe(before);
  });

  it('is of one subject: the keys and the leads of others stay', async () => {
    const { vault, ledger, prospects } = await inMemory();
    right(await eraseSubject(vault, ledger, erasure));
    expect(await revealProspect(vault, { lead: 'l-2', prospect: prospects.olga })).toEqual(E.right(olga));
  });
});
