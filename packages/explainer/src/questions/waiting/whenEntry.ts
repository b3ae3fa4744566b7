import type { LocalDate } from '@commission-ledger/calendar';
import { BusinessCalendarCodec, type BusinessCalendar } from '@commission-ledger/calendar';
import type { AccountRef, RecordedEvent } from '@commission-ledger/events';
import { accountOfStream } from '@commission-ledger/events';
import { eventRef } from '@commission-ledger/ledger';
import { isNegative } from '@commission-ledger/money';
import { type EntryRow, programOf } from '@commission-ledger/projections';
import * as E from 'fp-ts/lib/Either.js';
import type { PlanSource } from '../../document/explanation.ts';
import type { Reply } from '../../document/reply.ts';
import { appliedPlanOf } from '../../reading/appliedPlan.ts';
import type { Answer, AppliedPlan, ProgramZone } from '../../reading/sources.ts';
import type { Said } from '../../render/templates.ts';
import type { Asking } from '../asking.ts';
import { composeReply, type DraftRow } from '../composeReply.ts';
import { accountMoveOf, type AccountMove } from '../standing/accountMove.ts';
import { dayIn, lineSaid } from '../standing/lineRow.ts';
import { accountIdOf, readAccount } from '../standing/readAccount.ts';
import { outcomeRows, payoutRows } from './dayRows.ts';
import { entryWaitOf, type EntryWait } from './entryWait.ts';
import { holdRow } from './holdRow.ts';
import { promiseRows, type LateRows } from './promiseRows.ts';
import { publishedPlan } from './publishedPlan.ts';
import { schedulesOn } from './schedules.ts';

/** When one entry of an account is paid: earned, held, not disputed, reached by a payout, and enough together. */
export const whenEntry = async (asking: Asking, entry: EntryRow, asked: LocalDate | undefined): Answer<Reply> => {
  const account = accountOfStream(entry.event.stream);
  if (account === undefined) throw new Error(`${entry.entry} stands in ${entry.event.stream}, which is no account.`);
  const read = await readAccount(asking, { id: accountIdOf(account), on: asked, asked: entry.entry });
  if (E.isLeft(read)) return read;
  const { program, on, book, balance } = read.right;
  const event = await asking.sources.events.readAny(entry.event);
  if (E.isLeft(event)) return event;
  const posted = accountMoveOf(event.right);
  if (posted === undefined) return E.left({ _tag: 'UnknownSubject', subject: entry.entry });
  const schedules = schedulesOn(asking, on);
  const wait = await entryWaitOf(asking, schedules, account, entry);
  if (E.isLeft(wait)) return wait;
  const terms = await termsOf(asking, event.right, (await schedules.of(account))?.terms ?? balance.terms);
  if (E.isLeft(terms)) return terms;
  const calendar = await calendarOf(asking, account);
  const late =
    terms.right === undefined || calendar === undefined
      ? E.right({ rows: [], plans: [] })
      : await lateRows(asking, wait.right, {
          posted: event.right,
          maturesOn: entry.maturesOn,
          accrual: entry.entry,
          account,
          document: terms.right.plan.document,
          calendar,
          program,
          book,
        });
  if (E.isLeft(late)) return late;
  const gates = gateRows({ posted, entry, wait: wait.right, terms: terms.right, calendar, program, on });
  const plans: readonly PlanSource[] = [
    ...(terms.right === undefined ? [] : [terms.right.source]),
    ...late.right.plans,
  ];
  const upTo = `${balance.revision}`;
  return E.right(
    composeReply({
      question: 'when',
      subject: { kind: 'entry', id: entry.entry },
      asked: asked === undefined ? {} : { on: asked },
      partner: account.partner,
      program: program.source,
      title: { key: 'whenTitle', holes: { subject: entry.entry, partner: account.partner } },
      amount: posted.amount,
      root: posted.node,
      verdict: waitVerdict(wait.right, entry, on, program),
      rows: [...gates, ...late.right.rows, ...mayChange(wait.right)],
      searched: [{ source: entry.event.stream, from: '0', to: upTo, watermark: upTo }],
      plans: [...new Map(plans.map((plan) => [`${plan.plan}@${plan.version}`, plan])).values()],
      effective: on,
    }),
  );
};

/** The answer: the date, or why there is none. */
const waitVerdict = (
  wait: EntryWait,
  { maturesOn: matures, amount }: EntryRow,
  on: LocalDate,
  program: ProgramZone,
): readonly Said[] => {
  switch (wait._tag) {
    case 'paid': {
      const { payout, occurredAt } = wait.settled.data;
      return [{ key: 'whenArrived', holes: { date: dayIn(program, occurredAt), payout } }];
    }
    case 'on-its-way': {
      const { payout, date } = wait.issued.data;
      return [{ key: 'whenOnItsWay', holes: { date, payout } }];
    }
    case 'expected': {
      const { date } = wait;
      if (isNegative(amount)) return [{ key: 'whenTakenOff', holes: { date } }];
      return [
        matures > on ? { key: 'whenOnHold', holes: { matures, date } } : { key: 'whenExpected', holes: { date } },
      ];
    }
    case 'no-date':
      return [{ key: 'whenNoDate', holes: {} }];
    case 'disputed':
      return [{ key: 'whenDisputed', holes: {} }];
    case 'no-terms':
      return [{ key: 'whenNoTerms', holes: {} }];
  }
};

