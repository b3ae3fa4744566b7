import { eachEvent, type EventStore } from '@commission-ledger/event-store';
import { parseFrame } from '@commission-ledger/events';
import { historyUntil } from '../replay/historyUntil.ts';

/** The history up to and including the last event that was recorded by a moment, in the recorded form. */
export const historyBy = async (store: EventStore, moment: string): Promise<EventStore> => {
  let last: bigint | undefined;
  for await (const { body, position } of eachEvent(store)) {
    const frame = parseFrame(body);
    if (typeof frame !== 'string' && frame.recordedAt <= moment) last = position;
  }
  return historyUntil(store, last ?? -1n);
};
