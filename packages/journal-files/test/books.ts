import { type LocalDate, localDate } from '@commission-ledger/calendar';
import { memoryEventStore } from '@commission-ledger/event-store';
import { hashOf as hashOfFrame } from '@commission-ledger/events';
import { createLedger } from '@commission-ledger/ledger';
import { format as amountText, isZero } from '@commission-ledger/money';
import {
  allProjections,
  balancesOf,
  type BalanceRow,
  type DocumentStore,
  journalOf,
  memoryDocumentStore,
  projectionRuntime,
  type Transaction,
  type TrialBalanceRow,
  trialBalance,
} from '@commission-ledger/projections';
import { playSimulation, simulate, simulatedClock, simulatedSettings } from '@commission-ledger/testing/simulator';
import * as E from 'fp-ts/lib/Either.js';
import { accountName, type HashOf, type JournalFormat, journalText, type JournalTextOptions } from '../src/index.ts';
import type { Sums } from './journalPrograms.ts';

/** The books of a program, from the projections. */
export type Books = Readonly<{
  program: string;
  until: LocalDate;
  transactions: readonly Transaction[];
  balances: readonly BalanceRow[];
  trial: readonly TrialBalanceRow[];
  hashOf?: HashOf;
}>;

export const day = (text: string): LocalDate => {
  const date = localDate(text);
  if (E.isLeft(date)) throw new Error(`${text} is no date.`);
  return date.right;
};

/** Everything there is, in its order. */
export const all = async <Each>(source: AsyncIterable<Each>): Promise<readonly Each[]> => {
  const found: Each[] = [];
  for await (const each of source) found.push(each);
  return found;
};

/** What the read models say. */
export const booksOf = async (
  documents: DocumentStore,
  program: string,
  until: LocalDate,
  hashOf?: HashOf,
): Promise<Books> => ({
  program,
  until,
  transactions: await all(journalOf(documents, { program, until })),
  balances: await balancesOf(documents, { program, asOf: until }),
  trial: await trialBalance(documents, { program, until }),
  ...(hashOf === undefined ? {} : { hashOf }),
});

/** A simulated program: leads, tiers, refunds, disputes, tax kept back, payouts that fail. */
export const simulatedBooks = async (seed: number, until = day('2025-09-30')): Promise<Books> => {
  const clock = simulatedClock();
  const store = memoryEventStore();
  const steps = simulate({ seed, partners: 8, leads: 80, from: '2025-01', months: 6 });
  await playSimulation(steps, createLedger({ store, clock: clock.now, actor: 'host' }), clock);
  const documents = memoryDocumentStore();
  const caughtUp = await projectionRuntime({ store, documents, projections: allProjections }).catchUp();
  if (E.isLeft(caughtUp)) throw new Error(caughtUp.left._tag);
  const hashes = new Map<string, string>();
  for (const { id, body } of (await store.readAll({ after: undefined, limit: 100_000 })).events)
    hashes.set(id, hashOfFrame(body));
  return booksOf(documents, simulatedSettings.program, until, ({ id }) => hashes.get(id));
};

/** The whole journal as one text. */
export const textOf = async (
  { transactions, program, until, balances, hashOf }: Books,
  format: JournalFormat,
  more: Partial<JournalTextOptions> = {},
): Promise<string> => {
  const hashes = hashOf === undefined ? {} : { hashOf };
  return (await all(journalText(transactions, { format, program, until, balances, ...hashes, ...more }))).join('');
};

/** What our books say that the accounts come to, by the names that the program has for them. */
export const sumsIn = ({ trial }: Books, of: JournalFormat): Sums =>
  new Map(
    trial
      .filter(({ balance }) => !isZero(balance))
      .map(({ account, currency, balance }) => [`${accountName(of, account)} ${currency}`, amountText(balance)]),
  );
