import { localDate, type LocalDate } from '@commission-ledger/calendar';
import { eachEvent, type EventStore, type StoredEvent } from '@commission-ledger/event-store';
import {
  accountOfStream,
  categoryOf,
  parseFrame,
  readEvent,
  type AccountRef,
  type Frame,
  type RecordedEvent,
  type UnreadableEvent,
} from '@commission-ledger/events';
import * as E from 'fp-ts/lib/Either.js';
import { drawAccounts } from './drawAccounts.ts';
import { collectKeys, isSaidBy, type KeyIndex } from './keyIndex.ts';
import { strayOf, type Stray } from './stray.ts';

/** An attempt of a payout run, by its stream. */
export type RunAttempt = Readonly<{ stream: string; program: string; date: LocalDate; attempt: number }>;

/** One that was drawn up: where that stands, and when it was recorded. */
export type RunPrepared = RunAttempt & Readonly<{ position: number; recordedAt: string }>;

/** A payout run as it went: when what it pays was settled on, and when it was complete. */
export type RunTold = RunAttempt & Readonly<{ from: number; through: number }>;

/** What on deals accounts react to: deal by deal, so that each is read once, and as it happened on each. */
export type Triggers = Readonly<{ count: number; at: (index: number) => TriggerAt }>;

/** Where a trigger stands. */
export type TriggerAt = Readonly<{ stream: string; revision: number; position: number }>;