type Gates = Readonly<{
  posted: AccountMove;
  entry: EntryRow;
  wait: EntryWait;
  terms: AppliedPlan | undefined;
  calendar: BusinessCalendar | undefined;
  program: ProgramZone;
  on: LocalDate;
}>;

/** What it waited for, and waits for, in order. */
const gateRows = ({ posted, entry, wait, terms, calendar, program, on }: Gates): readonly DraftRow[] => {
  const { event } = posted;
  const isRated = event.type === 'AccrualPosted' || event.type === 'TrueUpPosted';
  const { maturesOn: matures } = entry;
  const first: DraftRow = {
    said: lineSaid(posted, program),
    gate: 'passed',
    proof: entry.entry,
    from: [posted.from],
    amount: posted.amount,
    node: posted.node,
  };
  const isOver = wait._tag === 'paid' || wait._tag === 'on-its-way';
  const hold: readonly DraftRow[] = [
    ...(isRated && terms !== undefined ? [holdRow(event, terms)] : []),
    matures <= on || isOver
      ? { said: { key: 'whenHoldOver', holes: {} }, gate: 'passed' }
      : { said: { key: 'whenHoldOpen', holes: { matures } }, gate: 'open' },
  ];
  return [first, ...hold, ...disputeRows(wait, program), ...payingRows(wait, terms, calendar, program)];
};

const disputeRows = (wait: EntryWait, program: ProgramZone): readonly DraftRow[] => {
  if (wait._tag !== 'disputed') return [{ said: { key: 'whenNoDispute', holes: {} }, gate: 'passed' }];
  if (wait.held.length === 0) return [{ said: { key: 'whenDisputedRow', holes: {} }, gate: 'failed' }];
  return wait.held.map((event) => heldRow(event, program));
};

/** Since when it is disputed, and why. */
export const heldRow = (event: RecordedEvent<'AccrualHeld'>, program: ProgramZone): DraftRow => ({
  said: { key: 'whenHeld', holes: { from: dayIn(program, event.data.occurredAt), reason: event.data.reason } },
  gate: 'failed',
  from: [eventRef(event, '/reason')],
});

const payingRows = (
  wait: EntryWait,
  terms: AppliedPlan | undefined,
  calendar: BusinessCalendar | undefined,
  program: ProgramZone,
): readonly DraftRow[] => {
  switch (wait._tag) {
    case 'paid': {
      const { issued, settled } = wait;
      return [
        issuedRow(issued),
        {
          said: {
            key: 'whenSettled',
            holes: { date: dayIn(program, settled.data.occurredAt), reference: settled.data.reference },
          },
          gate: 'passed',
          from: [eventRef(settled, '/reference')],
        },
      ];
    }
    case 'on-its-way':
      return [issuedRow(wait.issued)];
    case 'expected':
    case 'no-date': {
      const [first] = wait.days;
      const reached =
        first === undefined || terms === undefined || calendar === undefined
          ? []
          : payoutRows(terms.plan.document, calendar, first);
      return [...reached, ...outcomeRows(wait.days)];
    }
    case 'disputed':
      return [];
    case 'no-terms':
      return [{ said: { key: 'whenNoTermsRow', holes: {} }, gate: 'failed' }];
  }
};

/** The payout that has it. */
export const issuedRow = (issued: RecordedEvent<'PayoutIssued'>): DraftRow => ({
  said: { key: 'whenPayout', holes: { date: issued.data.date, cutOff: issued.data.cutOff } },
  gate: 'passed',
  proof: issued.data.payout,
  from: [eventRef(issued, '/date'), eventRef(issued, '/cutOff')],
});

/** What is not final can still change; a deal that is cancelled cannot be cancelled again. */
export const mayChange = ({ _tag }: Pick<EntryWait, '_tag'>, isCancelled = false): readonly DraftRow[] =>
  _tag === 'expected' || _tag === 'no-date'
    ? [{ said: { key: isCancelled ? 'whenMayChangeCancelled' : 'whenMayChange', holes: {} } }]
    : [];

/** What was rated is under the terms it was rated by; anything else is under those of the account. */
const termsOf = async (
  { sources }: Asking,
  event: RecordedEvent,
  terms: Readonly<{ plan: string; version: number }> | null,
): Answer<AppliedPlan | undefined> => {
  if (event.type === 'AccrualPosted' || event.type === 'TrueUpPosted') return appliedPlanOf(sources, event.data.rule);
  return terms === null ? E.right(undefined) : publishedPlan(sources, terms.plan, terms.version);
};

/** The business calendar of the program. */
export const calendarOf = async (
  { documents }: Asking,
  { program }: Pick<AccountRef, 'program'>,
): Promise<BusinessCalendar | undefined> => {
  const calendar = BusinessCalendarCodec.decode((await programOf(documents, program))?.businessCalendar);
  return E.isRight(calendar) ? calendar.right : undefined;
};

const lateRows = async (
  asking: Asking,
  wait: EntryWait,
  promised: Parameters<typeof promiseRows>[1],
): Answer<LateRows> => {
  if (wait._tag === 'expected') return promiseRows(asking, promised, { date: wait.date });
  if (wait._tag !== 'paid' && wait._tag !== 'on-its-way') return E.right({ rows: [], plans: [] });
  return promiseRows(asking, promised, { date: wait.issued.data.date, issued: wait.issued });
};
