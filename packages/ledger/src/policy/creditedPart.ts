import { type Name, type Node, fact, mul, ratioOf, roundNode, split, text } from '@commission-ledger/calculation';
import type { RecordedEvent } from '@commission-ledger/events';
import type { Facts } from '@commission-ledger/plans';
import { eventRef } from './eventRef.ts';
import type { RatingSources } from './ratingSources.ts';

/** This account's part of a deal, made of the whole. */
type Share = Readonly<{
  /** Booked money stays booked. */
  ofAmount: (whole: Node, name?: Name) => Node;
  /** Exact. */
  ofQuantity: (whole: Node) => Node;
}>;

/**
 * The part of a deal that one account is rated on. An overlay has the whole deal or the share it was given; of a deal
 * credited to several partners, each has their share, unless the plan shares the commission instead.
 */
export const shareOf = (sources: RatingSources): Share => {
  const { cause, rated, plan } = sources;
  if (rated.beneficiary.startsWith('overlay-')) return overlayShare(sources);
  const { attribution } = cause.won.data;
  if (attribution.length === 1 || plan.document.sharing === 'commission') return whole;
  const { place, shares } = attributed(cause.won, rated.referrer);
  const own = shares[placeOf(cause.won, rated.referrer)];
  return {
    ofAmount: (amount) => split(amount, place, shares, { name: 'base' }),
    ofQuantity: (quantity) => (own === undefined ? quantity : mul(quantity, own, { name: 'quantity' })),
  };
};

/** Where the plan shares the commission: this partner's place among the shares of the deal. */
export const creditOf = ({ cause, rated, plan }: RatingSources): Facts['credit'] => {
  const { attribution } = cause.won.data;
  const shared = plan.document.sharing === 'commission' && attribution.length > 1;
  return shared && !rated.beneficiary.startsWith('overlay-') ? attributed(cause.won, rated.referrer) : undefined;
};

const whole: Share = { ofAmount: (amount) => amount, ofQuantity: (quantity) => quantity };

const overlayShare = ({ cause: { won }, rated, partner, plan }: RatingSources): Share => {
  const { overlays = [] } = won.data;
  const index = overlays.findIndex(
    (overlay) => overlay.partner === partner && `overlay-${overlay.role}` === rated.beneficiary,
  );
  const share = overlays[index]?.share;
  if (share === undefined) return whole;
  const part = fact(ratioOf(share), [eventRef(won, `/overlays/${index}/share`)], 'share');
  return {
    ofAmount: (amount) => roundNode(mul(amount, part), plan.document.rounding.mode, { name: 'base' }),
    ofQuantity: (quantity) => mul(quantity, part, { name: 'quantity' }),
  };
};

const attributed = (
  won: RecordedEvent<'DealWon'>,
  referrer: string,
): Readonly<{ place: Node; shares: readonly Node[] }> => {
  const { attribution } = won.data;
  return {
    place: fact(text(`${placeOf(won, referrer) + 1}`), [eventRef(won, '/attribution')], 'place'),
    shares: attribution.map(({ share }, index) =>
      fact(ratioOf(share), [eventRef(won, `/attribution/${index}/share`)], 'share'),
    ),
  };
};

const placeOf = (won: RecordedEvent<'DealWon'>, referrer: string): number =>
  won.data.attribution.findIndex(({ partner }) => partner === referrer);
