import { guard, param, ratioOf, toGraph, type NodeJson } from '@commission-ledger/calculation';
import { exactFromJson } from '@commission-ledger/money';
import * as E from 'fp-ts/lib/Either.js';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  createProver,
  storedEventIn,
  verifyMasked,
  verifyReply,
  type Explanation,
  type Reply,
  type ReplyProblem,
} from '../src/index.ts';
import { bookedIn, left, right, type History } from './history.ts';
import { factIn, sumOfEntries, toldHistory } from './replies.ts';

let history: History;
let reply: Reply;
let explanation: Explanation;

beforeAll(async () => {
  history = await toldHistory();
  reply = await sumOfEntries(history);
  const payout = (await bookedIn(history.store)).find((id) => id.startsWith('PO-')) ?? '';
  explanation = right(await createProver({ store: history.store, references: history.references }).why(payout));
});

const read = () => storedEventIn(history.store);

/** What is found in a document that is whoever's: asked again, the same is answered. */
const inReply = async (json: Reply): Promise<readonly ReplyProblem[]> => {
  const verified = await verifyReply(json, { askAgain: async () => E.right(json), readStored: read() });
  return E.isLeft(verified) ? verified.left : [];
};

describe('a document that is none is told by its place, and as what it claims to be', () => {
  it.each<readonly [what: string, edit: (whole: Reply) => unknown, path: string]>([
    ['a field too many', (whole) => ({ ...whole, note: 'x' }), '/note'],
    ...[0, 1, 2].map((place): readonly [string, (whole: Reply) => unknown, string] => [
      `row ${place} with a field too many`,
      (whole) => ({ ...whole, rows: whole.rows.map((row, index) => (index === place ? { ...row, note: 'x' } : row)) }),
      `/rows/${place}/note`,
    ]),
    ['no title', (whole) => ({ ...whole, title: undefined }), '/title'],
  ])('an answer: %s', async (_, edit, path) => {
    const witness = { askAgain: async () => E.right(reply), readStored: read() };
    const expected = expect.objectContaining({ _tag: 'NotAReply', path });
    expect(left(await verifyReply(edit(reply), witness))).toContainEqual(expected);
    expect(left(await verifyMasked(edit(reply), read()))).toContainEqual(expected);
  });

  it('an explanation: whatever does not say that it is an answer', async () => {
    for (const json of [
      null,
      undefined,
      'reply/1',
      7,
      [],
      {},
      { schema: 'reply/2' },
      { ...explanation, schema: 'x' },
    ]) {
      const problems = left(await verifyMasked(json, read()));
      expect(problems.length).toBeGreaterThan(0);
      expect(problems.every(({ _tag }) => _tag === 'NotAnExplanation')).toBe(true);
    }
  });

  it('a document of another engine is not believed', async () => {
    for (const whole of [reply, explanation])
      expect(left(await verifyMasked({ ...whole, engine: 'somebody else 7' }, read()))).toEqual([
        { _tag: 'UnknownEngine', engine: 'somebody else 7' },
      ]);
  });
});

describe('a document with nothing masked', () => {
  it('holds like any other, and says how much was read and that nothing was hidden', async () => {
    expect(right(await verifyMasked(reply, read()))).toEqual({
      document: reply,
      nodes: Object.keys(reply.nodes).length,
      events: reply.log.events,
      masked: 0,
    });
    expect(right(await verifyMasked(explanation, read()))).toMatchObject({ events: explanation.log.events, masked: 0 });
    right(await verifyMasked(reply, read(), reply));
  });

  it('is compared with another where there is one, in both directions', async () => {
    const { partner, ...anonymous } = reply;
    expect(left(await verifyMasked(reply, read(), anonymous))).toEqual([
      expect.objectContaining({ _tag: 'ReadsDifferently', path: '/partner' }),
    ]);
    expect(left(await verifyMasked(anonymous, read(), reply))).toEqual([
      expect.objectContaining({ _tag: 'ReadsDifferently', path: '/partner' }),
    ]);
    expect(partner).toBe('darcel');
  });

  it('whose lines do not add up is found out, though every step holds', async () => {
    const [first, ...others] = explanation.lines;
    const lines = others;
    expect(first).toBeDefined();
    expect(left(await verifyMasked({ ...explanation, lines }, read()))).toContainEqual({
      _tag: 'NotAnExplanation',
      path: '',
      expected: 'lines that add up to the amount',
    });
  });
});

