import { absent, fact, type Node } from '@commission-ledger/calculation';
import { exactToJson, format } from '@commission-ledger/money';
import { isBooking, nothingIn, type BookingEvent } from '@commission-ledger/ledger';
import type { Facts, Plan } from '@commission-ledger/plans';
import * as E from 'fp-ts/lib/Either.js';
import { movedAt, trailKey, type CounterKey, type Moved } from './counterTrail.ts';
import type { ExplainFailure } from '../reading/explainFailure.ts';
import type { Answer, Sources } from '../reading/sources.ts';

/** An event whose amount was computed with counters as they stood when it was recorded. */
export type Counting = Readonly<{
  /** The id of the entry. */
  subject: string;
  event: BookingEvent;
  plan: Plan;
}>;

/** Counters as a cause found them. */
export type CountersBefore = Facts['counterBefore'];

/**
 * Does a calculation that asks for counters, each of which is looked for in the account as it was when the event was
 * recorded: the field of the event that left it there, or the proof that nothing had moved it. Which counters it asks for
 * may depend on those it was given, so it is done again until it asks for nothing new.
 */
export const withCounters = async <A>(
  sources: Sources,
  counting: Counting,
  work: (counterBefore: CountersBefore) => A,
): Answer<A> => {
  const start = await asOf(sources, counting.event);
  if (E.isLeft(start)) return start;
  const known = await movedCounters(sources, counting, start.right);
  for (;;) {
    const asked: CounterKey[] = [];
    const result = attempt(() =>
      work((counter, window) => {
        const key = { plan: counting.plan.document.plan, counter, window };
        const node = known.get(trailKey(key));
        if (node === undefined) asked.push(key);
        return node ?? absence(counting, key, start.right);
      }),
    );
    if (asked.length === 0) return E.right(result());
    for (const key of asked) {
      const node = await counterNodeOf(sources, counting, key, start.right);
      if (E.isLeft(node)) return node;
      known.set(trailKey(key), node.right);
    }
  }
};

/**
 * The counters that the event moved, which the calculation of what it booked asks for: known beforehand, it is done only
 * once. One that cannot be found counts only if it is asked for.
 */
const movedCounters = async (sources: Sources, counting: Counting, start: number): Promise<Map<string, Node>> => {
  const known = new Map<string, Node>();
  for (const { plan, counter, window } of counting.event.data.counters) {
    if (plan !== counting.plan.document.plan) continue;
    const key = { plan, counter, window };
    const node = await counterNodeOf(sources, counting, key, start);
    if (E.isRight(node)) known.set(trailKey(key), node.right);
  }
  return known;
};

/** What is thrown counts only when every counter is known. */
const attempt = <A>(work: () => A): (() => A) => {
  try {
    const result = work();
    return () => result;
  } catch (error) {
    return () => {
      throw error;
    };
  }
};

/**
 * The first revision that the calculation did not know. A cause is rated before its command records anything, and may
 * have earned under several rules; a true-up sees what its command recorded before it.
 */
const asOf = async (sources: Sources, event: BookingEvent): Answer<number> => {
  const { stream, revision, commandKey, type } = event;
  if (type === 'TrueUpPosted') return E.right(revision);
  for (let before = revision - 1; before >= 0; before -= 1) {
    const other = await sources.events.readAny({ stream, revision: before });
    if (E.isLeft(other)) return other;
    if (other.right.commandKey !== commandKey) return E.right(before + 1);
  }
  return E.right(0);
};

const counterNodeOf = async (sources: Sources, counting: Counting, key: CounterKey, start: number): Answer<Node> => {
  const { event } = counting;
  const index = placeOf(event, key);
  const since = event.data.counters[index]?.since;
  if (since === null) return E.right(absence(counting, key, start));
  const moved =
    since === undefined
      ? await sources.trail.lastMove(event.stream, start, key)
      : await movedBy(sources, counting, index, since);
  return E.map((found: Moved | undefined) =>
    found === undefined ? absence(counting, key, start) : fact(found.value, [found.from], 'counter-before'),
  )(moved);
};

/** The event that the entry itself names as the last that moved the counter. */
const movedBy = async (
  sources: Sources,
  { subject, event }: Counting,
  index: number,
  revision: number,
): Promise<E.Either<ExplainFailure, Moved>> => {
  const move = event.data.counters[index];
  if (move === undefined) throw new RangeError('The entry has no such counter.');
  const at = { stream: event.stream, revision };
  const mover = await sources.events.readAny(at);
  if (E.isLeft(mover)) return mover;
  if (!isBooking(mover.right)) {
    return E.left({ _tag: 'OtherEvent', at, expected: 'event that moves counters', found: mover.right.type });
  }
  const place = placeOf(mover.right, move);
  if (place >= 0) return E.right(movedAt(mover.right, place));
  const { before } = move;
  const [path, recorded] =
    'minor' in before
      ? [`/counters/${index}/before/amount`, format(before)]
      : [`/counters/${index}/before`, JSON.stringify(exactToJson(before))];
  return E.left({ _tag: 'DoesNotMatchReceipt', subject, path, recorded, computed: 'nothing' });
};

/** Where in the event the counter is, or −1. */
const placeOf = ({ data }: BookingEvent, key: CounterKey): number =>
  data.counters.findIndex((move) => trailKey(move) === trailKey(key));

/** The proof that nothing had moved the counter in the window: no event of the account before the command did. */
const absence = ({ event, plan }: Counting, { counter, window }: CounterKey, start: number): Node =>
  absent(
    nothingIn({ document: plan.document, plan }, counter),
    `${counter} in ${window}`,
    [
      {
        source: event.stream,
        from: window,
        to: event.data.occurredAt,
        watermark: start === 0 ? 'no-stream' : `${start - 1}`,
      },
    ],
    'counter-before',
  );
