import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fieldsOf } from '../src/knownFields.ts';
import { catalogue } from '../src/index.ts';
import { eventTypes } from './arbitraries.ts';

const page = readFileSync(new URL('../../../docs/reference/events.md', import.meta.url), 'utf8');

const golden = new URL('golden/', import.meta.url);
const files = readdirSync(golden);

/** Told once for all events, or once for all of an account. */
const TOLD_ONCE: ReadonlySet<string> = new Set(['occurredAt', 'program', 'partner']);

const namesOf = (type: keyof typeof catalogue): readonly string[] => [
  ...new Set(fieldsOf(catalogue[type].codec).map(([name]) => name)),
];

describe('the page of all events', () => {
  it.each(eventTypes)('has one line for %s, with all its fields', (type) => {
    const lines = page.split('\n').filter((line) => line.startsWith(`| \`${type}\` `));
    expect(lines).toHaveLength(1);
    // Promises are told below the table, for both events that have them.
    const told = type.startsWith('Program') ? page : lines.join('\n');
    const missing = namesOf(type).filter(
      (name) => !TOLD_ONCE.has(name) && !told.includes(`\`${name}\``) && !told.includes(`\`${name}?\``),
    );
    expect(missing).toEqual([]);
  });

  it('has no line for an event that there is not', () => {
    const named = [...page.matchAll(/^\| `([A-Z]\w+)` /gm)].map(([, type]) => type);
    expect(new Set(named)).toEqual(new Set(eventTypes));
  });
});

/** The fields of a stored event. */
const shownIn = (file: string): readonly string[] => {
  const frame: Readonly<{ data: object }> = JSON.parse(readFileSync(new URL(file, golden), 'utf8'));
  return Object.keys(frame.data);
};

describe('the golden files', () => {
  it.each(eventTypes)('show every field of %s', (type) => {
    const shown = files.filter((file) => file.startsWith(`${type}.`)).flatMap(shownIn);
    expect(shown).toEqual(expect.arrayContaining([...namesOf(type)]));
  });
});
