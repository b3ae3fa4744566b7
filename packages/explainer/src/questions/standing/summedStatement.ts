import type { Period } from '@commission-ledger/calendar';
import { booked, fact } from '@commission-ledger/calculation';
import { type RecordedEvent, statementAt, statementPeriodOf } from '@commission-ledger/events';
import { eventRef } from '@commission-ledger/ledger';
import {
  type ClosingDocument,
  closings,
  eachDocument,
  movementMonths,
  movementPrefix,
  movements,
  statementOf,
} from '@commission-ledger/projections';
import * as E from 'fp-ts/lib/Either.js';
import type { Answer, Sources } from '../../reading/sources.ts';
import type { Asking } from '../asking.ts';
import type { BookedPayout } from './accountBook.ts';
import { accountMoveOf, type AccountMove } from './accountMove.ts';
import { accountKeyOf, type AccountRead } from './readAccount.ts';
import type { LateMove, StatementParts } from './statementParts.ts';

/** Statements with more lines are answered from their sums. */
const MOST_LINES = 300;

/** A statement of a large account: its own lines are read, as long as they are not too many, and the sums of the rest. */
export const summedStatement = async (
  { documents, sources }: Asking,
  read: AccountRead,
  period: Period,
): Answer<StatementParts> => {
  const { account, id } = read;
  const statement = await statementOf(documents, { ...account, period, limit: MOST_LINES + 1 });
  if (statement === undefined) return E.left({ _tag: 'UnknownSubject', subject: `${id}/${period.key}` });
  const { from, to, opening, closing, sums, lines, count } = statement;
  const closed = await closingsOf({ documents, sources }, account);
  if (E.isLeft(closed)) return closed;
  const moves: AccountMove[] = [];
  const brought: LateMove[] = [];
  const payouts = new Map<string, BookedPayout>();
  if (count <= MOST_LINES) {
    for (const { event: at, correctionOf } of lines) {
      const event = await sources.events.readAny(at);
      if (E.isLeft(event)) return event;
      const move = accountMoveOf(event.right);
      if (move === undefined) continue;
      moves.push(move);
      const over = closed.right.find(
        ({ data, revision }) => data.until > move.occurredAt && revision < event.right.revision,
      );
      if (correctionOf !== null && over !== undefined) brought.push({ move, closing: over, period: period.key });
      if (event.right.type !== 'PayoutSettled') continue;
      const issued = await issuedOf(sources, event.right.data.payout);
      if (E.isLeft(issued)) return issued;
      payouts.set(event.right.data.payout, { issued: issued.right, settled: event.right });
    }
  }
  const late = await lateMoves({ documents, sources }, read, closed.right, { from, to });
  if (E.isLeft(late)) return late;
  const before = closed.right.find(({ data }) => data.until === from);
  const openingNode = before && fact(booked(opening), [eventRef(before, '/closing')], 'balance');
  return E.right({
    period,
    from,
    to,
    opening: { amount: opening, node: openingNode },
    moves: count > MOST_LINES ? undefined : moves,
    sums,
    closing,
    closed: closed.right.find(({ data }) => data.until >= to),
    brought,
    late: late.right,
    payouts,
  });
};

const issuedOf = async (sources: Sources, payout: string): Answer<RecordedEvent<'PayoutIssued'>> => {
  const at = await sources.index.locate('payout', payout);
  return E.isLeft(at) ? at : sources.events.read('PayoutIssued', at.right);
};

const closingsOf = async (
  { documents, sources }: Pick<Asking, 'documents' | 'sources'>,
  account: AccountRead['account'],
): Answer<readonly RecordedEvent<'PeriodClosed'>[]> => {
  const found: ClosingDocument[] = [];
  for await (const closing of eachDocument(documents, closings, { prefix: `${accountKeyOf(account)}/` }))
    found.push(closing);
  const events: RecordedEvent<'PeriodClosed'>[] = [];
  for (const { event } of found) {
    const closed = await sources.events.read('PeriodClosed', event);
    if (E.isLeft(closed)) return closed;
    events.push(closed.right);
  }
  return E.right(events);
};

/** What was recorded after the closing of a time, and happened in it. */
const lateMoves = async (
  { documents, sources }: Pick<Asking, 'documents' | 'sources'>,
  { account, program }: AccountRead,
  closed: readonly RecordedEvent<'PeriodClosed'>[],
  { from, to }: Readonly<{ from: string; to: string }>,
): Answer<readonly LateMove[]> => {
  const closing = closed.find(({ data }) => data.until >= to);
  if (closing === undefined) return E.right([]);
  const found: LateMove[] = [];
  for await (const { month, last } of eachDocument(documents, movementMonths, {
    prefix: `${accountKeyOf(account)}/`,
  })) {
    if (month < from.slice(0, 7) || month > to.slice(0, 7) || last <= closing.revision) continue;
    const prefix = movementPrefix(account, month);
    const after = `${prefix}${String(closing.revision).padStart(10, '0')}`;
    for await (const { event: at, occurredAt } of eachDocument(documents, movements, { prefix, after })) {
      if (occurredAt < from || occurredAt >= to) continue;
      const event = await sources.events.readAny(at);
      if (E.isLeft(event)) return event;
      const move = accountMoveOf(event.right);
      if (move === undefined) continue;
      const until = closed.findLast(({ revision }) => revision < move.event.revision)?.data.until;
      const period = statementPeriodOf(statementAt(move.occurredAt, until), program.zone).key;
      found.push({ move, closing, period });
    }
  }
  return E.right(found);
};
