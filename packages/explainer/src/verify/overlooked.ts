import type { RecordedEvent } from '@commission-ledger/events';
import { isBooking } from '@commission-ledger/ledger';
import * as E from 'fp-ts/lib/Either.js';
import type { EventReader } from '../reading/eventReader.ts';
import type { ExplanationProblem } from './explanationProblem.ts';

/** An entry of an account, with its place in the document. */
export type PostedEntry = Readonly<{
  path: string;
  event: RecordedEvent<'AccrualPosted' | 'AccrualReversed' | 'TrueUpPosted'>;
}>;

/**
 * Looks again for what the document says is not there: an event that moved a counter between the one that is named and
 * the entry, and a reversal of the same accrual that is not cited. Reads each account once, up to the last entry.
 */
export const overlookedIn = async (
  events: EventReader,
  entries: readonly PostedEntry[],
  cited: ReadonlySet<string>,
): Promise<readonly ExplanationProblem[]> => {
  const problems: ExplanationProblem[] = [];
  for (const stream of new Set(entries.map(({ event }) => event.stream))) {
    const inStream = entries.filter(({ event }) => event.stream === stream);
    const last = Math.max(...inStream.map(({ event }) => event.revision));
    const account = await events.readRange(stream, 0, last);
    if (E.isLeft(account)) {
      problems.push({ _tag: 'NotExplainable', failure: account.left });
      continue;
    }
    const seen = lookThrough(account.right);
    problems.push(
      ...inStream.flatMap((entry) => [...movedMeanwhile(entry, seen), ...reversedBefore(entry, seen, cited)]),
    );
  }
  return problems;
};

/** Where, in one account, counters moved and accruals were reversed; revisions in order. */
type Seen = Readonly<{
  moves: ReadonlyMap<string, readonly RecordedEvent[]>;
  reversals: ReadonlyMap<string, readonly RecordedEvent[]>;
}>;

const lookThrough = (account: readonly RecordedEvent[]): Seen => {
  const moves = new Map<string, RecordedEvent[]>();
  const reversals = new Map<string, RecordedEvent[]>();
  for (const event of account) {
    if (!isBooking(event)) continue;
    for (const move of event.data.counters) append(moves, keyOf(move), event);
    if (event.type === 'AccrualReversed') append(reversals, event.data.accrual, event);
  }
  return { moves, reversals };
};

const append = (lists: Map<string, RecordedEvent[]>, key: string, event: RecordedEvent): void => {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [event]);
  else list.push(event);
};

const keyOf = ({ plan, counter, window }: Readonly<{ plan: string; counter: string; window: string }>): string =>
  `${plan}/${counter}/${window}`;

/** Events of the same command carry the same moves, so they do not count as being in between. */
const movedMeanwhile = ({ path, event }: PostedEntry, { moves }: Seen): readonly ExplanationProblem[] =>
  event.data.counters.flatMap((move) => {
    const between = moves
      .get(keyOf(move))
      ?.find(
        (other) =>
          other.revision > (move.since ?? -1) &&
          other.revision < event.revision &&
          other.commandKey !== event.commandKey,
      );
    return between === undefined ? [] : [overlooked(path, `${move.counter} in ${move.window}`, between)];
  });

const reversedBefore = (
  { path, event }: PostedEntry,
  { reversals }: Seen,
  cited: ReadonlySet<string>,
): readonly ExplanationProblem[] => {
  if (event.type !== 'AccrualReversed') return [];
  const earlier = reversals.get(event.data.accrual) ?? [];
  const missed = earlier.filter(({ id, revision }) => revision < event.revision && !cited.has(id));
  return missed.map((reversal) => overlooked(path, `what is left of ${event.data.accrual}`, reversal));
};

const overlooked = (path: string, what: string, { stream, revision }: RecordedEvent): ExplanationProblem => ({
  _tag: 'Overlooked',
  path,
  what,
  stream,
  revision,
});
