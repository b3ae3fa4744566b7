import { commandHashOf, jsonOf, type RecordedEvent } from '@commission-ledger/events';
import { accountSubject } from '@commission-ledger/ledger';
import * as E from 'fp-ts/lib/Either.js';
import { inCommon, isAsPosted } from './compareEvents.ts';
import type { Derived } from './deriveOnDeal.ts';
import type { Decided, Past } from './pastExecutor.ts';
import type { RecomputedAccount } from './recomputedAccount.ts';
import { rerateAgain, type Rerated, type Request } from './rerateAgain.ts';
import { requestsFor } from './reratingRequests.ts';
import { recordedAt } from './recordedAt.ts';

/** Does the re-ratings of a history again. */
export type Reratings = Readonly<{
  /** What the re-rating makes of the accrual again, in the account as it stands; `undefined` when it makes nothing of it. */
  derive: (event: RecordedEvent<'TrueUpPosted'>, account: RecomputedAccount) => Promise<Derived | undefined>;
}>;

/** So many re-ratings are kept as they were gone through. */
const KEPT = 16;

/**
 * Lets the ledger itself do its re-ratings again, on the history before them. As of which date a version was to govern is
 * recorded nowhere: of all dates that make a difference, it is the one that gives what is most like what was posted.
 *
 * @param positions where the events of each re-rating stand, by its id.
 */
export const reratingsAgain = (past: Past, positions: ReadonlyMap<string, readonly number[]>): Reratings => {
  const chosen = new Map<string, Request>();
  const done = new Map<string, Promise<Rerated>>();

  /** A re-rating is gone through once for all that it posted. */
  const once = (request: Request, event: Difference, before: number): Promise<Rerated> => {
    const { id, reason, author, approver } = event.data.rerating;
    const decision = { rerating: id, reason, author, approver };
    const name = JSON.stringify([request, decision, event.data.occurredAt, before, past.corrected.size]);
    const known = done.get(name);
    if (known !== undefined) return known;
    if (done.size >= KEPT) done.clear();
    const again = rerateAgain(past, { request, decision, occurredAt: event.data.occurredAt, before });
    done.set(name, again);
    return again;
  };

  const choose = async (event: Difference, first: number): Promise<Request | undefined> => {
    const { id } = event.data.rerating;
    const known = chosen.get(id);
    if (known !== undefined) return known;
    const posted = await Promise.all((positions.get(id) ?? []).map((position) => recordedAt(past.store, position)));
    const differences = posted.filter((each) => each !== undefined).filter(isDifference);
    let best: Readonly<{ request: Request; likeness: number }> | undefined;
    for await (const request of requestsFor(past, event)) {
      const again = await once(request, event, first);
      const likeness = differences.reduce((sum, each) => sum + likenessOf(each, again(each)), 0);
      if (best === undefined || likeness > best.likeness) best = { request, likeness };
      if (differences.every((each) => isSame(each, again(each)))) break;
    }
    if (best !== undefined) chosen.set(id, best.request);
    return best?.request;
  };

  const derive: Reratings['derive'] = async (event, account) => {
    if (!isDifference(event)) return undefined;
    const own = Number(event.position);
    const first = Math.min(own, ...(positions.get(event.data.rerating.id) ?? []));
    const request = await choose(event, first);
    if (request === undefined) return undefined;
    const framing = { commandHash: commandHashOf({ key: event.commandKey }), causation: null };
    let likeliest: Decided = E.right([]);
    // One that was cut off goes on with what stands there by then.
    for (const before of first === own ? [own] : [first, own]) {
      const calculated = (await once(request, event, before))(event);
      const again = before === own ? calculated : await ifStillSo(calculated, account);
      if (isSame(event, again)) return { decided: again, framing };
      if (E.isRight(likeliest) && likeliest.right.length === 0) likeliest = again;
    }
    return { decided: likeliest, framing };
  };
  return { derive };
};

/** What was calculated earlier is posted only while the account says of the accrual what it said then: the ledger asks this. */
const ifStillSo = async (calculated: Decided, own: RecomputedAccount): Promise<Decided> => {
  const [event] = E.isRight(calculated) ? calculated.right : [];
  if (event?.type !== 'TrueUpPosted' || !('rerating' in event.data)) return calculated;
  const { account } = own;
  const subject = accountSubject(account);
  const loaded = await own.load(subject);
  if (E.isLeft(loaded)) return loaded;
  const { rerating: told, trueUp: _trueUp, ...about } = event.data;
  const { accrual, was, dealRevision = 0, ...rerating } = told;
  const posted = { ...about, accrual };
  const { earnedOn: date, occurredAt } = event.data;
  const unchanged = { account, rerating, posted, becomes: was, was, dealRevision, date, occurredAt };
  const asked = subject.decider.decide({ type: 'RerateAccrual', ...unchanged }, loaded.right.state);
  return E.isLeft(asked) ? asked : calculated;
};

const isSame = (event: RecordedEvent, again: Decided): boolean => E.isRight(again) && isAsPosted([event], again.right);

const likenessOf = (event: RecordedEvent, again: Decided): number => {
  const [first] = E.isRight(again) ? again.right : [];
  return first === undefined ? 0 : inCommon(jsonOf(event), jsonOf(first));
};

type Difference = RecordedEvent<'TrueUpPosted'> &
  Readonly<{ data: Extract<RecordedEvent<'TrueUpPosted'>['data'], { rerating: unknown }> }>;

const isDifference = (event: RecordedEvent): event is Difference =>
  event.type === 'TrueUpPosted' && 'rerating' in event.data;
