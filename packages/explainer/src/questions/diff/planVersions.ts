import { type RecordedEvent, isId, partnerStream, planStream } from '@commission-ledger/events';
import { eventRef } from '@commission-ledger/ledger';
import { parsePlan, type PlanDocument, versionInForce } from '@commission-ledger/plans';
import type { LocalDate } from '@commission-ledger/calendar';
import * as E from 'fp-ts/lib/Either.js';
import type { PlanSource } from '../../document/explanation.ts';
import type { Answer, Sources } from '../../reading/sources.ts';

/** A published plan version: its text, and the event that published it. */
export type PublishedVersion = Readonly<{
  document: PlanDocument;
  published: RecordedEvent<'PlanPublished'>;
  source: PlanSource;
}>;

/** Every version of a plan, in the order in which they were published. */
export const versionsOf = async (sources: Sources, plan: string): Answer<readonly PublishedVersion[]> => {
  const events = await sources.events.readRange(planStream(plan), 0);
  if (E.isLeft(events)) return events;
  return E.right(
    events.right.flatMap((published) => {
      if (published.type !== 'PlanPublished') return [];
      const document = parsePlan(published.data.document);
      if (E.isLeft(document)) return [];
      const { version, documentHash: hash } = published.data;
      return [
        {
          document: document.right,
          published,
          source: { plan, version, hash, from: eventRef(published, '/document') },
        },
      ];
    }),
  );
};

/** The version of whichever plan a partner is under on a day, for what happens on that day. */
export const versionUnder = async (
  sources: Sources,
  { partner, program }: Readonly<{ partner: string; program: string }>,
  on: LocalDate,
): Answer<PublishedVersion | undefined> => {
  if (!isId(partner)) return E.right(undefined);
  const told = await sources.events.readRange(partnerStream(partner), 0);
  if (E.isLeft(told)) return told;
  const enrolment = told.right.findLast(
    (event): event is RecordedEvent<'PartnerEnrolled'> =>
      event.type === 'PartnerEnrolled' && event.data.program === program && event.data.from <= on,
  );
  if (enrolment === undefined) return E.right(undefined);
  const versions = await versionsOf(sources, enrolment.data.plan);
  if (E.isLeft(versions)) return versions;
  const { from, version } = enrolment.data;
  const governing = versionInForce(
    versions.right.map(({ document }) => document),
    { leadOn: on, wonOn: on, paidOn: on },
    { enrolledOn: from, ...(version === undefined ? {} : { version }) },
  );
  if (E.isLeft(governing)) return E.right(undefined);
  return E.right(versions.right.find(({ document }) => document === governing.right));
};
