import { dateOf } from '@commission-ledger/calendar';
import { sum as sumNode } from '@commission-ledger/calculation';
import { sum } from '@commission-ledger/money';
import type { ProgramZone } from '../../reading/sources.ts';
import type { Said } from '../../render/templates.ts';
import { instantIn } from '@commission-ledger/projections';
import type { DraftRow } from '../composeReply.ts';
import { bySize, type AccountMove } from './accountMove.ts';

/** A movement as a row that counts; what it is proved by is its own explanation. */
export const lineRow = (move: AccountMove, program: ProgramZone): DraftRow => ({
  said: lineSaid(move, program),
  amount: move.amount,
  node: move.node,
  counts: true,
  proof: move.id,
  from: [move.from],
});

/** The largest movements, and the others below one row, so that they add up to all of them. */
export const lineRows = (
  moves: readonly AccountMove[],
  most: number,
  rowOf: (move: AccountMove) => DraftRow,
): readonly DraftRow[] => {
  // One more would take the place of the row for the others.
  const isShort = moves.length <= most + 1;
  const shown = new Set(isShort ? moves : moves.toSorted(bySize).slice(0, most));
  const others = moves.filter((move) => !shown.has(move));
  const rows = moves.filter((move) => shown.has(move)).map(rowOf);
  const [first] = others;
  if (first === undefined) return rows;
  return [
    ...rows,
    {
      said: { key: 'lineOthers', holes: { count: others.length } },
      amount: sum(
        first.amount.currency,
        others.map(({ amount }) => amount),
      ),
      node: sumNode(others.map(({ node }) => node)),
      counts: true,
      rows: others.map(rowOf),
    },
  ];
};

/** What a movement is, in words. */
export const lineSaid = ({ event, occurredAt }: AccountMove, program: ProgramZone): Said => {
  const date = dayIn(program, occurredAt);
  switch (event.type) {
    case 'AccrualPosted': {
      const { deal, earnedOn, maturesOn: matures } = event.data;
      return { key: 'lineAccrual', holes: { deal, date: earnedOn, matures } };
    }
    case 'AccrualReversed': {
      const key = 'refund' in event.data ? 'lineRefund' : 'lineCancellation';
      return { key, holes: { deal: event.data.deal, date } };
    }
    case 'TrueUpPosted':
      return { key: 'lineTrueUp', holes: { deal: event.data.deal, date } };
    case 'AdjustmentPosted':
      return { key: 'lineAdjustment', holes: { date, reason: event.data.reason } };
    case 'DrawAdvanced':
      return { key: 'lineAdvance', holes: { date: event.data.date } };
    case 'DrawRecovered':
      return { key: 'lineRecovery', holes: { date: event.data.date } };
    case 'ReceivableWrittenOff':
      return { key: 'lineWriteOff', holes: { date: event.data.date, reason: event.data.reason } };
    case 'BalanceUnclaimed':
      return { key: 'lineUnclaimed', holes: { date: event.data.date, reason: event.data.reason } };
    case 'PayoutSettled':
      return { key: 'linePayout', holes: { payout: event.data.payout, date } };
  }
};

/** The local day of a moment that was recorded. */
export const dayIn = ({ zone }: ProgramZone, at: string): string => dateOf(instantIn(at), zone);
