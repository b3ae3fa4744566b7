import * as E from 'fp-ts/lib/Either.js';
import type { GraphProblem } from './graphProblem.ts';
import type { GraphJson, NodeJson } from './nodeJson.ts';
import { loneSurrogate, valueFromJson } from './valueJson.ts';

/**
 * Reads a calculation from JSON of any origin. The form is closed: fields that `explain/1` does not have are problems,
 * and so is every value that is not written the one way it can be. Whether the numbers are right is another question:
 * see `verifyGraph`.
 */
export const parseGraph = (json: unknown): E.Either<readonly GraphProblem[], GraphJson> => {
  const problems = checkGraph(json);
  return problems.length === 0 && isGraph(json, problems) ? E.right(json) : E.left(problems);
};

/** What a field has to be, and how to say so. */
type Check = Readonly<{ expected: string; find: (json: unknown, path: string) => readonly GraphProblem[] }>;

const isGraph = (_json: unknown, problems: readonly GraphProblem[]): _json is GraphJson => problems.length === 0;

const malformed = (path: string, expected: string): readonly GraphProblem[] => [{ _tag: 'Malformed', path, expected }];

const check = (expected: string, holds: (json: unknown) => boolean): Check => ({
  expected,
  find: (json, path) => (holds(json) ? [] : malformed(path, expected)),
});

const isText = (json: unknown): json is string => typeof json === 'string' && !loneSurrogate.test(json);
const isRecord = (json: unknown): json is Readonly<Record<string, unknown>> =>
  typeof json === 'object' && json !== null && !Array.isArray(json);

const textCheck = check('text', isText);
const idCheck = check('a node id: 16 hexadecimal digits', (json) => isText(json) && /^[0-9a-f]{16}$/.test(json));
const hashCheck = check('64 hexadecimal digits', (json) => isText(json) && /^[0-9a-f]{64}$/.test(json));
const wholeCheck = check('a whole number, not negative', (json) => Number.isSafeInteger(json) && Number(json) >= 0);
const boolean = check('true or false', (json) => typeof json === 'boolean');
const pointer = check('a JSON Pointer', (json) => isText(json) && /^(?:\/|$)/.test(json));
const oneOf = (...options: readonly string[]): Check =>
  check(`one of ${options.join(', ')}`, (json) => isText(json) && options.includes(json));

const valueCheck: Check = {
  expected: 'a value',
  find: (json, path) => {
    const value = valueFromJson(json);
    return E.isLeft(value) ? malformed(path, value.left.expected) : [];
  },
};

const listOf = (member: Check, least = 0): Check => ({
  expected: 'a list',
  find: (json, path) => {
    if (!Array.isArray(json)) return malformed(path, 'a list');
    if (json.length < least) return malformed(path, `a list of at least ${least}`);
    return json.flatMap((element: unknown, index) => member.find(element, `${path}/${index}`));
  },
});

const recordOf = (required: Readonly<Record<string, Check>>, optional: Readonly<Record<string, Check>> = {}): Check => {
  const known = new Map([...Object.entries(required), ...Object.entries(optional)]);
  return {
    expected: 'an object',
    find: (json, path) => {
      if (!isRecord(json)) return malformed(path, 'an object');
      const missing = Object.keys(required).filter((field) => !Object.hasOwn(json, field));
      return [
        ...missing.flatMap((field) => malformed(`${path}/${field}`, required[field]?.expected ?? 'a field')),
        ...Object.entries(json).flatMap(
          ([field, content]) =>
            known.get(field)?.find(content, `${path}/${field}`) ?? malformed(`${path}/${field}`, 'no such field'),
        ),
      ];
    },
  };
};

const event = recordOf({
  event: textCheck,
  stream: textCheck,
  revision: wholeCheck,
  hash: hashCheck,
  path: pointer,
  occurredAt: textCheck,
  recordedAt: textCheck,
});
const rule = recordOf(
  { plan: textCheck, version: wholeCheck, hash: hashCheck },
  { rule: textCheck, clause: textCheck },
);
const searched = recordOf({ source: textCheck, from: textCheck, to: textCheck, watermark: textCheck });
const rejected = recordOf({ rule, failed: listOf(idCheck, 1) });

const common = { kind: textCheck, value: valueCheck };
const extra = { name: textCheck, given: listOf(idCheck, 1) };

const operation = oneOf('sum', 'sub', 'mul', 'div', 'min', 'max', 'split', 'convert', 'months', 'days', 'add-months');
const test = oneOf('lt', 'le', 'eq', 'ne', 'ge', 'gt', 'in', 'not-in');
const mode = oneOf('half-even', 'half-up', 'down', 'up');

const kinds: Readonly<Record<NodeJson['kind'], Check>> = {
  fact: recordOf({ ...common, from: listOf(event) }, extra),
  param: recordOf({ ...common, rule, path: pointer }, extra),
  op: recordOf({ ...common, op: operation, args: listOf(idCheck, 1) }, { ...extra, rule }),
  round: recordOf({ ...common, arg: idCheck, mode, decimals: wholeCheck, residue: valueCheck }, extra),
  guard: recordOf({ ...common, test, pass: boolean, args: listOf(idCheck, 2) }, { ...extra, rule }),
  choice: recordOf(
    { ...common, taken: idCheck, because: listOf(listOf(idCheck, 1)), rejected: listOf(rejected) },
    extra,
  ),
  absent: recordOf({ ...common, key: textCheck, searched: listOf(searched) }, extra),
};
const checkOfKind: ReadonlyMap<unknown, Check> = new Map(Object.entries(kinds));

const checkNode = (json: unknown, path: string): readonly GraphProblem[] => {
  if (!isRecord(json)) return malformed(path, 'an object');
  const known = checkOfKind.get(json['kind']);
  return known === undefined
    ? malformed(`${path}/kind`, `one of ${Object.keys(kinds).join(', ')}`)
    : known.find(json, path);
};

const checkGraph = (json: unknown): readonly GraphProblem[] => {
  const shape = recordOf({ root: idCheck, nodes: check('an object of nodes', isRecord) }).find(json, '');
  if (shape.length > 0 || !isRecord(json) || !isRecord(json['nodes'])) return shape;
  return Object.entries(json['nodes']).flatMap(([id, node]) =>
    idCheck.find(id, `/nodes/${id}`).concat(checkNode(node, `/nodes/${id}`)),
  );
};
