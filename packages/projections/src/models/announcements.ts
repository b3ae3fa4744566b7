import type { EventData } from '@commission-ledger/events';
import { CannotApply, type Projection } from '../projection.ts';

/** A text in English and, where there is one, in Russian. */
export type LocalisedText = Readonly<{ en: string; ru: string | null }>;

/** A change of the program that partners were told about. */
export type AnnouncementDocument = Readonly<{
  program: string;
  announcement: string;
  title: LocalisedText;
  body: LocalisedText;
  audience: EventData<'AnnouncementPublished'>['audience'];
  acknowledgement: EventData<'AnnouncementPublished'>['acknowledgement'];
  author: string;
  occurredAt: string;
  recordedAt: string;
}>;

/** One document for each announcement. */
export const announcements: Projection<AnnouncementDocument> = {
  name: 'announcements',
  version: 1,
  keysOf: (event) =>
    event.type === 'AnnouncementPublished' ? [`${event.data.program}/${event.data.announcement}`] : [],
  evolve: (document, event) => {
    if (event.type !== 'AnnouncementPublished') return document;
    const { program, announcement, title, body, audience, acknowledgement, author, occurredAt } = event.data;
    if (document !== undefined)
      throw new CannotApply(`Announcement ${announcement} of ${program} was published before.`);
    return {
      program,
      announcement,
      title: { en: title.en, ru: title.ru ?? null },
      body: { en: body.en, ru: body.ru ?? null },
      audience,
      acknowledgement,
      author,
      occurredAt,
      recordedAt: event.recordedAt,
    };
  },
};
