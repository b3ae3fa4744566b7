import type { LoggedEvent } from '../log/loggedEvent.ts';
import type { ReadOptions } from '../wire/requests.ts';
import type { EventFilter } from './eventFilter.ts';
import { indexFrom } from './readingPosition.ts';

const backwards = 1;

/** The events of one stream that a read asks for. Its revisions are places in `events`; those before `first` are gone. */
export function* streamEvents(
  events: readonly LoggedEvent[],
  first: bigint,
  { stream: { from, revision } = {}, read_direction }: ReadOptions,
): Iterable<LoggedEvent> {
  const asked = from === 'revision' ? BigInt(revision ?? 0) : undefined;
  if (read_direction === backwards) {
    const last = BigInt(events.length) - 1n;
    const start = from === 'start' ? 0n : (asked ?? last);
    yield* between(events, start < last ? start : last, first, -1n);
  } else {
    const start = from === 'end' ? BigInt(events.length) : (asked ?? 0n);
    yield* between(events, start > first ? start : first, 0n, 1n);
  }
}

/** The events of `$all` that a read asks for. Forwards, a position itself is read; backwards it is not. */
export function* allEvents(
  all: readonly LoggedEvent[],
  { all: { from, position } = {}, read_direction }: ReadOptions,
  filter: EventFilter | undefined,
): Iterable<LoggedEvent> {
  const start = from === 'end' ? all.length : indexFrom(all, BigInt(position?.commit_position ?? 0));
  const events =
    read_direction === backwards ? between(all, BigInt(start) - 1n, 0n, -1n) : between(all, BigInt(start), 0n, 1n);
  for (const event of events) if (filter?.accepts(event) !== false) yield event;
}

/** From an index on, as long as there are events (more may come meanwhile), and not below the lowest. */
function* between(events: readonly LoggedEvent[], start: bigint, lowest: bigint, step: bigint): Iterable<LoggedEvent> {
  for (let index = start; index >= lowest; index += step) {
    const event = events[Number(index)];
    if (event === undefined) return;
    yield event;
  }
}
