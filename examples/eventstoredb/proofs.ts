import assert from 'node:assert/strict';
import type { EventStore, StoredEvent } from '@commission-ledger/event-store';
import { allProjections, memoryDocumentStore, projectionRuntime } from '@commission-ledger/projections';
import { type BalanceRow, type CommissionLedger, openCommissionLedger, orThrow } from 'commission-ledger';
import { noon, payoutDay, program, saleOf } from './smallProgram.ts';

/** What was proved, in figures. */
export type Proved = Readonly<{ events: number; accruals: number; payouts: number; accrued: string }>;

/** Throws unless the books are what the history says, and the history is what was sold, each sale once. */
export const proveBooks = async (books: CommissionLedger, events: EventStore, sales: number): Promise<Proved> => {
  const answered = await orThrow(books.balances({ program, asOf: payoutDay() }));
  assert.deepEqual(answered, await replayed(events), 'The balances are not those of a straight replay.');
  const history = await wholeHistory(events);
  const accruals = ofType(history, 'AccrualPosted').map((event) => accrualIn(event.body));
  assert.equal(accruals.length, sales, 'There is not one accrual for each sale.');
  const expected = Array.from({ length: sales }, (_, number) => saleOf(number).cents / 10);
  const total = expected.reduce((sum, cents) => sum + cents, 0);
  assert.equal(
    answered.reduce((sum, row) => sum + Number(row.accrued.minor), 0),
    total,
  );
  const live = ofType(history, 'PayoutIssued').map((event) => payoutIn(event.body));
  const ended = new Set(
    [...ofType(history, 'PayoutFailed'), ...ofType(history, 'PayoutVoided')].map(
      (event) => payoutIn(event.body).payout,
    ),
  );
  const paid = live.filter(({ payout }) => !ended.has(payout)).flatMap(({ entries }) => entries);
  assert.equal(new Set(paid).size, paid.length, 'An accrual is in two live payouts.');
  assert.deepEqual(paid.toSorted(), accruals.toSorted(), 'Not every accrual is paid.');
  return { events: history.length, accruals: accruals.length, payouts: live.length, accrued: (total / 100).toFixed(2) };
};

/** The balances of books that are made of the history alone, from its first event, in one go. */
const replayed = async (events: EventStore): Promise<readonly BalanceRow[]> => {
  const documents = memoryDocumentStore();
  await orThrow(projectionRuntime({ store: events, documents, projections: allProjections }).catchUp());
  return orThrow(
    openCommissionLedger({ stores: { events, documents }, clock: noon }).balances({ program, asOf: payoutDay() }),
  );
};

const wholeHistory = async (events: EventStore): Promise<readonly StoredEvent[]> => {
  const history: StoredEvent[] = [];
  for (let after: bigint | undefined; ;) {
    const page = await events.readAll({ after, limit: 500 });
    history.push(...page.events);
    if (page.atEnd) return history;
    after = page.next;
  }
};

const ofType = (history: readonly StoredEvent[], type: string): readonly StoredEvent[] =>
  history.filter((event) => event.type === type);

type Frame<Data> = Readonly<{ data: Data }>;

const accrualIn = (body: string): string => {
  const frame: Frame<{ accrual: string }> = JSON.parse(body);
  return frame.data.accrual;
};

const payoutIn = (body: string): Readonly<{ payout: string; entries: readonly string[] }> => {
  const frame: Frame<{ payout: string; lines?: readonly Readonly<{ entry: string }>[] }> = JSON.parse(body);
  return { payout: frame.data.payout, entries: (frame.data.lines ?? []).map(({ entry }) => entry) };
};
