import { param, ratioOf, toGraph, type RuleRef } from '@commission-ledger/calculation';
import { exactFromJson, money } from '@commission-ledger/money';
import * as E from 'fp-ts/lib/Either.js';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  describeReplyProblem,
  ReplyCodec,
  renderJson,
  renderTree,
  storedEventIn,
  Unexplained,
  verifyReply,
  type Reply,
  type ReplyProblem,
} from '../src/index.ts';

import { arbitraryStory, play } from './arbitraryHistory.ts';
import { changed, eventsOf, left, right, type History } from './history.ts';
import { factIn, sumOfEntries, toldHistory } from './replies.ts';

const witness = (history: Pick<History, 'store' | 'currency'>) => ({
  askAgain: async () => E.right(await sumOfEntries(history)),
  readStored: storedEventIn(history.store),
});

const problemsOf = async (history: History, json: unknown): Promise<readonly ReplyProblem[]> =>
  left(await verifyReply(json, witness(history)));

const told = async (): Promise<Readonly<{ history: History; reply: Reply }>> => {
  const history = await toldHistory();
  return { history, reply: await sumOfEntries(history) };
};

/** The answer with the row at this place, counted from 0, changed. */
const withRow = (reply: Reply, place: number, edit: object): Reply => ({
  ...reply,
  rows: reply.rows.map((row, index) => (index === place ? { ...row, ...edit } : row)),
});

describe('an answer', () => {
  it('holds, also after it was written to a file: it says how much was done again', async () => {
    const { history, reply } = await told();
    const verified = right(await verifyReply(JSON.parse(renderJson(reply)), witness(history)));
    expect(verified).toEqual({ reply, nodes: Object.keys(reply.nodes).length, events: reply.log.events });
  });

  const usd = (amount: string) => ({ amount, currency: 'USD' });

  it.each([
    [
      'whose row has another amount',
      'WrongAmount',
      '1',
      (reply: Reply) => withRow(reply, 0, { amount: usd('1500.01') }),
    ],
    [
      'whose row does not count any more',
      'DoesNotAddUp',
      '',
      (reply: Reply) => withRow(reply, 4, { counts: undefined }),
    ],
    ['whose amount is another', 'DoesNotAddUp', '', (reply: Reply) => ({ ...reply, amount: usd('3216.69') })],
    [
      'whose condition is said to have failed',
      'WrongGate',
      '6',
      (reply: Reply) => withRow(reply, 5, { gate: 'failed' }),
    ],
    ['whose rows changed places', 'WrongNumber', '2', (reply: Reply) => ({ ...reply, rows: swapped(reply.rows) })],
  ])('%s is found out at that row', async (_, tag, row, edit) => {
    const { history, reply } = await told();
    const broken: Reply = JSON.parse(JSON.stringify(edit(reply)));
    const problems = await problemsOf(history, broken);
    expect(problems).toContainEqual(expect.objectContaining({ _tag: tag, row }));
    expect(problems.map(describeReplyProblem).join()).toContain(row === '' ? 'The answer' : `Row ${row}`);
    expect(() => renderTree(broken)).toThrow(Unexplained);
  });

  it.each([
    ['/unexplained', (reply: Reply) => ({ ...reply, unexplained: usd('0.01') })],
    ['/asked/on', (reply: Reply) => ({ ...reply, asked: { on: '2017-03-07' } })],
    [
      '/title/holes/date',
      (reply: Reply) => JSON.parse(renderJson(reply).replace('"2017-03-06","partner"', '"2017-03-05","partner"')),
    ],
    ['/searched/0/watermark', (reply: Reply) => ({ ...reply, searched: [{ ...reply.searched[0], watermark: '9' }] })],
    ['/log/events', (reply: Reply) => ({ ...reply, log: { ...reply.log, events: 3 } })],
    ['/partner', (reply: Reply) => JSON.parse(renderJson(reply).replace('"partner":"darcel","plans"', '"plans"'))],
    ['/rows/7/proof', (reply: Reply) => withRow(reply, 7, { proof: 'PO-1' })],
  ])('whose %s was changed is found out there', async (path, edit) => {
    const { history, reply } = await told();
    const [problem] = await problemsOf(history, edit(reply));
    expect(problem).toMatchObject({ _tag: 'ReadsDifferently', path });
    expect(problem && describeReplyProblem(problem)).toContain(path);
  });

  it('whose record was changed in the history is found out at the event', async () => {
    const { history, reply } = await told();
    const adjusted = (await eventsOf(history.store)).find(({ type }) => type === 'AdjustmentPosted');
    const store = await changed(history.store, 'AdjustmentPosted', (data) => ({ ...data, reason: 'Another' }));
    const problems = await problemsOf({ ...history, store }, reply);
    expect(problems).toContainEqual(
      expect.objectContaining({
        _tag: 'EventDiffers',
        stream: adjusted?.stream,
        revision: adjusted?.revision,
        field: 'hash',
      }),
    );
  });

  it.each([
    [
      'fact',
      async (history: History) => factIn(history, 'AdjustmentPosted', '/amount', { _tag: 'money', money: sixOff }),
    ],
    ['term of the plan', async (_: History, rule: RuleRef) => param(ratio, rule, '/rules/1/pay/rate')],
    [
      'term of no plan',
      async (_: History, rule: RuleRef) => param(ratio, { ...rule, version: 2 }, '/rules/1/pay/rate'),
    ],
  ])('whose %s is not what its source says is found out at the node', async (_, leafOf) => {
    const { history, reply } = await told();
    const rule = { plan: 'crm', version: 1, hash: reply.plans[0]?.hash ?? '' };
    const node = await leafOf(history, rule);
    const graph = toGraph(node);
    const document = { ...withRow(reply, 7, { node: graph.root }), nodes: { ...reply.nodes, ...graph.nodes } };
    const problems = await problemsOf(history, document);
    expect(problems).toEqual([expect.objectContaining({ node: graph.root })]);
    expect(problems[0]?._tag).toMatch(/^(?:FactDiffers|UnknownRule)$/);
  });

  it('that says more than there is to say is found out', async () => {
    const { history, reply } = await told();
    const { partner: stated, ...anonymous } = reply;
    const again = { ...witness(history), askAgain: async () => E.right(anonymous) };
    expect(left(await verifyReply(reply, again))).toEqual([
      { _tag: 'ReadsDifferently', path: '/partner', stated, found: 'nothing' },
    ]);
  });

  it('with a calculation that no row and no amount rests on is found out at that node', async () => {
    const { history, reply } = await told();
    const { root, nodes } = toGraph(
      await factIn(history, 'AdjustmentPosted', '/amount', { _tag: 'money', money: sixOff }),
    );
    const document = { ...reply, nodes: { ...reply.nodes, ...nodes } };
    expect(await problemsOf(history, document)).toContainEqual({ _tag: 'Unreachable', node: root });
    expect(() => renderTree(document)).toThrow(Unexplained);
  });

  it('of another engine, or that cannot be asked again, is not believed', async () => {
    const { history, reply } = await told();
    expect(await problemsOf(history, { ...reply, engine: 'somebody else 7' })).toEqual([
      { _tag: 'UnknownEngine', engine: 'somebody else 7' },
    ]);
    const failure = { _tag: 'UnknownSubject', subject: 'x' } as const;
    const again = { ...witness(history), askAgain: async () => E.left(failure) };
    expect(left(await verifyReply(reply, again))).toEqual([{ _tag: 'NotExplainable', failure }]);
  });
});

