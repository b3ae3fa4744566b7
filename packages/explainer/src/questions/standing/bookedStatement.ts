import { instantsOf, type Period } from '@commission-ledger/calendar';
import { booked, fact, sum as sumNode, type Node } from '@commission-ledger/calculation';
import { byStatement, statementPeriodOf } from '@commission-ledger/events';
import { eventRef } from '@commission-ledger/ledger';
import { add, equals, sum, type Money } from '@commission-ledger/money';
import { currencyIn } from '@commission-ledger/projections';
import type { AccountBook } from './accountBook.ts';
import type { AccountMove } from './accountMove.ts';
import { placeOf } from './monthRows.ts';
import type { AccountRead } from './readAccount.ts';
import type { LateMove, StatementParts } from './statementParts.ts';

/** A statement from the events of its account. */
export const bookedStatement = (
  { account, program }: AccountRead,
  book: AccountBook,
  period: Period,
): StatementParts => {
  const currency = currencyIn(account.currency);
  const total = (moves: readonly AccountMove[]): Money =>
    sum(
      currency,
      moves.map(({ amount }) => amount),
    );
  const { from, to } = instantsOf(period, program.zone);
  const placed = book.moves
    .map((move) => ({ move, at: placeOf(book, move), revision: move.event.revision }))
    .toSorted(byStatement);
  const before = placed.filter(({ at }) => at < from).map(({ move }) => move);
  const within = placed.filter(({ at }) => at >= from && at < to);
  const moves = within.map(({ move }) => move);
  const opening = total(before);
  const closed = book.closed.find(({ data }) => data.until >= to);
  const lateIn = (move: AccountMove, at: AccountMove['occurredAt']): readonly LateMove[] => {
    const closing = book.closed.find(
      ({ data, revision }) => data.until > move.occurredAt && revision < move.event.revision,
    );
    return closing === undefined ? [] : [{ move, closing, period: statementPeriodOf(at, program.zone).key }];
  };
  return {
    period,
    from,
    to,
    opening: { amount: opening, node: openingNode(book, from, before, opening) },
    moves,
    sums: [],
    closing: add(opening, total(moves)),
    closed,
    brought: within.flatMap(({ move, at }) => (move.occurredAt < from ? lateIn(move, at) : [])),
    late: placed.flatMap(({ move, at }) =>
      closed !== undefined && move.occurredAt >= from && move.occurredAt < to && at >= to ? lateIn(move, at) : [],
    ),
    payouts: book.payouts,
  };
};

/** The closing of the time before says it; otherwise it is all that moved until then. */
const openingNode = (
  { closed }: AccountBook,
  from: string,
  before: readonly AccountMove[],
  opening: Money,
): Node | undefined => {
  const last = closed.find(({ data }) => data.until === from);
  if (last !== undefined && equals(last.data.closing, opening))
    return fact(booked(opening), [eventRef(last, '/closing')], 'balance');
  return before.length === 0
    ? undefined
    : sumNode(
        before.map(({ node }) => node),
        { name: 'balance' },
      );
};
