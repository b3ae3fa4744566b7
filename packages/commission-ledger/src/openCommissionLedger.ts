import type { LocalDate } from '@commission-ledger/calendar';
import { type EventStore, memoryEventStore, StoreFailure } from '@commission-ledger/event-store';
import { createExplainer, type Explanation, referencesIn } from '@commission-ledger/explainer';
import { createLedger, type Ledger, type LedgerOptions } from '@commission-ledger/ledger';
import {
  type AccountSchedule,
  type AccountScope,
  accountsOf,
  allProjections,
  type BalanceRow,
  balancesOf,
  type DocumentStore,
  type LeadRow,
  leadsOf,
  type LeadScope,
  memoryDocumentStore,
  type PayoutRow,
  payoutsOf,
  projectionRuntime,
  scheduleOf,
} from '@commission-ledger/projections';
import * as E from 'fp-ts/lib/Either.js';
import type { Failure } from './failure.ts';

/** Where everything is kept: the history and the read models made of it. */
export type Stores = Readonly<{ events: EventStore; documents: DocumentStore }>;

/** What to open; everything has a default. `accounts` comes from the read models. */
export type CommissionLedgerOptions = Omit<LedgerOptions, 'store' | 'accounts'> &
  Readonly<{
    /** By default in memory. For one durable file: `await openSqliteStore('ledger.db')`. */
    stores?: Stores;
  }>;

/** Where the read models note how far the accruals are made up: a checkpoint without documents. */
const ACCRUALS = 'accruals@1';

type Answer<Value> = Promise<E.Either<Failure, Value>>;

/**
 * A payout run asks the read models which accounts there are, so it can fail as they can. Before money is set aside,
 * accruals that a crash left out are made up.
 */
type RunCommands = {
  readonly [Command in 'previewPayouts' | 'preparePayouts' | 'issuePayouts']: (
    ...args: Parameters<Ledger[Command]>
  ) => Answer<RightOf<Awaited<ReturnType<Ledger[Command]>>>>;
};

type RightOf<Outcome> = Outcome extends E.Right<infer Value> ? Value : never;

/** The commands of the ledger, and the questions people ask. Every answer contains all that was recorded before it. */
export type CommissionLedger = Omit<Ledger, keyof RunCommands> &
  RunCommands &
  Readonly<{
    /** Brings the read models up to the end of the history. Every answer does so by itself. */
    catchUp: () => Answer<void>;
    /** What each account earned and where that money is, by program, partner and currency. */
    balances: (scope: AccountScope & Readonly<{ asOf: LocalDate }>) => Answer<readonly BalanceRow[]>;
    /** What will be paid when, and why not yet. */
    schedule: (scope: AccountScope & Readonly<{ asOf: LocalDate }>) => Answer<readonly AccountSchedule[]>;
    /** The payouts by date. */
    payouts: (scope?: AccountScope) => Answer<readonly PayoutRow[]>;
    /** The leads and where they stand. */
    leads: (scope?: LeadScope) => Answer<readonly LeadRow[]>;
    /** Why an amount is what it is: a payout, an accrual, a reversal or an adjustment by its id. */
    why: (subject: string) => Answer<Explanation>;
  }>;

/** Opens a ledger with its read models and its explainer on the stores. */
export const openCommissionLedger = ({ stores, ...options }: CommissionLedgerOptions = {}): CommissionLedger => {
  const { events, documents } = stores ?? { events: memoryEventStore(), documents: memoryDocumentStore() };
  const readModels = projectionRuntime({ store: events, documents, projections: allProjections });
  const ledger = createLedger({ ...options, store: events, accounts: (program) => accountsOf(documents, program) });
  const explainer = createExplainer({ store: events, references: referencesIn(documents) });

  const catchUp = async (): Answer<void> => E.map(() => undefined)(await readModels.catchUp());

  const upToDate =
    <Arguments extends readonly unknown[], Value>(ask: (...args: Arguments) => Answer<Value>) =>
    async (...args: Arguments): Answer<Value> => {
      const caughtUp = await catchUp();
      return E.isLeft(caughtUp) ? caughtUp : ask(...args);
    };

  /** What a crash between a fact and its accruals left behind is made up for. */
  const makeUpAccruals = async (): Answer<void> => {
    try {
      const after = await documents.checkpoint(ACCRUALS);
      const caughtUp = await ledger.catchUpAccruals(after);
      if (E.isLeft(caughtUp)) return caughtUp;
      const { through } = caughtUp.right;
      if (through !== undefined && through !== after)
        // `false` says that somebody else did the same at the same time, which is as good.
        await documents.commit({ projection: ACCRUALS, expected: after, checkpoint: through, puts: [], removes: [] });
      return E.right(undefined);
    } catch (error) {
      if (error instanceof StoreFailure) return E.left({ _tag: 'StoreFailed', failure: error });
      throw error;
    }
  };

  const complete =
    <Arguments extends readonly unknown[], Value>(act: (...args: Arguments) => Answer<Value>) =>
    async (...args: Arguments): Answer<Value> => {
      const madeUp = await makeUpAccruals();
      return E.isLeft(madeUp) ? madeUp : upToDate(act)(...args);
    };

  return {
    ...ledger,
    previewPayouts: upToDate(ledger.previewPayouts),
    preparePayouts: complete(ledger.preparePayouts),
    issuePayouts: complete(ledger.issuePayouts),
    catchUp,
    balances: upToDate(async (scope) => E.right(await balancesOf(documents, scope))),
    schedule: upToDate(async (scope) => E.right(await scheduleOf(documents, scope))),
    payouts: upToDate(async (scope) => E.right(await payoutsOf(documents, scope))),
    leads: upToDate(async (scope) => {
      const rows: LeadRow[] = [];
      for await (const row of leadsOf(documents, scope)) rows.push(row);
      return E.right(rows);
    }),
    why: upToDate((subject) => explainer.why(subject)),
  };
};
