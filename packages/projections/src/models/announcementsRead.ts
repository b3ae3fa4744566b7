import type { Projection } from '../projection.ts';

/** That a partner has read an announcement. */
export type AnnouncementReadDocument = Readonly<{ partner: string; occurredAt: string; recordedAt: string }>;

/** One document for each acknowledgement. */
export const announcementsRead: Projection<AnnouncementReadDocument> = {
  name: 'announcements-read',
  version: 1,
  keysOf: (event) => (event.type === 'AnnouncementAcknowledged' ? [readKey(event.data, event.data.partner)] : []),
  evolve: (document, event) =>
    event.type === 'AnnouncementAcknowledged'
      ? (document ?? {
          partner: event.data.partner,
          occurredAt: event.data.occurredAt,
          recordedAt: event.recordedAt,
        })
      : document,
};

/** The key of the acknowledgement of an announcement by a partner. */
export const readKey = (
  { program, announcement }: Readonly<{ program: string; announcement: string }>,
  partner: string,
): string => `${program}/${announcement}/${partner}`;
