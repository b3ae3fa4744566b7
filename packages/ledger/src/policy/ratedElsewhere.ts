import { accountStream } from '@commission-ledger/events';
import * as E from 'fp-ts/lib/Either.js';
import type { LedgerFailure } from '../failure.ts';
import type { CauseEvents } from './causeEvents.ts';
import { type Concerned, concernedAccounts } from './concernedAccounts.ts';
import { accountSubject } from './policyCommand.ts';
import { accountRated, ratingKey } from './ratingKey.ts';
import type { RatingSources } from './ratingSources.ts';
import type { Ratings } from './ratingsOf.ts';
import type { Scene } from './scene.ts';

/**
 * The same ratings, each with what is recorded of it in another account: an upline that was assigned or a plan in another
 * currency that was agreed since, but back-dated, does not earn what somebody else was given for the same cause in the same
 * role. A store that knows ids from the whole of its history would refuse the second one by its id; not every store does.
 */
export const ratedElsewhere = async (
  scene: Scene,
  cause: CauseEvents,
  { chains, overlays }: Ratings,
): Promise<E.Either<LedgerFailure, Ratings>> => {
  const { executor, deal, currencies } = scene;
  const concerned = await concernedAccounts(executor, deal, currencies);
  if (E.isLeft(concerned)) return concerned;

  const lookUp = async (rating: RatingSources): Promise<E.Either<LedgerFailure, RatingSources>> => {
    const key = ratingKey(cause, rating);
    for (const { account } of othersFor(cause, rating, concerned.right)) {
      const subject = accountSubject(account);
      const loaded = await executor.load(subject);
      if (E.isLeft(loaded)) return loaded;
      if (!loaded.right.commands.has(key)) continue;
      const before = await executor.recall(subject, key);
      return E.map((recorded: typeof rating.before) => ({ ...rating, before: recorded }))(before);
    }
    return E.right(rating);
  };

  const lookUpAll = async (
    ratings: readonly RatingSources[],
  ): Promise<E.Either<LedgerFailure, readonly RatingSources[]>> => {
    const found: RatingSources[] = [];
    for (const rating of ratings) {
      const each = await lookUp(rating);
      if (E.isLeft(each)) return each;
      found.push(each.right);
    }
    return E.right(found);
  };

  const raised: (readonly RatingSources[])[] = [];
  for (const chain of chains) {
    const each = await lookUpAll(chain);
    if (E.isLeft(each)) return each;
    raised.push(each.right);
  }
  return E.map((beside: readonly RatingSources[]) => ({ chains: raised, overlays: beside }))(await lookUpAll(overlays));
};

/** The accounts in which the same may have been rated before, in the same name and role. */
const othersFor = (
  cause: CauseEvents,
  rating: RatingSources,
  concerned: readonly Concerned[],
): readonly Concerned[] => {
  const own = accountStream(accountRated(cause, rating));
  const key = ratingKey(cause, rating);
  return concerned.filter(
    ({ account, rated }) =>
      accountStream(account) !== own && ratingKey(cause, { rated, partner: account.partner }) === key,
  );
};
