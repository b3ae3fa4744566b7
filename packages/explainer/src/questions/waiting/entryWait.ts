import type { LocalDate } from '@commission-ledger/calendar';
import type { AccountRef, RecordedEvent } from '@commission-ledger/events';
import { accrualHolds, type EntryRow, readDocument } from '@commission-ledger/projections';
import * as E from 'fp-ts/lib/Either.js';
import type { Answer } from '../../reading/sources.ts';
import type { Asking } from '../asking.ts';
import { accountKeyOf } from '../standing/readAccount.ts';
import { toldPayout, type Reading } from './toldPayout.ts';
import { payoutDaysOf, type PayoutDay, type Schedules } from './schedules.ts';

/** Where an entry is on its way to the partner. */
export type EntryWait =
  | Readonly<{ _tag: 'paid'; issued: RecordedEvent<'PayoutIssued'>; settled: RecordedEvent<'PayoutSettled'> }>
  | Readonly<{ _tag: 'on-its-way'; issued: RecordedEvent<'PayoutIssued'> }>
  /** The payout dates that it is carried over, the last is the one that pays. */
  | Readonly<{ _tag: 'expected'; date: LocalDate; days: readonly PayoutDay[] }>
  /** No coming date pays it; why not, on each of them. */
  | Readonly<{ _tag: 'no-date'; days: readonly PayoutDay[] }>
  | Readonly<{ _tag: 'disputed'; held: readonly RecordedEvent<'AccrualHeld'>[] }>
  | Readonly<{ _tag: 'no-terms' }>;

/** Where this entry of the account is. */
export const entryWaitOf = async (
  { sources, documents }: Asking,
  schedules: Schedules,
  account: AccountRef,
  entry: EntryRow,
): Answer<EntryWait> => {
  if (entry.payout !== null) return inPayout({ sources, documents }, account, entry.payout);
  const held = await holdsOn({ sources, documents }, account, entry);
  if (E.isLeft(held)) return held;
  const schedule = await schedules.of(account);
  const hasEntry = ({ due }: Pick<PayoutDay, 'due'>): boolean =>
    due.some(({ maturesOn }) => maturesOn === entry.maturesOn);
  const undated = schedule?.dates.filter((day) => day.date === null && hasEntry(day)) ?? [];
  const days = schedule === undefined ? [] : payoutDaysOf(schedule);
  const isOnlyDisputed = !days.some(hasEntry) && undated.some(({ outcome }) => outcome._tag === 'disputed');
  if (held.right.length > 0 || isOnlyDisputed) return E.right({ _tag: 'disputed', held: held.right });
  if (undated.some(({ outcome }) => outcome._tag === 'no-terms')) return E.right({ _tag: 'no-terms' });
  // What a payout added comes in with the next one; on the same day of maturity, everything else does later.
  const first = ADDED.has(entry.kind) ? days.findIndex(hasEntry) : days.findLastIndex(hasEntry);
  const coming = first < 0 ? [] : days.slice(first);
  const paying = coming.findIndex(({ outcome }) => outcome._tag === 'pays');
  const paid = coming[paying];
  return E.right(
    paid === undefined
      ? { _tag: 'no-date', days: coming }
      : { _tag: 'expected', date: paid.date, days: coming.slice(0, paying + 1) },
  );
};

/** What payouts add to an account, and what is written off or set apart: the next payout has it, whatever its cut-off. */
export const ADDED: ReadonlySet<string> = new Set(['draw-advance', 'draw-recovery', 'write-off', 'unclaimed']);

const inPayout = async (asking: Reading, account: AccountRef, payout: string): Answer<EntryWait> => {
  const told = await toldPayout(asking, account, payout);
  if (E.isLeft(told)) return told;
  const { issued, ended } = told.right;
  return E.right(
    ended?.type === 'PayoutSettled' ? { _tag: 'paid', issued, settled: ended } : { _tag: 'on-its-way', issued },
  );
};

/** What holds the accrual that an entry belongs to, now. */
const holdsOn = async (
  { sources, documents }: Reading,
  account: AccountRef,
  { kind, entry, reverses, rated }: EntryRow,
): Answer<readonly RecordedEvent<'AccrualHeld'>[]> => {
  const accrual = kind === 'accrual' ? entry : (reverses ?? rated?.of ?? entry);
  const document = await readDocument(documents, accrualHolds, `${accountKeyOf(account)}/${accrual}`);
  const steps = document?.steps ?? [];
  const now = new Map(steps.map((step) => [step.holder, step]));
  const held: RecordedEvent<'AccrualHeld'>[] = [];
  for (const { isHeld, event: at } of now.values()) {
    if (!isHeld) continue;
    const event = await sources.events.read('AccrualHeld', at);
    if (E.isLeft(event)) return event;
    held.push(event.right);
  }
  return E.right(held);
};
