import { entryKinds } from '@commission-ledger/projections';
import { sum as sumNode } from '@commission-ledger/calculation';
import { sum } from '@commission-ledger/money';
import * as E from 'fp-ts/lib/Either.js';
import type { PlanSource } from '../../document/explanation.ts';
import type { Answer, ProgramZone, Sources } from '../../reading/sources.ts';
import type { Said } from '../../render/templates.ts';
import type { DraftRow } from '../composeReply.ts';
import type { BookedPayout } from './accountBook.ts';
import type { AccountMove } from './accountMove.ts';
import { lineRow, lineRows } from './lineRow.ts';
import { paidRow } from './paidRow.ts';

/** How many lines of a kind are shown one by one. */
const MOST_LINES = 12;

/** Movements by kind, each kind with its largest lines; and the plans by which payouts kept something back. */
export type KindRows = Readonly<{ rows: readonly DraftRow[]; plans: readonly PlanSource[] }>;

/** The rows add up to the movements. @param rowOf a line as a row, for who has more to say of it */
export const kindRows = async (
  sources: Sources,
  program: ProgramZone,
  moves: readonly AccountMove[],
  payouts: ReadonlyMap<string, BookedPayout>,
  rowOf: (move: AccountMove) => DraftRow = (move) => lineRow(move, program),
): Answer<KindRows> => {
  const paid = new Map<AccountMove, DraftRow>();
  const plans = new Map<string, PlanSource>();
  for (const move of moves.filter(({ kind }) => kind === 'payout')) {
    const payout = payouts.get(move.id);
    if (payout === undefined) continue;
    const found = await paidRow(sources, program, move, payout);
    if (E.isLeft(found)) return found;
    const { row, plan } = found.right;
    paid.set(move, row);
    if (plan !== undefined) plans.set(`${plan.plan}@${plan.version}`, plan);
  }
  const rows = KINDS.flatMap((kind) => {
    const same = moves.filter((move) => move.kind === kind);
    const [first] = same;
    if (first === undefined) return [];
    const amount = sum(
      first.amount.currency,
      same.map((move) => move.amount),
    );
    const node = sumNode(same.map((move) => move.node));
    const said: Said = { key: titles[kind], holes: { count: same.length } };
    return [
      { said, amount, node, counts: true, rows: lineRows(same, MOST_LINES, (move) => paid.get(move) ?? rowOf(move)) },
    ] as const;
  });
  return E.right({ rows, plans: [...plans.values()] });
};

const KINDS: readonly AccountMove['kind'][] = [...entryKinds, 'payout'];

/** What the movements of a kind are called, with their number. */
export const titles = {
  accrual: 'standingAccrual',
  reversal: 'standingReversal',
  'true-up': 'standingTrueUp',
  adjustment: 'standingAdjustment',
  'draw-advance': 'standingAdvance',
  'draw-recovery': 'standingRecovery',
  'write-off': 'standingWriteOff',
  unclaimed: 'standingUnclaimed',
  payout: 'standingPayout',
} as const satisfies Readonly<Record<AccountMove['kind'], Said['key']>>;
