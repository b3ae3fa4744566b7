import path from 'node:path/posix';

import { importsOf } from './imports.ts';
import type { TextFile } from './workspace.ts';

/** Who points where. */
export type Graph = ReadonlyMap<string, readonly string[]>;

/** The relative imports between files. */
export const fileGraph = (files: readonly TextFile[]): Graph =>
  new Map(
    files.map(({ path: file, text }) => [
      file,
      importsOf(text)
        .filter((module) => module.startsWith('.'))
        .map((module) => path.join(path.dirname(file), module)),
    ]),
  );

/** Every cycle that a walk meets, as the road that closes it; a cycle is reported at least once, not once per entry. */
export const cyclesIn = (graph: Graph): readonly string[] => {
  const done = new Set<string>();
  const cycles: string[] = [];
  const walk = (node: string, road: readonly string[]): void => {
    const start = road.indexOf(node);
    if (start >= 0) cycles.push([...road.slice(start), node].join(' → '));
    if (start >= 0 || done.has(node)) return;
    for (const next of graph.get(node) ?? []) walk(next, [...road, node]);
    done.add(node);
  };
  for (const node of graph.keys()) walk(node, []);
  return cycles;
};
