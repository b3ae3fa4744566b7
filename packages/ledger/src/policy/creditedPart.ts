import { type Name, type Node, fact, mul, ratioOf, roundNode, split, text } from '@commission-ledger/calculation';
import type { Facts } from '@commission-ledger/plans';
import { type AmendedDeal, amendedDeal } from '../deal/amendment.ts';
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
  const deal = amendedDeal(cause);
  if (deal.terms.attribution.length === 1 || plan.document.sharing === 'commission') return whole;
  const { place, shares } = attributed(deal, rated.referrer);
  const own = shares[placeOf(deal, rated.referrer)];
  return {
    ofAmount: (amount) => split(amount, place, shares, { name: 'base' }),
    ofQuantity: (quantity) => (own === undefined ? quantity : mul(quantity, own, { name: 'quantity' })),
  };
};

/** Where the plan shares the commission: this partner's place among the shares of the deal. */
export const creditOf = ({ cause, rated, plan }: RatingSources): Facts['credit'] => {
  const deal = amendedDeal(cause);
  const shared = plan.document.sharing === 'commission' && deal.terms.attribution.length > 1;
  return shared && !rated.beneficiary.startsWith('overlay-') ? attributed(deal, rated.referrer) : undefined;
};

const whole: Share = { ofAmount: (amount) => amount, ofQuantity: (quantity) => quantity };

const overlayShare = ({ cause, rated, partner, plan }: RatingSources): Share => {
  const { terms, toldBy } = amendedDeal(cause);
  const { overlays = [] } = terms;
  const index = overlays.findIndex(
    (overlay) => overlay.partner === partner && `overlay-${overlay.role}` === rated.beneficiary,
  );
  const share = overlays[index]?.share;
  if (share === undefined) return whole;
  const part = fact(ratioOf(share), [eventRef(toldBy('overlays'), `/overlays/${index}/share`)], 'share');
  return {
    ofAmount: (amount) => roundNode(mul(amount, part), plan.document.rounding.mode, { name: 'base' }),
    ofQuantity: (quantity) => mul(quantity, part, { name: 'quantity' }),
  };
};

const attributed = (deal: AmendedDeal, referrer: string): Readonly<{ place: Node; shares: readonly Node[] }> => {
  const told = deal.toldBy('attribution');
  return {
    place: fact(text(`${placeOf(deal, referrer) + 1}`), [eventRef(told, '/attribution')], 'place'),
    shares: deal.terms.attribution.map(({ share }, index) =>
      fact(ratioOf(share), [eventRef(told, `/attribution/${index}/share`)], 'share'),
    ),
  };
};

const placeOf = ({ terms }: AmendedDeal, referrer: string): number =>
  terms.attribution.findIndex(({ partner }) => partner === referrer);
