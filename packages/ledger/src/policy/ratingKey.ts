import type { AccountRef } from '@commission-ledger/events';
import { causeOf } from '../account/rateCause.ts';
import type { CauseEvents } from './causeEvents.ts';
import { besideOf } from './concernedAccounts.ts';
import type { RatingSources } from './ratingSources.ts';

/** The account in which a rating is recorded: in the currency of its plan. */
export const accountRated = (cause: CauseEvents, { partner, plan }: RatingSources): AccountRef => ({
  program: cause.won.data.program,
  partner,
  currency: plan.plan.currency,
});

/** Names a rating by its cause, whom it is rated for and in which role; whoever holds the role, it is earned once. */
export const ratingKey = (cause: CauseEvents, { rated, partner }: Pick<RatingSources, 'rated' | 'partner'>): string => {
  const { kind, id } = causeOf(cause);
  const { deal } = cause.won.data;
  return `accrue/${kind}/${deal}/${id}/${rated.referrer}/${rated.beneficiary}${besideOf(rated.beneficiary, partner)}`;
};
