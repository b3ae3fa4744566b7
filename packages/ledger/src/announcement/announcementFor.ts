import { dateOf } from '@commission-ledger/calendar';
import { type EventData, isId } from '@commission-ledger/events';
import * as E from 'fp-ts/lib/Either.js';
import type { Executor } from '../execution/executor.ts';
import type { LedgerFailure } from '../failure.ts';
import { type PartnerState, inForce } from '../partner/partnerDecider.ts';
import { partnerOf } from '../partner/partnerOf.ts';
import { programOf } from '../program/programOf.ts';

type Announcement = EventData<'AnnouncementPublished'>;

/** An announcement of the program that is for the partner; `undefined` when there is none, also when it is for others. */
export const announcementFor = async (
  executor: Executor,
  { program, partner, announcement }: Readonly<{ program: string; partner: string; announcement: string }>,
): Promise<E.Either<LedgerFailure, Announcement | undefined>> => {
  if (!isId(announcement)) return E.right(undefined);
  const settings = await programOf(executor, program);
  if (E.isLeft(settings)) return settings;
  const reader = await partnerOf(executor, partner);
  if (E.isLeft(reader)) return reader;
  const published = settings.right.announcements.get(announcement);
  if (published === undefined) return E.right(undefined);
  const day = dateOf(published.occurredAt, settings.right.timeZone);
  return E.right(isFor(published, reader.right, day) ? published : undefined);
};

/** Whether it is for the partner: named, in one of the plans that day, or in the program that day. */
const isFor = (
  { program, audience }: Announcement,
  { partner, plans }: NonNullable<PartnerState>,
  day: string,
): boolean => {
  if (audience !== 'everyone' && 'partners' in audience) return audience.partners.includes(partner);
  const plan = inForce(plans, program, day);
  return plan !== undefined && (audience === 'everyone' || audience.plans.includes(plan));
};
