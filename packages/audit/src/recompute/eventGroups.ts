import type { EventStore } from '@commission-ledger/event-store';
import { readEvent, type RecordedEvent, type UnreadableEvent } from '@commission-ledger/events';
import * as E from 'fp-ts/lib/Either.js';

/** What one command recorded in an account, and how it came about. */
export type EventGroup = Readonly<{
  key: string;
  events: readonly [RecordedEvent, ...RecordedEvent[]];
  made: 'by-policy' | 'by-rerating' | 'newly-rated' | 'by-payout-run' | 'by-closing' | 'by-holder' | 'by-hand';
}>;

/** The commands of a stream, in their order. */
export async function* eventGroups(
  store: EventStore,
  stream: string,
): AsyncGenerator<E.Either<UnreadableEvent, EventGroup>, void, undefined> {
  let group: [RecordedEvent, ...RecordedEvent[]] | undefined;
  for await (const stored of store.readStream(stream)) {
    const read = readEvent(stored);
    if (E.isLeft(read)) {
      yield read;
      return;
    }
    const event = read.right;
    if (group?.[0].commandKey === event.commandKey) group.push(event);
    else {
      if (group !== undefined) yield E.right(groupOf(group));
      group = [event];
    }
  }
  if (group !== undefined) yield E.right(groupOf(group));
}

const groupOf = (events: readonly [RecordedEvent, ...RecordedEvent[]]): EventGroup => {
  const key = events[0].commandKey;
  return { key, events, made: madeBy(events, key) };
};

/** By the types of the events; the key only tells what several commands may record. */
const madeBy = (events: readonly RecordedEvent[], key: string): EventGroup['made'] => {
  if (events.some((event) => event.type === 'TrueUpPosted' && 'rerating' in event.data)) return 'by-rerating';
  const types = new Set(events.map(({ type }) => type));
  if (types.has('AccrualPosted') || types.has('AccrualEvaluated'))
    return key.startsWith('rerate/') ? 'newly-rated' : 'by-policy';
  if (types.has('AccrualReversed') || types.has('TrueUpPosted')) return 'by-policy';
  if (types.has('PayoutIssued') || types.has('PayoutDeferred')) return 'by-payout-run';
  if (types.has('DrawAdvanced') || types.has('DrawRecovered') || types.has('DrawForgiven')) return 'by-payout-run';
  if (types.has('ReceivableWrittenOff') && key.startsWith('payout/')) return 'by-payout-run';
  if (events.some(({ data }) => 'accrual' in data && 'by' in data && data.by !== undefined)) return 'by-holder';
  return types.has('PeriodClosed') ? 'by-closing' : 'by-hand';
};
