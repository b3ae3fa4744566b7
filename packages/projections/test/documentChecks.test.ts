import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { afterPrefix, checkBatch, checkReplacement, type DocumentBatch, replacementRefused } from '../src/index.ts';

const batch: DocumentBatch = {
  projection: 'balances@1',
  expected: undefined,
  checkpoint: { position: 1n, event: { stream: 'deal-1', revision: 0, hash: 'a'.repeat(64) } },
  puts: [{ key: 'a', json: '{}' }],
  removes: ['b'],
};
const event = { stream: 'deal-1', revision: 0, hash: 'a'.repeat(64) };
const invalid = expect.objectContaining({ reason: expect.objectContaining({ _tag: 'InvalidAppend' }) });

describe('what every document store checks', () => {
  it('is that a batch would come back unchanged', () => {
    checkBatch(batch);
    checkBatch({ ...batch, checkpoint: { position: 0n } });
    const wrong: readonly Partial<DocumentBatch>[] = [
      { projection: 'nul\0' },
      { puts: [{ key: '\ud800', json: '{}' }] },
      { puts: [{ key: 'a', json: '"\0"' }] },
      { removes: ['fine', '\udc00'] },
      { checkpoint: { position: -1n } },
      { checkpoint: { position: 1n, event: { ...event, stream: '\0' } } },
      { checkpoint: { position: 1n, event: { ...event, hash: '\ud800' } } },
      { checkpoint: { position: 1n, event: { ...event, revision: -1 } } },
      { checkpoint: { position: 1n, event: { ...event, revision: 0.5 } } },
    ];
    for (const change of wrong) expect(() => checkBatch({ ...batch, ...change })).toThrow(invalid);
  });

  it('is that a replacement names each projection once, by a name that can be stored', () => {
    checkReplacement('a@1', []);
    checkReplacement('a@1', ['a@1+rebuild']);
    for (const by of [['a@1'], ['b', 'b'], ['\0']]) expect(() => checkReplacement('a@1', by)).toThrow(invalid);
    expect(replacementRefused('is not wanted')).toEqual(invalid);
  });
});

it('finds the first string after all that start with a prefix, by UTF-8 bytes', () => {
  const character = fc.constantFrom('a', 'b', '\u{7f}', '\u{d7ff}', '\u{e000}', '\u{ffff}', '\u{10000}', '\u{10ffff}');
  const text = fc.array(character, { maxLength: 4 }).map((characters) => characters.join(''));
  const compare = (left: string, right: string) => Buffer.compare(Buffer.from(left), Buffer.from(right));
  fc.assert(
    fc.property(text, text, (prefix, other) => {
      const end = afterPrefix(prefix);
      const inRange = compare(other, prefix) >= 0 && (end === undefined || compare(other, end) < 0);
      expect(inRange).toBe(other.startsWith(prefix));
    }),
  );
});
