import { type MoneyRecord, toJson } from '@commission-ledger/money';
import type { DocumentStore } from '../documentStore.ts';
import { type Activity, activity, type ActivityDocument, activityPrefix, ANY_PROGRAM } from '../models/activity.ts';
import { activityOfDeals, type DealChange } from '../models/activityOfDeals.ts';
import { dealsOfPartners, dealsPrefix } from '../models/dealsOfPartners.ts';
import { takeBackReasons } from '../models/takeBackReasons.ts';
import { eachDocument, readDocuments } from '../readDocuments.ts';
import { entryOf } from './entriesOf.ts';
import { type LeadActivity, leadActivityIn } from './leadActivity.ts';
import { isHeldAt, type PartnerHolds, partnerHolds } from './partnerHolds.ts';
import { payableIn } from './payableIn.ts';
import { isRecordedIn, type RecordedWindow, recordedForm } from './recordedWindow.ts';

/** An entry of an account. */
export type EntryActivity = Extract<Activity, { type: 'entry' }>;

/** A hold on an accrual that began or ended. */
export type DisputeActivity = Readonly<{
  step: Extract<Activity, { type: 'held' | 'released' }>;
  /** The deal and the amount of the accrual. */
  deal: string | null;
  amount: MoneyRecord | null;
  /** Whether somebody still keeps the accrual out of payouts afterwards. */
  isStillHeld: boolean;
  occurredAt: string;
}>;

/** A deal with its changes of the window. */
export type DealActivity = Readonly<{ deal: string; changes: readonly Omit<DealChange, 'told'>[] }>;

/** What happened to a partner in a program in a window of recorded time. */
export type PartnerActivity = Readonly<{
  /** In the accounts and with the partner, in the order recorded; what was taken back has its reason. */
  activities: readonly ActivityDocument[];
  /** The leads about which something was recorded, by id, each with its changes of the window. */
  leads: readonly LeadActivity[];
  /** The deals that were amended or cancelled, by id, where the partner was or is credited. */
  deals: readonly DealActivity[];
  /** In the order recorded. */
  disputes: readonly DisputeActivity[];
  /** Entries that could first be paid in the window: known, due and not disputed. */
  matured: readonly EntryActivity[];
}>;

/** Whose activity, recorded when. */
export type ActivityScope = Readonly<{ program: string; partner: string }> & RecordedWindow;

/**
 * What happened to a partner in a program, recorded after `from`, up to and including `to`. Only documents of that
 * partner and of that partner's deals are read; windows that follow each other have every activity, and every entry that
 * matured, exactly once; and a window is the same whatever is recorded after it.
 */
export const activityOf = async (documents: DocumentStore, scope: ActivityScope): Promise<PartnerActivity> => {
  const activities = await recordedIn(documents, scope);
  const holds = await partnerHolds(documents, scope);
  return {
    activities: await withReasons(documents, activities),
    leads: await leadActivityIn(documents, scope),
    deals: await dealsIn(documents, scope),
    disputes: await disputesIn(documents, activities, holds),
    matured: await payableIn(documents, scope, activities, holds),
  };
};

/** Whether anything about the partner was recorded after the window: what is to come is then another matter by now. */
export const isOvertaken = async (documents: DocumentStore, scope: ActivityScope): Promise<boolean> => {
  for (const prefix of prefixesOf(scope))
    for await (const _ of eachDocument(documents, activity, {
      prefix,
      after: afterInstant(prefix, scope.to),
      limit: 1,
    }))
      return true;
  return false;
};

const prefixesOf = ({ program, partner }: ActivityScope): readonly string[] =>
  [program, ANY_PROGRAM].map((where) => activityPrefix({ program: where, partner }, 'recorded'));

/** Keys are the time, a stroke and an id: this is after all of that time. */
const afterInstant = (prefix: string, at: ActivityScope['from']): string => `${prefix}${recordedForm(at)}0`;

const recordedIn = async (documents: DocumentStore, scope: ActivityScope): Promise<readonly ActivityDocument[]> => {
  const found: ActivityDocument[] = [];
  for (const prefix of prefixesOf(scope))
    for await (const told of eachDocument(documents, activity, { prefix, after: afterInstant(prefix, scope.from) })) {
      if (told.recordedAt > recordedForm(scope.to)) break;
      found.push(told);
    }
  return found.toSorted((a, b) => (a.recordedAt < b.recordedAt ? -1 : a.recordedAt > b.recordedAt ? 1 : 0));
};

const becauseOf = ({ activity: told }: ActivityDocument) => (told.type === 'entry' ? (told.because ?? []) : []);

/** What was taken back says why: what the refund, or the cancellation, says. */
const withReasons = async (
  documents: DocumentStore,
  activities: readonly ActivityDocument[],
): Promise<readonly ActivityDocument[]> => {
  const events = [...new Set(activities.flatMap(becauseOf))];
  const read = await readDocuments(documents, takeBackReasons, events);
  const reasons = new Map(events.map((event, index) => [event, read[index]?.reason ?? null]));
  return activities.map((document) => {
    const { activity: told } = document;
    if (told.type !== 'entry' || told.because === null) return document;
    return { ...document, activity: { ...told, reason: reasons.get(told.because) ?? null } };
  });
};

const dealsIn = async (documents: DocumentStore, scope: ActivityScope): Promise<readonly DealActivity[]> => {
  const { program, partner } = scope;
  const ids: string[] = [];
  for await (const { deal } of eachDocument(documents, dealsOfPartners, { prefix: dealsPrefix(partner) }))
    ids.push(deal);
  const found = await readDocuments(documents, activityOfDeals, ids);
  return found.flatMap((document): readonly DealActivity[] => {
    if (document?.program !== program) return [];
    const changes = document.changes.filter(isRecordedIn(scope)).filter(({ told }) => told.includes(partner));
    return changes.length === 0 ? [] : [{ deal: document.deal, changes: changes.map(withoutNames) }];
  });
};

const withoutNames = ({ kind, changed, reason, occurredAt, recordedAt }: DealChange): Omit<DealChange, 'told'> => ({
  kind,
  changed,
  reason,
  occurredAt,
  recordedAt,
});

const disputesIn = async (
  documents: DocumentStore,
  activities: readonly ActivityDocument[],
  holds: PartnerHolds,
): Promise<readonly DisputeActivity[]> => {
  const found: DisputeActivity[] = [];
  for (const { activity: step, recordedAt, occurredAt } of activities) {
    if (step.type !== 'held' && step.type !== 'released') continue;
    const entry = await entryOf(documents, 'accrual', step.accrual);
    const { deal, amount } = entry ?? { deal: null, amount: undefined };
    const isStillHeld = isHeldAt(holds.get(step.accrual) ?? [], recordedAt);
    found.push({ step, deal, amount: amount === undefined ? null : toJson(amount), isStillHeld, occurredAt });
  }
  return found;
};
