import type { EventData } from '@commission-ledger/events';
import {
  type Exact,
  exactAdd,
  exactCompare,
  exactEquals,
  exactOf,
  exactToJson,
  isNegative,
} from '@commission-ledger/money';
import type { Refusal } from '../refusal.ts';

type Told = EventData<'DealWon'>;

/** What a deal says of itself, at its win or once it is amended. */
export type DealTerms = Pick<Told, 'amount' | 'attribution' | 'overlays' | 'attributes' | 'amounts' | 'quantities'>;

/** Why a deal cannot be what it is told to be; nothing when it can. */
export const objectionToTerms = (terms: DealTerms): Refusal | undefined => {
  const { amount } = terms;
  if (isNegative(amount)) return { _tag: 'NegativeAmount', amount };
  return objectionToCarried(terms) ?? objectionToOverlays(terms) ?? objectionToAttribution(terms);
};

/** What is told beside the amount is in its currency, and no number of things is below zero. */
export const objectionToCarried = ({
  amount,
  amounts = {},
  quantities = {},
}: Pick<Told, 'amount' | 'amounts' | 'quantities'>): Refusal | undefined => {
  const foreign = Object.values(amounts).find(({ currency }) => currency !== amount.currency);
  if (foreign !== undefined) return { _tag: 'OtherCurrency', expected: amount.currency, got: foreign.currency };
  const negative = Object.entries(quantities).find(([, { num }]) => num.isNegative());
  return negative === undefined ? undefined : { _tag: 'NegativeQuantity', quantity: negative[0] };
};

const objectionToOverlays = ({ overlays = [] }: DealTerms): Refusal | undefined => {
  for (const [index, { partner, role, share }] of overlays.entries()) {
    if (overlays.slice(0, index).some((other) => other.partner === partner && other.role === role))
      return { _tag: 'PartnerTwiceInOverlay', partner, role };
    if (share !== undefined && (!isAboveZero(share) || exactCompare(share, exactOf(1n)) > 0))
      return { _tag: 'OverlayShareOutOfRange', partner, role, share: written(share) };
  }
  return undefined;
};

const objectionToAttribution = ({ attribution }: DealTerms): Refusal | undefined => {
  const partners = attribution.map(({ partner }) => partner);
  const twice = partners.find((partner, index) => partners.indexOf(partner) < index);
  if (twice !== undefined) return { _tag: 'PartnerTwiceInAttribution', partner: twice };
  const shares = attribution.map(({ share }) => share);
  const sum = shares.reduce(exactAdd, exactOf(0n));
  const addUp = exactEquals(sum, exactOf(1n)) && shares.every(isAboveZero);
  return addUp ? undefined : { _tag: 'SharesDoNotAddUp', sum: written(sum) };
};

const isAboveZero = ({ num }: Exact): boolean => !num.isNegative() && !num.isZero();

const written = (sum: Exact): string => {
  const json = exactToJson(sum);
  return typeof json === 'string' ? json : `${json.num}/${json.den}`;
};
