import type { LocalDate } from '@commission-ledger/calendar';
import { eachEvent, type EventStore, type StoredEvent } from '@commission-ledger/event-store';
import {
  accountOfStream,
  categoryOf,
  parseFrame,
  readEvent,
  type AccountRef,
  type RecordedEvent,
  type UnreadableEvent,
} from '@commission-ledger/events';
import { isAccountEventType } from '@commission-ledger/projections';
import * as E from 'fp-ts/lib/Either.js';
import { collectKeys, type KeyIndex } from './keyIndex.ts';

/** A payout run as it went: when what it pays was settled on, and when it was complete. */
export type RunTold = Readonly<{ program: string; date: LocalDate; from: number; through: number }>;

/** Something on a deal that accounts react to: its stream, by number, its revision and its position. */
export type Triggers = Readonly<{ count: number; at: (index: number) => TriggerAt }>;

/** Where a trigger stands. */
export type TriggerAt = Readonly<{ stream: string; revision: number; position: number }>;

/** What one reading of the history finds: where to look, and what the accounts recorded. */
export type Survey = Readonly<{
  events: number;
  through: bigint | undefined;
  /** The accounts, in the order in which they began. */
  accounts: readonly Readonly<{ stream: string; account: AccountRef }>[];
  keys: KeyIndex;
  triggers: Triggers;
  runs: readonly RunTold[];
  /** Events of accounts that stand in other streams: there are none, unless somebody put them there. */
  strays: readonly StoredEvent[];
  /** How high a partner stands: above everybody who was ever below. */
  heightOf: (partner: string) => number;
}>;

const TRIGGERS: ReadonlySet<string> = new Set([
  'DealWon',
  'PaymentReceived',
  'PaymentRefunded',
  'DealCancelled',
  'ChargebackOpened',
  'ChargebackDecided',
  'CauseResolved',
]);

/** Tells how far it is. */
export type Reading = Readonly<{ events: (done: number) => void; signal: AbortSignal | undefined }>;

/** Reads the history once. */
export const surveyOf = async (store: EventStore, reading: Reading): Promise<E.Either<UnreadableEvent, Survey>> => {
  const notes = takingNotes();
  let [events, through]: [number, bigint | undefined] = [0, undefined];
  for await (const stored of eachEvent(store)) {
    const noted = notes.note(stored);
    if (E.isLeft(noted)) return noted;
    events += 1;
    through = stored.position;
    if (events % 1000 === 0) {
      reading.events(events);
      reading.signal?.throwIfAborted();
    }
  }
  return E.right({ events, through, ...notes.told() });
};

const NOTHING: E.Either<UnreadableEvent, undefined> = E.right(undefined);

const takingNotes = () => {
  const keys = collectKeys();
  const accounts = new Map<string, Readonly<{ stream: string; account: AccountRef; number: number }>>();
  let lastKey = { stream: '', key: '' };
  const deals = new Map<string, number>();
  const [dealOf, revisionOf, positionOf]: [number[], number[], number[]] = [[], [], []];
  const below = new Map<string, Set<string>>();
  const runs = noteRuns();
  const strays: StoredEvent[] = [];

  const noteAccount = ({ stream, body, position }: StoredEvent, account: AccountRef): void => {
    const known = accounts.get(stream) ?? { stream, account, number: accounts.size };
    accounts.set(stream, known);
    const frame = parseFrame(body);
    // What is no frame is told when the account is gone through.
    if (typeof frame === 'string') return;
    const { commandKey: key } = frame;
    if (lastKey.stream !== stream || lastKey.key !== key)
      keys.add(key, { account: known.number, position: Number(position) });
    lastKey = { stream, key };
  };

  const note = (stored: StoredEvent): E.Either<UnreadableEvent, undefined> => {
    const { stream, type, revision, position } = stored;
    const account = accountOfStream(stream);
    if (account !== undefined) {
      noteAccount(stored, account);
      return NOTHING;
    }
    if (isAccountEventType(type)) strays.push(stored);
    const category = categoryOf(stream);
    if (category === 'deal' && TRIGGERS.has(type)) {
      const number = deals.get(stream) ?? deals.size;
      deals.set(stream, number);
      dealOf.push(number);
      revisionOf.push(revision);
      positionOf.push(Number(position));
    }
    if (type !== 'UplineAssigned' && category !== 'payoutrun') return NOTHING;
    const read: E.Either<UnreadableEvent, RecordedEvent> = readEvent(stored);
    if (E.isLeft(read)) return read;
    const event = read.right;
    if (event.type === 'UplineAssigned') {
      const { partner, upline } = event.data;
      below.set(upline, (below.get(upline) ?? new Set()).add(partner));
    }
    runs.note(event);
    return NOTHING;
  };

  const told = (): Omit<Survey, 'events' | 'through'> => {
    const streams = [...deals.keys()];
    return {
      accounts: [...accounts.values()],
      keys: keys.seal(),
      triggers: {
        count: dealOf.length,
        at: (index) => ({
          stream: streams[dealOf[index] ?? -1] ?? '',
          revision: revisionOf[index] ?? 0,
          position: positionOf[index] ?? 0,
        }),
      },
      runs: runs.told,
      strays,
      heightOf: heightsOver(below),
    };
  };
  return { note, told };
};

const noteRuns = () => {
  const told: RunTold[] = [];
  const open = new Map<string, Omit<RunTold, 'through'>>();
  const note = (event: RecordedEvent): void => {
    const { type, stream, data } = event;
    const position = Number(event.position);
    if (type === 'PayoutRunPrepared') open.set(stream, { program: data.program, date: data.date, from: position });
    const known = open.get(stream);
    if (known === undefined) return;
    if (type === 'PayoutRunApproved') open.set(stream, { ...known, from: position });
    if (type === 'PayoutRunCompleted') told.push({ ...known, through: position });
  };
  return { note, told };
};

/** Assignments change with time, so two may have stood above each other: then one of them comes first. */
const heightsOver = (below: ReadonlyMap<string, ReadonlySet<string>>): ((partner: string) => number) => {
  const known = new Map<string, number>();
  const heightOf = (partner: string): number => {
    const before = known.get(partner);
    if (before !== undefined) return before;
    known.set(partner, 0);
    const height = [...(below.get(partner) ?? [])].reduce((most, each) => Math.max(most, heightOf(each) + 1), 0);
    known.set(partner, height);
    return height;
  };
  return heightOf;
};
