import { InstantCodec } from '@commission-ledger/calendar';
import * as E from 'fp-ts/lib/Either.js';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { happened } from '../src/catalogue/vocabulary.ts';
import { type LedgerEvent, type UnreadableEvent, describeUnreadableEvent, jsonOf, readEvent } from '../src/index.ts';
import { event, eventOf, eventTypes } from './arbitraries.ts';
import { altered, homeOf, recorded, right, stored } from './recording.ts';

const accepted = {
  type: 'LeadRejected',
  data: { lead: '1', reason: 'Outside the area', occurredAt: '2026-01-02T11:00:00.000Z' },
} as LedgerEvent;
const frame = stored(accepted);
const data = accepted.data;

const problemOf = (changes: Readonly<Record<string, unknown>>): UnreadableEvent =>
  left(readEvent(altered(frame, changes)));

const left = <E>(either: E.Either<E, unknown>): E => {
  if (E.isRight(either)) throw new Error('Expected a Left.');
  return either.left;
};

describe('reading an event', () => {
  it('keeps a field aside that the catalogue does not know', () => {
    const read = right(readEvent(altered(frame, { data: { ...data, mood: { good: [1] } } })));
    expect(read.unknown).toEqual({ mood: { good: [1] } });
    expect(read.data).toEqual(data);
    expect(read.json).toHaveProperty('mood');
  });

  it.each<readonly [string, unknown]>([
    ['/v', 2],
    ['/schema', 0],
    ['/schema', 1.5],
    ['/schema', '1'],
    ['/revision', -1],
    ['/revision', 2 ** 53],
    ['/recordedAt', '2026-01-02T12:00:00.000Z'],
    ['/commandHash', 'ABC'],
    ['/data', [1]],
    ['/data', null],
    ['/prev', '1'],
    ['/actor', null],
    ['/extra', 1],
  ])('refuses a frame whose %s is %j', (path, value) => {
    expect(problemOf({ [path.slice(1)]: value })).toMatchObject({
      _tag: 'NotAFrame',
      problem: expect.stringContaining(path),
    });
  });

  it.each(['', 'null', '[]', '1', '{}', '{"v":1', 'undefined'])('refuses %j as a frame', (body) => {
    expect(left(readEvent({ ...frame, body }))).toMatchObject({ _tag: 'NotAFrame', stream: 'lead-1', revision: 0 });
  });

  it('refuses a first event with a link and a later one without', () => {
    expect(problemOf({ prev: 'a'.repeat(64) })).toMatchObject({ _tag: 'NotAFrame' });
    expect(problemOf({ revision: 1 })).toMatchObject({ _tag: 'NotAFrame' });
  });

  it.each([
    ['stream', 'lead-2'],
    ['revision', 1],
    ['id', '00000000-0000-5000-8000-000000000000'],
    ['type', 'LeadLost'],
  ])('refuses a frame that stands at another %s than it says', (field, value) => {
    expect(left(readEvent({ ...frame, [field]: value }))).toMatchObject({
      _tag: 'FrameMisplaced',
      field,
      stored: `${value}`,
    });
  });

  it.each(['LeadPainted', 'constructor', 'toString', '__proto__'])('refuses an event of type %s', (type) => {
    expect(left(readEvent(altered({ ...frame, type }, { type })))).toMatchObject({ _tag: 'UnknownEventType', type });
  });

  it('refuses a schema that is newer than this release', () => {
    expect(problemOf({ schema: 2 })).toMatchObject({ _tag: 'NewerSchema', schema: 2, known: 1 });
  });

  it('names each field that is not as the catalogue says', () => {
    expect(problemOf({ data: { ...data, lead: 'a/b', reason: '' } })).toEqual(
      expect.objectContaining({
        _tag: 'MalformedData',
        problems: [expect.stringMatching(/^\/lead must be/), expect.stringMatching(/^\/reason must be/)],
      }),
    );
  });

  it.each(['__proto__', 'constructor', 'prototype', String.raw`\u005f_proto__`, String.raw`c\u006fnstructor`])(
    'refuses a field written as %s, anywhere',
    (name) => {
      for (const inner of [`{"${name}":1}`, `[[{"a":{"${name}":{}}}]]`]) {
        const body = frame.body.replace('"data":{', `"data":{"x":${inner},`);
        expect(left(readEvent({ ...frame, body }))).toMatchObject({
          _tag: 'NotAFrame',
          problem: expect.stringContaining('field named'),
        });
      }
    },
  );

  it('takes a forbidden name as a text', () => {
    const reason = '"__proto__": constructor';
    expect(right(readEvent(altered(frame, { data: { ...data, reason } }))).data).toMatchObject({ reason });
  });

  it.each([10, 40_000])('refuses deep nesting in a text with %i brackets at the end', (padding) => {
    const nested = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;
    const withField = (levels: number) =>
      readEvent({
        ...frame,
        body: frame.body.replace('"data":{', `"data":{"x":${nested(levels)},"y":"${'[{'.repeat(padding)}\\"",`),
      });
    expect(E.isRight(withField(62))).toBe(true);
    expect(left(withField(63))).toMatchObject({ _tag: 'NotAFrame', problem: expect.stringContaining('deeper') });
    expect(left(withField(100_000))).toMatchObject({ _tag: 'NotAFrame', problem: expect.stringContaining('deeper') });
  });

  it('refuses more than 16 MiB before parsing', () => {
    expect(left(readEvent({ ...frame, body: ' '.repeat(2 ** 24 + 1) }))).toMatchObject({ _tag: 'NotAFrame' });
  });

  it('says what is wrong and what to do without raw control characters', () => {
    const problems: UnreadableEvent[] = [
      problemOf({ v: 2, '\u001B[31m': 1 }),
      left(readEvent({ ...frame, stream: 'lead-\u001B[2J' })),
      left(readEvent(altered({ ...frame, type: '\u202E\n' }, { type: '\u202E\n' }))),
      problemOf({ schema: 9 }),
      problemOf({ data: { ...data, lead: '\u001B' } }),
    ];
    expect(new Set(problems.map(({ _tag }) => _tag)).size).toBe(5);
    for (const problem of problems)
      expect(describeUnreadableEvent(problem)).toMatch(/^Event 0 of [^\p{C}]*\. [^\p{C}]*\.$/u);
  });
});

