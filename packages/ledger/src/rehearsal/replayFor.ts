import type { TimeZone } from '@commission-ledger/calendar';
import { type AccountRef, type RecordedEvent, accountOfStream } from '@commission-ledger/events';
import * as E from 'fp-ts/lib/Either.js';
import { type DealCommand, dealDecider } from '../deal/dealDecider.ts';
import type { Executor } from '../execution/executor.ts';
import type { LedgerFailure } from '../failure.ts';
import { dealSubject } from '../policy/policyCommand.ts';
import { type Refusal, describeRefusal } from '../refusal.ts';
import type { AlteredHistory } from './applyChanges.ts';
import { keyOfReaction } from './causeKeys.ts';
import { chargebackKey, lostChargebacksIn } from './lostChargebacks.ts';
import { type Citable, withCitations } from './citations.ts';
import { type SetAside, noteSetAside } from './noteSetAside.ts';
import { createRehearsal } from './rehearsal.ts';
import { replaySteps } from './replaySteps.ts';
import type { Pending, Step } from './step.ts';
import { type EntriesOfReplay, entriesOfReplay } from './supposedEntries.ts';
import { takeIn } from './takeIn.ts';
import { watchCalculations } from './watchCalculations.ts';

/** A fact that cannot have happened as the rest is: what the ledger says to that, as data and in words. */
export type RefusedFact = Readonly<{ stream: string; type: RecordedEvent['type']; refusal: Refusal; reason: string }>;

/** What a replay gives for the accounts that are meant. */
export type ReplayedAccounts = Readonly<{
  entries: EntriesOfReplay;
  setAside: readonly SetAside[];
  refused: readonly RefusedFact[];
}>;

/** For which accounts a history is replayed, in which zone, and what its calculations may cite. */
export type ReplayingFor = Pick<Citable, 'recorded' | 'booked'> &
  Readonly<{ isMeant: (account: AccountRef) => boolean; zone: TimeZone }>;

/** Replays a history for some accounts: by the ledger's own policy, on copies. */
export const replayFor = async (
  { steps, supposed, touched }: AlteredHistory,
  { isMeant, zone, recorded, booked }: ReplayingFor,
): Promise<E.Either<LedgerFailure, ReplayedAccounts>> => {
  const parked = new Set<string>();
  const reasons = new Map<string, SetAside>();
  const refused: RefusedFact[] = [];
  const inAccounts: RecordedEvent[] = [];
  const replayed = new Map<string, RecordedEvent>();
  const rehearsal = createRehearsal(
    () => undefined,
    (event) => {
      const key = keyOfReaction(event);
      if (key !== undefined && event.type === 'CauseParked') parked.add(key);
      if (key !== undefined && event.type === 'CauseResolved') parked.delete(key);
      noteSetAside(reasons, event);
      const account = accountOfStream(event.stream);
      if (account === undefined) return;
      replayed.set(`${event.revision} ${event.stream}`, event);
      if (isMeant(account)) inAccounts.push(event);
    },
    'left-out',
  );
  const { executor, roots } = watchCalculations(rehearsal.executor, isMeant);
  const lost = lostChargebacksIn(steps);
  const gone = await replaySteps(afresh(steps), {
    executor,
    isConcerned: () => true,
    take: async (event) => {
      const isLetIn = touched.has(event.stream) ? await letIn(executor, event, lost) : E.right(undefined);
      if (E.isRight(isLetIn)) takeIn(rehearsal, event);
      else if (isLetIn.left !== undefined) {
        const { left: refusal } = isLetIn;
        refused.push({ stream: event.stream, type: event.type, refusal, reason: describeRefusal(refusal) });
      }
      return E.isRight(isLetIn);
    },
    parked,
  });
  if (E.isLeft(gone)) return gone;
  const cited = withCitations({ recorded, booked, replayed, supposed });
  const rootOf = (booking: string) => {
    const root = roots.get(booking);
    return root === undefined ? undefined : () => cited(root);
  };
  return E.right({ entries: entriesOfReplay(inAccounts, rootOf, zone), setAside: [...reasons.values()], refused });
};

/** A replay notes on each trigger that it was reacted to, so the next one has triggers of its own. */
const afresh = (steps: readonly Step[]): readonly Step[] => {
  const own = new Map<Pending, Pending>();
  const ownOf = (pending: Pending): Pending => {
    const known = own.get(pending) ?? { ...pending, reacted: false };
    own.set(pending, known);
    return known;
  };
  return steps.map((step) =>
    step.kind === 'fact' ? { ...step, triggers: step.triggers.map(ownOf) } : { ...step, to: ownOf(step.to) },
  );
};

/**
 * Whether the ledger would have let the fact in on its deal. The refund of a lost chargeback is recorded with the decision,
 * not told to the ledger: it is there where the decision is, and is not refused a second time where that was.
 */
const letIn = async (
  executor: Executor,
  event: RecordedEvent,
  lost: ReadonlySet<string>,
): Promise<E.Either<Refusal | undefined, unknown>> => {
  if (!isOnDeal(event)) return E.right(undefined);
  const loaded = await executor.load(dealSubject(event.data.deal));
  if (E.isLeft(loaded)) return E.right(undefined);
  const { state } = loaded.right;
  if (event.type === 'PaymentRefunded' && lost.has(chargebackKey(event.stream, event.data.refund)))
    return state.chargebacks.get(event.data.refund)?.decided === undefined ? E.left(undefined) : E.right(undefined);
  return dealDecider.decide(event, state);
};

type OnDeal = RecordedEvent<DealCommand['type']>;

const isOnDeal = (event: RecordedEvent): event is OnDeal => ON_DEALS.has(event.type);

const ON_DEALS: ReadonlySet<string> = new Set<DealCommand['type']>([
  'DealWon',
  'DealAmended',
  'PaymentReceived',
  'PaymentRefunded',
  'ChargebackOpened',
  'ChargebackDecided',
  'DealCancelled',
]);
