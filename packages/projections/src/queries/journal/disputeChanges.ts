import type { TimeZone } from '@commission-ledger/calendar';
import type { DocumentStore } from '../../documentStore.ts';
import { accountKey } from '../../models/accountEvent.ts';
import { accrualHolds, type HoldStep } from '../../models/accrualHolds.ts';
import { payoutPostings, type PayoutPostingsDocument } from '../../models/payoutPostings.ts';
import { eachDocument } from '../../readDocuments.ts';
import { belongingTo } from '../disputedEntries.ts';
import type { EntryRow } from '../entriesOf.ts';
import { type AccountMovements, placeIn } from '../statements/accountMovements.ts';
import { journalDate } from './journalDate.ts';

/** An entry becomes disputed, or stops being, from a date on: it is on hold though it has matured. */
export type DisputeChange = Readonly<{
  date: string;
  isHeld: boolean;
  id: string;
  minor: bigint;
  event: HoldStep['event'];
}>;

/**
 * When the entries of an account were disputed: each that belongs to a held accrual, while it is in no payout. Most
 * accounts never had a dispute, and nothing is read of them.
 */
export const disputeChanges = async (
  documents: DocumentStore,
  where: AccountMovements,
  zone: TimeZone,
): Promise<readonly DisputeChange[]> => {
  const prefix = `${accountKey(where.account)}/`;
  const members = new Map<string, Readonly<{ row: EntryRow; holds: Turn[] }>>();
  for await (const { accrual, steps } of eachDocument(documents, accrualHolds, { prefix }))
    for (const row of await belongingTo(documents, accrual)) {
      const member = members.get(keyOf(row)) ?? { row, holds: [] };
      for (const step of steps) member.holds.push(holdTurn(accrual, step));
      members.set(keyOf(row), member);
    }
  if (members.size === 0) return [];
  const trips = await tripsIn(documents, prefix);
  return [...members.values()].flatMap(({ row, holds }) =>
    changesOf(row, [postingTurn(row), ...holds, ...(trips.get(keyOf(row)) ?? [])], where, zone),
  );
};

const keyOf = ({ kind, entry }: Pick<EntryRow, 'kind' | 'entry'>): string => `${kind}/${entry}`;

/** Something that decides whether an entry is disputed, recorded at a revision. */
type Turn = Readonly<{ occurredAt: string; event: HoldStep['event']; take: (state: EntryStanding) => void }>;

type EntryStanding = { isPosted: boolean; isInPayout: boolean; readonly holders: Set<string> };

const postingTurn = ({ occurredAt, event }: EntryRow): Turn => ({
  occurredAt,
  event,
  take: (state) => {
    state.isPosted = true;
  },
});

const holdTurn = (accrual: string, { holder, isHeld, occurredAt, event }: HoldStep): Turn => ({
  occurredAt,
  event,
  take: ({ holders }) => {
    if (isHeld) holders.add(`${accrual}/${holder}`);
    else holders.delete(`${accrual}/${holder}`);
  },
});

/** When each entry that may be disputed was in a payout: inquiries and chargebacks also hold what is on its way. */
const tripsIn = async (documents: DocumentStore, prefix: string): Promise<ReadonlyMap<string, readonly Turn[]>> => {
  const trips = new Map<string, Turn[]>();
  for await (const payout of eachDocument(documents, payoutPostings, { prefix }))
    for (const key of payout.followers) {
      const turns = trips.get(key) ?? [];
      turns.push(...turnsOf(payout));
      trips.set(key, turns);
    }
  return trips;
};

const turnsOf = ({ issued, ended }: PayoutPostingsDocument): readonly Turn[] => {
  const turn = (step: typeof issued, isInPayout: boolean): Turn => ({
    ...step,
    take: (state) => {
      state.isInPayout = isInPayout;
    },
  });
  return ended === null || ended.arrived ? [turn(issued, true)] : [turn(issued, true), turn(ended, false)];
};

const changesOf = (
  { entry, amount, maturesOn }: EntryRow,
  turns: readonly Turn[],
  where: AccountMovements,
  zone: TimeZone,
): readonly DisputeChange[] => {
  const state: EntryStanding = { isPosted: false, isInPayout: false, holders: new Set() };
  const changes: DisputeChange[] = [];
  let isHeld = false;
  // Before it matures it is on hold anyway; and each turn builds on the one before.
  let date: string = maturesOn;
  for (const { take, occurredAt, event } of turns.toSorted((a, b) => a.event.revision - b.event.revision)) {
    take(state);
    const on = journalDate(placeIn(where, occurredAt, event.revision), zone);
    if (on > date) date = on;
    const isHeldNow = state.isPosted && !state.isInPayout && state.holders.size > 0;
    if (isHeldNow === isHeld) continue;
    isHeld = isHeldNow;
    // What is turned back on the same day changes nothing: also what was held and released before it matured.
    if (changes.at(-1)?.date === date) changes.pop();
    else changes.push({ date, isHeld, id: entry, minor: amount.minor, event });
  }
  return changes;
};
