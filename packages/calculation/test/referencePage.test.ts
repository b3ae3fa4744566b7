import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { names, nodeId, parseGraph, type NodeJson } from '../src/index.ts';
import { right } from './arbitraryCalculation.ts';
import { idOf } from './secondEvaluator.ts';

const page = readFileSync(new URL('../../../docs/reference/explain-operations.md', import.meta.url), 'utf8');

it('the hash worked on the reference page is the hash that is computed', () => {
  const written = /```json hash-example\n(.*?)\n```/s.exec(page)?.[1] ?? '';
  const node = JSON.parse(written) as NodeJson;
  expect(page).toContain(`the id \`${nodeId(node)}\``);
  expect(idOf(node)).toBe(nodeId(node));
  expect(right(parseGraph({ root: nodeId(node), nodes: { [nodeId(node)]: node } })).root).toBe(nodeId(node));
});

const words = 'sum sub mul div min max split convert months days add-months half-even half-up down up not-in';

it.each(words.split(' '))('the reference page explains %s', (word) => {
  expect(page).toContain(`\`${word}\``);
});

it('the vocabulary has each name once', () => {
  expect(new Set(names).size).toBe(names.length);
});
