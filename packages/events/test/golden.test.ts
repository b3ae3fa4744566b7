import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  type CommandContext,
  type EventData,
  type StoredFrame,
  catalogue,
  decryptProspect,
  frameEvents,
  parseFrame,
  readEvent,
} from '../src/index.ts';
import { eventTypes } from './arbitraries.ts';
import { right } from './recording.ts';

/** What was stored once must be readable for ever: these files are never changed, only added by `addGolden.ts`. */
const folder = new URL('golden/', import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith('.json'));

const textOf = (file: string): string => readFileSync(new URL(file, folder), 'utf8');

const storedFrom = (file: string): StoredFrame => {
  const body = textOf(file);
  const { stream, revision, id, type } = JSON.parse(body) as StoredFrame;
  return { stream, revision, position: 0n, id, type, body };
};

const frameOf = (body: string) => {
  const frame = parseFrame(body);
  if (typeof frame === 'string') throw new Error(frame);
  return frame;
};

describe('the golden files', () => {
  it('are there for every schema of every event in the catalogue', () => {
    const needed = eventTypes.flatMap((type) =>
      Array.from({ length: catalogue[type].schema }, (_, index) => `${type}.v${index + 1}.json`),
    );
    expect(files).toEqual(expect.arrayContaining(needed));
  });

  it('are listed with their hashes as sha256sum writes them, each one, and no other', () => {
    const lines = files.map((file) => {
      const bytes = readFileSync(new URL(file, folder));
      return `${createHash('sha256').update(bytes).digest('hex')}  ${file}`;
    });
    expect(textOf('SHA256SUMS').trimEnd().split('\n').toSorted()).toEqual(lines.toSorted());
  });

  it('show both forms of a prospect, and the encrypted one opens', () => {
    const { prospect } = right(readEvent(storedFrom('LeadSubmitted.v1.json'))).data as EventData<'LeadSubmitted'>;
    const person = decryptProspect(prospect, 'l-1', new Uint8Array(32).fill(7));
    expect(person).toMatchObject({ right: { email: 'person@orion.example' } });
    expect(textOf('LeadSubmitted.v1.reference.json')).toContain('"prospect":{"reference":');
  });
});

describe.each(files)('%s', (file) => {
  const [, type, schema] = /^(\w+)\.v(\d+)\./.exec(file) ?? [];

  it('is read as the event of its name, with the hash of its bytes and nothing unknown', () => {
    const read = right(readEvent(storedFrom(file)));
    expect(read.type).toBe(type);
    expect(read.unknown).toEqual({});
    expect(textOf('SHA256SUMS')).toContain(`${read.hash}  ${file}\n`);
  });

  it('is of the schema of its name, and written again, when that is the current one, it is the same bytes', () => {
    const body = textOf(file);
    const frame = frameOf(body);
    expect(`${frame.schema}`).toBe(schema);
    const event = right(readEvent(storedFrom(file)));
    const context: CommandContext = { ...event, ledger: 'golden' };
    const end = { stream: frame.stream, revision: frame.revision - 1, hash: frame.prev };
    const written = frameEvents([event], context, end, () => event.recordedAt).map((framed) => framed.body);
    const current = catalogue[event.type].schema === frame.schema;
    expect(written).toEqual([current ? body : expect.not.stringMatching(`"schema":${frame.schema}\\b`)]);
  });
});
