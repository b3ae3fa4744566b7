import type { EventRef, Node } from '@commission-ledger/calculation';
import { type RecordedEvent, accountOfStream, canonicalJson, jsonOf } from '@commission-ledger/events';
import { isBooking } from '../account/isBooking.ts';
import { eventRef } from '../policy/eventRef.ts';
import { bookingIdOf } from './bookingId.ts';
import type { Supposed } from './change.ts';
import { recited } from './recited.ts';

/** What calculations of a replay may cite. */
export type Citable = Readonly<{
  /** Everything that was recorded, by its id. */
  recorded: ReadonlyMap<string, RecordedEvent>;
  /** What was booked, by `bookingIdOf`. */
  booked: ReadonlyMap<string, RecordedEvent>;
  /** What was replayed in the accounts, by stream and revision: `<revision> <stream>`. */
  replayed: ReadonlyMap<string, RecordedEvent>;
  supposed: Supposed;
}>;

/**
 * A calculation of a replay with citations of what was recorded in the place of those of the replay. What is supposed, and
 * what an account would only then have, is a fact without events.
 */
export const withCitations = (citable: Citable): ((root: Node) => Node) => {
  /** What rests on several fields is supposed when one of them is. */
  const citeAll = (refs: readonly EventRef[]): readonly EventRef[] => {
    const cited = refs.map(cite);
    return cited.some(({ length }) => length === 0) ? [] : cited.flat();
  };

  const cite = (ref: EventRef): readonly EventRef[] => {
    if (accountOfStream(ref.stream) !== undefined) return citeBooking(ref);
    const event = citable.recorded.get(ref.event);
    const paths = citable.supposed.get(ref.event) ?? [];
    const isSupposed = paths.some((path) => ref.path === path || ref.path.startsWith(`${path}/`));
    return event === undefined || isSupposed ? [] : [eventRef(event, ref.path)];
  };

  const citeBooking = ({ stream, revision, path }: EventRef): readonly EventRef[] => {
    const replayed = citable.replayed.get(`${revision} ${stream}`);
    const booked = replayed && isBooking(replayed) ? citable.booked.get(bookingIdOf(replayed)) : undefined;
    if (replayed === undefined || booked === undefined) return [];
    const [says, would] = [booked, replayed].map((event) => fieldAt(jsonOf(event), path));
    return says !== undefined && canonicalJson({ says }) === canonicalJson({ says: would })
      ? [eventRef(booked, path)]
      : [];
  };

  return recited(citeAll);
};

/** The field that a JSON Pointer (RFC 6901) names, or nothing. */
const fieldAt = (json: unknown, path: string): unknown =>
  path
    .split('/')
    .slice(1)
    .reduce((inner: unknown, token) => {
      const key = token.replaceAll('~1', '/').replaceAll('~0', '~');
      return typeof inner === 'object' && inner !== null
        ? new Map<string, unknown>(Object.entries(inner)).get(key)
        : undefined;
    }, json);
