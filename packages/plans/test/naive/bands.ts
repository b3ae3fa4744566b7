import type { Band, Lookup, Marginal, Slab } from '../../src/document/planDocument.ts';
import { booked, type Book } from './book.ts';
import { after, before, measured, pointOf, previous, termOf, type Claim } from './claim.ts';
import {
  compare,
  divide,
  greater,
  lesser,
  minus,
  notBelowZero,
  plus,
  sumOf,
  times,
  zero,
  type Rational,
} from './rational.ts';

const edgeOf = (book: Book, { upTo, below }: Band): Rational | undefined => {
  const edge = upTo ?? below;
  return edge === undefined ? undefined : pointOf(book, edge);
};

/** A rate or an amount for each, of so much. */
const paidOn = (book: Book, { rate, each }: Band, size: Rational): Rational => {
  const factor = rate ?? each;
  return factor === undefined ? zero : times(termOf(book, factor), size);
};

const flatOf = (book: Book, { flat }: Band): Rational => (flat === undefined ? zero : termOf(book, flat));

/** The band that holds a position: the first whose edge has not been passed. */
const holding = (book: Book, bands: readonly Band[], position: Rational): Band => {
  const found = bands.find((band) => {
    const edge = edgeOf(book, band);
    if (edge === undefined) return true;
    return band.upTo === undefined ? compare(position, edge) < 0 : compare(position, edge) <= 0;
  });
  if (found === undefined) throw new Error('The last band has an edge.');
  return found;
};

/** Walks the bands: the part of the way from the start that lies in each. */
export const marginalPay = (claim: Claim, { of, counter, bands }: Marginal): Rational => {
  const { book } = claim;
  const start = counter === undefined ? zero : before(claim, counter);
  const end = plus(start, notBelowZero(measured(claim, of)));
  return sumOf(
    bands.map((band, place) => {
      const edgeBefore = place === 0 ? undefined : edgeOf(book, bands[place - 1] ?? {});
      const edge = edgeOf(book, band);
      const from = edgeBefore === undefined ? start : greater(start, edgeBefore);
      const to = edge === undefined ? end : lesser(end, edge);
      const slice = notBelowZero(minus(to, from));
      const isEntered = enters(start, end, bands[place - 1]?.below === undefined ? 'above' : 'at', edgeBefore);
      if (compare(slice, zero) === 0) return isEntered ? flatOf(book, band) : zero;
      const width = edge === undefined ? undefined : minus(edge, edgeBefore ?? zero);
      const spread =
        band.spread === undefined || width === undefined
          ? zero
          : times(termOf(book, band.spread), divide(slice, width));
      return sumOf([paidOn(book, band, slice), spread, isEntered ? flatOf(book, band) : zero]);
    }),
  );
};

/** Whether the way from start to end leads into the band that begins at an edge, or above it. */
const enters = (start: Rational, end: Rational, begins: 'at' | 'above', edge: Rational | undefined): boolean => {
  if (compare(start, end) === 0) return false;
  if (edge === undefined) return compare(start, zero) <= 0;
  return begins === 'at'
    ? compare(start, edge) < 0 && compare(edge, end) <= 0
    : compare(start, edge) <= 0 && compare(edge, end) < 0;
};

/** What a slab owes at a position, on a total. */
export const slabDue = (book: Book, bands: readonly Band[], position: Rational, total: Rational): Rational => {
  if (compare(position, zero) <= 0) return zero;
  const band = holding(book, bands, position);
  return booked(book, plus(paidOn(book, band, total), flatOf(book, band)));
};

/** What the window owes now, less what the rule has had of it. */
export const slabPay = (claim: Claim, { counter, total, already, bands }: Slab): Rational =>
  minus(slabDue(claim.book, bands, after(claim, counter), after(claim, total ?? counter)), before(claim, already));

/** The band of a position pays for the whole cause. */
export const lookupPay = (claim: Claim, { of, by, bands }: Lookup): Rational => {
  const band = holding(claim.book, bands, positionOf(claim, by));
  const base = notBelowZero(measured(claim, of));
  return plus(paidOn(claim.book, band, base), flatOf(claim.book, band));
};

const positionOf = (claim: Claim, by: Lookup['by']): Rational => {
  if ('measure' in by) return measured(claim, by.measure);
  switch (by.at) {
    case 'before':
      return before(claim, by.counter);
    case 'after':
      return after(claim, by.counter);
    case 'previous':
      return previous(claim, by.counter);
  }
};
