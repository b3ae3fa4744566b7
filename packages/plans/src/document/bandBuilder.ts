import type { Named } from './named.ts';
import type { Band, PointTerm, RateTerm } from './planDocument.ts';

type WithParameter<P extends string> = Readonly<{ attribute: never; measure: never; counter: never; parameter: P }>;
type BandOn<P extends string> = Named<Band, WithParameter<P>>;
type Point<P extends string> = Named<PointTerm, WithParameter<P>>;

/** What a band pays: a rate, or rate and amounts as they stand in the document. */
export type BandPays<P extends string> = Named<RateTerm | Omit<Band, 'upTo' | 'below'>, WithParameter<P>>;

/** Bands so far: another one, or what everything above pays. */
export type Bands<F extends string, Along, P extends string> = Readonly<{
  /** A band that includes its edge. */
  upTo: <Q extends string = never>(edge: Point<Q>, pays: BandPays<Q>) => Bands<F, Along, P | Q>;
  /** A band that leaves its edge to the next. */
  below: <Q extends string = never>(edge: Point<Q>, pays: BandPays<Q>) => Bands<F, Along, P | Q>;
  above: <Q extends string = never>(
    pays: BandPays<Q>,
  ) => Readonly<Record<F, Along & Readonly<{ bands: readonly BandOn<P | Q>[] }>>>;
}>;

/** An empty table of this form; each call adds a band from the edge before to its own. */
export function bandsAlong<F extends string, Along>(form: F, along: Along): Bands<F, Along, never>;
// Whoever calls sees the names; here they are texts.
export function bandsAlong(form: string, along: object): Bands<string, object, string> {
  return bandsAfter(form, along, []);
}

const bandsAfter = (form: string, along: object, bands: readonly Band[]): Bands<string, object, string> => ({
  upTo: (upTo, pays) => bandsAfter(form, along, [...bands, { upTo, ...bandOf(pays) }]),
  below: (below, pays) => bandsAfter(form, along, [...bands, { below, ...bandOf(pays) }]),
  above: (pays) => ({ [form]: { ...along, bands: [...bands, bandOf(pays)] } }),
});

const bandOf = (pays: RateTerm | Omit<Band, 'upTo' | 'below'>): Omit<Band, 'upTo' | 'below'> =>
  typeof pays === 'string' || 'num' in pays || 'parameter' in pays ? { rate: pays } : pays;
