import { type EventData, type EventOf, canonicalJson } from '@commission-ledger/events';
import * as E from 'fp-ts/lib/Either.js';
import type { AnnouncementRefusal } from './announcementRefusal.ts';

type Publication = EventOf<'AnnouncementPublished'>;

/** The announcements of a program by their ids. */
export type Announcements = ReadonlyMap<string, EventData<'AnnouncementPublished'>>;

/** An announcement is made once, for somebody; made again with the same words, whenever that was, it is nothing new. */
export const publish = (
  fact: Publication,
  announcements: Announcements,
): E.Either<AnnouncementRefusal, readonly Publication[]> => {
  const { announcement, audience } = fact.data;
  const before = announcements.get(announcement);
  if (before !== undefined)
    return timeless(fact.data) === timeless(before)
      ? E.right([])
      : E.left({ _tag: 'AnnouncementExists', announcement });
  const named = audience === 'everyone' ? undefined : 'partners' in audience ? audience.partners : audience.plans;
  return named?.length === 0 ? E.left({ _tag: 'AnnouncementForNobody', announcement }) : E.right([fact]);
};

const timeless = (data: Publication['data']): string => canonicalJson({ ...data, occurredAt: '' });
