import { type BusinessCalendar, dateOf, daysBetween, type LocalDate, localDate } from '@commission-ledger/calendar';
import { days as daysNode, fact, text } from '@commission-ledger/calculation';
import type { AccountRef, RecordedEvent } from '@commission-ledger/events';
import { eventRef } from '@commission-ledger/ledger';
import { payoutDateFor, type PlanDocument } from '@commission-ledger/plans';
import { type DeferralDocument, deferrals, eachDocument, instantIn } from '@commission-ledger/projections';
import * as E from 'fp-ts/lib/Either.js';
import type { PlanSource } from '../../document/explanation.ts';
import type { Answer, ProgramZone } from '../../reading/sources.ts';
import type { DraftRow } from '../composeReply.ts';
import type { AccountBook } from '../standing/accountBook.ts';
import { deferralReasonOf } from '../standing/deferralReason.ts';
import { dayIn } from '../standing/lineRow.ts';
import { accountKeyOf } from '../standing/readAccount.ts';
import type { Reading } from './toldPayout.ts';

/** What was expected of an entry when it was recorded. */
export type Promised = Readonly<{
  posted: RecordedEvent;
  maturesOn: string;
  accrual: string;
  account: AccountRef;
  document: PlanDocument;
  calendar: BusinessCalendar;
  program: ProgramZone;
  book: AccountBook | undefined;
}>;

/** When it is paid, with the payout that did, if one did. */
export type PaidOn = Readonly<{ date: LocalDate; issued?: RecordedEvent<'PayoutIssued'> }>;

/** Why it is later than was expected; no rows where it is not. */
export type LateRows = Readonly<{ rows: readonly DraftRow[]; plans: readonly PlanSource[] }>;

/** The date first expected beside what came in between, and by how many days it is later. */
export const promiseRows = async (reading: Reading, promised: Promised, paid: PaidOn): Answer<LateRows> => {
  const { posted, maturesOn, account, document, calendar, program } = promised;
  const matures = localDate(maturesOn);
  if (E.isLeft(matures)) throw new TypeError('An entry has the date on which it is payable.');
  const recorded = dateOf(instantIn(posted.recordedAt), program.zone);
  const { date } = payoutDateFor(document.payout, matures.right, calendar, recorded);
  if (paid.date <= date) return E.right({ rows: [], plans: [] });
  const deferred = await deferredBetween(reading, account, date, paid.date);
  if (E.isLeft(deferred)) return deferred;
  const plans: PlanSource[] = [];
  const between: DraftRow[] = [];
  for (const event of deferred.right) {
    const reason = await deferralReasonOf(reading.sources, program, event);
    if (E.isLeft(reason)) return reason;
    plans.push(...reason.right.plans);
    const from = [eventRef(event, '/reason')];
    between.push({ said: reason.right.said, gate: 'failed', from, rows: reason.right.rows });
  }
  between.push(...returnedRows(promised), ...heldRows(promised));
  const isRun = between.length > 0;
  const first = deferred.right.find((event) => event.data.date === date);
  const later = daysBetween(date, paid.date);
  return E.right({
    rows: [
      { said: { key: 'whenPromised', holes: { date, matures: maturesOn } }, from: [eventRef(posted, '/maturesOn')] },
      ...(isRun ? between : [{ said: { key: 'whenNoRun', holes: { date } }, gate: 'failed' } as const]),
      {
        said: { key: 'whenLater', holes: { count: later } },
        ...(first === undefined || paid.issued === undefined ? {} : { node: daysBetweenPayouts(first, paid.issued) }),
      },
    ],
    plans,
  });
};

/** Days from the payout that was not made to the one that was. */
const daysBetweenPayouts = (first: RecordedEvent<'PayoutDeferred'>, issued: RecordedEvent<'PayoutIssued'>) =>
  daysNode(
    fact(text(first.data.date), [eventRef(first, '/date')], 'payout-date'),
    fact(text(issued.data.date), [eventRef(issued, '/date')], 'payout-date'),
    { name: 'days' },
  );

const deferredBetween = async (
  { sources, documents }: Reading,
  account: AccountRef,
  from: string,
  to: string,
): Answer<readonly RecordedEvent<'PayoutDeferred'>[]> => {
  const found: DeferralDocument[] = [];
  for await (const deferral of eachDocument(documents, deferrals, { prefix: `${accountKeyOf(account)}/` }))
    if (deferral.date >= from && deferral.date < to) found.push(deferral);
  const events: RecordedEvent<'PayoutDeferred'>[] = [];
  for (const { event } of found) {
    const deferred = await sources.events.read('PayoutDeferred', event);
    if (E.isLeft(deferred)) return deferred;
    events.push(deferred.right);
  }
  return E.right(events);
};

/** Payouts that had it and did not arrive. */
const returnedRows = ({ book, posted }: Promised): readonly DraftRow[] => {
  const entry = book?.entries.find(({ move }) => move.event.id === posted.id);
  return (entry?.payouts ?? []).flatMap(({ issued, returned }): readonly DraftRow[] => {
    if (returned === undefined) return [];
    const { payout, date } = issued.data;
    const said = { key: 'whenReturnedRow', holes: { payout, date, reason: returned.data.reason } } as const;
    return [{ said, gate: 'failed', from: [eventRef(issued, '/date'), eventRef(returned, '/reason')] }];
  });
};

/** Disputes about it, over or not. */
const heldRows = ({ book, accrual, program }: Promised): readonly DraftRow[] =>
  (book?.events ?? []).flatMap((event): readonly DraftRow[] => {
    if (event.type !== 'AccrualHeld' || event.data.accrual !== accrual) return [];
    const holes = { from: dayIn(program, event.data.occurredAt), reason: event.data.reason };
    return [{ said: { key: 'whenHeld', holes }, gate: 'failed', from: [eventRef(event, '/reason')] }];
  });
