import { sum as sumNode, type Node } from '@commission-ledger/calculation';
import type { RecordedEvent } from '@commission-ledger/events';
import { eventRef } from '@commission-ledger/ledger';
import { sum, toJson, type Money } from '@commission-ledger/money';
import { entries, payoutPostings, payouts, readDocument } from '@commission-ledger/projections';
import * as E from 'fp-ts/lib/Either.js';
import type { Answer, ProgramZone } from '../../reading/sources.ts';
import type { Said } from '../../render/templates.ts';
import type { Asking } from '../asking.ts';
import type { DraftRow } from '../composeReply.ts';
import { accountMoveOf, type AccountMove } from '../standing/accountMove.ts';
import { accountKeyOf } from '../standing/readAccount.ts';
import type { BookedOnDeal } from './bookedOnDeal.ts';
import { causesIn, type DealScene, type SceneCause } from './dealScene.ts';
import { localDayOf } from './moments.ts';

type Earned = RecordedEvent<'AccrualPosted' | 'AccrualReversed' | 'TrueUpPosted'>;

/** What a deal earned a partner in one currency, cause by cause and entry by entry. */
export type EarnedInCurrency = Readonly<{ amount: Money; root: Node; rows: readonly DraftRow[] }>;

/** What a deal earned in all, in each currency: for each cause what was earned, taken back and calculated anew. */
export const earnedOnDeal = async (
  asking: Asking,
  scene: DealScene,
  booked: BookedOnDeal,
): Answer<readonly EarnedInCurrency[]> => {
  const all: readonly Earned[] = [...booked.accruals, ...booked.trueUps, ...booked.reversals];
  const currencies = [...new Set(all.map(({ data }) => data.amount.currency))];
  const totals: EarnedInCurrency[] = [];
  for (const currency of currencies) {
    const rows: DraftRow[] = [];
    const nodes: Node[] = [];
    const amounts: Money[] = [];
    for (const cause of causesIn(scene)) {
      const own = all.filter((event) => event.data.amount.currency === currency && isFrom(event, cause, booked));
      const lines = own.flatMap((event) => accountMoveOf(event) ?? []);
      if (lines.length === 0) continue;
      const below: DraftRow[] = [];
      for (const line of lines) {
        const row = await entryRow(asking, line, scene.program);
        if (E.isLeft(row)) return row;
        below.push(row.right);
      }
      const amount = sum(
        currency,
        lines.map((line) => line.amount),
      );
      const node = sumNode(lines.map((line) => line.node));
      rows.push({ said: causeSaid(cause), amount, node, counts: true, rows: below });
      nodes.push(node);
      amounts.push(amount);
    }
    if (nodes.length > 0) totals.push({ amount: sum(currency, amounts), root: sumNode(nodes), rows });
  }
  return E.right(totals);
};

/** What is taken back belongs to what it was taken back from. */
const isFrom = (event: Earned, { kind, id }: SceneCause, { accruals, trueUps }: BookedOnDeal): boolean => {
  if (event.type !== 'AccrualReversed') return event.data.cause.kind === kind && event.data.cause.id === id;
  const { accrual } = event.data;
  const from =
    accruals.find(({ data }) => data.accrual === accrual) ?? trueUps.find(({ data }) => data.trueUp === accrual);
  return from?.data.cause.kind === kind && from.data.cause.id === id;
};

const causeSaid = ({ kind, id, told, date: on }: SceneCause): Said => {
  const { amount } = told.data;
  const of = { amount: toJson(amount), currency: amount.currency, on };
  return kind === 'win' ? { key: 'dealByWin', holes: of } : { key: 'dealByPayment', holes: { ...of, payment: id } };
};

const entryRow = async (asking: Asking, move: AccountMove, program: ProgramZone): Answer<DraftRow> => {
  const paid = await paidRow(asking, move, program);
  return E.map((row: DraftRow): DraftRow => ({
    said: entrySaid(move),
    amount: move.amount,
    node: move.node,
    counts: true,
    proof: move.id,
    from: [move.from],
    rows: [row],
  }))(paid);
};

const entrySaid = ({ event }: AccountMove): Said => {
  if (event.type === 'AccrualReversed') return { key: 'dealTakenBack', holes: { matures: event.data.maturesOn } };
  if (event.type !== 'AccrualPosted' && event.type !== 'TrueUpPosted')
    throw new TypeError('A deal leads to accruals, reversals and true-ups.');
  const { plan, version, clause } = event.data.rule;
  const holes = { clause: `${plan}@${version} §${clause}`, matures: event.data.maturesOn };
  return event.type === 'AccrualPosted' ? { key: 'dealEarned', holes } : { key: 'dealCalculatedAnew', holes };
};

/** Which payout has it, and whether that arrived. */
const paidRow = async (
  { documents, sources }: Asking,
  { kind, id, event }: AccountMove,
  { zone }: ProgramZone,
): Answer<DraftRow> => {
  const { data } = event;
  const waits: DraftRow = { said: { key: 'dealNotPaidYet', holes: {} } };
  if (!('maturesOn' in data) || !('amount' in data)) return E.right(waits);
  const account = accountKeyOf({ program: data.program, partner: data.partner, currency: data.amount.currency });
  const entry = await readDocument(documents, entries, `${account}/${data.maturesOn}/${kind}/${id}`);
  if (entry?.payout == null) return E.right(waits);
  const payout = await readDocument(documents, payouts, `${account}/${entry.payout}`);
  if (payout?.status !== 'settled' && payout?.status !== 'issued') return E.right(waits);
  const issued = await sources.events.read('PayoutIssued', payout.event);
  if (E.isLeft(issued)) return issued;
  const holes = { payout: payout.payoutId, date: issued.right.data.date };
  const from = [eventRef(issued.right, '/payout')];
  if (payout.status === 'issued')
    return E.right({ said: { key: 'dealOnItsWay', holes }, from, proof: payout.payoutId });
  const postings = await readDocument(documents, payoutPostings, `${account}/${entry.payout}`);
  const ended = postings?.ended ?? undefined;
  if (ended === undefined) return E.right({ said: { key: 'dealOnItsWay', holes }, from, proof: payout.payoutId });
  const settled = await sources.events.read('PayoutSettled', ended.event);
  if (E.isLeft(settled)) return settled;
  const on = localDayOf(settled.right.data.occurredAt, zone);
  return E.right({
    said: { key: 'dealPaid', holes: { payout: payout.payoutId, on } },
    from: [...from, eventRef(settled.right, '/reference')],
    proof: payout.payoutId,
  });
};
