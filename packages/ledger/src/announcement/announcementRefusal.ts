import type { Describers } from '../describers.ts';

/** Why a command about an announcement or a digest is refused. */
export type AnnouncementRefusal =
  /** There is none, or it is for others: which of the two is not told. */
  | Readonly<{ _tag: 'UnknownAnnouncement'; announcement: string }>
  | Readonly<{ _tag: 'AnnouncementExists'; announcement: string }>
  | Readonly<{ _tag: 'AnnouncementForNobody'; announcement: string }>
  | Readonly<{ _tag: 'NoAcknowledgementAsked'; announcement: string }>
  | Readonly<{ _tag: 'DigestOfNoTime'; from: string; to: string }>
  | Readonly<{ _tag: 'OtherDigestDelivered'; digest: string; channel: string }>;

/** One sentence for what is wrong, one for what to do. */
export const announcementRefusals: Describers<AnnouncementRefusal> = {
  UnknownAnnouncement: ({ announcement }) => `The partner was sent no announcement ${announcement}. Check the id.`,
  AnnouncementExists: ({ announcement }) =>
    `The announcement ${announcement} was made already, with other words. Announce the change under another id.`,
  AnnouncementForNobody: ({ announcement }) =>
    `The announcement ${announcement} is for nobody. Name a partner or a plan, or make it for everyone.`,
  NoAcknowledgementAsked: ({ announcement }) =>
    `The announcement ${announcement} asks for no acknowledgement. There is nothing to confirm.`,
  DigestOfNoTime: ({ from, to }) => `A digest from ${from} to ${to} covers no time. Let it end after it begins.`,
  OtherDigestDelivered: ({ digest, channel }) =>
    `Another digest ${digest} was delivered by ${channel}. Give each digest an id of its own.`,
};
