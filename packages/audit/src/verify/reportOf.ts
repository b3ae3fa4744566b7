import type { Cause } from './cause.ts';
import { eventAt, placed, sameIds } from './secondLook.ts';
import { describeFinding } from './describeFinding.ts';
import { type FileExamination, twoHistories } from './fileExamination.ts';
import type { HistorySource } from './historySource.ts';
import type { HistoryPlace } from './historyPlace.ts';
import { type JoinedHistory, hexes } from './joinedHistory.ts';
import { judgeClaims } from './judgeClaims.ts';
import { judgeEvents } from './judgeEvents.ts';
import { type Claim, judgeNotes, judgeSeals, rootsOf } from './judgeSeals.ts';
import { howTheyDiffer, LOOK_AHEAD } from './keptLeaves.ts';
import { notChecked } from './notChecked.ts';
import { firstKeyOf } from './sealClaim.ts';
import { type DraftFinding, draft } from './verdictDraft.ts';
import type { VerifyOptions } from './verifyOptions.ts';
import type { ComparedWith, VerifyReport } from './verifyReport.ts';

/** A history that was read, to its end or until the store gave up. */
export type ReadHistory = Readonly<{
  options: VerifyOptions;
  history: JoinedHistory;
  damage: string | undefined;
  readEarlier: number;
  source: HistorySource;
}>;

/** Judges what was read. A few events may be read again, to name them. */
export const reportOf = async (read: ReadHistory): Promise<VerifyReport> => {
  const { options, history, damage, readEarlier } = read;
  const { keys = [], kept = [], leaves, origin, form = 'bytes' } = options;
  const data = history.data();
  const now = history.rootsNow();
  const own = keys.length > 0 ? undefined : firstKeyOf(data.seals);
  const trusted = { keys: own === undefined ? keys : [own], pinned: keys.length > 0, origin };
  const seals = judgeSeals(data.seals, trusted, data.roots);
  const notes = judgeNotes(kept, seals, trusted, data.roots);
  const sealed = lastGood([...seals.claims, ...notes.claims].filter((claim) => isEqual(claim, data.roots)));
  const shown = [
    ...judgeEvents([...data.problems, ...(await sameIds(read.source, data.sameMarks))]),
    ...damaged(damage, data.last),
  ];
  const file = await options.examineFile?.();
  // A store that stops has said that it is damaged: what it then says of its lookups may come from that.
  const lookups = file === undefined || damage !== undefined ? [] : twoHistories(file);
  const leafFound = await leafDifference(read);
  // A good seal over a history with other hashes says that one of the two is not what it is said to be; not which.
  const isContradicted = leafFound !== undefined && (leafFound.place?.index ?? 0) < (sealed?.size ?? 0);
  if (leafFound !== undefined && !shown.some((each) => isSamePlace(each, leafFound))) shown.push(leafFound);
  const streamsBefore = (index: number): number =>
    Array.from({ length: data.streams.size() }, (_, at) => data.streams.at(at)).filter(({ begin }) => begin < index)
      .length;
  const badSeals = seals.findings.filter((each) => each.class === 'bad-seal');
  const claimed = { sealed: seals.claims, kept: notes.claims, roots: data.roots, events: data.index };
  const byRoots = judgeClaims({ ...claimed, streamsBefore, last: data.last, shown: [...shown, ...badSeals] });
  // What a store could not give is no proof of what is not there.
  const bySeals = damage === undefined ? [...byRoots, ...leavesGoOn(read, [...shown, ...byRoots])] : [];
  const drafts = [
    ...unprotected(options),
    ...lookups,
    ...unsigned(options, data.seals.length),
    ...shown,
    ...seals.findings,
    ...notes.findings,
    ...bySeals,
  ];
  const findings = (await placed(read.source, drafts))
    .toSorted(byPlace)
    .map((each) => ({ ...each, ...describeFinding(each) }));
  const covered = sealed?.size ?? 0;
  const sealsAfter = data.seals.filter(({ place }) => place.index >= covered).length;
  const unsealed = { events: data.index - covered - sealsAfter, since: sealed?.sealedAt ?? null };
  const by = { seals: seals.checked, kept: notes.checked, hasLeaves: leaves !== undefined, isPinned: keys.length > 0 };
  const how = { leavesContradict: isContradicted, unsealed, form, readEarlier, stopped: damage !== undefined };
  return {
    schema: 'verify/1',
    verdict: findings.length === 0 ? 'sound' : 'not-sound',
    comparedWith: comparedWith(options, data.seals.length),
    findings,
    more: data.more,
    counts: { events: data.index, streams: now.streams, seals: data.seals.length, bytes: data.bytes },
    root: now.root,
    headsRoot: now.headsRoot,
    last: data.last,
    seals: seals.checked,
    kept: notes.checked,
    unsealed,
    file: fileOf(file),
    notChecked: notChecked({ ...by, ...how }),
    form,
  };
};

