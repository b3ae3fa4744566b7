import * as E from 'fp-ts/lib/Either.js';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type ChainProblem,
  type ChainedFrame,
  type StreamHead,
  canonicalJson,
  describeChainProblem,
  hashOf,
  verifyStream,
} from '../src/index.ts';
import { eventOfLead } from './arbitraries.ts';
import { STREAM, asStored, recorded, right } from './recording.ts';

type Stream = readonly ChainedFrame[];

const stream: fc.Arbitrary<Stream> = fc
  .array(eventOfLead, { minLength: 3, maxLength: 5 })
  .map((events) => recorded(events).map((framed) => asStored(framed)));

const headOf = (frames: Stream): StreamHead => right(verifyStream(frames));

const edited = (frame: ChainedFrame, changes: object): ChainedFrame => ({
  ...frame,
  body: canonicalJson({ ...(JSON.parse(frame.body) as object), ...changes }),
});

/** All events from `from` on linked again, as somebody would who can write to the store. */
const relinked = (frames: Stream, from: number): Stream => {
  let prev = from === 0 ? null : hashOf(frames[from - 1]?.body ?? '');
  return frames.map((frame, revision) => {
    if (revision < from) return frame;
    const linked = edited({ ...frame, revision }, { revision, prev });
    prev = hashOf(linked.body);
    return linked;
  });
};

/** What can be done to a stream; `at` is any place but the last. Each gives a stream that differs from the original. */
const mutations: Readonly<Record<string, (frames: Stream, at: number) => Stream>> = {
  'an edit of data': (frames, at) => frames.with(at, edited(frames[at]!, { data: { amount: '1000000.00' } })),
  'an edit of the actor': (frames, at) => frames.with(at, edited(frames[at]!, { actor: 'somebody else' })),
  'an edit of the link': (frames, at) => frames.with(at + 1, edited(frames[at + 1]!, { prev: hashOf('another') })),
  'another text for the same frame': (frames, at) =>
    frames.with(at, { ...frames[at]!, body: frames[at]!.body.replace('{', '{ ') }),
  'a field twice': (frames, at) =>
    frames.with(at, { ...frames[at]!, body: frames[at]!.body.replace('{', '{"actor":"somebody else",') }),
  'a cut body': (frames, at) => frames.with(at, { ...frames[at]!, body: frames[at]!.body.slice(0, -1) }),
  'a deletion': (frames, at) => frames.toSpliced(at, 1),
  'a deletion with the rest renumbered': (frames, at) =>
    frames.toSpliced(at, 1).map((frame, revision) => edited({ ...frame, revision }, { revision })),
  'an insertion': (frames, at) => frames.toSpliced(at, 0, frames[at]!),
  'an insertion with the rest renumbered': (frames, at) =>
    frames.toSpliced(at, 0, frames[at]!).map((frame, revision) => edited({ ...frame, revision }, { revision })),
  'a swap': (frames, at) => frames.with(at, frames[at + 1]!).with(at + 1, frames[at]!),
  'a swap with exchanged revisions': (frames, at) =>
    frames
      .with(at, edited({ ...frames[at + 1]!, revision: at }, { revision: at }))
      .with(at + 1, edited({ ...frames[at]!, revision: at + 1 }, { revision: at + 1 })),
  'a rename of the stream': (frames) => frames.map((frame) => ({ ...frame, stream: 'lead-2' })),
  'a rename of one event’s stream': (frames, at) =>
    frames.with(at + 1, edited({ ...frames[at + 1]!, stream: 'lead-2' }, { stream: 'lead-2' })),
  'another id beside the frame': (frames, at) => frames.with(at, { ...frames[at]!, id: frames[at + 1]!.id }),
  'another type beside the frame': (frames, at) => frames.with(at, { ...frames[at]!, type: 'Other' }),
};

/** These leave a chain that is whole; only a head kept elsewhere shows them. */
const rewritings: typeof mutations = {
  'a cut end': (frames, at) => frames.slice(0, at + 1),
  'everything gone': () => [],
  'an edit with everything after it linked again': (frames, at) =>
    relinked(frames.with(at, edited(frames[at]!, { actor: 'somebody else' })), at),
  'an edit of the last event': (frames) =>
    frames.with(frames.length - 1, edited(frames.at(-1)!, { actor: 'somebody else' })),
  'a deletion with everything after it linked again': (frames, at) => relinked(frames.toSpliced(at, 1), at),
  'an insertion with everything after it linked again': (frames, at) =>
    relinked(frames.toSpliced(at, 0, frames[at]!), at),
};

const place = fc.nat({ max: 1 });

