import { type Amendable, amendedDeal } from '../deal/amendment.ts';
import type { CauseEvents } from './causeEvents.ts';
import type { Rated } from './ratingSources.ts';

/**
 * The cause on the deal on which this partner was rated for it: as it was for the cause; for one who came to share in it
 * only by an amendment after it, or who has no part in it any more, as it was last with them in it.
 * @param deal with all its amendments
 */
export const creditedCause = (
  cause: CauseEvents,
  { amendments = [] }: Pick<Amendable, 'amendments'>,
  rated: Rated,
  partner: string,
): CauseEvents => {
  if (isCredited(cause, rated, partner)) return cause;
  for (let count = amendments.length; count >= 0; count -= 1) {
    const amended = { ...cause, amendments: amendments.slice(0, count) };
    if (isCredited(amended, rated, partner)) return amended;
  }
  return cause;
};

/** Whoever stands above is there by the credited partner. */
const isCredited = (deal: Amendable, { referrer, beneficiary }: Rated, partner: string): boolean => {
  const { attribution, overlays = [] } = amendedDeal(deal).terms;
  return beneficiary.startsWith('overlay-')
    ? overlays.some((overlay) => overlay.partner === partner && `overlay-${overlay.role}` === beneficiary)
    : attribution.some((share) => share.partner === referrer);
};
