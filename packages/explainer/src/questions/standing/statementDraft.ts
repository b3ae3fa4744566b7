import { addDays } from '@commission-ledger/calendar';
import { booked, fact, guard, sum as sumNode, type Node } from '@commission-ledger/calculation';
import { statementHashOf } from '@commission-ledger/events';
import { eventRef } from '@commission-ledger/ledger';
import { add, isZero, sum, toJson, type Money } from '@commission-ledger/money';
import * as E from 'fp-ts/lib/Either.js';
import type { Answer, ProgramZone } from '../../reading/sources.ts';
import type { Said } from '../../render/templates.ts';
import type { Asking } from '../asking.ts';
import type { DraftRow } from '../composeReply.ts';
import type { AccountDraft } from './accountVerdict.ts';
import type { AccountMove } from './accountMove.ts';
import { kindRows, titles } from './kindRows.ts';
import { dayIn, lineRow, lineRows } from './lineRow.ts';
import { paymentsRow } from './paymentsRow.ts';
import type { AccountRead } from './readAccount.ts';
import type { LateMove, StatementParts } from './statementParts.ts';

/** What a statement says: the opening and its movements, which add up to its end, and what there is to say of it. */
export const statementDraft = async (
  { sources }: Asking,
  { program }: AccountRead,
  parts: StatementParts,
): Answer<AccountDraft> => {
  const { opening, moves, sums, closing, late, brought } = parts;
  const rowOf = (move: AccountMove): DraftRow => {
    const found = brought.find((each) => each.move === move);
    const row = lineRow(move, program);
    return found === undefined ? row : { ...row, rows: [takenInRow(found, program)] };
  };
  const kinds = await kindRows(sources, program, moves ?? [], parts.payouts, rowOf);
  if (E.isLeft(kinds)) return kinds;
  const counted =
    moves === undefined
      ? sums.map(({ kind, amount, lines }): DraftRow => ({
          said: { key: titles[kind], holes: { count: lines } },
          amount,
          counts: true,
        }))
      : kinds.right.rows;
  const addends = [...(opening.node === undefined ? [] : [opening.node]), ...counted.flatMap(({ node }) => node ?? [])];
  const isProved = moves !== undefined && (opening.node !== undefined || isZero(opening.amount));
  const root = isProved && addends.length > 0 ? sumNode(addends, { name: 'balance' }) : undefined;
  return E.right({
    verdict: verdictOf(parts, program),
    amount: closing,
    ...(root === undefined ? {} : { root }),
    rows: [
      {
        said: { key: 'statementOpening', holes: { from: parts.period.start } },
        amount: opening.amount,
        ...(opening.node === undefined ? {} : { node: opening.node }),
        counts: true,
      },
      ...counted,
      ...closedRows(parts, program, root),
      ...lateRows(closing, late, program, root),
      ...dealsRow(moves ?? []),
      ...(parts.period.unit === 'month' ? [] : paymentsRow(parts)),
      {
        said: {
          key: 'statementWindow',
          holes: { from: parts.period.start, last: addDays(parts.period.end, -1), zone: program.zone },
        },
        from: [program.source.from],
      },
    ],
    plans: kinds.right.plans,
  });
};

const verdictOf = (
  { closing, closed, late, brought, period }: StatementParts,
  program: ProgramZone,
): readonly Said[] => {
  const { currency } = closing;
  const amount = toJson(closing);
  const missed = totalOf(closing, late);
  return [
    closed === undefined
      ? { key: 'statementOpen', holes: { amount, currency } }
      : {
          key: 'statementClosed',
          holes: { amount, currency, closed: dayIn(program, closed.data.occurredAt) },
        },
    ...(late.length === 0
      ? []
      : [
          {
            key: 'statementLate',
            holes: { count: late.length, amount: toJson(missed), now: toJson(add(closing, missed)) },
          } as const,
        ]),
    ...(brought.length === 0
      ? []
      : [{ key: 'statementBrought', holes: { count: brought.length, from: period.start } } as const]),
  ];
};

const totalOf = ({ currency }: Money, late: readonly LateMove[]): Money =>
  sum(
    currency,
    late.map(({ move }) => move.amount),
  );

/** That it was closed with this end and these lines. */
const closedRows = (
  { closed, moves, to }: StatementParts,
  program: ProgramZone,
  root: Node | undefined,
): readonly DraftRow[] => {
  if (closed === undefined) return [];
  const { closedBy: by, occurredAt, statementHash, closing, until, period } = closed.data;
  const day = dayIn(program, occurredAt);
  const from = [eventRef(closed, '/closing'), eventRef(closed, '/statementHash')];
  const isItsOwn = until === to && moves !== undefined && /^\d{4}-\d\d$/.test(period);
  if (!isItsOwn || root === undefined)
    return [{ said: { key: 'statementClosedOther', holes: { closed: day, by } }, from }];
  const node = guard('eq', [root, fact(booked(closing), [eventRef(closed, '/closing')], 'balance')]);
  const isSame = node.value._tag === 'text' && node.value.text === 'true' && statementHashOf(moves) === statementHash;
  const holes = { closed: day, by, hash: statementHash.slice(0, 16) };
  return [
    {
      said: isSame ? { key: 'statementClosedRow', holes } : { key: 'statementClosedOther', holes: { closed: day, by } },
      gate: isSame ? 'passed' : 'failed',
      node,
      from,
    },
  ];
};

/** More late lines than these are not told one by one. */
const MOST_LATE = 12;

const lateRows = (
  closing: Money,
  late: readonly LateMove[],
  program: ProgramZone,
  root: Node | undefined,
): readonly DraftRow[] => {
  if (late.length === 0) return [];
  const amount = totalOf(closing, late);
  const rowOf = (move: AccountMove): DraftRow => {
    const found = late.find((each) => each.move === move);
    const row = lineRow(move, program);
    return found === undefined ? row : { ...row, rows: [takenInRow(found, program)] };
  };
  const node = sumNode(late.map(({ move }) => move.node));
  return [
    {
      said: { key: 'statementLateRow', holes: { count: late.length } },
      amount,
      node,
      rows: lineRows(
        late.map(({ move }) => move),
        MOST_LATE,
        rowOf,
      ),
    },
    {
      said: { key: 'statementNow', holes: {} },
      amount: add(closing, amount),
      ...(root === undefined ? {} : { node: sumNode([root, node]) }),
    },
  ];
};

/** Why it is in another statement than that of its time: both clocks, and the closing in between. */
const takenInRow = ({ move, closing, period }: LateMove, program: ProgramZone): DraftRow => ({
  said: {
    key: 'statementTakenIn',
    holes: {
      happened: dayIn(program, move.occurredAt),
      recorded: dayIn(program, move.event.recordedAt),
      closed: dayIn(program, closing.recordedAt),
      period,
    },
  },
  from: [move.from, eventRef(closing, '/until')],
});

/** More deals than these are not told by name. */
const MOST_DEALS = 50;

const dealsRow = (moves: readonly AccountMove[]): readonly DraftRow[] => {
  const deals = [...new Set(moves.flatMap(({ event: { data } }) => ('deal' in data ? [data.deal] : [])))];
  if (deals.length === 0 || deals.length > MOST_DEALS) return [];
  return [{ said: { key: 'statementDeals', holes: { count: deals.length, list: deals.join(', ') } } }];
};
