import type { EventAt } from './references.ts';

/** Values by the place of an event: two plain look-ups, where a key made of both would be written again for each. */
export type PlaceMap<A> = Readonly<{
  get(at: EventAt): A | undefined;
  set(at: EventAt, value: A): void;
  delete(at: EventAt): void;
}>;

/** An empty map. */
export const createPlaceMap = <A>(): PlaceMap<A> => {
  const streams = new Map<string, Map<number, A>>();
  return {
    get: ({ stream, revision }) => streams.get(stream)?.get(revision),
    set: ({ stream, revision }, value) => {
      const places = streams.get(stream);
      if (places === undefined) streams.set(stream, new Map([[revision, value]]));
      else places.set(revision, value);
    },
    delete: ({ stream, revision }) => {
      streams.get(stream)?.delete(revision);
    },
  };
};
