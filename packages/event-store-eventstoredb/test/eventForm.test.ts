import { randomUUID } from 'node:crypto';

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { fromRecorded, toEventData } from '../src/eventForm.ts';

/** What the server does with an event: JSON is parsed by the client that reads it. */
const throughTheServer = (body: string) => {
  const data = toEventData({ id: randomUUID(), type: 'Noted', body }, { appendId: 'x' });
  const isJson = data.contentType === 'application/json';
  const bytes = isJson ? Buffer.from(JSON.stringify(data.data)) : Buffer.from(data.data);
  const position = { commit: 7n, prepare: 7n };
  const parsed: unknown = isJson ? JSON.parse(bytes.toString('utf8')) : new Uint8Array(bytes);
  return { data, recorded: { ...data, streamId: 's', revision: 0n, isJson, data: parsed, position } };
};

describe('a body', () => {
  it('comes back byte for byte, whatever it is', () => {
    const bodies = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.json(),
      fc.dictionary(fc.string({ unit: 'grapheme' }), fc.jsonValue()).map((value) => JSON.stringify(value)),
      fc.constantFrom(
        '{"__proto__":{"a":1}}',
        '{"2":1,"1":2}',
        '{"a":1,"a":2}',
        '{"a":1e2}',
        '{"a":-0}',
        '\ufeff{}',
        '{',
      ),
    );
    fc.assert(
      fc.property(bodies, (body) => {
        expect(fromRecorded(throughTheServer(body).recorded, 's').body).toBe(body);
      }),
    );
  });

  it('is JSON for the server when a parser and a printer leave it as it is, and bytes otherwise', () => {
    const forms = ['{"amount":"437.50"}', '{}', '{"a": 1}', '{"2":1,"1":2}', '[1]', '"x"', 'x', ''].map(
      (body) => throughTheServer(body).data.contentType,
    );
    expect(forms.map((form) => form === 'application/json')).toEqual([
      true,
      true,
      false,
      false,
      false,
      false,
      false,
      false,
    ]);
  });

  it('that is nested too deeply for the printer goes as bytes', () => {
    const deep = `{"a":${'['.repeat(50_000)}${']'.repeat(50_000)}}`;
    expect(throughTheServer(deep).data.contentType).toBe('application/octet-stream');
  });
});

describe('a stored event', () => {
  const { recorded } = throughTheServer('{"a":1}');
  it.each([
    ['no position', { ...recorded, position: undefined }],
    ['two positions', { ...recorded, position: { commit: 8n, prepare: 7n } }],
    ['JSON that the client could not parse', { ...recorded, data: '{"a":' }],
    ['bytes that are no UTF-8', { ...recorded, isJson: false, data: new Uint8Array([0xff]) }],
    ['a body of neither form', { ...recorded, isJson: false, data: 'text' }],
  ])('with %s is corrupt', (_, odd) => {
    expect(() => fromRecorded(odd, 's')).toThrowError(
      expect.objectContaining({ reason: expect.objectContaining({ _tag: 'Corrupt' }) }),
    );
  });
});
