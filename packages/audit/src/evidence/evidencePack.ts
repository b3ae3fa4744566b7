import { StoreFailure } from '@commission-ledger/event-store';
import { createProver, referencesIn } from '@commission-ledger/explainer';
import { toJson } from '@commission-ledger/money';
import { partnerOf, programOf } from '@commission-ledger/projections';
import { defaultOrigin, type RecordedSeal, sealsOf } from '@commission-ledger/seals';
import * as E from 'fp-ts/lib/Either.js';
import { activeAccounts } from './activeAccounts.ts';
import type { ChainedHistory } from './chainedHistory.ts';
import { type EvidenceFailure, PackStopped } from './evidenceFailure.ts';
import { type EvidenceManifest, ipeOf } from './evidenceManifest.ts';
import { evidenceReadme } from './evidenceReadme.ts';
import type { EvidenceRequest, PutFile } from './evidenceRequest.ts';
import { jsonLine, jsonWithList } from './jsonWithList.ts';
import { type PackedFile, type PackedFiles, packedFiles } from './packedFiles.ts';
import { headLines, packEvents } from './packedEvents.ts';
import { type PackedRange, packedRange } from './packedRange.ts';
import { personalLines } from './personalLines.ts';
import { planFiles } from './planFiles.ts';
import type { Sampled, SampleItem } from './sampling.ts';
import { statementFiles } from './statementFiles.ts';
import { tally, type Tally } from './tally.ts';

/** What was packed: the manifest, and the file that it was written to, whose hash stands for the whole pack. */
export type PackedEvidence = Readonly<{
  manifest: EvidenceManifest;
  written: PackedFile;
  /** How many there were to sample from in the period, and how many of them were drawn. */
  sampled: Readonly<{ what: Sampled; population: number; drawn: number }>;
}>;

/**
 * Makes a pack of evidence: hands its files to `put` one after the other, the manifest last. The history is streamed, and
 * nothing grows with it but a line for each stream; samples by monetary unit hold their population as well. The same history and the same request, with its `madeAt`, give the same bytes, whatever the machine.
 *
 * After a failure what was put is of no use. What `put` throws is passed on.
 *
 * @throws RangeError when the size of the sample is no whole number above 0, or an extra file has the path of another or
 * one outside of a folder of its own.
 * @see docs/reference/evidence-1.md
 */
export const evidencePack = async (
  request: EvidenceRequest,
  put: PutFile,
): Promise<E.Either<EvidenceFailure, PackedEvidence>> => {
  try {
    return E.right(await pack(request, put));
  } catch (error) {
    if (error instanceof PackStopped) return E.left(error.failure);
    if (error instanceof StoreFailure) return E.left({ _tag: 'StoreFailed', failure: error });
    throw error;
  }
};

const pack = async (request: EvidenceRequest, put: PutFile): Promise<PackedEvidence> => {
  const { scope, period, ledger } = request;
  const packed = tally(period, request.samples);
  const range = await packedRange(request);
  await checkScope(request, range);
  const seals = await sealsOf(range.store, ledger);
  if (E.isLeft(seals)) throw new PackStopped({ _tag: 'SealsNotRead', failure: seals.left });
  const files = packedFiles(put);
  await files.write('README.md', [evidenceReadme({ ledger, scope, isPersonal: request.personal !== undefined })]);
  await files.write('verify-evidence.mjs', [request.verifier]);
  const accounts = activeAccounts();
  const history = await packEvents({
    store: range.store,
    seals: seals.right,
    files,
    request,
    meet: (frame) => {
      packed.meet(frame);
      accounts.meet(frame);
    },
  });
  if (scope.kind === 'partners')
    await files.write('heads.ndjson', headLines({ store: range.store, seals: seals.right }));
  for (const seal of seals.right) await files.write(sealPath(seal), [seal.note]);
  await files.write('keys.json', [jsonLine([...new Set(seals.right.map(({ key }) => key))])]);
  for await (const { path, pieces } of planFiles(range.store, packed.streams().keys())) await files.write(path, pieces);
  for (const { account, active } of accounts.found())
    for await (const { path, pieces } of statementFiles(range.documents, account, active, period))
      await files.write(path, pieces);
  await packPopulation(files, history, packed);
  await packSamples(files, request, range, packed);
  await packPersonal(files, request, range, packed);
  for await (const { path, content } of request.extras ?? []) await files.write(extraPath(path), content);
  const manifest = manifestOf(request, { history, packed, files, seals: seals.right });
  const { what, count: population } = packed.population();
  const sampled = { what, population, drawn: packed.chosen().length };
  return { manifest, written: await files.write('manifest.json', [jsonLine(manifest)]), sampled };
};

