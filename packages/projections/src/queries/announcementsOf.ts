import { dateOf, type Instant } from '@commission-ledger/calendar';
import type { DocumentStore } from '../documentStore.ts';
import { type AnnouncementDocument, announcements } from '../models/announcements.ts';
import { announcementsRead, readKey } from '../models/announcementsRead.ts';
import type { PartnerDocument } from '../models/partners.ts';
import { eachDocument, readDocument, readDocuments } from '../readDocuments.ts';
import { eachPartner, partnerOf, programOf } from './directory.ts';
import { instantIn, zoneIn } from './timeValues.ts';

/** A partner of an audience, and when that partner said that the announcement was read. */
export type AnnouncementReader = Readonly<{ partner: string; name: string; readAt: string | null }>;

/** An announcement with everybody it is for, by id. `waitingFor` is empty where no acknowledgement is asked. */
export type AnnouncementRow = AnnouncementDocument &
  Readonly<{ audienceNow: readonly AnnouncementReader[]; waitingFor: readonly AnnouncementReader[] }>;

/** An announcement as a partner sees it, and when that partner said that it was read, and when that was recorded. */
export type AnnouncementForPartner = Omit<AnnouncementDocument, 'audience'> &
  Readonly<{ read: Readonly<{ occurredAt: string; recordedAt: string }> | null }>;

/** The announcements of a program, the latest first: read by whom, and waiting for whom. */
export const announcementsOf = async (
  documents: DocumentStore,
  { program }: Readonly<{ program: string }>,
): Promise<readonly AnnouncementRow[]> => {
  const published = await publishedIn(documents, program);
  if (published.length === 0) return [];
  const members: PartnerDocument[] = [];
  for await (const partner of eachPartner(documents)) members.push(partner);
  return Promise.all(
    published.map(async ({ announcement, day }) => {
      const audience = members.filter((partner) => isFor(announcement, partner, day));
      const keys = audience.map(({ partner }) => readKey(announcement, partner));
      const read = await readDocuments(documents, announcementsRead, keys);
      const audienceNow = audience.map(({ partner, name }, index) => ({
        partner,
        name,
        readAt: read[index]?.occurredAt ?? null,
      }));
      const isWaiting = announcement.acknowledgement === 'asked';
      return { ...announcement, audienceNow, waitingFor: isWaiting ? audienceNow.filter(isUnread) : [] };
    }),
  );
};

/** The announcements of a program that are for the partner, the latest first. Nothing in them tells of other partners. */
export const announcementsFor = async (
  documents: DocumentStore,
  { program, partner }: Readonly<{ program: string; partner: string }>,
): Promise<readonly AnnouncementForPartner[]> => {
  const reader = await partnerOf(documents, partner);
  if (reader === undefined) return [];
  const all = await publishedIn(documents, program);
  const own = all.filter(({ announcement, day }) => isFor(announcement, reader, day));
  return Promise.all(
    own.map(async (published) => {
      const { audience: _, ...announcement } = published.announcement;
      const read = await readDocument(documents, announcementsRead, readKey(announcement, partner));
      return {
        ...announcement,
        read: read === undefined ? null : { occurredAt: read.occurredAt, recordedAt: read.recordedAt },
      };
    }),
  );
};

const isUnread = ({ readAt }: AnnouncementReader): boolean => readAt === null;

type Published = Readonly<{ announcement: AnnouncementDocument; day: string }>;

/** With the local day of each; the latest first. */
const publishedIn = async (documents: DocumentStore, program: string): Promise<readonly Published[]> => {
  const settings = await programOf(documents, program);
  if (settings === undefined) return [];
  const zone = zoneIn(settings.timeZone);
  const found: Published[] = [];
  for await (const announcement of eachDocument(documents, announcements, { prefix: `${program}/` })) {
    const at: Instant = instantIn(announcement.occurredAt);
    found.push({ announcement, day: dateOf(at, zone) });
  }
  return found.toSorted((a, b) => (a.announcement.recordedAt > b.announcement.recordedAt ? -1 : 1));
};

/** Named, in one of the plans that day, or in the program that day. */
const isFor = (
  { program, audience }: AnnouncementDocument,
  { partner, enrolments }: PartnerDocument,
  day: string,
): boolean => {
  if (audience !== 'everyone' && 'partners' in audience) return audience.partners.includes(partner);
  const enrolment = enrolments.findLast((each) => each.program === program && each.from <= day);
  return enrolment !== undefined && (audience === 'everyone' || audience.plans.includes(enrolment.plan));
};