const sixOff = right(money('-6.00', 'USD'));
const ratio = ratioOf(right(exactFromJson('0.04')));

const swapped = ([first, second, ...rest]: Reply['rows']): readonly unknown[] => [second, first, ...rest];

it('notices any digit that is changed anywhere in an answer', () =>
  fc.assert(
    fc.asyncProperty(arbitraryStory, fc.nat(), fc.integer({ min: 1, max: 9 }), async (story, where, by) => {
      const history = await play(story);
      const booked = (await eventsOf(history.store)).some(({ stream }) =>
        stream.startsWith('account-crm-2017.darcel.'),
      );
      fc.pre(booked);
      const reply = await sumOfEntries(history);
      const text = renderJson(reply);
      const digits = [...text.matchAll(/\d/g)];
      const at = digits[where % digits.length]?.index ?? 0;
      const tampered = `${text.slice(0, at)}${(Number(text[at]) + by) % 10}${text.slice(at + 1)}`;
      let json: unknown;
      try {
        json = JSON.parse(tampered);
      } catch {
        return; // A number such as 07 is no JSON: noticed even earlier.
      }
      expect(await problemsOf(history, json)).not.toEqual([]);
    }),
    { numRuns: 60 },
  ));

describe('the form of an answer', () => {
  const refused = async (edit: (reply: Record<string, unknown>) => unknown): Promise<boolean> => {
    const { reply } = await told();
    return E.isLeft(ReplyCodec.decode(edit(JSON.parse(renderJson(reply)))));
  };
  const title = (edit: object) => (reply: Record<string, unknown>) => ({
    ...reply,
    title: { key: 'payoutTitle', ...edit },
  });
  const holes = { subject: 'S', partner: 'darcel', date: '2017-03-06' };

  it.each([
    ['a sentence that nobody has', title({ key: 'payoutTitel', holes })],
    ['a sentence of the language itself', title({ key: 'constructor', holes: {} })],
    ['a sentence with a hole too few', title({ holes: { subject: 'S', partner: 'darcel' } })],
    ['a sentence with a hole too many', title({ holes: { ...holes, note: 'x' } })],
    ['a day that is none', title({ holes: { ...holes, date: '[31m' } })],
    ['a text that is a number', title({ holes: { ...holes, partner: 7 } })],
    ['an amount of many words', title({ key: 'chargedInAll', holes: { amount: 'ten' } })],
    [
      'an amount with too few decimals',
      title({ key: 'chargedInAll', holes: { amount: { amount: '1.0', currency: 'USD' } } }),
    ],
    ['a count below zero', title({ key: 'others', holes: { others: -1 } })],
    ['a count of a half', title({ key: 'others', holes: { others: 0.5 } })],
    [
      'a field asked for that is the prototype',
      (reply: object) => ({ ...reply, asked: JSON.parse('{"__proto__":"x"}') }),
    ],
    ['a field too many', (reply: object) => ({ ...reply, note: 'paid twice' })],
    ['rows without a bottom', (reply: object) => ({ ...reply, rows: [bottomless(5_000)] })],
    ['no object', () => null],
  ])('refuses %s', async (_, edit) => {
    expect(await refused(edit)).toBe(true);
  });

  it('takes what is as it has to be', async () => {
    expect(await refused(title({ holes }))).toBe(false);
    expect(await refused(title({ key: 'chargedInAll', holes: { amount: '28' } }))).toBe(false);
  });
});

const bottomless = (levels: number): unknown => {
  let row: unknown = { number: '1', said: { key: 'sum', holes: {} } };
  for (let level = 0; level < levels; level += 1) row = { number: '1', said: { key: 'sum', holes: {} }, rows: [row] };
  return row;
};
