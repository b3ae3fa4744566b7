import type { EventRef, NodeId, NodeJson, SearchedSource } from '@commission-ledger/calculation';
import type { MoneyRecord } from '@commission-ledger/money';
import type { Said } from '../render/templates.ts';
import type { AsOf, LogState, PlanSource, ProgramSource } from './explanation.ts';

/**
 * The answer to any question but why an amount is what it is, as plain data that can be stored, sent and verified later:
 * first the verdict, then the reasons, then what it rests on. Its nodes are those of `explain/1`. It is in no language:
 * renderers say it. The same history gives the same bytes of canonical JSON.
 * @see docs/reference/reply-1.md
 */
export type Reply = Readonly<{
  schema: 'reply/1';
  question: Question;
  subject: Subject;
  /** What else was asked, such as the amount expected; with it the question can be asked again. */
  asked: Readonly<Record<string, string>>;
  /** Whose question it is about; absent where it is about a program as a whole. */
  partner?: string;
  program: ProgramSource;
  title: Said;
  /** Only where the answer is an amount. */
  amount?: MoneyRecord;
  /** The answer, in a sentence or two. */
  verdict: readonly Said[];
  /** What the answer rests on, to be read from the first to the last. */
  rows: readonly Row[];
  /** The node whose value is the amount. */
  root?: NodeId;
  nodes: Readonly<Record<NodeId, NodeJson>>;
  /** The amount less the rows that count: always zero. There where there is an amount that has such rows. */
  unexplained?: MoneyRecord;
  /** What was searched where something was not found, and up to where. */
  searched: readonly SearchedSource[];
  plans: readonly PlanSource[];
  asOf: AsOf;
  log: LogState;
  engine: string;
}>;

/** The questions; `why` of a payout or an entry is answered by an `Explanation`. */
export type Question = 'why' | 'why-not' | 'when' | 'who' | 'diff' | 'foil' | 'what-if';

/** What a question is about. */
export type Subject = Readonly<{ kind: SubjectKind; id: string }>;

/**
 * The kinds of things one can ask about. The id of an account is `<program>.<partner>.<currency>`; of a statement
 * that, a stroke and its month: `resale.orion.EUR/2026-07`; of a deferral its date instead: `resale.orion.EUR/2026-07-06`.
 */
export type SubjectKind =
  | 'payout'
  | 'entry'
  | 'account'
  | 'statement'
  | 'deferral'
  | 'lead'
  | 'deal'
  | 'payment'
  | 'plan'
  | 'partner';

/** One row of an answer. */
export type Row = Readonly<{
  /** How people cite it: `2`, and `2.1` for the first row below it. */
  number: string;
  said: Said;
  /** Signed. */
  amount?: MoneyRecord;
  /** The amount is one of those that add up to that of the answer, or of the row above. */
  counts?: true;
  /** How a condition that was looked at turned out. */
  gate?: Gate;
  /** The node whose value is the amount, or the guard that was tested. */
  node?: NodeId;
  /** A payout or an entry whose own explanation proves the row. */
  proof?: string;
  /** The events that say so. */
  from?: readonly EventRef[];
  rows?: readonly Row[];
}>;

/** `open`: it cannot be said yet. `not-reached`: an earlier condition failed, and this one has nothing to be tested on. */
export type Gate = 'passed' | 'failed' | 'open' | 'not-reached';
