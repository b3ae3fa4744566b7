import type { RecordedEvent } from '@commission-ledger/events';
import type { RatingRefusal } from '@commission-ledger/plans';
import * as E from 'fp-ts/lib/Either.js';
import type { RateCause } from '../account/rateCause.ts';
import type { Executor } from '../execution/executor.ts';
import type { KeyedCommand, Recorded } from '../execution/keyedCommand.ts';
import type { LedgerFailure } from '../failure.ts';
import type { CauseEvents } from './causeEvents.ts';
import { accountSubject, policyCommand } from './policyCommand.ts';
import { accountRated, ratingKey } from './ratingKey.ts';
import type { RatingSources } from './ratingSources.ts';
import type { Ratings } from './ratingsOf.ts';

/** How a command of the policy ended on its account. */
export type Outcome = E.Either<LedgerFailure | RatingRefusal, Recorded>;

/** Makes a rating a command, under the key that names what is rated. */
export type KeyRating = (key: string, command: RateCause, because: RecordedEvent) => KeyedCommand<RateCause>;

/**
 * Queues the ratings of a cause: credited partners first, then those beside them, then the levels above. A level that
 * may be paid on what the level below it was given waits until that is recorded.
 */
export const queueRatings = async (
  executor: Executor,
  cause: CauseEvents,
  { chains, overlays }: Ratings,
  keyed: KeyRating = policyCommand,
): Promise<readonly Promise<Outcome>[]> => {
  const queue = (rating: RatingSources): Promise<Outcome> => rateFor(executor, cause, rating, keyed);
  const started = chains.map(([lowest, ...above]) => ({ lowest: lowest && queue(lowest), above }));
  const queued = [...started.flatMap(({ lowest }) => lowest ?? []), ...overlays.map(queue)];
  for (const { lowest, above } of started) {
    let below = lowest;
    for (const rating of above) {
      const facts = await given(paysOnCommission(rating) ? below : undefined);
      if (facts === 'not-recorded') break; // what is wrong below is told below
      below = queue({ ...rating, below: facts });
      queued.push(below);
    }
  }
  return queued;
};

/** Published plans pay on the commission of the level right below only; of a level that is skipped nothing is read. */
const paysOnCommission = ({ plan: { document } }: RatingSources): boolean =>
  Object.values(document.measures ?? {}).some((definition) => 'commission' in definition);

const given = async (
  below: Promise<Outcome> | undefined,
): Promise<readonly RecordedEvent<'AccrualPosted'>[] | 'not-recorded'> => {
  if (below === undefined) return [];
  const [settled] = await Promise.allSettled([below]);
  if (settled.status === 'rejected' || E.isLeft(settled.value)) return 'not-recorded';
  const { events } = settled.value.right;
  return events.filter((event): event is RecordedEvent<'AccrualPosted'> => event.type === 'AccrualPosted');
};

const rateFor = (executor: Executor, cause: CauseEvents, rating: RatingSources, keyed: KeyRating): Promise<Outcome> => {
  if (rating.before !== undefined) return Promise.resolve(E.right(rating.before));
  const account = accountRated(cause, rating);
  const command = { type: 'RateCause' as const, account, sources: rating };
  return executor.execute(
    accountSubject(account),
    keyed(ratingKey(cause, rating), command, cause.payment ?? cause.won),
  );
};
