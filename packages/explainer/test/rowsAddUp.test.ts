import { booked, fact, guard, sum, text, type EventRef, type Node } from '@commission-ledger/calculation';
import { money, type Money } from '@commission-ledger/money';
import { describe, expect, it } from 'vitest';
import { Unexplained, type Reply } from '../src/index.ts';
import { composeReply, type Draft, type DraftRow } from '../src/questions/composeReply.ts';
import { problemsWithin } from '../src/verify/problemsWithin.ts';
import { right } from './history.ts';

const usd = (amount: string): Money => right(money(amount, 'USD'));
const cited = (event: string, recordedAt: string): EventRef => ({
  event,
  stream: `deal-${event}`,
  revision: 0,
  hash: event.padEnd(64, '0'),
  path: '/amount',
  occurredAt: '2017-01-01T00:00:00.000000Z',
  recordedAt,
});
const opened = cited('e0', '2017-01-01T00:00:00.000000Z');

const ten = fact(booked(usd('10.00')), [cited('e1', '2017-01-02T00:00:00.000000Z')]);
const five = fact(booked(usd('5.00')), []);
const open = guard('gt', [ten, five]);
const shut = guard('lt', [ten, five]);

const said = { key: 'sum', holes: {} } as const;
const counted = (amount: string, more: Partial<DraftRow> = {}): DraftRow => ({
  said,
  amount: usd(amount),
  counts: true,
  ...more,
});

/** Fifteen, which are ten, proved, and five, which are three and two. */
const draft: Draft = {
  question: 'why',
  subject: { kind: 'account', id: 'A-1' },
  asked: {},
  program: { program: 'p', timeZone: 'UTC', from: opened },
  title: said,
  amount: usd('15.00'),
  verdict: [],
  root: sum([ten, five]),
  rows: [
    counted('10.00', { node: ten, gate: 'open' }),
    counted('5.00', {
      node: five,
      from: [cited('e3', '2017-01-04T00:00:00.000000Z')],
      rows: [counted('3.00'), counted('2.00', { rows: [] }), { said, gate: 'passed', node: open }],
    }),
    { said, gate: 'failed', node: shut },
    { said, amount: usd('99.00') },
  ],
  searched: [],
  plans: [{ plan: 'crm', version: 1, hash: 'h', from: cited('e2', '2017-01-03T00:00:00.000000Z') }],
  effective: '2017-03-06',
};
const reply = composeReply(draft);

describe('an answer is composed', () => {
  it('with its rows numbered, its calculations in one graph, and nothing that was not said', () => {
    expect(Object.keys(reply)).not.toContain('partner');
    const usdOf = (amount: string) => ({ amount, currency: 'USD' });
    const ids = Object.keys(reply.nodes);
    expect(ids).toHaveLength(5);
    expect(reply).toMatchObject({ amount: usdOf('15.00'), unexplained: usdOf('0.00'), searched: [] });
    const [first, second, third, fourth] = reply.rows;
    expect([first?.number, second?.number, third?.number, fourth?.number]).toEqual(['1', '2', '3', '4']);
    expect(second?.rows?.map(({ number }) => number)).toEqual(['2.1', '2.2', '2.3']);
    expect(second?.rows?.[1]).toEqual({ number: '2.2', said, amount: usdOf('2.00'), counts: true });
    expect(fourth).toEqual({ number: '4', said, amount: usdOf('99.00') });
    for (const id of [reply.root, first?.node, second?.node, third?.node, second?.rows?.[2]?.node])
      expect(ids).toContain(id);
  });

  it('as of the newest event that it cites, be that in a row, a fact, a plan or the program', () => {
    expect(reply.asOf).toEqual({ effective: '2017-03-06', known: '2017-01-04T00:00:00.000000Z' });
    expect(reply.log).toMatchObject({ events: 4, stream: 'deal-e3' });
    const { asOf, log } = composeReply({ ...draft, rows: [] });
    expect([asOf.known, log.events]).toEqual(['2017-01-03T00:00:00.000000Z', 3]);
    const { log: bare } = composeReply({ ...draft, rows: [], root: five, amount: usd('5.00'), plans: [] });
    expect(bare).toMatchObject({ events: 1, stream: 'deal-e0' });
  });

  it('with a partner where there is one', () => {
    expect(composeReply({ ...draft, partner: 'darcel' }).partner).toBe('darcel');
  });

  it('with nothing unexplained only where there is an amount that rows add up to', () => {
    const { amount: _, root: __, ...without } = draft;
    expect(composeReply(without)).not.toHaveProperty('unexplained');
    expect(composeReply(without)).not.toHaveProperty('amount');
    expect(composeReply(without)).not.toHaveProperty('root');
    expect(composeReply({ ...draft, rows: draft.rows.slice(2) })).not.toHaveProperty('unexplained');
  });
});