describe('an event in a stream that is not its own', () => {
  it.each(eventTypes)('is not read, nor written: %s', (type) => {
    fc.assert(
      fc.property(eventOf(type), fc.constantFrom('deal-shadow', 'partner-zzz', 'account-a.zzz.EUR'), (one, stream) => {
        const stray = altered({ ...stored(one), stream }, { stream });
        expect(left(readEvent(stray))).toMatchObject({ _tag: 'FrameMisplaced', field: 'stream', stored: stream });
        expect(() => recorded([one], stream)).toThrow(`its stream is`);
      }),
      { numRuns: 20 },
    );
  });

  const booked = eventTypes.filter((type) =>
    /^(Accrual(?!Held|Released)|TrueUp|Adjustment|Draw|Payout(?!Run|File|Destination)|Period|Balance|Tax(?!Status)|Receivable)/.test(
      type,
    ),
  );

  it.each(booked)('is one of another currency too: %s', (type) => {
    fc.assert(
      fc.property(eventOf(type), (one) => {
        const stream = homeOf(one).replace(/...$/, 'XTS');
        expect(E.isLeft(readEvent(altered({ ...stored(one), stream }, { stream })))).toBe(true);
      }),
      { numRuns: 5 },
    );
  });

  it('is one that says two currencies, in whichever of them it stands', () => {
    const [one] = fc.sample(eventOf('AccrualPosted'), { seed: 1, numRuns: 1 });
    if (one === undefined) throw new Error('There is an event.');
    for (const currency of ['EUR', 'USD']) {
      const stream = homeOf(one).replace(/...$/, currency);
      const doubled = { ...jsonOf(one), amount: { amount: '900.00', currency: 'USD' }, currency: 'EUR' };
      const stray = altered({ ...stored(one), stream }, { stream, data: doubled });
      expect(left(readEvent(stray))).toMatchObject({ _tag: 'FrameMisplaced', framed: expect.stringContaining('|') });
    }
  });
});