/** What one reading of the history finds: where to look, and what the accounts recorded. */
export type Survey = Readonly<{
  events: number;
  through: bigint | undefined;
  /** The position of the first event recorded since the moment asked for; `undefined` where none was asked for. */
  since: number | undefined;
  /** The accounts, in the order in which they began, with how many events each has. */
  accounts: readonly Readonly<{ stream: string; account: AccountRef; events: number }>[];
  /** Accounts to which a plan advances money, by their streams. */
  draws: ReadonlyMap<string, AccountRef>;
  keys: KeyIndex;
  triggers: Triggers;
  runs: readonly RunTold[];
  prepared: readonly RunPrepared[];
  runStreams: readonly Omit<RunAttempt, 'attempt'>[];
  /** Events of runs whose streams name no program and date: there are none, unless somebody put them there. */
  undatedRuns: readonly RecordedEvent[];
  /** Where the events of each re-rating stand, by its id. */
  reratings: ReadonlyMap<string, readonly number[]>;
  /** Events that stand in other streams than they say: there are none, unless somebody put them there. */
  strays: readonly Stray[];
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

/** What is read whole, besides payout runs. */
const READ: ReadonlySet<string> = new Set(['UplineAssigned', 'PartnerEnrolled', 'PlanPublished']);

/** Tells at which position it is, and looks where what was recorded since a moment begins. */
export type Reading = Readonly<{
  position: (done: number) => void;
  signal: AbortSignal | undefined;
  from: string | undefined;
}>;

/** Reads the history once. */
export const surveyOf = async (store: EventStore, reading: Reading): Promise<E.Either<UnreadableEvent, Survey>> => {
  const notes = takingNotes(reading.from);
  let [events, through]: [number, bigint | undefined] = [0, undefined];
  for await (const stored of eachEvent(store)) {
    const noted = notes.note(stored);
    if (E.isLeft(noted)) return noted;
    events += 1;
    through = stored.position;
    if (events % 1000 === 0) {
      reading.position(Number(stored.position));
      reading.signal?.throwIfAborted();
    }
  }
  return E.right({ events, through, ...notes.told() });
};

const NOTHING: E.Either<UnreadableEvent, undefined> = E.right(undefined);

const takingNotes = (from: string | undefined) => {
  let since = from === undefined ? undefined : Infinity;
  const keys = collectKeys();
  const accounts = new Map<string, { stream: string; account: AccountRef; number: number; events: number }>();
  let lastKey = { stream: '', key: '' };
  const deals = new Map<string, number>();
  const [dealOf, revisionOf, positionOf]: [number[], number[], number[]] = [[], [], []];
  const below = new Map<string, Set<string>>();
  const runs = noteRuns();
  const strays: Stray[] = [];
  const draws = drawAccounts();
  const reratings = new Map<string, number[]>();

  const noteAccount = (
    { stream, revision, position }: StoredEvent,
    account: AccountRef,
    frame: Frame | undefined,
  ): void => {
    const known = accounts.get(stream) ?? { stream, account, number: accounts.size, events: 0 };
    known.events += 1;
    accounts.set(stream, known);
    // What is no frame is told when the account is gone through.
    if (frame === undefined) return;
    const { commandKey: key, type } = frame;
    if (!isSaidBy(key, type)) return;
    if (lastKey.stream === stream && lastKey.key === key) keys.addEvent();
    else keys.add(key, { account: known.number, revision, position: Number(position) });
    lastKey = { stream, key };
    const [, rerating] = key.startsWith('rerate/') ? key.split('/') : [];
    if (rerating === undefined) return;
    const positions = reratings.get(rerating) ?? [];
    positions.push(Number(position));
    reratings.set(rerating, positions);
  };

  const note = (asStored: StoredEvent): E.Either<UnreadableEvent, undefined> => {
    const parsed = parseFrame(asStored.body);
    const frame = typeof parsed === 'string' ? undefined : parsed;
    if (since === Infinity && from !== undefined && frame !== undefined && frame.recordedAt >= from)
      since = Number(asStored.position);
    const stray = frame && strayOf(asStored, frame);
    if (stray !== undefined) strays.push(stray);
    const stored = stray === undefined ? asStored : stray.righted;
    if (stored === undefined) return NOTHING;
    const { stream, type, revision, position } = stored;
    const account = accountOfStream(stream);
    if (account !== undefined) {
      noteAccount(stored, account, frame);
      return NOTHING;
    }
    const category = categoryOf(stream);
    if (category === 'deal' && TRIGGERS.has(type)) {
      const number = deals.get(stream) ?? deals.size;
      deals.set(stream, number);
      dealOf.push(number);
      revisionOf.push(revision);
      positionOf.push(Number(position));
    }
    if (!READ.has(type) && category !== 'payoutrun') return NOTHING;
    const read: E.Either<UnreadableEvent, RecordedEvent> = readEvent(stored);
    if (E.isLeft(read)) return read;
    const event = read.right;
    if (event.type === 'UplineAssigned') {
      const { partner, upline } = event.data;
      below.set(upline, (below.get(upline) ?? new Set()).add(partner));
    }
    draws.note(event);
    if (category === 'payoutrun') runs.note(event);
    return NOTHING;
  };

  const told = (): Omit<Survey, 'events' | 'through'> => {
    const streams = [...deals.keys()];
    const byDeal = Float64Array.from(dealOf.keys());
    byDeal.sort((a, b) => (dealOf[a] ?? 0) - (dealOf[b] ?? 0) || a - b);
    return {
      since,
      accounts: [...accounts.values()],
      draws: draws.told(),
      keys: keys.seal(),
      triggers: {
        count: byDeal.length,
        at: (number) => {
          const index = byDeal[number] ?? -1;
          return {
            stream: streams[dealOf[index] ?? -1] ?? '',
            revision: revisionOf[index] ?? 0,
            position: positionOf[index] ?? 0,
          };
        },
      },
      runs: runs.told,
      prepared: runs.prepared,
      runStreams: runs.streams(),
      undatedRuns: runs.undated,
      reratings,
      strays,
      heightOf: heightsOver(below),
    };
  };
  return { note, told };
};

/** The stream names the program and the date; what its events say of them may have been changed. */
const runOf = (stream: string): Pick<RunAttempt, 'program' | 'date'> | undefined => {
  const id = stream.slice(stream.indexOf('-') + 1);
  const date = localDate(id.slice(0, 10));
  return E.isRight(date) && id[10] === '-' ? { date: date.right, program: id.slice(11) } : undefined;
};

const noteRuns = () => {
  const told: RunTold[] = [];
  const prepared: RunPrepared[] = [];
  const undated: RecordedEvent[] = [];
  const open = new Map<string, RunAttempt & Readonly<{ from: number }>>();
  const note = (event: RecordedEvent): void => {
    const { type, stream, position: at, recordedAt } = event;
    const run = runOf(stream);
    if (run === undefined) {
      undated.push(event);
      return;
    }
    const position = Number(at);
    const known = open.get(stream) ?? { ...run, stream, attempt: 1, from: position };
    if (type === 'PayoutRunPrepared') prepared.push({ ...run, stream, attempt: known.attempt, position, recordedAt });
    const isSettledOn = type === 'PayoutRunPrepared' || type === 'PayoutRunApproved';
    const attempt = type === 'PayoutRunDiscarded' ? known.attempt + 1 : known.attempt;
    open.set(stream, { ...known, attempt, from: isSettledOn ? position : known.from });
    if (type === 'PayoutRunCompleted') told.push({ ...known, through: position });
  };
  return {
    note,
    told,
    prepared,
    undated,
    streams: () => [...open.values()].map(({ stream, program, date }) => ({ stream, program, date })),
  };
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
