import { type EventData, type EventOf, type LedgerEvent, canonicalJson } from '@commission-ledger/events';
import * as E from 'fp-ts/lib/Either.js';
import type { AnnouncementRefusal } from './announcementRefusal.ts';

/** A partner has read an announcement, or was sent a digest. */
export type ReadingFact = EventOf<'AnnouncementAcknowledged' | 'DigestDelivered'>;

/** What a partner has read and was sent, each once; the fold that owns it adds to it. */
export type Readings = Readonly<{
  acknowledged: Set<string>;
  /** By digest and channel. */
  delivered: Map<string, EventData<'DigestDelivered'>>;
}>;

/** Nothing read, nothing sent. */
export const noReadings = (): Readings => ({ acknowledged: new Set(), delivered: new Map() });

/** What was read is read, and a digest goes out once by each channel; told again, whenever that was, it is nothing new. */
export const read = (
  fact: ReadingFact,
  { acknowledged, delivered }: Readings,
): E.Either<AnnouncementRefusal, readonly ReadingFact[]> => {
  if (fact.type === 'AnnouncementAcknowledged')
    return E.right(acknowledged.has(announcementIn(fact.data)) ? [] : [fact]);
  const { digest, channel, from, to } = fact.data;
  if (from >= to) return E.left({ _tag: 'DigestOfNoTime', from, to });
  const before = delivered.get(deliveryOf(fact.data));
  if (before === undefined) return E.right([fact]);
  return timeless(fact.data) === timeless(before)
    ? E.right([])
    : E.left({ _tag: 'OtherDigestDelivered', digest, channel });
};

/** Takes in what was read or sent. */
export const noteReading = (event: ReadingFact, { acknowledged, delivered }: Readings): void => {
  if (event.type === 'AnnouncementAcknowledged') acknowledged.add(announcementIn(event.data));
  else delivered.set(deliveryOf(event.data), event.data);
};

/** Whether it says what a partner has read or was sent. */
export const isReading = <Event extends LedgerEvent>(event: Event): event is Event & ReadingFact =>
  event.type === 'AnnouncementAcknowledged' || event.type === 'DigestDelivered';

// No id contains a slash.
const announcementIn = ({ program, announcement }: EventData<'AnnouncementAcknowledged'>): string =>
  `${program}/${announcement}`;

const deliveryOf = ({ digest, channel }: EventData<'DigestDelivered'>): string => `${digest}/${channel}`;

const timeless = (data: EventData<'DigestDelivered'>): string => canonicalJson({ ...data, occurredAt: '' });
