import type { VerifierKey } from '@commission-ledger/seals';
import * as E from 'fp-ts/lib/Either.js';
import { describeVerifyFailure } from '../verify/verifyFailure.ts';
import { verifyHistory } from '../verify/verifyHistory.ts';
import { checkContents } from './checkContents.ts';
import { checkDocuments } from './checkDocuments.ts';
import { checkFigures } from './checkFigures.ts';
import { checkFiles, digestOf } from './checkFiles.ts';
import { checkPackedSeals } from './checkPackedSeals.ts';
import { checkScope } from './checkScope.ts';
import { manifestIn, type ReadManifest } from './manifestCodec.ts';
import { type PackFinding, packFinding } from './packFinding.ts';
import type { PackNotChecked, PackReport, SealRoots } from './packReport.ts';
import { historyIn, jsonOf, type PackSource } from './packSource.ts';

/** What came by another way than the pack; each may be left out, and the report says what that leaves open. */
export type PackCheckOptions = Readonly<{
  /** The keys that seals may be signed with. Left out, the first that the pack names. */
  keys?: readonly VerifierKey[];
  /** Notes of seals that were kept, each the whole text. */
  kept?: readonly string[];
  /** SHA-256 of `manifest.json`, hexadecimal. */
  manifest?: string;
}>;

/**
 * Checks a pack with nothing but what is in it and what is given beside it: files, events and their links, seals, figures,
 * samples, plans, statements, whose lines must be the movements of their accounts, and proofs, which are calculated again.
 * Events are streamed; the streams that proofs cite are held.
 */
export const checkPack = async (pack: PackSource, options: PackCheckOptions = {}): Promise<PackReport> => {
  const manifest = manifestIn(await jsonOf(pack, 'manifest.json'));
  const { sha256 } = await digestOf(pack, 'manifest.json');
  const findings = [...checkPinned(sha256, options)];
  if (manifest === undefined) {
    findings.push(packFinding('unreadable', 'manifest.json', 'It is not the manifest of a pack of evidence.'));
    return reportOf({ findings, sha256, seals: [], root: null, roots: new Map(), options });
  }
  findings.push(...(await checkFiles(pack, manifest)), ...(await checkContents(pack, manifest)));
  const seals = await checkPackedSeals(pack, manifest, options);
  const events = await checkEvents(pack, manifest, { ...options, notes: seals.checkpoints, kept: seals.kept });
  findings.push(...seals.findings, ...events.findings);
  findings.push(...(await checkFigures(pack, manifest)));
  findings.push(...(await checkDocuments(pack, manifest)));
  const { root, roots } = events;
  return reportOf({ findings, sha256, seals: seals.seals, root, roots, options, manifest });
};

const checkPinned = (found: string, { manifest }: PackCheckOptions): readonly PackFinding[] =>
  manifest === undefined || manifest === found
    ? []
    : [packFinding('file-changed', 'manifest.json', `Its SHA-256 is ${found}, and should be ${manifest}.`)];

type Events = Readonly<{
  findings: readonly PackFinding[];
  root: string | null;
  /** Which seals have the roots of the events, by how many those are. */
  roots: ReadonlyMap<number, SealRoots>;
}>;

type Seals = Awaited<ReturnType<typeof checkPackedSeals>>;

/** A whole history is verified like a ledger; a part of one is held against the hashes of all. */
const checkEvents = async (
  pack: PackSource,
  manifest: ReadManifest,
  {
    keys,
    notes,
    kept,
  }: Pick<PackCheckOptions, 'keys'> & Readonly<{ notes: Seals['checkpoints']; kept: Seals['kept'] }>,
): Promise<Events> => {
  const { scope } = manifest;
  if (scope.kind === 'partners')
    return checkScope(pack, { ...manifest, scope }, { seals: notes, kept: kept.map(({ checkpoint }) => checkpoint) });
  const verified = await verifyHistory({
    events: historyIn(pack),
    form: 'canonical',
    kept: kept.map(({ note }) => note),
    ...(keys === undefined ? {} : { keys }),
    ...(manifest.seal === null ? {} : { origin: manifest.origin }),
  });
  if (E.isLeft(verified)) {
    const finding = packFinding('unreadable', 'events.ndjson', describeVerifyFailure(verified.left));
    return { findings: [finding], root: null, roots: new Map() };
  }
  const { findings, root, counts, seals } = verified.right;
  const roots = new Map(seals.flatMap((seal) => (seal.size === null ? [] : [[seal.size, seal.roots]])));
  // What to do about a ledger is not what to do about a pack.
  const found = findings.map(({ class: kind, place, problem }) =>
    packFinding(kind, place === null ? 'events.ndjson' : { file: 'events.ndjson', line: place.index + 1 }, problem),
  );
  const short = packFinding(
    'tail-truncated',
    'events.ndjson',
    `It has ${counts.events} events; the history had ${manifest.known.size}.`,
  );
  return { findings: counts.events === manifest.known.size ? found : [...found, short], root, roots };
};

