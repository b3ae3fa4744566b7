import { describe, expect, it } from 'vitest';

import { checkAppend, checkReadAll, checkReadStream, textProblem } from '../src/index.ts';

const event = (change: object = {}) => ({
  id: '00000000-0000-4000-8000-000000000001',
  type: 'Written',
  body: '{}',
  ...change,
});

describe('an append that breaks the contract', () => {
  it.each([
    ['a missing stream name', '', [event()], 'the stream name is empty'],
    ['a reserved stream name', '$all', [event()], 'the stream name starts with $'],
    ['a stream name of several lines', 'a\n1', [event()], 'the stream name contains a control character'],
    ['a long stream name', 'x'.repeat(513), [event()], 'the stream name is longer than 512 characters'],
    ['no events', 'a-1', [], 'there is no event to append'],
    [
      'an upper-case id',
      'a-1',
      [event(), event({ id: 'A0000000-0000-4000-8000-000000000001' })],
      'the id of event 1 is no UUID in lower case',
    ],
    ['no id', 'a-1', [event({ id: undefined })], 'the id of event 0 is no UUID in lower case'],
    ['a type with a space only in its place', 'a-1', [event({ type: '' })], 'the type of event 0 is empty'],
    ['no body', 'a-1', [event({ body: undefined })], 'the body of event 0 must be a string, but is undefined'],
    ['a body of null', 'a-1', [event({ body: null })], 'the body of event 0 must be a string, but is null'],
    ['an object as body', 'a-1', [event({ body: {} })], 'the body of event 0 must be a string, but is object'],
    ['NUL in a body', 'a-1', [event({ body: 'a\0' })], 'the body of event 0 contains the NUL character'],
  ])('is refused in words: %s', (_, stream, events, problem) => {
    expect(() => checkAppend(stream, events, 'no-stream')).toThrow(`Nothing was appended: ${problem}.`);
  });

  it('is none with the longest name and the highest revision', () => {
    expect(() => checkAppend('x'.repeat(512), [event()], Number.MAX_SAFE_INTEGER)).not.toThrow();
  });
});

it('text with half of a surrogate pair cannot be stored, with a whole pair it can', () => {
  expect(textProblem('\ud83d')).toMatch(/surrogate/);
  expect(textProblem('a\udc4db')).toMatch(/surrogate/);
  expect(textProblem('👍')).toBeUndefined();
});

it('a read names what is wrong with it', () => {
  expect(() => checkReadStream('', {})).toThrow('the stream name is empty');
  expect(() => checkReadStream('a-1', { from: -1 })).toThrow('from -1 is no whole number from 0 up');
  expect(() => checkReadStream('a-1', { limit: 0 })).toThrow('the limit 0 is no whole number from 1 up');
  expect(() => checkReadAll({ after: -1n, limit: 1 })).toThrow('after -1 is no position');
  expect(() => checkReadAll({ after: 0n, limit: 1.5 })).toThrow('the limit 1.5 is no whole number from 1 up');
  expect(() => checkReadAll({ after: undefined, limit: 1 })).not.toThrow();
});
