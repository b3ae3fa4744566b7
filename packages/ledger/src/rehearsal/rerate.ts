import { type Instant, type LocalDate, dateOf, localDate } from '@commission-ledger/calendar';
import type { EventStore } from '@commission-ledger/event-store';
import {
  type AccountRef,
  PlainText,
  type RecordedEvent,
  accountOfStream,
  commandHashOf,
  planStream,
  programStream,
  readEvent,
} from '@commission-ledger/events';
import { type Money, equals, zero } from '@commission-ledger/money';
import type { PlanDocument } from '@commission-ledger/plans';
import * as E from 'fp-ts/lib/Either.js';
import type { RerateAccrual, Rerating } from '../account/rerateAccrual.ts';
import type { Executor } from '../execution/executor.ts';
import { problemsOfIds } from '../execution/inputProblems.ts';
import type { KeyedCommand } from '../execution/keyedCommand.ts';
import type { InputProblem, LedgerFailure } from '../failure.ts';
import { planDecider } from '../plan/planDecider.ts';
import { accountSubject } from '../policy/policyCommand.ts';
import { catchUp } from '../policy/reactions.ts';
import { programDecider } from '../program/programDecider.ts';
import { type NetOfAccrual, netsOfAccruals } from './netsOfAccruals.ts';
import { replayUnderPlan } from './replayUnderPlan.ts';

/**
 * Rate past causes again under a published version, as if it had governed from a date on. Only accruals earned from
 * `from` to `to` (local dates, both included; without `to`, all since) are touched, and only by posting differences.
 * What is set aside stays so, running totals of causes stay as they were booked, and so do the true-ups of refunds.
 */
export type Rerate = Readonly<{
  /** The business key of the re-rating: the same one again posts nothing twice. */
  rerating: string;
  plan: string;
  version: number;
  from: string;
  to?: string;
  /** One partner only. */
  partner?: string;
  reason: string;
  author: string;
  approver: string;
}>;

/** The differences that were posted; none for what stays as it was. */
export type Rerated = Readonly<{ rerating: string; trueUps: readonly RecordedEvent<'TrueUpPosted'>[] }>;

type Answer<Value> = Promise<E.Either<LedgerFailure, Value>>;

/** Rates again and posts the differences, account by account. Interrupted, it is finished by sending it again. */
export const rerate = async (
  executor: Executor,
  store: EventStore,
  input: Rerate,
  now: Instant,
  sender: Readonly<{ actor: string; correlation: string | null }>,
): Answer<Rerated> => {
  const problems = problemsOf(input);
  if (problems.length > 0) return E.left({ _tag: 'InvalidInput', problems });
  const { author, approver, plan, version } = input;
  if (author === approver)
    return E.left({ _tag: 'SamePerson', person: author, roles: 'author and approver of a re-rating' });
  const loaded = await executor.load({ stream: planStream(plan), decider: planDecider });
  if (E.isLeft(loaded)) return loaded;
  if (loaded.right.state.length === 0) return E.left({ _tag: 'UnknownPlan', plan });
  const published = loaded.right.state.find(({ document }) => document.version === version);
  if (published === undefined) return E.left({ _tag: 'UnknownPlanVersion', plan, version });
  // A cause that is rated for the first time only after this would be paid twice: by the difference, and by itself.
  const caughtUp = await catchUp(executor, store, undefined);
  if (E.isLeft(caughtUp)) return caughtUp;
  const compared = await compare(store, published.document, input);
  if (E.isLeft(compared)) return compared;
  const trueUps: RecordedEvent<'TrueUpPosted'>[] = [];
  for (const difference of compared.right) {
    const command = await commandOf(executor, difference, input, now);
    if (E.isLeft(command)) return command;
    const recorded = await executor.execute(accountSubject(command.right.account), keyed(command.right, sender));
    if (E.isLeft(recorded)) return recorded;
    for (const event of recorded.right.events) if (event.type === 'TrueUpPosted') trueUps.push(event);
  }
  return E.right({ rerating: input.rerating, trueUps });
};

const problemsOf = ({
  rerating,
  plan,
  partner,
  from,
  to,
  reason,
  author,
  approver,
}: Rerate): readonly InputProblem[] => [
  ...problemsOfIds({ rerating, plan, ...(partner === undefined ? {} : { partner }) }),
  ...Object.entries({ from, ...(to === undefined ? {} : { to }) }).flatMap(([field, date]) =>
    E.isRight(localDate(date)) ? [] : [{ path: `/${field}`, message: 'must be a date, YYYY-MM-DD' }],
  ),
  ...Object.entries({ reason, author, approver }).flatMap(([field, text]) => problemOfText(`/${field}`, text)),
];

