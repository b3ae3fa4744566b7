import type { RateJson } from './words.ts';

/** The names that a plan declares, so that the compiler knows them. */
export type Names = Readonly<{ attribute: string; measure: string; parameter: string; counter: string }>;

/** The same form, in which every name is one that the plan declares. */
export type Named<T, N extends Names> = T extends string | number | boolean | undefined
  ? T
  : T extends readonly (infer Member)[]
    ? readonly Named<Member, N>[]
    : T extends Readonly<{ share: RateJson; of: string }>
      ? Readonly<{ share: RateJson; of: N['parameter'] }>
      : { readonly [K in keyof T]: K extends keyof NameIn<N> ? NameIn<N>[K] : Named<T[K], N> };

/** Which fields of conditions and of what is paid hold a name. */
type NameIn<N extends Names> = Readonly<{
  attribute: N['attribute'];
  measure: N['measure'];
  of: N['measure'];
  parameter: N['parameter'];
  counter: N['counter'];
  already: N['counter'];
  total: N['counter'];
  carry: N['counter'];
}>;