const checkScope = async ({ scope }: EvidenceRequest, { documents }: PackedRange): Promise<void> => {
  if (scope.kind === 'whole') return;
  const { program, partners } = scope;
  if ((await programOf(documents, program)) === undefined) throw new PackStopped({ _tag: 'UnknownProgram', program });
  for (const partner of partners)
    if ((await partnerOf(documents, partner)) === undefined) throw new PackStopped({ _tag: 'UnknownPartner', partner });
};

const sealPath = ({ size }: Pick<RecordedSeal, 'size'>): string => `seals/${size}.txt`;

const packPopulation = async (files: PackedFiles, history: ChainedHistory, packed: Tally): Promise<void> => {
  const fields = { sequence: { gapless: true }, sums: packed.sums(), types: packed.byType() };
  await files.write('population.json', jsonWithList(fields, 'streams', endingsOf(packed.streams().keys(), history)));
};

function* endingsOf(streams: Iterable<string>, history: ChainedHistory): Generator<unknown, void, undefined> {
  for (const stream of streams) yield history.endingOf(stream);
}

const packSamples = async (
  files: PackedFiles,
  { samples }: EvidenceRequest,
  { store, documents }: PackedRange,
  packed: Tally,
): Promise<void> => {
  const { method, seed, size, what } = samples;
  const chosen = packed.chosen();
  const items = chosen.map(itemFields);
  await files.write('samples.json', [jsonLine({ method, seed, size, population: packed.population(), items })]);
  if (what === 'deals') return;
  const prover = createProver({ store, references: referencesIn(documents) });
  for (const { id } of chosen) {
    const proof = await prover.why(id);
    if (E.isLeft(proof)) throw new PackStopped({ _tag: 'NotProved', subject: id, failure: proof.left });
    await files.write(`proofs/${id}.json`, [jsonLine(proof.right)]);
  }
};

const itemFields = ({ amount, ...item }: SampleItem) => ({ ...item, ...toJson(amount) });

const packPersonal = async (
  files: PackedFiles,
  { personal }: EvidenceRequest,
  { store }: PackedRange,
  packed: Tally,
): Promise<void> => {
  if (personal === undefined) return;
  await files.write(
    'personal.ndjson',
    personalLines(store, (stream) => packed.streams().has(stream), personal),
  );
};

/** A folder of its own: a file of the caller can never pass for one of the pack. */
const extraPath = (path: string): string => {
  const parts = path.split('/');
  const isPlain = parts.length > 1 && parts.every((part) => /^[A-Za-z0-9_][A-Za-z0-9._@-]{0,127}$/.test(part));
  const isOwn = !['seals', 'plans', 'statements', 'proofs'].includes(parts[0] ?? '');
  if (isPlain && isOwn) return path;
  throw new RangeError(`An extra file cannot be put at ${path}. Give it a folder of its own, such as journal/.`);
};

type Packed = Readonly<{
  history: ChainedHistory;
  packed: Tally;
  files: PackedFiles;
  seals: readonly RecordedSeal[];
}>;

const manifestOf = (
  { ledger, scope, period, known, madeAt, software, samples }: EvidenceRequest,
  { history, packed, files, seals }: Packed,
): EvidenceManifest => {
  const newest = seals.at(-1);
  return {
    schema: 'evidence/1',
    ledger,
    origin: newest?.origin ?? defaultOrigin(ledger),
    scope,
    period: period ?? null,
    known: { size: history.size(), recordedUntil: history.recordedUntil() },
    madeAt,
    software,
    counts: { events: packed.events(), streams: packed.streams().size, byType: packed.byType() },
    sums: packed.sums(),
    files: files.written(),
    seal: newest === undefined ? null : sealPath(newest),
    ipe: ipeOf(ledger, { scope, period: period ?? null, known: known ?? null, samples }),
  };
};
