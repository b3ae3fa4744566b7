import { describe, expect, it } from 'vitest';
import { type LedgerEvent, frameEvents, hashOf, idOfForeignKey, readEvent, verifyStream } from '../src/index.ts';
import { STREAM, asStored, command, noon, recorded, right, stored } from './recording.ts';

const rejected = (data: object): LedgerEvent =>
  ({
    type: 'LeadRejected',
    data: { lead: '1', reason: 'Outside the area', occurredAt: '2026-01-02T11:00:00.000Z', ...data },
  }) as LedgerEvent;

const submitted = (data: object): LedgerEvent =>
  ({
    type: 'LeadSubmitted',
    data: {
      lead: '1',
      program: 'helix',
      partner: 'orion',
      prospect: { reference: 'crm:1' },
      attributes: { product: 'GTX Pro' },
      occurredAt: '2026-01-02T11:00:00.000Z',
      ...data,
    } as unknown,
  }) as LedgerEvent;

describe('framing', () => {
  it('links the events of one command to each other and to the end of the stream', () => {
    const first = recorded([rejected({}), rejected({})]);
    const more = frameEvents(
      [rejected({})],
      command,
      { stream: STREAM, revision: 1, hash: first[1]?.hash ?? null },
      noon,
      2,
    );
    const all = [...first, ...more];
    expect(all.map(({ revision }) => revision)).toEqual([0, 1, 2]);
    expect(new Set(all.map(({ id }) => id)).size).toBe(3);
    expect(verifyStream(all.map((event) => asStored(event)))).toEqual(
      expect.objectContaining({ right: { length: 3, head: hashOf(more[0]?.body ?? '') } }),
    );
  });

  it('gives a command sent again the same bytes', () => {
    expect(recorded([rejected({})])).toEqual(recorded([rejected({})]));
  });

  it('asks for a time once for each event, in order', () => {
    let tick = 0;
    const frames = frameEvents(
      [rejected({}), rejected({})],
      command,
      { stream: STREAM, revision: 'no-stream', hash: null },
      () => `2026-01-02T12:00:00.00000${(tick += 1)}Z`,
    );
    expect(frames.map((frame) => right(readEvent(asStored(frame))).recordedAt.slice(-2))).toEqual(['1Z', '2Z']);
  });

  it('writes text in normal form C, and a foreign key to the byte', () => {
    const key = 'e\u0301/1';
    const frame = stored(submitted({ attributes: { 'Re\u0301gion': 'e\u0301' }, foreignKey: key }));
    expect(frame.body).toContain('"attributes":{"R\u00e9gion":"\u00e9"}');
    expect(stored(rejected({ reason: 'e\u0301' })).body).toContain('"reason":"\u00e9"');
    const read = right(readEvent(frame));
    expect(read.data).toMatchObject({ attributes: { 'R\u00e9gion': '\u00e9' }, foreignKey: key });
    expect(idOfForeignKey((read.data as { foreignKey: string }).foreignKey)).toBe(idOfForeignKey(key));
  });

  it('never writes a name beside the reference to a prospect', () => {
    const body = stored(submitted({ prospect: { reference: 'crm:1', name: 'Somebody' } })).body;
    expect(body).not.toContain('Somebody');
  });

  it.each<readonly [string, LedgerEvent]>([
    ['a field that the catalogue does not know', submitted({ email: 'a@b.example' })],
    ['no reason', rejected({ reason: '' })],
    ['text with NUL', rejected({ reason: 'a\0' })],
    ['text with a line break', rejected({ reason: 'a\nb' })],
    ['text with a lone surrogate', rejected({ reason: 'a\ud800' })],
    ['more text than allowed', rejected({ reason: 'a'.repeat(501) })],
    ['text that is too long in normal form C', rejected({ reason: '\u0958'.repeat(500) })],
    ['an id that is none', rejected({ lead: 'a/b' })],
    ['a day that does not exist', rejected({ occurredAt: '2026-02-30T11:00:00.000Z' })],
    ['an attribute without a name', submitted({ attributes: { '': 'x' } })],
    [
      'an attribute with a name that no field may have',
      submitted({ attributes: JSON.parse('{"__proto__":"x"}') as unknown }),
    ],
    ['two attributes with one name', submitted({ attributes: { '\u00e9': 'x', 'e\u0301': 'y' } })],
    [
      'too many attributes',
      submitted({ attributes: Object.fromEntries(Array.from({ length: 201 }, (_, n) => [`a${n}`, 'x'])) }),
    ],
  ])('refuses %s', (_, event) => {
    expect(() => recorded([event])).toThrow(TypeError);
  });

  it.each(['lead', 'lead-', 'lead-a/b', 'Lead-1', 'account-a..USD', 'lead-1\n'])(
    'refuses to write into %j',
    (stream) => {
      expect(() => recorded([rejected({})], stream)).toThrow(RangeError);
    },
  );

  it('refuses an end of a stream that cannot be', () => {
    expect(() => frameEvents([rejected({})], command, { stream: STREAM, revision: 3, hash: null }, noon)).toThrow(
      TypeError,
    );
    expect(() =>
      frameEvents([rejected({})], command, { stream: STREAM, revision: 'no-stream', hash: hashOf('') }, noon),
    ).toThrow(TypeError);
  });

  it('refuses a command hash that is none, and an actor that is not text', () => {
    const end = { stream: STREAM, revision: 'no-stream', hash: null } as const;
    expect(() => frameEvents([rejected({})], { ...command, commandHash: 'x' }, end, noon)).toThrow(TypeError);
    expect(() => frameEvents([rejected({})], { ...command, actor: 'a\ud800' }, end, noon)).toThrow(TypeError);
  });
});
