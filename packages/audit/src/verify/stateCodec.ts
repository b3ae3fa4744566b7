import * as t from 'io-ts';
import type { Cause } from './cause.ts';

const place = t.type({ index: t.Int, position: t.string, stream: t.string, revision: t.number, id: t.string });
const tagged = <Tag extends string, Fields extends t.Props>(tag: Tag, fields: Fields) =>
  t.intersection([t.type({ _tag: t.literal(tag) }), t.type(fields)]);
const text = t.string;
const number = t.number;

/** Only what can be met while reading: what seals say is judged at the end. */
const CauseCodec: t.Type<Extract<Cause, { _tag: MetTag }>, unknown> = t.union([
  tagged('NotAFrame', { problem: text }),
  tagged('NotCanonical', {}),
  tagged('Misplaced', { field: text, stored: text, framed: text }),
  tagged('Missing', { from: number, until: number, since: number }),
  tagged('Behind', { last: number }),
  tagged('BrokenLink', { expected: t.union([text, t.null]), found: text }),
]);

type MetTag = 'NotAFrame' | 'NotCanonical' | 'Misplaced' | 'Missing' | 'Behind' | 'BrokenLink';

/** The first line of a saved state. */
export const StateHeader = t.type({
  schema: t.literal('verify-state/1'),
  form: t.keyof({ bytes: null, canonical: null }),
  leavesSha256: t.union([t.string, t.null]),
  index: t.Int,
  bytes: t.number,
  last: t.union([place, t.null]),
  tree: t.array(t.tuple([t.Int, t.string])),
  streams: t.Int,
  sameMarks: t.array(t.Int),
  seals: t.array(t.type({ place, body: t.string })),
  problems: t.array(t.type({ place, cause: CauseCodec })),
  more: t.boolean,
  roots: t.array(
    t.type({
      size: t.Int,
      root: t.string,
      headsRoot: t.string,
      streams: t.Int,
      next: t.union([place, t.null]),
    }),
  ),
  leafBreach: t.union([
    t.type({ index: t.Int, from: t.Int, after: t.union([t.string, t.null]), found: t.array(t.string) }),
    t.null,
  ]),
});

/** A line of a saved state for each stream. */
export const StateStream = t.type({
  stream: t.string,
  begin: t.Int,
  index: t.Int,
  revision: t.Int,
  count: t.Int,
  highest: t.Int,
  hash: t.string,
});
