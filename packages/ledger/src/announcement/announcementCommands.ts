import type { CommandTools, Fact } from '../commandTools.ts';

/** Announcements, who has read them, and which digests were delivered. */
export type AnnouncementCommands = Readonly<{
  /** Tells partners of a change. Whom it reaches is found when asked: by enrolments on the day of publication. */
  publishAnnouncement: Fact<'AnnouncementPublished'>;
  /** A partner of the audience says that it was read. */
  acknowledgeAnnouncement: Fact<'AnnouncementAcknowledged'>;
  /** The host says which digest it delivered by which channel, and what was in it. */
  recordDigestDelivered: Fact<'DigestDelivered'>;
}>;

/** Makes these commands. */
export const announcementCommands = ({ fact }: CommandTools): AnnouncementCommands => ({
  publishAnnouncement: fact('AnnouncementPublished'),
  acknowledgeAnnouncement: fact('AnnouncementAcknowledged'),
  recordDigestDelivered: fact('DigestDelivered'),
});
