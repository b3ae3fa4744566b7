import type { Instant } from '@commission-ledger/calendar';
import type { EventStore } from '@commission-ledger/event-store';
import type * as E from 'fp-ts/lib/Either.js';
import type { FactType } from './admission/admissions.ts';
import type { Executor } from './execution/executor.ts';
import type { Recorded } from './execution/keyedCommand.ts';
import type { CommandMeta, FactInput } from './execution/offeredFact.ts';
import type { LedgerFailure } from './failure.ts';
import type { LeadDirectory } from './lead/leadDirectory.ts';
import type { PartnerDirectory } from './partner/enrolledInHistory.ts';
import type { AccountDirectory } from './payoutRun/payoutRun.ts';

/** What every command answers: what it recorded, or why it recorded nothing. */
export type Result<Value = Recorded> = Promise<E.Either<LedgerFailure, Value>>;

/** A command that records one fact, which the host offers. */
export type Fact<T extends FactType> = (input: FactInput<T>, meta?: CommandMeta) => Result;

/** What the commands of every room are made with. */
export type CommandTools = Readonly<{
  executor: Executor;
  store: EventStore;
  now: () => Instant;
  /** Who sends the commands that do not say it themselves. */
  actor: string;
  accounts: AccountDirectory;
  openLeads: LeadDirectory;
  partners: PartnerDirectory;
  /** Records the fact. */
  fact: <T extends FactType>(type: T) => Fact<T>;
  /** Records the fact and, unless that is deferred, what follows from it in the accounts. */
  cause: <T extends FactType>(type: T) => Fact<T>;
  /** Adds to what was recorded what follows from it, unless that is deferred. */
  follow: (recorded: Recorded) => Result;
}>;
