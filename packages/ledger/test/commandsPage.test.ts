import { readFileSync } from 'node:fs';
import { memoryEventStore } from '@commission-ledger/event-store';
import { catalogue } from '@commission-ledger/events';
import { describe, expect, it } from 'vitest';
import { createLedger, describeRefusal } from '../src/index.ts';
import { refusalExamples } from './refusalExamples.ts';

const page = readFileSync(new URL('../../../docs/reference/commands.md', import.meta.url), 'utf8');
const [commandsPart = '', refusalsPart = ''] = page.split('\n## Refusals\n');

/** The first cell of each line of a table, without the backquotes, and the rest. */
const linesOf = (text: string): ReadonlyMap<string, string> =>
  new Map([...text.matchAll(/^\| `(\w+)` +\| (.*) \|$/gm)].map(([, name = '', rest = '']) => [name, rest]));

const commands = Object.keys(createLedger({ store: memoryEventStore() }));

describe('the page of all commands', () => {
  it('has one line for each command, and none for what is no command', () => {
    expect([...linesOf(commandsPart).keys()].toSorted()).toEqual(commands.toSorted());
  });

  it('names only events that there are', () => {
    const named = [...commandsPart.matchAll(/`([A-Z]\w+)`/g)].map(([, type = '']) => type);
    expect(named.filter((type) => !Object.hasOwn(catalogue, type))).toEqual([]);
  });

  it('has one line for each refusal, and none for what is none', () => {
    expect([...linesOf(refusalsPart).keys()].toSorted()).toEqual(Object.keys(refusalExamples).toSorted());
  });

  it.each(Object.values(refusalExamples))('tells $_tag as the ledger does', (refusal) => {
    expect(linesOf(refusalsPart).get(refusal._tag)?.trim()).toBe(describeRefusal(refusal));
  });
});
