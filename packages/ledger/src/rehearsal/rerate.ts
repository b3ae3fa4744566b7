import { type Instant, localDate } from '@commission-ledger/calendar';
import type { EventStore } from '@commission-ledger/event-store';
import { type RecordedEvent, dealStream, planStream, readEvent } from '@commission-ledger/events';
import type { PlanDocument } from '@commission-ledger/plans';
import * as E from 'fp-ts/lib/Either.js';
import type { Executor } from '../execution/executor.ts';
import type { LedgerFailure } from '../failure.ts';
import { planDecider } from '../plan/planDecider.ts';
import { catchUp } from '../policy/reactions.ts';
import { type Difference, type Sender, differencesIn, postDifferences } from './differences.ts';
import { netsOfAccruals } from './netsOfAccruals.ts';
import { replayUnderPlan } from './replayUnderPlan.ts';
import { type ReratingDecision, conflictWith, objectionToRerating } from './reratingDecision.ts';

/**
 * Rate past causes again under a published version, as if it had governed from a date on. Only accruals earned from
 * `from` to `to` (local dates, both included; without `to`, all since) are touched, and only by posting differences.
 * What is set aside stays so, running totals of causes stay as they were booked, and so do the true-ups of refunds.
 */
export type Rerate = ReratingDecision &
  Readonly<{
    plan: string;
    version: number;
    from: string;
    to?: string;
    /** One partner only. */
    partner?: string;
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
  sender: Sender,
): Answer<Rerated> => {
  const { plan, version, partner, from, to } = input;
  const objection = objectionToRerating(
    input,
    { plan, ...(partner === undefined ? {} : { partner }) },
    Object.entries({ from, ...(to === undefined ? {} : { to }) }).flatMap(([field, date]) =>
      E.isRight(localDate(date)) ? [] : [{ path: `/${field}`, message: 'must be a date, YYYY-MM-DD' }],
    ),
  );
  if (objection !== undefined) return E.left(objection);
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
  const { differences, dealRevisions } = compared.right;
  const knownOf = (deal: string): number => dealRevisions.get(dealStream(deal)) ?? 0;
  const trueUps = await postDifferences(executor, differences, input, { now, sender, knownOf });
  return E.map((posted: Rerated['trueUps']): Rerated => ({ rerating: input.rerating, trueUps: posted }))(trueUps);
};

/** What differs, and the last event of each deal that was known when it was calculated, by its stream. */
type Compared = Readonly<{ differences: readonly Difference[]; dealRevisions: ReadonlyMap<string, number> }>;

/** Replays under the version, and compares with what is booked. Nothing is written. */
const compare = async (store: EventStore, document: PlanDocument, input: Rerate): Answer<Compared> => {
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
  const { setAside, dealRevisions } = replayed.right;
  const all = differencesIn(booked.nets, rehearsed.nets);
  return E.right({ differences: all.filter((difference) => isMeant(difference, setAside, input)), dealRevisions });
};

/** Not what is set aside, and only what was asked for. */
const isMeant = (
  { posted: { deal, cause, earnedOn, partner: whose } }: Difference,
  setAside: ReadonlySet<string>,
  { from, to, partner }: Rerate,
): boolean =>
  !setAside.has(`${deal}/${cause.kind}/${cause.id}`) &&
  earnedOn >= from &&
  (to === undefined || earnedOn <= to) &&
  (partner === undefined || whose === partner);
