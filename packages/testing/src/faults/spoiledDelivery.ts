import type { StoredEvent } from '@commission-ledger/event-store';

import type { DeliveryFault, ReadFault, SubscriptionFault } from './eventStoreFault.ts';
import { plannedFailure } from './plannedFailure.ts';

/** What can go wrong while events are handed out one after another. */
export type StreamFault =
  | DeliveryFault
  | Extract<SubscriptionFault, { kind: 'drop' | 'silentEnd' }>
  | Extract<ReadFault, { kind: 'failRead' }>;

/** The same events with these faults; `trip` is called for each that happens. */
export async function* spoiledDelivery<Fault extends StreamFault>(
  events: AsyncIterable<StoredEvent> | Iterable<StoredEvent>,
  faults: readonly Fault[],
  trip: (fault: Fault) => void,
): AsyncGenerator<StoredEvent, void, undefined> {
  let held: Readonly<{ event: StoredEvent; fault: Fault }> | undefined;
  let at = 0;
  const here = (): Fault | undefined => faults.find((fault) => (fault.at ?? 0) === at);
  const first = here();
  // A read fails before there is an event to fail at.
  if (first?.kind === 'failRead') throw failed(first, trip);
  for await (const event of events) {
    const fault = here();
    at += 1;
    if (fault === undefined) yield event;
    else if (fault.kind === 'reorder' && held === undefined) {
      held = { event, fault };
      continue;
    } else {
      trip(fault);
      if (endsHere(fault)) return;
      if (fault.kind !== 'gap') yield event;
      if (fault.kind === 'duplicate') yield event;
    }
    if (held !== undefined) {
      trip(held.fault);
      yield held.event;
      held = undefined;
    }
  }
  if (held !== undefined) yield held.event;
}

const failed = <Fault extends StreamFault>(fault: Fault, trip: (fault: Fault) => void): Error => {
  trip(fault);
  return plannedFailure('the store went away while it was read');
};

const endsHere = ({ kind }: StreamFault): boolean => {
  switch (kind) {
    case 'drop':
      throw plannedFailure('the connection of the subscription broke');
    case 'failRead':
      throw plannedFailure('the store went away while it was read');
    case 'silentEnd':
      return true;
    case 'duplicate':
    case 'reorder':
    case 'gap':
      return false;
  }
};
