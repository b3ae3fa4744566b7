import { dateOf, type Instant, timeZone } from '@commission-ledger/calendar';
import type { RecordedEvent } from '@commission-ledger/events';
import * as E from 'fp-ts/lib/Either.js';

const berlin = timeZone('Europe/Berlin');

/**
 * Every single thing that happened to `ada`, a line each, read off the raw history by hand: what became payable by the
 * day of `end` as well. Ids of hers begin with her name.
 */
export const linesInHistory = (history: readonly RecordedEvent[], end: Instant): readonly string[] =>
  history.flatMap((event) => [
    ...leadLines(event),
    ...dealLines(event),
    ...inquiryLines(event),
    ...moneyLines(event, end, history),
  ]);

const dayOf = (at: Instant): string => {
  if (E.isLeft(berlin)) throw new Error('There is no Berlin.');
  return dateOf(at, berlin.right);
};

const leadLines = ({ type, json, data }: RecordedEvent): readonly string[] => {
  const { lead } = json;
  if (!type.startsWith('Lead') || typeof lead !== 'string' || !lead.startsWith('ada')) return [];
  return [`lead ${lead} ${type.slice(4).toLowerCase()} ${dayOf(data.occurredAt)}`];
};

const inquiryLines = ({ type, json }: RecordedEvent): readonly string[] => {
  const { inquiry, announcement, text, reason } = json;
  if (type === 'AnnouncementPublished') return [`news ${String(announcement)}`];
  if (!type.startsWith('Inquiry') || typeof inquiry !== 'string' || !inquiry.startsWith('ada')) return [];
  return [`inquiry ${inquiry} ${type.slice(7).toLowerCase()} ${String(text ?? reason)}`];
};

/** A win is told by the lead, if it came from one; partners are told nothing of deals of others. */
const dealLines = ({ type, json }: RecordedEvent): readonly string[] => {
  const { deal } = json;
  if (!type.startsWith('Deal') || typeof deal !== 'string' || !deal.startsWith('ada')) return [];
  return [`deal ${deal} ${type.slice(4).toLowerCase()}`];
};

/** From its day on unless disputed then; else from the release after which nobody disputes it, if that came by the end. */
const isPayable = (
  maturesOn: string,
  known: string,
  accrual: string | undefined,
  end: Instant,
  history: readonly RecordedEvent[],
): boolean => {
  const until = `${end.slice(0, -1)}000Z`;
  const holders: string[] = [];
  let isDue = false;
  // The day begins an hour, or two in summer, before midnight in UTC.
  const begins = `${new Date(Date.parse(maturesOn) - (maturesOn > '2026-03-29' ? 2 : 1) * 3_600_000).toISOString().slice(0, -1)}000Z`;
  const since = begins > known ? begins : known;
  for (const { type, json, recordedAt } of history) {
    if (recordedAt > since && !isDue) {
      isDue = true;
      if (holders.length === 0) return since <= until;
    }
    if (json['accrual'] !== accrual || accrual === undefined || recordedAt > until) continue;
    const holder = JSON.stringify(json['by'] ?? null);
    if (type === 'AccrualHeld') holders.push(holder);
    if (type === 'AccrualReleased') {
      holders.splice(holders.indexOf(holder), 1);
      if (isDue && holders.length === 0) return true;
    }
  }
  return holders.length === 0 && since <= until;
};

const moneyLines = (event: RecordedEvent, end: Instant, history: readonly RecordedEvent[]): readonly string[] => {
  if (!('partner' in event.data) || event.data.partner !== 'ada') return [];
  const entry = (what: string, minor: bigint, maturesOn: string): readonly string[] => [
    `${what} ${minor}`,
    ...(isPayable(maturesOn, event.recordedAt, accrualOf(event), end, history) ? [`matured ${what}`] : []),
  ];
  if (event.type === 'AccrualPosted')
    return entry(`accrual ${event.data.accrual}`, event.data.amount.minor, event.data.maturesOn);
  if (event.type === 'AccrualReversed')
    return entry(`reversal ${event.data.reversal}`, -event.data.amount.minor, event.data.maturesOn);
  if (event.type === 'AdjustmentPosted')
    return entry(`adjustment ${event.data.adjustment}`, event.data.amount.minor, event.data.maturesOn);
  if (event.type === 'PartnerSuspended') return [`suspended ${event.data.from}`];
  if (event.type === 'PartnerReinstated') return [`reinstated ${event.data.from}`];
  if (event.type === 'PayoutDestinationChanged') return ['destination-changed '];
  if (event.type === 'AccrualEvaluated')
    return event.data.reason === 'suspended' ? [`deal ${event.data.deal} earned-nothing`] : [];
  if (event.type === 'AccrualHeld') return [`held ${event.data.accrual} ${event.data.by?.id ?? ''}`];
  if (event.type === 'AccrualReleased') return [`released ${event.data.accrual} ${event.data.by?.id ?? ''}`];
  if (event.type === 'PayoutIssued') return [`payout ${event.data.payout} issued`];
  if (event.type === 'PayoutFailed') return [`payout ${event.data.payout} failed`];
  return event.type === 'PayoutDeferred' ? [`deferred ${event.data.date} ${event.data.amount.minor}`] : [];
};

/** The accrual that an entry is, or is taken back from. */
const accrualOf = ({ type, json }: RecordedEvent): string | undefined =>
  (type === 'AccrualPosted' || type === 'AccrualReversed') && typeof json['accrual'] === 'string'
    ? json['accrual']
    : undefined;
