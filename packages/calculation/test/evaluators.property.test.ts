import * as E from 'fp-ts/lib/Either.js';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseGraph, restsOn, toGraph, verifyGraph, type GraphJson, type NodeJson } from '../src/index.ts';
import { calculation, right } from './arbitraryCalculation.ts';
import { findings, idOf } from './secondEvaluator.ts';

const problemsOf = (json: unknown): readonly { node?: string }[] => {
  const parsed = parseGraph(json);
  if (E.isLeft(parsed)) return parsed.left.map((problem) => ({ node: 'path' in problem ? problem.path : '' }));
  const verified = verifyGraph(parsed.right);
  return E.isLeft(verified) ? (verified.left as readonly { node?: string }[]) : [];
};

it('both evaluators find nothing wrong with a calculation that was built here', () => {
  fc.assert(
    fc.property(calculation, (root) => {
      const graph = toGraph(root);
      expect(problemsOf(JSON.parse(JSON.stringify(graph)))).toEqual([]);
      expect(findings(graph)).toEqual([]);
    }),
    { numRuns: 500 },
  );
});

/** Every text of a node that carries meaning, as a path to it. */
const placesOf = (json: unknown, path: readonly string[] = []): readonly (readonly string[])[] => {
  if (typeof json !== 'object' || json === null) return [path];
  return Object.entries(json).flatMap(([key, value]) => placesOf(value, [...path, key]));
};

const changedAt = (json: unknown, [key, ...rest]: readonly string[]): unknown => {
  if (key === undefined) return changed(json);
  if (Array.isArray(json))
    return json.map((value: unknown, index) => (String(index) === key ? changedAt(value, rest) : value));
  return Object.fromEntries(
    Object.entries(json as object).map(([field, value]) => [field, field === key ? changedAt(value, rest) : value]),
  );
};

const changed = (json: unknown): unknown => {
  if (typeof json === 'boolean') return !json;
  if (typeof json === 'number') return json + 1;
  const written = String(json);
  const modes = ['half-even', 'half-up', 'down', 'up'];
  if (modes.includes(written)) return modes[(modes.indexOf(written) + 1) % 4];
  const digit = written.search(/\d/);
  if (digit < 0) return `${written}x`;
  return `${written.slice(0, digit)}${(Number(written[digit]) + 1) % 10}${written.slice(digit + 1)}`;
};

it('a changed digit, argument or mode anywhere is caught by both, with the node named', () => {
  fc.assert(
    fc.property(calculation, fc.nat(), fc.nat(), (root, whichNode, whichPlace) => {
      const graph = toGraph(root);
      const ids = Object.keys(graph.nodes);
      const id = ids[whichNode % ids.length] ?? '';
      const places = placesOf(graph.nodes[id]);
      const place = places[whichPlace % places.length] ?? [];
      const tampered = { ...graph, nodes: { ...graph.nodes, [id]: changedAt(graph.nodes[id], place) } };
      expect(
        problemsOf(tampered)
          .map(({ node }) => node ?? '')
          .join(' '),
      ).toContain(id);
      expect(findings(tampered as GraphJson).join(' ')).toContain(id);
    }),
    { numRuns: 1000 },
  );
});

/** Gives every node its right id again, from the leaves up: the forger who knows how ids are made. */
const rehashed = (graph: GraphJson): GraphJson => {
  const renamed = new Map<string, string>();
  const nodes: Record<string, NodeJson> = {};
  const rename = (id: string): string => {
    const before = renamed.get(id);
    if (before !== undefined) return before;
    const node = graph.nodes[id] as NodeJson;
    for (const below of restsOn(node)) rename(below);
    const replaced = JSON.parse(
      JSON.stringify(node).replaceAll(/"([0-9a-f]{16})"/g, (whole, old: string) => `"${renamed.get(old) ?? old}"`),
    ) as NodeJson;
    const id2 = idOf(replaced);
    renamed.set(id, id2);
    nodes[id2] = replaced;
    return id2;
  };
  return { root: rename(graph.root), nodes };
};

it('a forger who also mends all ids is caught at the step that does not compute', () => {
  fc.assert(
    fc.property(calculation, fc.nat(), (root, which) => {
      const graph = toGraph(root);
      const steps = Object.entries(graph.nodes).filter(
        ([, { kind }]) => kind === 'op' || kind === 'round' || kind === 'guard',
      );
      fc.pre(steps.length > 0);
      const [id, node] = steps[which % steps.length] as [string, NodeJson];
      const fields = placesOf(node).filter(([field]) => field === 'value' || field === 'residue' || field === 'pass');
      const place = fields[which % fields.length] ?? [];
      const forged = rehashed({ ...graph, nodes: { ...graph.nodes, [id]: changedAt(node, place) as NodeJson } });
      expect(problemsOf(forged).length).toBeGreaterThan(0);
      expect(findings(forged).length).toBeGreaterThan(0);
      expect(findings(forged).filter((finding) => finding.endsWith(' id'))).toEqual([]);
    }),
    { numRuns: 500 },
  );
});

it('takes any JSON at all without throwing', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (root, nodes) => {
      expect(E.isLeft(parseGraph({ root, nodes }))).toBe(true);
    }),
  );
});

it('gives the same bytes whenever the same calculation is written', () => {
  fc.assert(
    fc.property(calculation, (root) => {
      const graph = toGraph(root);
      expect(JSON.stringify(toGraph(root))).toBe(JSON.stringify(graph));
      expect(right(verifyGraph(graph)).root).toBe(graph.root);
    }),
  );
});
