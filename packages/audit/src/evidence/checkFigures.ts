import { isDeepStrictEqual } from 'node:util';
import { hashOf } from '@commission-ledger/events';
import { toJson } from '@commission-ledger/money';
import { PackStopped } from './evidenceFailure.ts';
import type { ReadManifest } from './manifestCodec.ts';
import { type PackFinding, packFinding } from './packFinding.ts';
import { type EventLine, eventLines, jsonOf, type PackSource, textOf } from './packSource.ts';
import { tally } from './tally.ts';

/** That counts, sums, population, samples, plans and notes of seals are those of the events. */
export const checkFigures = async (pack: PackSource, manifest: ReadManifest): Promise<readonly PackFinding[]> => {
  const check = figureCheck(manifest);
  for await (const event of eventLines(pack)) check.meet(event);
  return check.findings(pack);
};

type FigureCheck = Readonly<{
  meet: (event: EventLine) => void;
  findings: (pack: PackSource) => Promise<readonly PackFinding[]>;
}>;

const figureCheck = (manifest: ReadManifest): FigureCheck => {
  const { period, ipe } = manifest;
  const counted = tally(period ?? undefined, ipe.parameters.samples);
  const heads = new Map<string, Readonly<{ hash: string; recordedAt: string }>>();
  const plans = new Map<string, string>();
  const notes = new Map<string, string>();
  const keys = new Set<string>();
  const wrong: PackFinding[] = [];
  let recordedUntil = '';
  return {
    meet: ({ line, body, frame }) => {
      if (typeof frame === 'string') return;
      const { data, stream, recordedAt } = frame;
      const before = heads.get(stream);
      if (before !== undefined && recordedAt <= before.recordedAt) {
        const says = `It was not recorded later than the event of ${stream} before it.`;
        wrong.push(packFinding('edited', { file: 'events.ndjson', line }, says));
      }
      heads.set(stream, { hash: hashOf(body), recordedAt });
      if (recordedAt > recordedUntil) recordedUntil = recordedAt;
      if (frame.type === 'PlanPublished')
        plans.set(`plans/${String(data['plan'])}@${String(data['version'])}.json`, String(data['documentHash']));
      if (frame.type === 'LedgerSealed') {
        notes.set(`seals/${String(data['size'])}.txt`, String(data['note']));
        keys.add(String(data['key']));
      }
      try {
        counted.meet(frame);
      } catch (error) {
        if (!(error instanceof PackStopped)) throw error;
        wrong.push(packFinding('unreadable', { file: 'events.ndjson', line }, error.message));
      }
    },
    findings: async (pack) => {
      const findings = [...wrong];
      const differs = (file: string, what: string): void => {
        findings.push(packFinding('figures-differ', file, `${what} not what the events of the pack give.`));
      };
      const counts = { events: counted.events(), streams: counted.streams().size, byType: counted.byType() };
      if (!isSame(manifest.counts, counts)) differs('manifest.json', 'Its counts are');
      if (!isSame(manifest.sums, counted.sums())) differs('manifest.json', 'Its sums are');
      // A part does not have the last event of the history.
      const isLast = manifest.known.recordedUntil === recordedUntil;
      if (manifest.scope.kind === 'whole' && !isLast) differs('manifest.json', 'Its last moment is');
      if (!isAsAsked(manifest)) findings.push(packFinding('figures-differ', 'manifest.json', NOT_AS_ASKED));
      const streams = [...counted.streams()].map(([stream, length]) => ({
        stream,
        length,
        head: heads.get(stream)?.hash,
      }));
      const figures = { sequence: { gapless: true }, streams, sums: counted.sums(), types: counted.byType() };
      if (!isSame(await jsonOf(pack, 'population.json'), figures)) differs('population.json', 'The population is');
      const { method, seed, size } = ipe.parameters.samples;
      const items = counted.chosen().map(({ amount, ...item }) => ({ ...item, ...toJson(amount) }));
      const samples = { method, seed, size, population: counted.population(), items };
      if (!isSame(await jsonOf(pack, 'samples.json'), samples)) differs('samples.json', 'The sample is');
      findings.push(...notCopied(manifest, { plans, notes }));
      for (const [path, note] of notes) if ((await textOf(pack, path)) !== note) differs(path, 'The note is');
      if (!isSame(await jsonOf(pack, 'keys.json'), [...keys])) differs('keys.json', 'The keys are');
      return findings;
    },
  };
};

const NOT_AS_ASKED = 'The scope and the period are not those that were asked for.';

const isAsAsked = ({ scope, period, ipe: { parameters } }: ReadManifest): boolean =>
  isSame(parameters.scope, scope) && isSame(parameters.period, period);

type Copies = Readonly<{ plans: ReadonlyMap<string, string>; notes: ReadonlyMap<string, string> }>;

/** Plans and notes are those of the events, all of them, and the newest note is named as the seal. */
const notCopied = (manifest: ReadManifest, { plans, notes }: Copies): readonly PackFinding[] => {
  const findings: PackFinding[] = [];
  const differs = (file: string, problem: string): void => {
    findings.push(packFinding('figures-differ', file, problem));
  };
  const named = new Map(manifest.files.map(({ path, sha256 }) => [path, sha256]));
  for (const [path, hash] of plans)
    if (named.get(path) !== hash) differs(path, 'The plan is not the one that the event published.');
  for (const path of named.keys())
    if ((path.startsWith('plans/') && !plans.has(path)) || (path.startsWith('seals/') && !notes.has(path)))
      differs(path, 'No event of the pack tells of this.');
  const sizes = [...notes.keys()].map((path) => Number(path.slice('seals/'.length, -'.txt'.length)));
  const newest = sizes.length === 0 ? null : `seals/${Math.max(...sizes)}.txt`;
  if (manifest.seal !== newest) differs('manifest.json', 'The seal that it names is not the newest of the pack.');
  return findings;
};

const isSame = (stated: unknown, found: unknown): boolean => stated !== undefined && isDeepStrictEqual(stated, found);
