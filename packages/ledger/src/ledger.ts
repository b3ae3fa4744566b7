import { type Instant, instantAt } from '@commission-ledger/calendar';
import type { EventStore } from '@commission-ledger/event-store';
import * as E from 'fp-ts/lib/Either.js';
import type { FactType } from './admission/admissions.ts';
import type { CommandTools, Fact, Result } from './commandTools.ts';
import { type Executor, createExecutor } from './execution/executor.ts';
import type { Recorded } from './execution/keyedCommand.ts';
import { offerFact } from './execution/offeredFact.ts';
import { type AccountCommands, accountCommands } from './account/accountCommands.ts';
import { type AnnouncementCommands, announcementCommands } from './announcement/announcementCommands.ts';
import { type DealCommands, dealCommands } from './deal/dealCommands.ts';
import { type ErasureCommands, erasureCommands } from './erasure/erasureCommands.ts';
import { type FxCommands, fxCommands } from './fx/fxCommands.ts';
import { type InquiryCommands, inquiryCommands } from './inquiry/inquiryCommands.ts';
import type { LeadDirectory } from './lead/leadDirectory.ts';
import { type LeadCommands, leadCommands } from './lead/leadCommands.ts';
import { openLeadsInHistory } from './lead/openLeadsInHistory.ts';
import { type PartnerDirectory, enrolledInHistory } from './partner/enrolledInHistory.ts';
import { type PartnerCommands, partnerCommands } from './partner/partnerCommands.ts';
import { type PayoutRunCommands, payoutRunCommands } from './payoutRun/payoutRunCommands.ts';
import { type PeriodCommands, periodCommands } from './period/periodCommands.ts';
import { type PlanCommands, planCommands } from './plan/planCommands.ts';
import { type ProgramCommands, programCommands } from './program/programCommands.ts';
import { type RehearsalCommands, rehearsalCommands } from './rehearsal/rehearsalCommands.ts';
import { accountsInHistory } from './payoutRun/accountsInHistory.ts';
import type { AccountDirectory } from './payoutRun/payoutRun.ts';
import { type AccrualCommands, accrualCommands } from './policy/accrualCommands.ts';
import { reactToAll } from './policy/reactions.ts';
import { triggersIn } from './policy/triggersIn.ts';
import type { Trigger } from './policy/trigger.ts';
import { recordFact } from './recordFact.ts';
import { systemClock } from './systemClock.ts';

/**
 * The ledger: what may happen, and what follows from it. Sending a command twice records it once; its key is made
 * of the ids in it unless `meta.key` says otherwise.
 */
export type Ledger = ProgramCommands &
  PlanCommands &
  PartnerCommands &
  FxCommands &
  ErasureCommands &
  LeadCommands &
  DealCommands &
  InquiryCommands &
  AnnouncementCommands &
  AccountCommands &
  PeriodCommands &
  PayoutRunCommands &
  RehearsalCommands &
  AccrualCommands;

/** What a ledger works with. */
export type LedgerOptions = Readonly<{
  store: EventStore;
  /** The name of the ledger; event ids derive from it. */
  ledger?: string;
  /** Who sends the commands that do not say it themselves. */
  actor?: string;
  /** Milliseconds since 1970; by default the machine's clock. */
  clock?: () => number;
  /** Which accounts a program has; by default found by reading the whole history. A projection is faster. */
  accounts?: AccountDirectory;
  /** Which leads of a program are open; by default found by reading the whole history. A projection is faster. */
  openLeads?: LeadDirectory;
  /** Which partners were ever enrolled in a program; by default found by reading the whole history. */
  partners?: PartnerDirectory;
  /** `inline` (the default) accrues right after each fact; `deferred` leaves it to `accrueFor` or `catchUpAccruals`. */
  accruals?: 'inline' | 'deferred';
  /** How many streams to keep in memory; 10,000 by default. */
  cachedStreams?: number;
}>;

/** Opens a ledger on a store. */
export const createLedger = (options: LedgerOptions): Ledger => {
  const { store, actor = 'host', clock = systemClock, accruals = 'inline' } = options;
  const { ledger = 'ledger', cachedStreams = 10_000, accounts = accountsInHistory(store) } = options;
  const { openLeads = openLeadsInHistory(store), partners = enrolledInHistory(store) } = options;
  const executor = createExecutor({ store, ledger, clock, cachedStreams });
  const now = (): Instant => instantAt(clock());
  const fact =
    <T extends FactType>(type: T): Fact<T> =>
    (input, meta = {}) =>
      recordFact(executor, type, input, now(), meta, actor);
  const cause =
    <T extends FactType>(type: T): Fact<T> =>
    async (input, meta = {}) => {
      const recorded = await recordFact(executor, type, input, now(), meta, actor);
      if (E.isLeft(recorded) || recorded.right.events.length > 0)
        return E.isLeft(recorded) ? recorded : follow(recorded.right);
      // It says nothing new; what followed from it the first time may have been cut off.
      const told = offerFact(type, input, now(), meta);
      return E.isLeft(told) ? told : follow(recorded.right, triggersIn([told.right]));
    };
  const follow = async (recorded: Recorded, triggers = triggersIn(recorded.events)): Result =>
    accruals === 'deferred' ? E.right(recorded) : react(executor, recorded, triggers);
  const tools: CommandTools = { executor, store, now, actor, accounts, openLeads, partners, fact, cause, follow };
  return {
    ...programCommands(tools),
    ...planCommands(tools),
    ...partnerCommands(tools),
    ...fxCommands(tools),
    ...erasureCommands(tools),
    ...leadCommands(tools),
    ...dealCommands(tools),
    ...inquiryCommands(tools),
    ...announcementCommands(tools),
    ...accountCommands(tools),
    ...periodCommands(tools),
    ...payoutRunCommands(tools),
    ...rehearsalCommands(tools),
    ...accrualCommands(tools),
  };
};

/** What follows from the facts just recorded, added to what they recorded. */
const react = async (executor: Executor, recorded: Recorded, triggers: readonly Trigger[]): Result => {
  const reactions = await reactToAll(executor, triggers);
  if (E.isLeft(reactions)) return reactions;
  return E.right({
    repeated: recorded.repeated,
    events: [...recorded.events, ...reactions.right.flatMap(({ events }) => events)],
  });
};
