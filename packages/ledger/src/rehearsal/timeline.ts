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
import { storeFailure } from '../execution/storeFailure.ts';
import type { LedgerFailure } from '../failure.ts';
import type { Trigger } from '../policy/trigger.ts';
import { triggersIn } from '../policy/triggersIn.ts';
import { keyOfReaction, keyOfTrigger } from './causeKeys.ts';

/** One step of the history: something that was recorded, or the moment at which the ledger reacted to a trigger. */
export type Step =
  | Readonly<{ kind: 'fact'; event: RecordedEvent; triggers: readonly Pending[] }>
  | Readonly<{ kind: 'reaction'; to: Pending }>;

/** A trigger on its way through the replay. */
export type Pending = {
  readonly key: string;
  readonly trigger: Trigger;
  /** Those who are credited with the deal. */
  readonly partners: readonly string[];
  /** Whether the history shows when the ledger reacted to it; where it left no trace, that is not known. */
  traced: boolean;
  reacted: boolean;
};

/** The history as a replay goes through it. */
export type Timeline = Readonly<{
  steps: readonly Step[];
  /** By plan, everyone who has ever been in it. */
  members: ReadonlyMap<string, ReadonlySet<string>>;
  /** Causes that are set aside and have not been rated since, by their keys. */
  setAside: ReadonlySet<string>;
}>;

/** How events of accounts are read; what they tell goes to `booked`. */
export type Bookkeeping = Readonly<{
  read: (stored: StoredEvent) => E.Either<UnreadableEvent, RecordedEvent>;
  booked: (event: RecordedEvent) => void;
}>;

const PAGE = 1000;

/** Whatever the policy looks at; other streams (leads, payout runs) do not matter to it. */
const CATEGORIES: ReadonlySet<string> = new Set(['program', 'plan', 'partner', 'deal', 'fx']);

/** What says in an account that something was earned or taken back. */
const BOOKINGS: ReadonlySet<string> = new Set(['AccrualPosted', 'AccrualEvaluated', 'AccrualReversed', 'TrueUpPosted']);

/** Reads the whole history once, as far as it decides about commission. */
export const timelineOf = async (
  store: EventStore,
  { read, booked }: Bookkeeping,
): Promise<E.Either<LedgerFailure, Timeline>> => {
  const steps: Step[] = [];
  const members = new Map<string, Set<string>>();
  const credited = new Map<string, readonly string[]>();
  const pending = new Map<string, Pending>();
  const setAside = new Set<string>();

  const noteReaction = (event: RecordedEvent): void => {
    const key = keyOfReaction(event);
    const to = key === undefined ? undefined : pending.get(key);
    if (to === undefined) return;
    // Further entries for the same trigger, in this or other accounts, were made in the same reaction.
    if (!to.traced || event.type === 'CauseResolved') steps.push({ kind: 'reaction', to });
    to.traced = true;
    if (event.type === 'CauseParked') setAside.add(to.key);
    if (event.type === 'CauseResolved') setAside.delete(to.key);
  };

  const noteFact = (event: RecordedEvent): void => {
    if (event.type === 'PartnerEnrolled') noteMember(members, event);
    if (event.type === 'DealWon') credited.set(event.stream, partnersOf(event));
    const triggers = triggersIn([event]).map((trigger): Pending => {
      const partners = credited.get(dealStream(trigger.deal)) ?? [];
      return { key: keyOfTrigger(trigger), trigger, partners, traced: false, reacted: false };
    });
    for (const each of triggers) pending.set(each.key, each);
    // Whoever rates looks at the data alone; without the JSON a long history takes half the memory.
    steps.push({ kind: 'fact', event: { ...event, json: {} }, triggers });
  };

  const note = (stored: StoredEvent): E.Either<LedgerFailure, unknown> => {
    const ofAccount = accountOfStream(stored.stream) !== undefined;
    if (ofAccount ? !BOOKINGS.has(stored.type) : !CATEGORIES.has(categoryOf(stored.stream))) return NOTHING;
    const event = ofAccount ? read(stored) : readEvent(stored);
    if (E.isLeft(event)) return event;
    if (ofAccount) booked(event.right);
    if (ofAccount || event.right.type === 'CauseParked' || event.right.type === 'CauseResolved')
      noteReaction(event.right);
    else noteFact(event.right);
    return NOTHING;
  };

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
  return E.right({ steps, members, setAside });
};

const NOTHING = E.right(undefined);

const noteMember = (members: Map<string, Set<string>>, { data }: RecordedEvent<'PartnerEnrolled'>): void => {
  members.set(data.plan, (members.get(data.plan) ?? new Set()).add(data.partner));
};

const partnersOf = ({ data }: RecordedEvent<'DealWon'>): readonly string[] =>
  [...data.attribution, ...(data.overlays ?? [])].map(({ partner }) => partner);
