import { type Instant, instantAt } from '@commission-ledger/calendar';
import { type EventStore, memoryEventStore, StoreFailure } from '@commission-ledger/event-store';
import { createExplainer, referencesIn } from '@commission-ledger/explainer';
import { createLedger, type LedgerOptions, systemClock, type Trigger } from '@commission-ledger/ledger';
import {
  accountsOf,
  allProjections,
  type DocumentStore,
  memoryDocumentStore,
  openLeadsOf,
  partnersEnrolledIn,
  parkedCauses,
  projectionRuntime,
} from '@commission-ledger/projections';
import * as E from 'fp-ts/lib/Either.js';
import { type ScopedBooks, scopedBooks } from './access/scoped.ts';
import type { CommissionLedger } from './commissionLedger.ts';
import type { Answer, Asking } from './questions/ask.ts';
import { leadQuestions } from './questions/leadQuestions.ts';
import { moneyQuestions } from './questions/moneyQuestions.ts';
import { partnerQuestions } from './questions/partnerQuestions.ts';

/** Where everything is kept: the history and the read models made of it. */
export type Stores = Readonly<{ events: EventStore; documents: DocumentStore }>;

/** What to open; everything has a default. The directories come from the read models. */
export type CommissionLedgerOptions = Omit<LedgerOptions, 'store' | 'accounts' | 'openLeads' | 'partners'> &
  Readonly<{
    /** By default in memory. For one durable file: `await openSqliteStore('ledger.db')`. */
    stores?: Stores;
  }>;

/** Where the read models note how far the accruals are made up: a checkpoint without documents. */
const ACCRUALS = 'accruals@1';

/**
 * The ledger as a host has it: everything, and the books of each role. Whatever is done or asked on behalf of a partner,
 * a manager or somebody in finance goes through the books of that role.
 */
export type HostLedger = CommissionLedger & ScopedBooks;

/** Opens a ledger with its read models and its explainer on the stores. */
export const openCommissionLedger = ({ stores, ...options }: CommissionLedgerOptions = {}): HostLedger => {
  const { events, documents } = stores ?? { events: memoryEventStore(), documents: memoryDocumentStore() };
  const readModels = projectionRuntime({ store: events, documents, projections: allProjections });
  const ledger = createLedger({
    ...options,
    store: events,
    accounts: (program) => accountsOf(documents, program),
    openLeads: (program) => openLeadsOf(documents, program),
    partners: (program) => partnersEnrolledIn(documents, program),
  });
  const explainer = createExplainer({ store: events, references: referencesIn(documents) });

  const catchUp = async (): Answer<void> => E.map(() => undefined)(await readModels.catchUp());

  const upToDate =
    <Arguments extends readonly unknown[], Value>(ask: (...args: Arguments) => Answer<Value>) =>
    async (...args: Arguments): Answer<Value> => {
      const caughtUp = await catchUp();
      return E.isLeft(caughtUp) ? caughtUp : ask(...args);
    };

  /** What was set aside may be rated by now: an enrolment or a rate of exchange is no cause that would say so itself. */
  const tryParkedAgain = async (): Answer<void> => {
    const caughtUp = await catchUp();
    if (E.isLeft(caughtUp)) return caughtUp;
    const triggers: Trigger[] = [];
    for await (const { deal, cause } of parkedCauses(documents)) {
      if (cause.kind === 'win') triggers.push({ kind: 'win', deal });
      else if (cause.kind === 'payment') triggers.push({ kind: 'payment', deal, payment: cause.id });
    }
    return E.map(() => undefined)(await ledger.accrueFor(triggers));
  };

  /** What a crash between a fact and its accruals left behind is made up for, and what is set aside is tried again. */
  const makeUpAccruals = async (): Answer<void> => {
    try {
      const after = await documents.checkpoint(ACCRUALS);
      const caughtUp = await ledger.catchUpAccruals(after);
      if (E.isLeft(caughtUp)) return caughtUp;
      const { through } = caughtUp.right;
      if (through !== undefined && through !== after)
        // `false` says that somebody else did the same at the same time, which is as good.
        await documents.commit({ projection: ACCRUALS, expected: after, checkpoint: through, puts: [], removes: [] });
      return await tryParkedAgain();
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

  const { clock = systemClock } = options;
  const now = (): Instant => instantAt(clock());
  const ask: Asking['ask'] = (question) => upToDate(async (...args) => E.right(await question(...args)));
  const asking: Asking = { documents, now, ask };

  const books: CommissionLedger = {
    ...ledger,
    previewPayouts: upToDate(ledger.previewPayouts),
    preparePayouts: complete(ledger.preparePayouts),
    issuePayouts: complete(ledger.issuePayouts),
    closePeriod: complete(ledger.closePeriod),
    expireLeads: complete(ledger.expireLeads),
    ...moneyQuestions(asking),
    ...leadQuestions(asking),
    ...partnerQuestions(asking),
    catchUp,
    why: upToDate((subject) => explainer.why(subject)),
  };
  return { ...books, ...scopedBooks(books, documents, now) };
};