describe('an answer is refused', () => {
  const sumOff = 'The rows of an answer about "A-1" do not add up to its amount.';
  const nodeOff = 'A calculation in an answer about "A-1" does not give its amount.';
  const gateOff = 'A condition in an answer about "A-1" did not turn out as it says.';
  const withRows = (...rows: readonly DraftRow[]): Draft => ({ ...draft, rows });
  const unrounded: Node = { kind: 'fact', from: [], value: text('10.00') };

  it.each<readonly [what: string, draft: Draft, message: string]>([
    ['rows that come to more', withRows(...draft.rows, counted('0.01')), sumOff],
    ['rows that come to less', withRows(...draft.rows.slice(1)), sumOff],
    ['rows below a row that come to less', withRows(counted('15.00', { rows: [counted('14.99')] })), sumOff],
    [
      'rows two levels below',
      withRows(counted('15.00', { rows: [counted('15.00', { rows: [counted('1.00')] })] })),
      sumOff,
    ],
    ['a calculation of another amount', { ...draft, root: ten }, nodeOff],
    ['a calculation of no amount', { ...draft, root: unrounded }, nodeOff],
    ['a row whose calculation gives another', withRows(counted('15.00', { node: ten })), nodeOff],
    ['a row below', withRows(counted('15.00', { rows: [counted('15.00', { node: ten })] })), nodeOff],
    ['a condition that held', withRows({ said, gate: 'failed', node: open }), gateOff],
    ['a condition that did not', withRows({ said, gate: 'passed', node: shut }), gateOff],
    ['a condition below', withRows({ said, rows: [{ said, gate: 'passed', node: shut }] }), gateOff],
  ])('for %s', (_, refused, message) => {
    expect(() => composeReply(refused)).toThrow(new Unexplained(message));
  });

  it.each<readonly [what: string, draft: Draft]>([
    ['rows that do not count', withRows({ said, amount: usd('3.00') })],
    ['a row that counts and has no amount', withRows(counted('15.00'), { said, counts: true })],
    [
      'a condition that is open',
      withRows({ said, gate: 'open', node: shut }, { said, gate: 'not-reached', node: open }),
    ],
    ['a gate at what is no condition', withRows({ said, gate: 'failed', node: ten })],
    ['rows below one without an amount', withRows({ said, rows: [counted('3.00')] })],
  ])('but not for %s', (_, fine) => {
    expect(() => composeReply(fine)).not.toThrow();
  });
});

