import {
  type EventOf,
  type EventType,
  type LedgerEvent,
  catalogue,
  commandHashOf,
  jsonOf,
} from '@commission-ledger/events';
import type { Instant } from '@commission-ledger/calendar';
import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import type { LedgerFailure } from '../failure.ts';
import type { KeyedCommand } from './keyedCommand.ts';
import { inputProblems, problemsOfMeta } from './inputProblems.ts';

/** Who sends a command, and under which business key; all optional. */
export type CommandMeta = Readonly<{
  /** The business key; by default it is made of the ids in the command. */
  key?: string;
  /** Who or what sends the command; by default what the ledger was created with. */
  actor?: string;
  /** What the command belongs to, such as a request or an import. */
  correlation?: string;
  /** The id of the event that caused the command. */
  causation?: string;
}>;

/** Facts that a host may offer. What the ledger derives from refunds alone is never offered from outside. */
export type OfferedType = Exclude<EventType, 'AccrualReversed' | 'TrueUpPosted'>;

type Encoded<T extends EventType> = t.OutputOf<(typeof catalogue)[T]['codec']>;

/** The input of a command that records a fact: the fact's data as JSON. Without `occurredAt` it happened now. */
export type FactInput<T extends EventType> = T extends EventType
  ? Omit<Encoded<T>, 'occurredAt'> & Readonly<{ occurredAt?: string }>
  : never;

/** Reads the input of a command as the fact it offers. Every problem is told by its path; a field too many is one. */
export const offerFact = <T extends OfferedType>(
  type: T,
  input: FactInput<T>,
  now: Instant,
  meta: CommandMeta,
): E.Either<LedgerFailure, EventOf<T>> => {
  if (!t.UnknownRecord.is(input)) return E.left({ _tag: 'InvalidInput', problems: [NO_OBJECT] });
  const given = { ...input, occurredAt: input.occurredAt ?? now };
  const decoded = t.exact<t.HasProps>(catalogue[type].codec).decode(given);
  const problems = E.isLeft(decoded)
    ? inputProblems(decoded.left)
    : Object.keys(given)
        .filter((field) => !Object.hasOwn(decoded.right, field))
        .map((field) => ({ path: `/${field}`, message: `is no field of ${type}` }));
  const all = [...problems, ...problemsOfMeta(meta)];
  if (E.isLeft(decoded) || all.length > 0) return E.left({ _tag: 'InvalidInput', problems: all });
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the codec of `type` made the data
  return E.right({ type, data: decoded.right } as unknown as EventOf<T>);
};

/** Whoever calls without types may send anything. */
const NO_OBJECT = { path: '', message: 'must be an object' };

/** The fact as a command: its content is its type and data; a time that the clock filled in is not part of it. */
export const keyedFact = <T extends LedgerEvent>(
  fact: T,
  key: string,
  timeGiven: boolean,
  meta: CommandMeta,
  actor: string,
): KeyedCommand<T> => {
  const { occurredAt, ...timeless } = jsonOf(fact);
  const content = { type: fact.type, ...timeless, ...(timeGiven ? { occurredAt } : {}) };
  return {
    command: fact,
    key: meta.key ?? key,
    hash: commandHashOf(content),
    content,
    actor: meta.actor ?? actor,
    correlation: meta.correlation ?? null,
    causation: meta.causation ?? null,
  };
};