describe('a stream as it was recorded', () => {
  it('is whole, and its head is the hash of its last event', () => {
    fc.assert(
      fc.property(stream, (frames) => {
        const head = { length: frames.length, head: hashOf(frames.at(-1)?.body ?? '') };
        expect(headOf(frames)).toEqual(head);
        expect(E.isRight(verifyStream(frames, { stream: STREAM, head }))).toBe(true);
      }),
    );
  });

  it('is whole when it has grown since its head was noted', () => {
    fc.assert(
      fc.property(stream, fc.nat({ max: 5 }), (frames, length) => {
        const head = headOf(frames.slice(0, length));
        expect(verifyStream(frames, { head })).toEqual(verifyStream(frames));
      }),
    );
  });

  it('is whole when it is empty', () => {
    expect(verifyStream([])).toEqual(E.right({ length: 0, head: null }));
  });

  it('is whole when it has an event type of another release', () => {
    fc.assert(
      fc.property(stream, (frames) => {
        const foreign = relinked(
          frames.map((frame) => edited({ ...frame, type: 'NewThing' }, { type: 'NewThing', schema: 9 })),
          0,
        );
        expect(headOf(foreign).length).toBe(frames.length);
      }),
    );
  });
});

describe('tampering', () => {
  it.each(Object.entries(mutations))('is found without anything else to compare with: %s', (_, mutate) => {
    fc.assert(
      fc.property(stream, place, (frames, at) => {
        const answer = verifyStream(mutate(frames, at), { stream: STREAM });
        expect(E.isLeft(answer)).toBe(true);
        // The first event that is not as recorded, or the one before it, whose link is broken.
        if (E.isLeft(answer)) expect(answer.left.revision).toBeLessThanOrEqual(at + 1);
      }),
      { numRuns: 40 },
    );
  });

  it.each(Object.entries(rewritings))('is found with a head kept elsewhere: %s', (_, rewrite) => {
    fc.assert(
      fc.property(stream, place, (frames, at) => {
        const rewritten = rewrite(frames, at);
        expect(E.isRight(verifyStream(rewritten))).toBe(true);
        expect(E.isLeft(verifyStream(rewritten, { head: headOf(frames) }))).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  it('is found where it was done when the store noted the hashes', () => {
    fc.assert(
      fc.property(stream, place, (frames, at) => {
        const noted = frames.map((frame) => ({ ...frame, hash: hashOf(frame.body) }));
        expect(E.isRight(verifyStream(noted))).toBe(true);
        const answer = verifyStream(noted.with(at, { ...noted[at]!, ...edited(noted[at]!, { actor: 'x' }) }));
        expect(answer).toMatchObject({ left: { _tag: 'HashDiffers', revision: at } });
      }),
    );
  });

  it('is found whichever single character of a stream is changed', () => {
    const [frames] = fc.sample(stream, { numRuns: 1, seed: 1 });
    const head = headOf(frames ?? []);
    frames?.forEach((frame, revision) => {
      for (let index = 0; index < frame.body.length; index += 1) {
        const changed = frame.body[index] === '0' ? '1' : '0';
        const body = frame.body.slice(0, index) + changed + frame.body.slice(index + 1);
        expect(E.isLeft(verifyStream(frames.with(revision, { ...frame, body }), { head }))).toBe(true);
      }
    });
  });
});

describe('what the checker says', () => {
  const [frames = []] = fc.sample(stream, { numRuns: 1, seed: 2 });
  const problemOf = (changed: Stream, head?: StreamHead): ChainProblem => {
    const answer = verifyStream(changed, head ? { stream: STREAM, head } : { stream: STREAM });
    if (E.isRight(answer)) throw new Error('Expected a problem.');
    return answer.left;
  };
  const apply = (name: string, at = 1): ChainProblem =>
    problemOf((mutations[name] ?? rewritings[name])!(frames, at), headOf(frames));

  it.each<readonly [string, Partial<ChainProblem>]>([
    ['an edit of data', { _tag: 'BrokenLink', revision: 1 }],
    ['an edit of the link', { _tag: 'BrokenLink', revision: 1 }],
    ['a cut body', { _tag: 'NotAFrame', revision: 1 }],
    ['a field twice', { _tag: 'NotCanonical', revision: 1 }],
    ['a deletion', { _tag: 'WrongRevision', revision: 2, expected: 1 }],
    ['an insertion', { _tag: 'WrongRevision', revision: 1, expected: 2 }],
    ['a swap', { _tag: 'WrongRevision', revision: 2, expected: 1 }],
    ['a rename of the stream', { _tag: 'FrameMisplaced', revision: 0 }],
    ['a rename of one event’s stream', { _tag: 'OtherStream', revision: 2, expected: STREAM }],
    ['a cut end', { _tag: 'EndMissing', revision: 2, found: 2 }],
    ['an edit of the last event', { _tag: 'HashDiffers', revision: frames.length - 1 }],
  ])('of %s names the first bad event', (name, problem) => {
    expect(apply(name)).toMatchObject(problem);
    expect(describeChainProblem(apply(name))).toMatch(
      new RegExp(`^Event ${problem.revision} of lead-.*\\. Compare .*\\.$`),
    );
  });
});