describe('an event that is cited wrongly is told by the place of the citation:', () => {
  const wrong = { event: 'x', occurredAt: '2017-01-01T00:00:00.000Z' };
  const differs = (path: string) => expect.objectContaining({ _tag: 'EventDiffers', path, field: 'id', stated: 'x' });
  const from = () => reply.program.from;

  it('in a row, below a row, in a node, in a plan and in the program', async () => {
    const cited = { ...from(), ...wrong };
    const [first, second, ...rest] = reply.rows;
    if (first === undefined || second === undefined) throw new Error('There are rows.');
    const below = { number: '2.1', said: first.said, from: [cited] };
    expect(await inReply({ ...reply, rows: [{ ...first, from: [cited] }, second, ...rest] })).toContainEqual(
      differs('/rows/0'),
    );
    expect(await inReply({ ...reply, rows: [first, { ...second, rows: [below] }, ...rest] })).toContainEqual(
      differs('/rows/1/rows/0'),
    );
    expect(await inReply({ ...reply, program: { ...reply.program, from: cited } })).toContainEqual(differs('/program'));
    const plans = reply.plans.map((plan) => ({ ...plan, from: cited }));
    expect(await inReply({ ...reply, plans })).toContainEqual(differs('/plans/0'));
    const [id, fact] = Object.entries(reply.nodes).find(([, node]) => node.kind === 'fact') ?? [];
    if (id === undefined || fact?.kind !== 'fact') throw new Error('There are facts.');
    const nodes = { ...reply.nodes, [id]: { ...fact, from: [cited] } };
    expect(await inReply({ ...reply, nodes })).toContainEqual(differs(`/nodes/${id}`));
  });
});

describe('a fact without an event', () => {
  /** The answer with a row that rests on a calculation of its own. */
  const withRow = (question: Reply['question'], nodes: Readonly<Record<string, NodeJson>>, node: string): Reply => ({
    ...reply,
    question,
    rows: reply.rows.map((row, index) => (index === 7 ? { ...row, node } : row)),
    nodes: { ...reply.nodes, ...nodes },
  });

  it.each([
    ['why', false],
    ['when', false],
    ['who', false],
    ['diff', false],
    ['why-not', true],
    ['what-if', true],
  ] as const)('in an answer to %s may be supposed: %s', async (question, may) => {
    const supposed: NodeJson = { kind: 'fact', value: 'supposed', from: [] };
    const { root, nodes } = toGraph({ kind: 'fact', value: { _tag: 'text', text: 'supposed' }, from: [] });
    expect(nodes[root]).toEqual(supposed);
    const problems = await inReply(withRow(question, nodes, root));
    expect(problems).toEqual(may ? [] : [expect.objectContaining({ _tag: 'FactDiffers', node: root })]);
  });

  it('makes nothing else supposed: a number of the plan and a fact with an event are looked up', async () => {
    const rule = { plan: 'crm', version: 1, hash: reply.plans[0]?.hash ?? '' };
    const rate = param(ratioOf(right(exactFromJson('0.99'))), rule, '/rules/1/pay/rate');
    const stated = await factIn(history, 'AdjustmentPosted', '/reason', { _tag: 'text', text: 'Another' });
    for (const wrong of [rate, stated]) {
      const { root, nodes } = toGraph(guard('eq', [wrong, wrong]));
      const [leaf] = Object.entries(nodes).find(([, node]) => node.kind !== 'guard') ?? [];
      const problems = await inReply(withRow('what-if', nodes, root));
      expect(problems).toContainEqual(expect.objectContaining({ _tag: 'FactDiffers', node: leaf }));
    }
  });
});
