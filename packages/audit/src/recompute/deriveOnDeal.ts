import { commandHashOf, dealStream, inquiryStream, type EventOf, type RecordedEvent } from '@commission-ledger/events';
import {
  amendmentsBefore,
  paymentOf,
  queueRatings,
  ratingsOf,
  reactTo,
  sceneOf,
  triggersIn,
  winOf,
  type Executor,
  type Trigger,
} from '@commission-ledger/ledger';
import * as E from 'fp-ts/lib/Either.js';
import { framingOf, type Framing } from './framing.ts';
import { pastExecutor, type Asked, type Decided, type Past } from './pastExecutor.ts';
import { eventAt } from './pastStreams.ts';
import type { RecomputedAccount } from './recomputedAccount.ts';

/** What is made of a command again, and what the frames of its events should say. */
export type Derived = Readonly<{ decided: Decided; framing: Framing }>;

/** A booking on a deal: the event that tells it best, the command that made it. */
export type OnDeal = Readonly<{ event: RecordedEvent; deal: string; causeRevision: number; key: string }>;

/** What posted events of the policy say of where they come from. */
export const onDealOf = (event: RecordedEvent): OnDeal | undefined => {
  const { data } = event;
  if (!('deal' in data) || !('causeEvent' in data)) return undefined;
  return { event, deal: data.deal, causeRevision: data.causeEvent.revision, key: event.commandKey };
};

/** Where the cause of a booking stands in the history. */
export const causePosition = async (
  { streams }: Past,
  { deal, causeRevision }: OnDeal,
): Promise<number | undefined> => {
  const told = await streams.eventsOf(dealStream(deal));
  const cause = E.isRight(told) ? eventAt(told.right, causeRevision) : undefined;
  return cause === undefined ? undefined : Number(cause.position);
};

/**
 * Lets the policy react again to what led to a booking, as things stood when that was recorded, and tells what the account
 * makes of the very command under whose key it was recorded. The trigger is looked for among all that had happened on the
 * deal, its own cause first.
 */
export const deriveByPolicy = async (past: Past, own: RecomputedAccount, on: OnDeal): Promise<Derived | undefined> => {
  const before = Number(on.event.position);
  const told = await past.streams.eventsOf(dealStream(on.deal));
  if (E.isLeft(told)) return { decided: told, framing: {} };
  const earlier = told.right.filter((event) => Number(event.position) < before);
  const cause = eventAt(earlier, on.causeRevision);
  const others = earlier.filter((event) => event !== cause).toSorted(winFirst);
  for (const trigger of triggersIn([...(cause === undefined ? [] : [cause]), ...others])) {
    const derived = await reactAgain(past, own, trigger, { before, key: on.key });
    if (derived !== undefined) return derived;
  }
  return undefined;
};

/** What came before the win is rated in the reaction to that. */
const winFirst = (a: RecordedEvent, b: RecordedEvent): number =>
  Number(b.type === 'DealWon') - Number(a.type === 'DealWon') || b.revision - a.revision;

const reactAgain = async (
  past: Past,
  own: RecomputedAccount,
  trigger: Trigger,
  { before, key }: Readonly<{ before: number; key: string }>,
): Promise<Derived | undefined> => {
  let derived: Derived | undefined;
  const executor = pastExecutor(past, {
    before,
    own,
    isWanted: (asked) => asked === key && derived === undefined,
    asked: ({ stream, key: asked, by, decided }) => {
      if (stream === own.stream && asked === key && decided !== undefined)
        derived ??= { decided, framing: framingOf(by) };
    },
  });
  await settled(executor, trigger);
  return derived;
};

/**
 * What an inquiry or a chargeback makes of the account again: it holds what it is about, or releases it. The key names it;
 * an inquiry is looked at as of the turn that the key names.
 */