/** Whoever calls without types may leave it out; so may whoever has nothing to say. */
const problemOfText = (path: string, text: unknown): readonly InputProblem[] => {
  if (text === undefined) return [{ path, message: 'is missing' }];
  if (typeof text === 'string' && text.trim() === '') return [{ path, message: 'must not be empty' }];
  return PlainText.is(text) ? [] : [{ path, message: 'must be 1–500 characters without control characters' }];
};

/** Replays under the version, and compares with what is booked. Nothing is written. */
const compare = async (store: EventStore, document: PlanDocument, input: Rerate): Answer<readonly Difference[]> => {
  const [booked, rehearsed] = [netsOfAccruals(input.plan), netsOfAccruals(input.plan)];
  let conflict: LedgerFailure | undefined;
  const replayed = await replayUnderPlan(
    store,
    { document, from: input.from },
    {
      read: readEvent,
      booked: (event) => {
        booked.take(event);
        conflict ??= conflictWith(event, input);
      },
      rehearsed: rehearsed.take,
      receipts: 'kept',
    },
  );
  if (E.isLeft(replayed)) return replayed;
  if (conflict !== undefined) return E.left(conflict);
  return E.right(differencesIn(booked.nets, rehearsed.nets, replayed.right.setAside, input));
};

/** The id of a re-rating that was decided by others, or for another reason, cannot stand for this one too. */
const conflictWith = (event: RecordedEvent, input: Rerate): LedgerFailure | undefined => {
  if (event.type !== 'TrueUpPosted' || !('rerating' in event.data)) return undefined;
  const { rerating } = event.data;
  if (rerating.id !== input.rerating) return undefined;
  const differing = (['reason', 'author', 'approver'] as const).flatMap((field) =>
    rerating[field] === input[field] ? [] : [{ field, recorded: rerating[field], requested: input[field] }],
  );
  if (differing.length === 0) return undefined;
  return { _tag: 'KeyConflict', key: `rerate/${rerating.id}`, stream: event.stream, differing };
};

/** An accrual as it is and as it would be; one of the two may be missing. */
type Difference = Readonly<{ stream: string; posted: NetOfAccrual['posted']; was: Money; becomes: Money }>;

const differencesIn = (
  booked: ReadonlyMap<string, NetOfAccrual>,
  rehearsed: ReadonlyMap<string, NetOfAccrual>,
  setAside: ReadonlySet<string>,
  { from, to, partner }: Rerate,
): readonly Difference[] =>
  [...new Set([...booked.keys(), ...rehearsed.keys()])].flatMap((key) => {
    const [is, becomes] = [booked.get(key), rehearsed.get(key)];
    const told = becomes ?? is;
    if (told === undefined) return [];
    const { stream, posted, net } = told;
    const { earnedOn, deal, cause } = posted;
    if (setAside.has(`${deal}/${cause.kind}/${cause.id}`)) return [];
    if (earnedOn < from || (to !== undefined && earnedOn > to)) return [];
    if (partner !== undefined && posted.partner !== partner) return [];
    const nothing = zero(net.currency);
    const difference = { stream, posted, was: is?.net ?? nothing, becomes: becomes?.net ?? nothing };
    return equals(difference.was, difference.becomes) ? [] : [difference];
  });

const commandOf = async (
  executor: Executor,
  { stream, posted, was, becomes }: Difference,
  { rerating: id, reason, author, approver }: Rerate,
  now: Instant,
): Answer<RerateAccrual> => {
  const account = accountOfStream(stream);
  if (account === undefined) throw new Error(`${stream} is no account.`);
  const date = await todayIn(executor, account, now);
  if (E.isLeft(date)) return date;
  const rerating: Rerating = { id, reason, author, approver };
  return E.right({ type: 'RerateAccrual', account, rerating, posted, was, becomes, date: date.right, occurredAt: now });
};

const todayIn = async (executor: Executor, { program }: AccountRef, now: Instant): Answer<LocalDate> => {
  const loaded = await executor.load({ stream: programStream(program), decider: programDecider });
  if (E.isLeft(loaded)) return loaded;
  const { state } = loaded.right;
  return state === undefined ? E.left({ _tag: 'UnknownProgram', program }) : E.right(dateOf(now, state.timeZone));
};

const keyed = (
  command: RerateAccrual,
  sender: Readonly<{ actor: string; correlation: string | null }>,
): KeyedCommand<RerateAccrual> => {
  const key = `rerate/${command.rerating.id}/${command.posted.accrual}`;
  return { command, key, hash: commandHashOf({ key }), content: { key }, ...sender, causation: null };
};