const fileOf = (file: FileExamination | undefined): VerifyReport['file'] => {
  if (file === undefined) return null;
  const { problems, foreignTriggers, foreignIndexes } = file;
  return { lookups: problems.length === 0 ? 'agree' : 'differ', foreignTriggers, foreignIndexes };
};

const unprotected = ({ changedRules: rules = [] }: VerifyOptions): readonly DraftFinding[] =>
  rules.length === 0 ? [] : [draft('unprotected', { _tag: 'Unprotected', rules })];

const unsigned = ({ keys = [], kept = [] }: VerifyOptions, seals: number): readonly DraftFinding[] =>
  keys.length > 0 && kept.length + seals === 0 ? [draft('bad-seal', { _tag: 'NothingSigned' })] : [];

/** A key says nothing where there is no seal. */
const comparedWith = ({ keys = [], kept = [], leaves }: VerifyOptions, seals: number): VerifyReport['comparedWith'] => {
  const there: Readonly<Record<ComparedWith, boolean>> = {
    seals: seals > 0,
    notes: kept.length > 0,
    key: keys.length > 0 && seals + kept.length > 0,
    leaves: leaves !== undefined,
  };
  return (['seals', 'notes', 'key', 'leaves'] as const).filter((each) => there[each]);
};

const isEqual = (claim: Claim, roots: Parameters<typeof rootsOf>[1]): boolean =>
  rootsOf(claim.checkpoint, roots) === 'equal';

const lastGood = (claims: readonly Claim[]) =>
  claims.map(({ checkpoint }) => checkpoint).toSorted((a, b) => b.size - a.size)[0];

const damaged = (problem: string | undefined, place: HistoryPlace | null): readonly DraftFinding[] =>
  problem === undefined ? [] : [draft('unreadable', { _tag: 'StoreDamaged', problem }, { place })];

const isSamePlace = (one: DraftFinding, other: DraftFinding): boolean =>
  one.place !== null && one.place.index === other.place?.index;

/** The first event whose hash is not the one that was kept, and what seems to have been done. */
const leafDifference = async ({ options, history, source }: ReadHistory): Promise<DraftFinding | undefined> => {
  const { leafBreach } = history.data();
  if (leafBreach === null || options.leaves === undefined) return undefined;
  const { index, from, after, found } = leafBreach;
  const how = howTheyDiffer(hexes(options.leaves, index, LOOK_AHEAD), found);
  return draft(how, { _tag: 'LeafDiffers' }, { place: await eventAt(source, { index, from, after }) });
};

/** More hashes were kept than there are events: said when nothing else says so. */
const leavesGoOn = ({ options, history }: ReadHistory, shown: readonly DraftFinding[]): readonly DraftFinding[] => {
  const { index, last } = history.data();
  const kept = (options.leaves?.length ?? 0) / 32;
  if (kept <= index || shown.length > 0) return [];
  const cause: Cause = { _tag: 'LeavesGoOn', kept, found: index };
  return [draft('tail-truncated', cause, { place: last })];
};

/** What has no place comes last. */
const byPlace = (one: DraftFinding, other: DraftFinding): number =>
  (one.place?.index ?? Number.MAX_SAFE_INTEGER) - (other.place?.index ?? Number.MAX_SAFE_INTEGER);
