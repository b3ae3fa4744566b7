import type { EventStore, StoredEvent } from '@commission-ledger/event-store';
import {
  type RecordedEvent,
  type UnreadableEvent,
  accountOfStream,
  categoryOf,
  dealStream,
  readEvent,
} from '@commission-ledger/events';
import * as E from 'fp-ts/lib/Either.js';
import { isBookingType } from '../account/isBooking.ts';
import { storeFailure } from '../execution/storeFailure.ts';
import type { LedgerFailure } from '../failure.ts';
import { triggersIn } from '../policy/triggersIn.ts';
import { noteReratedDeals } from './reratedDeals.ts';
import { isOnDeal, keyOfReaction, keyOfTrigger } from './causeKeys.ts';
import type { Pending, Step } from './step.ts';

/** The history as a replay goes through it. */
export type Timeline = Readonly<{
  steps: readonly Step[];
  /** By plan, everyone who has ever been in it. */
  members: ReadonlyMap<string, ReadonlySet<string>>;
  /** Causes that are set aside and have not been rated since, by their keys. */
  setAside: ReadonlySet<string>;
  /** By the stream of a deal, its last event. */
  dealRevisions: ReadonlyMap<string, number>;
}>;

/** How events of accounts are read; what they tell goes to `booked`. */
export type Bookkeeping = Readonly<{
  read: (stored: StoredEvent) => E.Either<UnreadableEvent, RecordedEvent>;
  booked: (event: RecordedEvent) => void;
}>;

const PAGE = 1000;

/** Whatever the policy looks at; other streams (leads, payout runs) do not matter to it. */
const CATEGORIES: ReadonlySet<string> = new Set(['program', 'plan', 'partner', 'deal', 'fx']);

/** Reads the whole history once, as far as it decides about commission. */
export const timelineOf = async (
  store: EventStore,
  bookkeeping: Bookkeeping,
): Promise<E.Either<LedgerFailure, Timeline>> => {
  const { note, timeline } = takingNotes(bookkeeping);
  try {
    let after: bigint | undefined;
    for (let atEnd = false; !atEnd;) {
      const page = await store.readAll({ after, limit: PAGE });
      for (const stored of page.events) {
        const noted = note(stored);
        if (E.isLeft(noted)) return noted;
      }
      ({ atEnd, next: after } = page);
    }
  } catch (error) {
    return E.left(storeFailure(error));
  }
  return E.right(timeline());
};

/** The same of a part of the history, read already and in the order in which it was recorded. */
export const timelineOver = (history: Iterable<RecordedEvent>, booked: Bookkeeping['booked']): Timeline => {
  const { noteRead, timeline } = takingNotes({ read: readEvent, booked });
  for (const event of history) noteRead(event);
  return timeline();
};

/** Takes the events of a history in their order. */
type TakingNotes = Readonly<{
  note: (stored: StoredEvent) => E.Either<LedgerFailure, unknown>;
  noteRead: (event: RecordedEvent) => void;
  timeline: () => Timeline;
}>;

const takingNotes = ({ read, booked }: Bookkeeping): TakingNotes => {
  const steps: Step[] = [];
  const members = new Map<string, Set<string>>();
  const credited = new Map<string, Set<string>>();
  const pending = new Map<string, Pending>();
  const setAside = new Set<string>();
  const dealRevisions = new Map<string, number>();
  const reratedDeals = noteReratedDeals();

  /** Triggers that came before the win of their deal, with the key of that win. */
  const early = new Map<string, string>();

  /** What came before the win of its deal is rated in the reaction to that win. */
  const reactedTo = (key: string): Pending | undefined => {
    const win = pending.get(early.get(key) ?? '');
    return win?.traced === false ? win : pending.get(key);
  };

  const noteReaction = (event: RecordedEvent): void => {
    const key = keyOfReaction(event);
    const to = key === undefined ? undefined : reactedTo(key);
    if (key === undefined || to === undefined) return;
    // Further entries for the same trigger, in this or other accounts, were made in the same reaction.
    if (!to.traced || event.type === 'CauseResolved') steps.push({ kind: 'reaction', to });
    to.traced = true;
    if (event.type === 'CauseParked') setAside.add(key);
    if (event.type === 'CauseResolved') setAside.delete(key);
  };

  const noteFact = (event: RecordedEvent): void => {
    if (event.type === 'PartnerEnrolled') noteMember(members, event);
    if (event.type === 'DealWon' || event.type === 'DealAmended') noteCredited(credited, event);
    const triggers = triggersIn([event])
      .filter(isOnDeal)
      .map((trigger): Pending => {
        const partners = creditedWith(credited, dealStream(trigger.deal));
        return { key: keyOfTrigger(trigger), trigger, partners, traced: false, reacted: false };
      });
    for (const each of triggers) {
      const win = keyOfTrigger({ kind: 'win', deal: each.trigger.deal });
      if (each.key !== win && !pending.has(win)) early.set(each.key, win);
      pending.set(each.key, each);
    }
    // Whoever rates looks at the data alone; without the JSON a long history takes half the memory.
    steps.push({ kind: 'fact', event: { ...event, json: {} }, triggers });
  };

  const noteRead = (event: RecordedEvent): void => {
    const ofAccount = accountOfStream(event.stream) !== undefined;
    if (ofAccount) booked(event);
    if (categoryOf(event.stream) === 'deal') dealRevisions.set(event.stream, event.revision);
    reratedDeals.note(event);
    if (ofAccount || event.type === 'CauseParked' || event.type === 'CauseResolved') noteReaction(event);
    else noteFact(event);
  };

  const note = (stored: StoredEvent): E.Either<LedgerFailure, unknown> => {
    const ofAccount = accountOfStream(stored.stream) !== undefined;
    if (ofAccount ? !isBookingType(stored.type) : !CATEGORIES.has(categoryOf(stored.stream))) return NOTHING;
    const event = ofAccount ? read(stored) : readEvent(stored);
    if (E.isLeft(event)) return event;
    noteRead(event.right);
    return NOTHING;
  };

  return {
    note,
    noteRead,
    timeline: () => ({ steps: reratedDeals.asRated(steps), members, setAside, dealRevisions }),
  };
};

const NOTHING = E.right(undefined);

const noteMember = (members: Map<string, Set<string>>, { data }: RecordedEvent<'PartnerEnrolled'>): void => {
  members.set(data.plan, (members.get(data.plan) ?? new Set()).add(data.partner));
};

const noteCredited = (
  credited: Map<string, Set<string>>,
  { stream, data: { attribution = [], overlays = [] } }: RecordedEvent<'DealWon' | 'DealAmended'>,
): void => {
  const partners = creditedWith(credited, stream);
  for (const { partner } of [...attribution, ...overlays]) partners.add(partner);
};

/** One set for each deal, so that whoever is told later counts for what was before too. */
const creditedWith = (credited: Map<string, Set<string>>, deal: string): Set<string> => {
  const partners = credited.get(deal) ?? new Set<string>();
  credited.set(deal, partners);
  return partners;
};
