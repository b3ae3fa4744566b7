import * as E from 'fp-ts/lib/Either.js';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  catalogue,
  type EventType,
  HashedFrame,
  mayPassOver,
  parseFrame,
  readEvent,
  type StoredFrame,
} from '../src/index.ts';
import { frameTail } from '../src/frameTail.ts';
import { eventOfLead } from './arbitraries.ts';
import { altered, asStored, recorded, stored } from './recording.ts';

/** The last of some events of one stream. */
const frame = fc
  .array(eventOfLead, { minLength: 1, maxLength: 3 })
  .map((events) => recorded(events).map((framed) => asStored(framed)))
  .map((frames): StoredFrame => frames.at(-1) ?? stored({ type: 'LeadExpired' } as never));

/** One character of the text is another one, is gone, or is there twice. */
const changeOfText = fc
  .tuple(fc.nat(), fc.constantFrom('0', 'a', '"', '\\', '}', ',', ':', '', '00', '{"'), fc.boolean())
  .map(([seed, text, fromEnd]) => (old: StoredFrame): StoredFrame => {
    const place = fromEnd ? old.body.length - 1 - (seed % Math.min(260, old.body.length)) : seed % old.body.length;
    return { ...old, body: `${old.body.slice(0, place)}${text}${old.body.slice(place + 1)}` };
  });

const types = fc.constantFrom<string>(...Object.keys(catalogue), 'Mystery', 'constructor');
const field = fc.oneof(
  types.map((type) => ({ type })),
  fc.constantFrom(0, 1, 2, 10).map((revision) => ({ revision })),
  fc.constantFrom('lead-1', 'lead-2', 'lead-"1', '').map((stream) => ({ stream })),
  fc.uuid().map((id) => ({ id })),
);
const changeOfPlace = field.map((other) => (old: StoredFrame): StoredFrame => ({ ...old, ...other }));
const changeOfFrame = fc
  .oneof(
    field,
    fc.constantFrom(0, 1, 2, 11, '1').map((schema) => ({ schema })),
    fc.constantFrom(null, 'f'.repeat(64), 'f').map((prev) => ({ prev })),
    fc.constant({ data: {} }),
  )
  .map(
    (other) =>
      (old: StoredFrame): StoredFrame =>
        altered(old, other),
  );
/** What is no JSON any more cannot be changed as a frame. */
const changes = fc
  .tuple(fc.option(changeOfFrame), fc.array(fc.oneof(changeOfText, changeOfPlace), { maxLength: 2 }))
  .map(([first, others]) => (first === null ? others : [first, ...others]));

/** What is wrong with it; nothing when it can be read. */
const tagOf = (one: StoredFrame): string | undefined => {
  const read = readEvent(one);
  if (!E.isLeft(read)) return undefined;
  const framed = parseFrame(one.body);
  const isStray = read.left._tag === 'FrameMisplaced' && typeof framed === 'object' && framed.stream === one.stream;
  return isStray ? 'Stray' : read.left._tag;
};

describe('the end of a frame', () => {
  it('says what the frame says', () => {
    fc.assert(
      fc.property(frame, (one) => {
        const whole = parseFrame(one.body);
        expect(typeof whole).toBe('object');
        expect(whole).toMatchObject(frameTail(one) ?? { prev: 'nothing' });
        expect(new HashedFrame(one).tail).toEqual(frameTail(one));
      }),
    );
  });

  it('is not there when a frame that can be parsed belongs elsewhere or says another thing', () => {
    fc.assert(
      fc.property(frame, changes, (one, made) => {
        const changed = made.reduce((now, change) => change(now), one);
        const [tail, whole] = [frameTail(changed), parseFrame(changed.body)];
        if (tail === undefined || typeof whole === 'string') return;
        const { stream, revision, id, type } = changed;
        expect(whole).toMatchObject({ stream, revision, id, type, ...tail });
      }),
      { numRuns: 2000 },
    );
  });
});

describe('an event that nobody here reads', () => {
  it('may be passed over as it was recorded', () => {
    fc.assert(
      fc.property(frame, (one) => {
        expect(mayPassOver(one)).toBe(true);
        expect(mayPassOver(new HashedFrame(one))).toBe(true);
      }),
    );
  });

  it('may not be passed over when it stands elsewhere than its frame says, or is of another release', () => {
    const met = new Set<string | undefined>();
    fc.assert(
      fc.property(frame, changes, (one, made) => {
        const changed = made.reduce((now, change) => change(now), one);
        const tag = tagOf(changed);
        met.add(tag);
        if (mayPassOver(changed)) expect([undefined, 'NotAFrame', 'MalformedData', 'Stray']).toContain(tag);
      }),
      { numRuns: 3000 },
    );
    expect([...met]).toEqual(
      expect.arrayContaining([undefined, 'NotAFrame', 'FrameMisplaced', 'MalformedData', 'NewerSchema']),
    );
  });

  it.each(['Mystery', 'constructor'])('may not be passed over as a %s, which no release here knows', (type) => {
    const one = stored({ type: 'LeadExpired', data: { lead: '1', occurredAt: '2026-01-02T11:00:00.000Z' } } as never);
    const body = one.body.replace('"type":"LeadExpired"', `"type":"${type}"`);
    expect(frameTail({ ...one, type, body })).toEqual({ prev: null, schema: 1 });
    expect(mayPassOver({ ...one, type, body })).toBe(false);
    const known: EventType = 'LeadExpired';
    expect(mayPassOver({ ...one, type: known })).toBe(true);
  });
});
