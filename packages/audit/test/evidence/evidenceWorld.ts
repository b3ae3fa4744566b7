import { createPrivateKey } from 'node:crypto';
import { RecordedInstantCodec, instant, type Instant, type RecordedInstant } from '@commission-ledger/calendar';
import { type EventStore, memoryEventStore } from '@commission-ledger/event-store';
import { createLedger } from '@commission-ledger/ledger';
import {
  allProjections,
  type DocumentStore,
  memoryDocumentStore,
  projectionRuntime,
} from '@commission-ledger/projections';
import { createSealer, signerFrom } from '@commission-ledger/seals';
import { playSimulation, simulate, simulatedClock } from '@commission-ledger/testing/simulator';
import * as E from 'fp-ts/lib/Either.js';
import {
  checkPack,
  describeEvidenceFailure,
  type EvidenceManifest,
  type EvidenceRequest,
  evidencePack,
  type PackCheckOptions,
  type PackedEvidence,
  type PackReport,
  type PackSource,
} from '../../src/index.ts';

/** The value, or the test fails with what went wrong. */
export const right = <Value>(outcome: E.Either<unknown, Value>): Value => {
  if (E.isLeft(outcome)) throw new Error(JSON.stringify(outcome.left));
  return outcome.right;
};

/** A key made of 32 equal bytes, so that every run signs the same; everybody knows it, and it signs nothing else. */
export const knownKey = createPrivateKey({
  key: Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), Buffer.alloc(32, 0x11)]),
  format: 'der',
  type: 'pkcs8',
});

export const signer = right(signerFrom(String(knownKey.export({ format: 'pem', type: 'pkcs8' })), 'acme-ledger'));

/** Seals a history as of an instant. */
export const sealAt = async (store: EventStore, at: string): Promise<void> => {
  const clock = (): number => Date.parse(at);
  right(await createSealer({ store, ledger: 'ledger', signer, actor: 'sealer', clock }).seal());
};

/** The read models of a store, up to its end. */
export const readModelsOf = async (store: EventStore): Promise<DocumentStore> => {
  const documents = memoryDocumentStore();
  right(await projectionRuntime({ store, documents, projections: allProjections }).catchUp());
  return documents;
};

/** A program that ran for some months, as the simulator plays it. */
export const simulated = async (
  options: Readonly<{ partners: number; leads: number; months: number }>,
  store: EventStore = memoryEventStore(),
): Promise<EventStore> => {
  const clock = simulatedClock();
  const ledger = createLedger({ store, clock: clock.now, actor: 'simulator' });
  await playSimulation(simulate({ seed: 7, from: '2025-01', ...options }), ledger, clock);
  return store;
};

/** A pack in memory: its files by path, in the order in which they were put. */
export type Unpacked = Readonly<{ files: Map<string, Buffer> } & PackedEvidence>;

/** What is asked for unless a test says otherwise. */
export const asked = (store: EventStore, documents: DocumentStore): EvidenceRequest => ({
  ledger: 'ledger',
  store,
  documents,
  scope: { kind: 'whole' },
  madeAt: at('2026-01-15T09:00:00Z'),
  software: { name: 'commission-ledger', version: '0.1.0' },
  samples: { what: 'payouts', method: 'smallest-hash', seed: 'audit 2025', size: 5 },
  verifier: '// the verifier\n',
});

const at = (text: string): Instant => right(instant(text));

export const recorded = (text: string): RecordedInstant => right(RecordedInstantCodec.decode(text));

/** The pack of a request; it must succeed. */
export const packOf = async (request: EvidenceRequest): Promise<Unpacked> => {
  const files = new Map<string, Buffer>();
  const outcome = await evidencePack(request, async (path, content) => {
    const chunks: Uint8Array[] = [];
    for await (const chunk of content) chunks.push(chunk);
    files.set(path, Buffer.concat(chunks));
  });
  if (E.isLeft(outcome)) throw new Error(describeEvidenceFailure(outcome.left));
  return { ...outcome.right, files };
};

/** Files in memory as a pack to be checked. */
const sourceOf = (files: ReadonlyMap<string, Buffer>): PackSource => ({
  list: () => Promise.resolve([...files.keys()]),
  read: async function* (path) {
    const bytes = files.get(path) ?? Buffer.alloc(0);
    // In pieces that end within lines.
    for (let start = 0; start < bytes.length; start += 1000) yield bytes.subarray(start, start + 1000);
  },
});

/** Checks files in memory. */
export const checked = (files: ReadonlyMap<string, Buffer>, options?: PackCheckOptions): Promise<PackReport> =>
  checkPack(sourceOf(files), options);

/** The events of a pack, parsed. */
export const eventsIn = (files: ReadonlyMap<string, Buffer>): readonly PackedEvent[] =>
  linesIn(files, 'events.ndjson').map((line): PackedEvent => JSON.parse(line));

/** What tests read of an event. */
export type PackedEvent = Readonly<{
  stream: string;
  revision: number;
  type: string;
  recordedAt: string;
  data: Readonly<Record<string, unknown>>;
}>;

/** The lines of a file, without their line feeds. */
export const linesIn = (files: ReadonlyMap<string, Buffer>, path: string): readonly string[] =>
  (files.get(path)?.toString('utf8') ?? '').split('\n').slice(0, -1);

/** The value of a JSON file. */
export const jsonIn = (files: ReadonlyMap<string, Buffer>, path: string): unknown =>
  JSON.parse(files.get(path)?.toString('utf8') ?? '');

/** What the manifest of a pack says. */
export const manifestIn = (files: ReadonlyMap<string, Buffer>): EvidenceManifest =>
  JSON.parse(files.get('manifest.json')?.toString('utf8') ?? '');
