import { type EventOf, partnerStream, planStream, programStream } from '@commission-ledger/events';
import * as E from 'fp-ts/lib/Either.js';
import { type Admissions, type Verdict, decidedBy } from '../admission/admission.ts';
import type { Executor } from '../execution/executor.ts';
import { partnerDecider } from '../partner/partnerDecider.ts';
import { partnerOf } from '../partner/partnerOf.ts';
import { planDecider } from '../plan/planDecider.ts';
import { programDecider } from '../program/programDecider.ts';
import { programOf } from '../program/programOf.ts';
import { announcementFor } from './announcementFor.ts';

/** The facts about announcements and digests that a host records. */
export type AnnouncementFact = 'AnnouncementPublished' | 'AnnouncementAcknowledged' | 'DigestDelivered';

const ofProgram = decidedBy(programDecider, ({ data }) => programStream(data.program));
const ofReader = decidedBy(partnerDecider, ({ data }) => partnerStream(data.partner));

/** The command keys: made of the ids that name the fact in the business; each of them happens once. */
export const announcementAdmissions: Admissions<AnnouncementFact> = {
  AnnouncementPublished: {
    ...ofProgram,
    key: ({ program, announcement }) => `announcement/${program}/${announcement}`,
    admit: admitAnnouncement,
  },
  AnnouncementAcknowledged: {
    ...ofReader,
    key: ({ program, announcement, partner }) => `announcement/${program}/${announcement}/acknowledged/${partner}`,
    admit: admitAcknowledgement,
    afresh: true,
  },
  DigestDelivered: {
    ...ofReader,
    key: ({ digest, channel }) => `digest/${digest}/${channel}`,
    admit: admitDelivery,
  },
};

/** Whom it is for must exist. */
async function admitAnnouncement(
  executor: Executor,
  fact: EventOf<'AnnouncementPublished'>,
): Verdict<'AnnouncementPublished'> {
  const { audience } = fact.data;
  if (audience === 'everyone') return E.right(fact);
  for (const each of 'partners' in audience ? audience.partners : []) {
    const partner = await partnerOf(executor, each);
    if (E.isLeft(partner)) return partner;
  }
  for (const plan of 'plans' in audience ? audience.plans : []) {
    const versions = await executor.load({ stream: planStream(plan), decider: planDecider });
    if (E.isLeft(versions)) return versions;
    if (versions.right.state.length === 0) return E.left({ _tag: 'UnknownPlan', plan });
  }
  return E.right(fact);
}

async function admitAcknowledgement(
  executor: Executor,
  fact: EventOf<'AnnouncementAcknowledged'>,
): Verdict<'AnnouncementAcknowledged'> {
  const found = await announcementFor(executor, fact.data);
  if (E.isLeft(found)) return found;
  const { announcement } = fact.data;
  if (found.right === undefined) return E.left({ _tag: 'UnknownAnnouncement', announcement });
  return found.right.acknowledgement === 'asked'
    ? E.right(fact)
    : E.left({ _tag: 'NoAcknowledgementAsked', announcement });
}

async function admitDelivery(executor: Executor, fact: EventOf<'DigestDelivered'>): Verdict<'DigestDelivered'> {
  const program = await programOf(executor, fact.data.program);
  return E.isLeft(program) ? program : E.right(fact);
}
