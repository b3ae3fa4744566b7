import { type Instant, type LocalDate, dateOf } from '@commission-ledger/calendar';
import {
  type AccountRef,
  type RecordedEvent,
  accountOfStream,
  commandHashOf,
  programStream,
} from '@commission-ledger/events';
import { type Money, equals, zero } from '@commission-ledger/money';
import * as E from 'fp-ts/lib/Either.js';
import type { RerateAccrual } from '../account/rerateAccrual.ts';
import type { Executor } from '../execution/executor.ts';
import type { KeyedCommand } from '../execution/keyedCommand.ts';
import type { LedgerFailure } from '../failure.ts';
import { accountSubject } from '../policy/policyCommand.ts';
import { programDecider } from '../program/programDecider.ts';
import type { NetOfAccrual } from './netsOfAccruals.ts';
import { type ReratingDecision, reratingOf } from './reratingDecision.ts';

type Answer<Value> = Promise<E.Either<LedgerFailure, Value>>;

/** Who sends a re-rating. */
export type Sender = Readonly<{ actor: string; correlation: string | null }>;

/** How differences are posted: when, by whom, and calculated with how much of a deal (a revision of its stream). */
export type Posting = Readonly<{ now: Instant; sender: Sender; knownOf: (deal: string) => number }>;

/** An accrual as it is and as it would be; one of the two may be missing. */
export type Difference = Readonly<{ stream: string; posted: NetOfAccrual['posted']; was: Money; becomes: Money }>;

/** Every accrual that comes to something else than is booked, by account and accrual. */
export const differencesIn = (
  booked: ReadonlyMap<string, NetOfAccrual>,
  rehearsed: ReadonlyMap<string, NetOfAccrual>,
): readonly Difference[] =>
  [...new Set([...booked.keys(), ...rehearsed.keys()])].flatMap((key) => {
    const [is, becomes] = [booked.get(key), rehearsed.get(key)];
    const told = becomes ?? is;
    if (told === undefined) return [];
    const { stream, posted, net } = told;
    const nothing = zero(net.currency);
    const difference = { stream, posted, was: is?.net ?? nothing, becomes: becomes?.net ?? nothing };
    return equals(difference.was, difference.becomes) ? [] : [difference];
  });

/** Posts them one after the other; those that the same re-rating posted before are not posted again. */
export const postDifferences = async (
  executor: Executor,
  differences: readonly Difference[],
  decision: ReratingDecision,
  { now, sender, knownOf }: Posting,
): Answer<readonly RecordedEvent<'TrueUpPosted'>[]> => {
  const trueUps: RecordedEvent<'TrueUpPosted'>[] = [];
  for (const difference of differences) {
    const dealRevision = knownOf(difference.posted.deal);
    const command = await commandOf(executor, { ...difference, dealRevision }, decision, now);
    if (E.isLeft(command)) return command;
    const recorded = await executor.execute(accountSubject(command.right.account), keyed(command.right, sender));
    if (E.isLeft(recorded)) return recorded;
    for (const event of recorded.right.events) if (event.type === 'TrueUpPosted') trueUps.push(event);
  }
  return E.right(trueUps);
};

const commandOf = async (
  executor: Executor,
  { stream, posted, was, becomes, dealRevision }: Difference & Readonly<{ dealRevision: number }>,
  decision: ReratingDecision,
  now: Instant,
): Answer<RerateAccrual> => {
  const account = accountOfStream(stream);
  if (account === undefined) throw new Error(`${stream} is no account.`);
  const date = await todayIn(executor, account, now);
  if (E.isLeft(date)) return date;
  const rerating = reratingOf(decision);
  const calculated = { posted, was, becomes, dealRevision };
  return E.right({ type: 'RerateAccrual', account, rerating, ...calculated, date: date.right, occurredAt: now });
};

const todayIn = async (executor: Executor, { program }: AccountRef, now: Instant): Answer<LocalDate> => {
  const loaded = await executor.load({ stream: programStream(program), decider: programDecider });
  if (E.isLeft(loaded)) return loaded;
  const { state } = loaded.right;
  return state === undefined ? E.left({ _tag: 'UnknownProgram', program }) : E.right(dateOf(now, state.timeZone));
};

const keyed = (command: RerateAccrual, sender: Sender): KeyedCommand<RerateAccrual> => {
  const key = `rerate/${command.rerating.id}/${command.posted.accrual}`;
  return { command, key, hash: commandHashOf({ key }), content: { key }, ...sender, causation: null };
};
