import { dateOf } from '@commission-ledger/calendar';
import type { DocumentStore } from '../documentStore.ts';
import { type Activity, activity, type ActivityDocument, activityPrefix } from '../models/activity.ts';
import type { HoldStep } from '../models/accrualHolds.ts';
import { eachDocument } from '../readDocuments.ts';
import { programOf } from './directory.ts';
import { type HeldEntry, heldEntries, isHeldAt, type PartnerHolds, payableSince } from './partnerHolds.ts';
import { type RecordedWindow, recordedForm } from './recordedWindow.ts';
import { zoneIn } from './timeValues.ts';

type EntryActivity = Extract<Activity, { type: 'entry' }>;

type ActivityScope = Readonly<{ program: string; partner: string }> & RecordedWindow;

/**
 * The entries of a partner that could first be paid in a window: those whose day came, those that were due when they were
 * recorded, and those that were due already when the last dispute about them ended.
 */
export const payableIn = async (
  documents: DocumentStore,
  scope: ActivityScope,
  recorded: readonly ActivityDocument[],
  holds: PartnerHolds,
): Promise<readonly EntryActivity[]> => {
  const program = await programOf(documents, scope.program);
  if (program === undefined) return [];
  const zone = zoneIn(program.timeZone);
  const [since, until] = [dateOf(scope.from, zone), dateOf(scope.to, zone)];
  const held = await heldEntries(documents, relevantIn(holds, scope));
  const candidates = new Map<string, Candidate>();
  for (const told of [
    ...(await maturingBetween(documents, scope, since, until)),
    ...recorded,
    ...(await released(documents, scope, held)),
  ])
    if (told.activity.type === 'entry')
      candidates.set(keyOf(told.activity), { entry: told.activity, recordedAt: told.recordedAt });
  return [...candidates.values()].flatMap(({ entry, recordedAt }) => {
    const at = payableSince({ ...entry, recordedAt }, held.get(keyOf(entry))?.holds ?? [], zone);
    return at !== null && at > recordedForm(scope.from) && at <= recordedForm(scope.to) ? [entry] : [];
  });
};

type Candidate = Readonly<{ entry: EntryActivity; recordedAt: string }>;

const keyOf = ({ kind, entry }: Pick<EntryActivity, 'kind' | 'entry'>): string => `${kind}/${entry}`;

/** Holds that were over when the window began, or began after it, change nothing in it. */
const relevantIn = (holds: PartnerHolds, { from, to }: ActivityScope): PartnerHolds => {
  const isIn = ({ recordedAt }: HoldStep): boolean => recordedAt > recordedForm(from) && recordedAt <= recordedForm(to);
  return new Map([...holds].filter(([, steps]) => steps.some(isIn) || isHeldAt(steps, recordedForm(from))));
};

const maturingBetween = async (
  documents: DocumentStore,
  scope: ActivityScope,
  since: string,
  until: string,
): Promise<readonly ActivityDocument[]> => {
  const prefix = activityPrefix(scope, 'matures');
  const found: ActivityDocument[] = [];
  for await (const told of eachDocument(documents, activity, { prefix, after: `${prefix}${since}0` })) {
    if (told.activity.type !== 'entry' || told.activity.maturesOn > until) break;
    found.push(told);
  }
  return found;
};

/** What belongs to held accruals, as it was told; a release may have made it payable. */
const released = async (
  documents: DocumentStore,
  scope: ActivityScope,
  held: ReadonlyMap<string, HeldEntry>,
): Promise<readonly ActivityDocument[]> => {
  const days = new Set([...held.values()].map(({ maturesOn }) => maturesOn));
  const found: ActivityDocument[] = [];
  for (const day of [...days].toSorted()) {
    const prefix = `${activityPrefix(scope, 'matures')}${day}/`;
    for await (const told of eachDocument(documents, activity, { prefix }))
      if (told.activity.type === 'entry' && held.has(keyOf(told.activity))) found.push(told);
  }
  return found;
};
