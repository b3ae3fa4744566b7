import { type Instant, instantAt } from '@commission-ledger/calendar';
import { memoryEventStore } from '@commission-ledger/event-store';
import type { AccessLog } from '@commission-ledger/events';
import { createExplainer } from '@commission-ledger/explainer';
import { createLedger, type LedgerOptions, systemClock } from '@commission-ledger/ledger';
import {
  accountsOf,
  allProjections,
  memoryDocumentStore,
  openLeadsOf,
  partnersEnrolledIn,
  type ProjectionFailure,
  projectionRuntime,
  type ProjectionStanding,
  type StoreFailed,
  verifiedHistory,
} from '@commission-ledger/projections';
import * as E from 'fp-ts/lib/Either.js';
import { randomBytes } from 'node:crypto';
import { type ScopedBooks, scopedBooks } from './access/scoped.ts';
import type { CommissionLedger } from './commissionLedger.ts';
import { makeUpAccruals, tryParkedAgain } from './makeUpAccruals.ts';
import type { Answer, Asking } from './questions/ask.ts';
import { explanations } from './questions/explanations.ts';
import { leadQuestions } from './questions/leadQuestions.ts';
import { moneyQuestions } from './questions/moneyQuestions.ts';
import { partnerQuestions } from './questions/partnerQuestions.ts';
import { todayOfSubject } from './questions/todayOfSubject.ts';
import type { Stores } from './stores.ts';

/** What to open; everything has a default. The directories come from the read models. */
export type CommissionLedgerOptions = Omit<LedgerOptions, 'store' | 'accounts' | 'openLeads' | 'partners'> &
  Readonly<{
    /** By default in memory. For one durable file: `await openSqliteStore('ledger.db')`. */
    stores?: Stores;
    /**
     * The secret with which other partners are unnamed in what a partner is told. With the same key the same answer is
     * masked alike, so it can be checked later; without one, a new one is made each time the ledger is opened.
     */
    maskingKey?: string | Uint8Array;
    /** Where it is recorded who read what in the books of a role. Without one, nothing of that is kept. */
    accessLog?: AccessLog;
  }>;

/**
 * The ledger as a host has it: everything, and the books of each role. Whatever is done or asked on behalf of a partner,
 * a manager or somebody in finance goes through the books of that role.
 */
export type HostLedger = CommissionLedger & ScopedBooks & ReadModelKeeping;

/** What the host does about the read models; no role has it. */
export type ReadModelKeeping = Readonly<{
  /** Where each read model stands beside the history: how stale it is, and what stops it. Brings nothing up to date. */
  standings: () => Answer<readonly ProjectionStanding[]>;
  /**
   * Makes all read models anew from the history, beside those that are there, and puts them in their place: after a
   * restored backup, or when their documents are damaged. Writes no event. Readers see the old ones until then.
   */
  rebuildReadModels: () => Answer<void>;
}>;

/**
 * Opens a ledger with its read models and its explainer on the stores. What is read for a command or a read model is
 * verified: where the chain of events is broken, nothing is folded, answered or paid.
 */
export const openCommissionLedger = ({
  stores,
  maskingKey = randomBytes(32),
  accessLog,
  ...options
}: CommissionLedgerOptions = {}): HostLedger => {
  const kept = stores ?? { events: memoryEventStore(), documents: memoryDocumentStore() };
  const { events, documents } = kept;
  const readModels = projectionRuntime({ store: verifiedHistory(events), documents, projections: allProjections });
  const ledger = createLedger({
    ...options,
    store: verifiedHistory(events),
    accounts: (program) => accountsOf(documents, program),
    openLeads: (program) => openLeadsOf(documents, program),
    partners: (program) => partnersEnrolledIn(documents, program),
  });
  const explainer = createExplainer({ store: events, documents });

  /** What the last rebuild found wrong with the history: the documents it left tell nothing of that. */
  let damage: StoreFailed | undefined;

  const catchUp = async (): Answer<void> =>
    damage === undefined ? E.map(() => undefined)(await readModels.catchUp()) : E.left(damage);

  const upToDate =
    <Arguments extends readonly unknown[], Value>(ask: (...args: Arguments) => Answer<Value>) =>
    async (...args: Arguments): Answer<Value> => {
      const caughtUp = await catchUp();
      return E.isLeft(caughtUp) ? caughtUp : ask(...args);
    };

  /** Whoever sets money aside needs all accruals; and where a read model stands still, nothing is even made up. */
  const complete =
    <Arguments extends readonly unknown[], Value>(act: (...args: Arguments) => Answer<Value>) =>
    async (...args: Arguments): Answer<Value> => {
      const madeUp = await upToDate(makeUpAccruals)(kept, ledger);
      if (E.isLeft(madeUp)) return madeUp;
      const triedAgain = await upToDate(tryParkedAgain)(kept, ledger);
      return E.isLeft(triedAgain) ? triedAgain : upToDate(act)(...args);
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
    ...explanations(explainer, upToDate, (about) => todayOfSubject(documents, now(), about)),
  };
  const keeping: ReadModelKeeping = {
    standings: () => readModels.standings(),
    rebuildReadModels: async () => {
      const rebuilt = await readModels.rebuild();
      damage = E.isLeft(rebuilt) && isDamage(rebuilt.left) ? rebuilt.left : undefined;
      return E.map(() => undefined)(rebuilt);
    },
  };
  return { ...books, ...scopedBooks(books, documents, now, maskingKey, accessLog), ...keeping };
};

const isDamage = (failure: ProjectionFailure): failure is StoreFailed =>
  failure._tag === 'StoreFailed' && failure.failure.reason._tag === 'Corrupt';
