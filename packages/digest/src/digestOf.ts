import { dateOf, type LocalDate } from '@commission-ledger/calendar';
import { toJson } from '@commission-ledger/money';
import {
  activityOf,
  type AnnouncementForPartner,
  announcementsFor,
  type DocumentStore,
  inquiriesOf,
  type InquiryRow,
  instantIn,
  isOvertaken,
  isRecordedIn,
  partnerOf,
  payoutsOf,
  programOf,
  recordedForm,
  scheduleOf,
  zoneIn,
} from '@commission-ledger/projections';
import type { ComingPayout, Digest, DigestInquiry, DigestNews, WaitingForPartner } from './digest.ts';
import type { DayOf } from './dayOf.ts';
import { digestIdOf, type DigestScope } from './digestIdOf.ts';
import { dealsIn, standingIn } from './dealsIn.ts';
import { leadsIn } from './leadsIn.ts';
import { moneyIn } from './moneyIn.ts';
import { payoutStepsIn } from './payoutStepsIn.ts';

/**
 * The digest of a partner in a program, from the read models; `undefined` when there is no such partner or program.
 *
 * What happened, and what waits, is the same whenever it is asked for. `coming` is the schedule that the read models have
 * now, seen from the day on which the window ends. Once something was recorded about the partner after the window it is
 * empty: for that, ask read models as of then.
 */
export const digestOf = async (documents: DocumentStore, scope: DigestScope): Promise<Digest | undefined> => {
  const { program, partner, from, to } = scope;
  const settings = await programOf(documents, program);
  const person = await partnerOf(documents, partner);
  if (settings === undefined || person === undefined) return undefined;
  const zone = zoneIn(settings.timeZone);
  const dayOf: DayOf = (occurredAt) => dateOf(instantIn(occurredAt), zone);
  const activity = await activityOf(documents, scope);
  const payouts = await payoutsOf(documents, { program, partner });
  const announcements = await announcementsFor(documents, scope);
  const inquiries = await inquiriesOf(documents, { program, partner, status: 'all', now: to });
  const happened = {
    leads: leadsIn(activity, dayOf),
    deals: dealsIn(activity, dayOf),
    money: moneyIn(activity, dayOf),
    ...payoutStepsIn(activity, payouts, dayOf),
    standing: standingIn(activity, dayOf),
    inquiries: inquiriesIn(inquiries, scope, dayOf),
    news: newsIn(announcements, scope, dayOf),
  };
  return {
    digest: digestIdOf(scope),
    program,
    programName: settings.name,
    partner,
    partnerName: person.name,
    from,
    to,
    fromDay: dateOf(from, zone),
    toDay: dateOf(to, zone),
    isEmpty: Object.values(happened).every((each) => each.length === 0),
    ...happened,
    coming: (await isOvertaken(documents, scope)) ? [] : await comingAt(documents, scope, dateOf(to, zone)),
    waiting: [...toAcknowledge(announcements, scope, dayOf), ...answered(inquiries, scope, dayOf)],
  };
};

const inquiriesIn = (rows: readonly InquiryRow[], scope: DigestScope, dayOf: DayOf): readonly DigestInquiry[] =>
  rows.flatMap(({ inquiry, kind, about, thread }) => {
    const messages = thread.filter(isRecordedIn(scope)).map((message) => {
      const { text, by, to, outcome, occurredAt } = message;
      return { kind: message.kind, text, by, to, outcome, on: dayOf(occurredAt) };
    });
    return messages.length === 0 ? [] : [{ inquiry, kind, about: { kind: about.kind, id: about.id }, messages }];
  });

/** The earliest first. */
const newsIn = (
  announcements: readonly AnnouncementForPartner[],
  scope: DigestScope,
  dayOf: DayOf,
): readonly DigestNews[] =>
  announcements
    .filter(isRecordedIn(scope))
    .map(({ announcement, title, body, occurredAt }) => ({ announcement, title, body, on: dayOf(occurredAt) }))
    .toReversed();

/** How many coming dates of an account are told. */
const DATES_TOLD = 3;

const comingAt = async (
  documents: DocumentStore,
  { program, partner }: DigestScope,
  asOf: LocalDate,
): Promise<readonly ComingPayout[]> => {
  const schedules = await scheduleOf(documents, { program, partner, asOf });
  return schedules.flatMap(({ dates }) =>
    dates.slice(0, DATES_TOLD).map(({ date, amount, outcome }) => ({
      date,
      amount: toJson(outcome._tag === 'pays' ? outcome.net : amount),
      outcome: outcome._tag,
      until: outcome._tag === 'destination-changed' ? outcome.until : null,
      convertedInto: outcome._tag === 'pays' ? outcome.convertedInto : null,
    })),
  );
};

const toAcknowledge = (
  announcements: readonly AnnouncementForPartner[],
  { to }: DigestScope,
  dayOf: DayOf,
): readonly WaitingForPartner[] =>
  announcements.toReversed().flatMap(({ announcement, title, acknowledgement, read, recordedAt, occurredAt }) => {
    const isRead = read !== null && read.recordedAt <= recordedForm(to);
    if (acknowledgement === 'none' || isRead || recordedAt > recordedForm(to)) return [];
    return [{ kind: 'acknowledge', announcement, title, since: dayOf(occurredAt) }];
  });

/** Whose last word, as of then, is an answer. */
const answered = (rows: readonly InquiryRow[], { to }: DigestScope, dayOf: DayOf): readonly WaitingForPartner[] =>
  rows.flatMap(({ inquiry, about, thread }) => {
    const last = thread.findLast(({ kind, recordedAt }) => kind !== 'escalated' && recordedAt <= recordedForm(to));
    if (last?.kind !== 'answered') return [];
    return [{ kind: 'answered', inquiry, about: { kind: about.kind, id: about.id }, since: dayOf(last.occurredAt) }];
  });