type Checked = Events &
  Readonly<{
    sha256: string;
    seals: Seals['seals'];
    options: PackCheckOptions;
    manifest?: ReadManifest;
  }>;

const reportOf = ({ findings, sha256, seals, root, roots, options, manifest }: Checked): PackReport => {
  const { events = 0, streams = 0 } = manifest?.counts ?? {};
  const size = manifest?.known.size ?? 0;
  const newest = seals.at(-1);
  // The event of the newest seal comes after what that covers, always.
  const unsealed = newest === undefined ? size : Math.max(0, size - newest.size - 1);
  return {
    schema: 'evidence-check/1',
    verdict: findings.length === 0 ? 'sound' : 'not-sound',
    comparedWith: comparedWith(options, seals.length),
    findings,
    manifest: sha256,
    asked: manifest === undefined ? null : askedFor(manifest),
    counts: { files: manifest?.files.length ?? 0, events, streams, seals: seals.length },
    root,
    seals: seals.map((seal) => ({ ...seal, roots: roots.get(seal.size) ?? 'unknown' })),
    unsealed,
    notChecked: notCheckedIn(options, { seals, unsealed, isPart: manifest?.scope.kind === 'partners' }),
  };
};

const askedFor = ({ scope, period, known, ipe }: ReadManifest): PackReport['asked'] => ({
  scope,
  period,
  samples: ipe.parameters.samples,
  size: known.size,
});

/** A key says nothing where there is no seal. */
const comparedWith = ({ keys, kept = [], manifest }: PackCheckOptions, seals: number): PackReport['comparedWith'] => {
  const there: Readonly<Record<PackReport['comparedWith'][number], boolean>> = {
    seals: seals > 0,
    notes: kept.length > 0,
    key: keys !== undefined && seals + kept.length > 0,
    manifest: manifest !== undefined,
  };
  return (['seals', 'notes', 'key', 'manifest'] as const).filter((each) => there[each]);
};

const notCheckedIn = (
  { keys, kept = [], manifest }: PackCheckOptions,
  { seals, unsealed, isPart }: Readonly<{ seals: Seals['seals']; unsealed: number; isPart: boolean }>,
): readonly PackNotChecked[] => {
  const list: PackNotChecked[] = [];
  const add = (what: PackNotChecked['what'], says: string): void => void list.push({ what, says });
  if (isPart)
    add(
      'streams-left-out',
      'This is a part of a history. A lead, deal, inquiry or claim that names a partner, and that no entry of theirs cites, may have been left out: its name does not tell whose it is. Ask for the whole history, or compare with the customer system.',
    );
  if (manifest === undefined)
    add(
      'no-pinned-manifest',
      'No SHA-256 of the manifest was given. What stands in the manifest alone, such as when the pack was made, may have been changed.',
    );
  if (keys === undefined && seals.length > 0)
    add(
      'no-pinned-key',
      'No verifier key was given, so seals were checked with the key that the pack names. A pack that was made up as a whole names a key of its own.',
    );
  if (kept.length === 0)
    add(
      'nothing-kept',
      'No seal that was kept elsewhere was given. A history that was rewritten and sealed anew looks whole.',
    );
  if (seals.length === 0)
    add(
      'never-sealed',
      isPart
        ? 'Nothing was sealed: that no stream of these partners was left out, and that the last events of a stream are there, is not proved.'
        : 'Nothing was sealed: that the last events of a stream are there is not proved.',
    );
  else if (unsealed > 0)
    add(
      'unsealed-tail',
      `Of the history, ${unsealed} ${unsealed === 1 ? 'event comes' : 'events come'} after what the newest seal covers: nobody has signed them.${isPart ? ' A stream that began in them, even an account, may have been left out.' : ''}`,
    );
  add(
    'statements',
    'Of statements, the amounts were checked; names, deals, reasons, and steps that change nothing owed, were not.',
  );
  add(
    'verifier',
    'That the verify-evidence.mjs in the pack is the one that its publisher has was not checked: take that one.',
  );
  add(
    'truth',
    'That what was recorded is true cannot be told from records: compare it with the bank and the customer system.',
  );
  return list;
};