describe('whatever is stored', () => {
  const answersFor = (body: string) => {
    const answer = readEvent({ ...frame, body });
    expect(E.isLeft(answer) ? describeUnreadableEvent(answer.left) : answer.right.type).toEqual(expect.any(String));
  };

  it('reading any text gives an answer', () => {
    fc.assert(fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.json()), answersFor), { numRuns: 500 });
  });

  it('reading a frame with any JSON in place of a field gives an answer', () => {
    const field = fc.constantFrom(...Object.keys(JSON.parse(frame.body) as object));
    fc.assert(
      fc.property(field, fc.jsonValue(), (name, value) => answersFor(altered(frame, { [name]: value }).body)),
      { numRuns: 500 },
    );
  });

  it('reading an event with any JSON somewhere in its data gives an answer', () => {
    const anything = fc.oneof(
      fc.jsonValue(),
      fc.constantFrom<unknown>(
        null,
        {},
        [],
        '',
        -1,
        Number.MAX_VALUE,
        '1e999999',
        { num: '1', den: '0' },
        { num: '9'.repeat(440), den: `-${'7'.repeat(440)}` },
        { amount: 'NaN', currency: 'USD' },
      ),
    );
    fc.assert(
      fc.property(event, fc.nat(), anything, (written, place, value) => {
        const at = stored(written);
        const parsed = JSON.parse(at.body) as { data: object };
        const answer = readEvent({
          ...at,
          body: JSON.stringify({ ...parsed, data: replaced(parsed.data, place, value) }),
        });
        expect(E.isLeft(answer) ? answer.left._tag : 'read').toMatch(/^(read|MalformedData|NotAFrame|FrameMisplaced)$/);
      }),
      { numRuns: 2000 },
    );
  });
});

/** The value with its part number `place`, counted through all levels, replaced. */
const replaced = (value: unknown, place: number, by: unknown): unknown => {
  const parts = JSON.stringify(value).match(/[{[,:]/g)?.length ?? 0;
  let ahead = place % (parts + 1);
  const walk = (part: unknown): unknown => {
    if (ahead === 0) {
      ahead -= 1;
      return by;
    }
    ahead -= 1;
    if (typeof part !== 'object' || part === null) return part;
    if (Array.isArray(part)) return part.map(walk);
    return Object.fromEntries(Object.entries(part).map(([key, inner]) => [key, walk(inner)]));
  };
  return walk(value);
};

describe('the instant of an event', () => {
  const { occurredAt } = happened;
  const part = (most: number, digits: number) =>
    fc.nat({ max: most }).map((number) => String(number).padStart(digits, '0'));
  const written = fc
    .tuple(
      fc.constantFrom('1899', '1900', '2023', '2024', '2999', '3000'),
      part(13, 2),
      part(32, 2),
      part(25, 2),
      part(61, 2),
      part(61, 2),
      part(1100, 3),
      fc.constantFrom('Z', '+01:00', ''),
    )
    .map(
      ([year, month, day, hour, minute, second, ms, zone]) =>
        `${year}-${month}-${day}T${hour}:${minute}:${second}.${ms}${zone}`,
    );

  it('is read as the calendar reads it', () => {
    fc.assert(
      fc.property(written, (text) => {
        expect(E.toUnion(E.mapLeft(() => 'refused')(occurredAt.decode(text)))).toBe(
          E.toUnion(E.mapLeft(() => 'refused')(InstantCodec.decode(text))),
        );
      }),
      { numRuns: 3000 },
    );
  });
});