export const deriveHold = async (
  past: Past,
  own: RecomputedAccount,
  { data: { by }, commandKey: key, position }: RecordedEvent & EventOf<'AccrualHeld' | 'AccrualReleased'>,
): Promise<Derived | undefined> => {
  const [, named = '', id = '', turn = ''] = key.split('/');
  const triggers: readonly Trigger[] =
    by?.kind === 'inquiry'
      ? [{ kind: 'inquiry', inquiry: id }]
      : [
          { kind: 'chargeback', deal: named, chargeback: id },
          { kind: 'refund', deal: named, refund: id },
        ];
  const next = by?.kind === 'inquiry' ? await nextTurn(past, id, Number(turn)) : undefined;
  const before = Math.min(Number(position), next ?? Infinity);
  for (const trigger of triggers) {
    const derived = await reactAgain(past, own, trigger, { before, key });
    if (derived !== undefined) return derived;
  }
  return undefined;
};

const nextTurn = async ({ streams }: Past, inquiry: string, turn: number): Promise<number | undefined> => {
  const told = await streams.eventsOf(inquiryStream(inquiry));
  const next = E.isRight(told) ? eventAt(told.right, turn + 1) : undefined;
  return next === undefined ? undefined : Number(next.position);
};

/** Lets the policy react to a trigger, to the end. What it cannot do is told by what it does not ask for. */
export const settled = async (executor: Executor, trigger: Trigger): Promise<void> => {
  const reaction = await reactTo(executor, trigger);
  if (E.isRight(reaction)) await reaction.right.settled;
};

/**
 * Who newly shares in a cause by an amendment of its deal is rated on the deal as it was amended by then, under the plan
 * versions that were known when the cause came or, where they were not, when it was rated again.
 */
export const deriveNewlyRated = async (past: Past, own: RecomputedAccount, on: OnDeal): Promise<readonly Derived[]> => {
  const { data } = on.event;
  if (!('cause' in data)) return [];
  const now = Number(on.event.position);
  const told = await past.streams.eventsOf(dealStream(on.deal));
  if (E.isLeft(told)) return [{ decided: told, framing: {} }];
  const { kind, id } = data.cause;
  const cause = told.right.find(({ type, data: each }) =>
    kind === 'win' ? type === 'DealWon' : type === 'PaymentReceived' && 'payment' in each && each.payment === id,
  );
  const decisions: Derived[] = [];
  for (const before of cause === undefined ? [now] : [Number(cause.position) + 1, now]) {
    const derived = await newlyRatedBy(past, own, on, { before, now });
    if (derived !== undefined) decisions.push(derived);
  }
  return decisions;
};

const newlyRatedBy = async (
  past: Past,
  own: RecomputedAccount,
  on: OnDeal,
  { before, now }: Readonly<{ before: number; now: number }>,
): Promise<Derived | undefined> => {
  const { data } = on.event;
  if (!('cause' in data)) return undefined;
  let derived: Derived | undefined;
  const at = {
    own,
    isWanted: (key: string) => key === on.key && derived === undefined,
    asked: ({ stream, key, by: { hash, causation }, decided }: Asked) => {
      if (stream === own.stream && key === on.key && decided !== undefined)
        derived ??= { decided, framing: { commandHash: hash, causation } };
    },
  };
  const scene = await sceneOf(pastExecutor(past, { ...at, before: now }), on.deal);
  if (E.isLeft(scene)) return { decided: scene, framing: {} };
  const { deal, zone } = scene.right;
  const amendment = deal.amendments.find(({ revision }) => revision === on.causeRevision);
  const received = data.cause.kind === 'payment' ? deal.payments.get(data.cause.id)?.received : undefined;
  if (amendment === undefined || (data.cause.kind === 'payment' && received === undefined)) return undefined;
  const amendments = amendmentsBefore(deal.amendments, on.causeRevision + 1);
  const cause = { ...(received === undefined ? winOf(deal) : paymentOf(deal, received)), amendments };
  const executor = pastExecutor(past, { ...at, before });
  const ratings = await ratingsOf(executor, cause, zone);
  if (E.isLeft(ratings)) return undefined;
  const prefix = on.key.slice(0, on.key.indexOf('/', 'rerate/'.length) + 1);
  await Promise.all(
    await queueRatings(executor, cause, ratings.right, (key, command) => ({
      command: { ...command, amendment },
      key: prefix + key,
      hash: commandHashOf({ key: prefix + key }),
      content: {},
      actor: '',
      correlation: null,
      causation: amendment.id,
    })),
  );
  return derived;
};