describe('an answer of any origin', () => {
  const other = (edit: (json: string) => string): Reply => JSON.parse(edit(JSON.stringify(reply)));
  const [first, second, third] = reply.rows;
  const withRows = (...rows: Reply['rows']): Reply => ({ ...reply, rows });
  const rowsAfter = (place: number, edit: object): Reply =>
    withRows(...reply.rows.map((row, index) => (index === place ? { ...row, ...edit } : row)));
  const usdOf = (amount: string, currency = 'USD') => ({ amount, currency });

  it('that was composed here holds', () => {
    expect(problemsWithin(reply)).toEqual([]);
    const { root: _, unexplained: __, ...bare } = reply;
    expect(problemsWithin({ ...bare, rows: [], nodes: {} })).toEqual([]);
  });

  it.each<readonly [what: string, edited: Reply, problem: object]>([
    [
      'whose amount is not that of its node',
      rowsAfter(0, { amount: usdOf('10.01') }),
      { _tag: 'WrongAmount', row: '1', node: first?.node, stated: '10.01 USD', found: '10.00 USD' },
    ],
    [
      'whose amount is of a node that is none',
      rowsAfter(0, { node: third?.node }),
      { _tag: 'WrongAmount', row: '1', node: third?.node, stated: '10.00 USD', found: 'false' },
    ],
    [
      'whose amount is of a node that is missing',
      rowsAfter(0, { node: '0123456789abcdef' }),
      { _tag: 'WrongAmount', row: '1', node: '0123456789abcdef', stated: '10.00 USD', found: '' },
    ],
    [
      'whose row begins at a node that is missing',
      rowsAfter(0, { node: '0123456789abcdef' }),
      { _tag: 'MissingRoot', node: '0123456789abcdef' },
    ],
    [
      'whose own node is another',
      { ...reply, root: first?.node ?? '' },
      { _tag: 'WrongAmount', row: '', node: first?.node, stated: '15.00 USD', found: '10.00 USD' },
    ],
    [
      'whose rows come to less',
      { ...reply, amount: usdOf('15.01') },
      { _tag: 'DoesNotAddUp', row: '', stated: '15.01 USD', found: '15.00 USD' },
    ],
    [
      'with a row in another currency',
      rowsAfter(0, { amount: usdOf('10.00', 'EUR') }),
      { _tag: 'DoesNotAddUp', row: '', stated: '15.00 USD', found: '' },
    ],
    [
      'with a row that counts for nothing',
      rowsAfter(0, { amount: undefined }),
      { _tag: 'DoesNotAddUp', row: '', stated: '15.00 USD', found: '' },
    ],
    [
      'whose amount is of no currency',
      { ...reply, amount: usdOf('15.00', 'XXXX') },
      { _tag: 'DoesNotAddUp', row: '', stated: '15.00 XXXX', found: '' },
    ],
    [
      'whose rows below a row come to more',
      other((json) => json.replace('"3.00"', '"4.00"')),
      { _tag: 'DoesNotAddUp', row: '2', stated: '5.00 USD', found: '6.00 USD' },
    ],
    [
      'with a condition that held',
      rowsAfter(2, { gate: 'passed' }),
      { _tag: 'WrongGate', row: '3', node: third?.node, stated: 'passed', found: 'failed' },
    ],
    [
      'with a condition below that did not hold',
      other((json) => json.replace('"passed"', '"failed"')),
      { _tag: 'WrongGate', row: '2.3', stated: 'failed', found: 'passed' },
    ],
    [
      'with a row below that has another number',
      other((json) => json.replace('"2.2"', '"2.9"')),
      { _tag: 'WrongNumber', row: '2.9', expected: '2.2' },
    ],
    [
      'with a row that has another number',
      rowsAfter(1, { number: '02' }),
      { _tag: 'WrongNumber', row: '02', expected: '2' },
    ],
    [
      'that leaves something unexplained',
      { ...reply, unexplained: usdOf('0.01') },
      { _tag: 'ReadsDifferently', path: '/unexplained', stated: '0.01 USD', found: '0.00 USD' },
    ],
    [
      'that says nothing of what is unexplained',
      other((json) => json.replace(/"unexplained":\{[^}]*\},/, '')),
      { _tag: 'ReadsDifferently', path: '/unexplained', stated: 'nothing', found: '0.00 USD' },
    ],
    [
      'that has nothing to leave unexplained',
      withRows(...reply.rows.slice(2)),
      { _tag: 'ReadsDifferently', path: '/unexplained', stated: '0.00 USD', found: 'nothing' },
    ],
    [
      'with a step that was changed',
      other((json) => json.replace('"op":"sum"', '"op":"max"')),
      { _tag: 'WrongValue', node: reply.root, field: 'value', expected: usdOf('10.00'), got: usdOf('15.00') },
    ],
  ])('%s is found out', (_, edited, problem) => {
    expect(problemsWithin(edited)).toContainEqual(expect.objectContaining(problem));
  });

  it('may begin at any row, but needs every node that it has', () => {
    const { root: _, unexplained: __, ...rootless } = reply;
    expect(problemsWithin({ ...reply, root: second?.node ?? '', amount: usdOf('5.00') })).toContainEqual({
      _tag: 'Unreachable',
      node: reply.root,
    });
    expect(problemsWithin({ ...reply, rows: [] })).not.toContainEqual(expect.objectContaining({ _tag: 'MissingRoot' }));
    expect(problemsWithin({ ...rootless, rows: [] }).map(({ _tag }) => _tag)).toEqual(Array(5).fill('Unreachable'));
  });
});
