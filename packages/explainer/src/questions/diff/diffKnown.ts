import { type LocalDate, periodOf } from '@commission-ledger/calendar';
import { sum } from '@commission-ledger/calculation';
import { accountStream } from '@commission-ledger/events';
import { eventRef } from '@commission-ledger/ledger';
import { closings, eachDocument, type ClosingDocument } from '@commission-ledger/projections';
import * as E from 'fp-ts/lib/Either.js';
import type { Reply } from '../../document/reply.ts';
import type { Answer } from '../../reading/sources.ts';
import type { Said } from '../../render/templates.ts';
import type { Asking } from '../asking.ts';
import { composeReply, type DraftRow } from '../composeReply.ts';
import { diffAccountKnown } from './diffAccountKnown.ts';
import { plansOf } from './entriesSide.ts';
import { groupRows, type LineWords } from './groupRows.ts';
import type { KnownQuestion } from './knownQuestion.ts';
import { isKnownOn, localDayOf } from './knownTimes.ts';
import { lineSaid } from './lineRows.ts';
import type { Side } from './side.ts';
import { monthOf, sideOf, statementSide, unknown } from './sideOf.ts';
import { subjectOf } from './sideLines.ts';
import { rootOf, sizeOf } from './sideAmounts.ts';

/**
 * What has become known between two days, and what it changed. A statement that was closed stays what it is: what came
 * too late for it is in a later one, and the answer says in which.
 */
export const diffKnown = async (asking: Asking, asked: KnownQuestion): Answer<Reply> => {
  const { subject, earlier, later } = asked;
  if (later < earlier) return E.left({ _tag: 'InvalidQuestion', field: later, problem: `is before ${earlier}` });
  if (subject.kind === 'account') return diffAccountKnown(asking, asked);
  if (subject.kind !== 'statement' && subject.kind !== 'deal') return unknown(subject);
  const whole =
    subject.kind === 'statement' ? await statementSide(asking, subject, 'happened') : await sideOf(asking, subject);
  if (E.isLeft(whole)) return whole;
  const [a, b] = [knownOn(whole.right, earlier), knownOn(whole.right, later)];
  const closed = await closingsOf(asking, b);
  const rows = groupRows(a, b, () => [], wordsFor(b, closed));
  const stays = await staysRow(asking, b, closed, later);
  if (E.isLeft(stays)) return stays;
  const root = rootOf(a, b, rows);
  return E.right(
    composeReply({
      question: 'diff',
      subject,
      asked: { 'known-at': later, 'against-known-at': earlier },
      partner: b.partner,
      program: b.program.source,
      title: titleOf(b, asked),
      verdict: [verdictOf(a, b, asked), ...stays.right.map(({ said }) => said)],
      amount: sizeOf(a, b).difference,
      ...(root === undefined ? {} : { root }),
      rows: [...rows, ...stays.right],
      searched: [],
      plans: b.plans,
      effective: b.effective,
    }),
  );
};

const titleOf = ({ partner }: Side, { subject, earlier: from, later: to }: KnownQuestion): Said => {
  const month = monthOf(subject);
  return month === undefined
    ? { key: 'diffTitleKnown', holes: { subject: subject.id, from, to } }
    : { key: 'diffTitleKnownMonth', holes: { partner, month: month.period.key, from, to } };
};

/** Of an account of entries, those that had been recorded by the end of the day. */
const knownOn = (side: Side, date: LocalDate): Side => {
  const isKnown = isKnownOn(side.program, date);
  const entries = side.entries.filter(({ line }) => isKnown(line.from.recordedAt));
  const roots = entries.map(({ root }) => root);
  return { ...side, entries, root: roots.length === 0 ? undefined : sum(roots), plans: plansOf(entries) };
};

/** The closed months of the account, the earliest first; of a deal no statement is asked about. */
const closingsOf = async ({ documents }: Asking, { subject }: Side): Promise<readonly ClosingDocument[]> => {
  const month = subject.kind === 'statement' ? monthOf(subject) : undefined;
  if (month === undefined) return [];
  const { program, partner, currency } = month.account;
  const found: ClosingDocument[] = [];
  const prefix = `${program}/${partner}/${currency}/`;
  for await (const closing of eachDocument(documents, closings, { prefix })) found.push(closing);
  return found;
};

/** When something happened, when it was recorded, and in which statement it is where that is a later one. */
const wordsFor =
  ({ program }: Side, closed: readonly ClosingDocument[]): LineWords =>
  (difference) => {
    const [only, ...more] = difference.b;
    if (difference.change !== 'added' || only === undefined || more.length > 0) return lineSaid(difference);
    const { occurredAt, recordedAt, revision } = only.from;
    const holes = {
      subject: subjectOf(only.line),
      happened: localDayOf(occurredAt, program),
      recorded: localDayOf(recordedAt, program),
    };
    const before = closed.findLast(({ event }) => event.revision < revision);
    return before === undefined || before.until <= occurredAt
      ? { key: 'diffLate', holes }
      : { key: 'diffLateIn', holes: { ...holes, month: periodOf(localDayOf(before.until, program), 'month').key } };
  };

/** The statement of the month, where it was closed by then. */
const staysRow = async (
  { sources }: Asking,
  { subject, program }: Side,
  closed: readonly ClosingDocument[],
  later: LocalDate,
): Answer<readonly DraftRow[]> => {
  const month = monthOf(subject);
  const closing = month && closed.find(({ period }) => period === month.period.key);
  if (month === undefined || closing === undefined) return E.right([]);
  const at = { stream: accountStream(month.account), revision: closing.event.revision };
  const event = await sources.events.read('PeriodClosed', at);
  if (E.isLeft(event)) return event;
  if (!isKnownOn(program, later)(event.right.recordedAt)) return E.right([]);
  const date = localDayOf(event.right.data.occurredAt, program);
  const said: Said = { key: 'diffStatementStays', holes: { month: month.period.key, date } };
  return E.right([{ said, from: [eventRef(event.right, '/statementHash')] }]);
};

const verdictOf = (a: Side, b: Side, { earlier, later, subject }: KnownQuestion): Said => {
  const { before, after, sign, size } = sizeOf(a, b);
  const month = monthOf(subject);
  const holes = { before, after, currency: b.currency, from: earlier, to: later };
  if (sign === 0) return { key: 'diffKnownEven', holes };
  const difference = { ...holes, difference: size };
  if (month === undefined)
    return sign < 0 ? { key: 'diffKnownLess', holes: difference } : { key: 'diffKnownMore', holes: difference };
  const ofMonth = { ...difference, month: month.period.key };
  return sign < 0 ? { key: 'diffKnownMonthLess', holes: ofMonth } : { key: 'diffKnownMonthMore', holes: ofMonth };
};
