import { createEventLog, type EventLog, type EventLogOptions } from '../../src/eventStoreDb/log/eventLog.ts';
import type { ProposedEvent } from '../../src/eventStoreDb/log/loggedEvent.ts';

/** A UUID that is easy to tell from others. */
const uuid = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

/** An event with this id, and this body where the body matters. */
export const proposed = (number: number, body = '{}'): ProposedEvent => ({
  id: uuid(number),
  type: 'Happened',
  contentType: 'application/json',
  data: Buffer.from(body),
  metadata: Buffer.alloc(0),
});

/** Several events with ids from one number on. */
export const proposedFrom = (first: number, count: number): readonly ProposedEvent[] =>
  Array.from({ length: count }, (_, index) => proposed(first + index));

/** A log whose clock stands still and whose own ids count up. */
export const logForTest = (options: Partial<EventLogOptions> = {}): EventLog => {
  let own = 900_000_000;
  const newId = (): string => uuid((own += 1));
  return createEventLog({ now: () => 1_000, newId, ...options });
};

/** What of a stream a reader sees: revision and body. */
export const visible = (log: EventLog, stream: string): readonly string[] | 'notFound' | 'streamDeleted' => {
  const found = log.stream(stream);
  if (found.kind !== 'found') return found.kind;
  return found.events
    .filter(({ revision }) => revision >= found.first)
    .map(({ revision, data }) => `${revision}${data.toString()}`);
};
