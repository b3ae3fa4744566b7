import { expect, it, describe } from 'vitest';
import {
  createProver,
  describeExplanationProblem,
  renderJson,
  storedEventIn,
  verifyExplanation,
  type Explanation,
  type ExplanationProblem,
} from '../src/index.ts';
import { nodeId, type NodeJson } from '@commission-ledger/calculation';
import {
  bookedIn,
  changed,
  correct,
  eventsOf,
  explainerOf,
  left,
  openHistory,
  payOut,
  refund,
  right,
  sell,
} from './history.ts';

const paid = async () => {
  const history = await openHistory();
  await sell(history, { deal: 'D-1', amount: '30000.00', on: '2017-01-10' });
  await sell(history, { deal: 'D-2', amount: '32000.00', on: '2017-01-11' });
  await refund(history, 'D-1', 'R-1', '3000.00', '2017-01-20');
  await refund(history, 'D-1', 'R-2', '300.00', '2017-01-21');
  await correct(history, 'fix-1', '12.34', 'Typo');
  await payOut(history, '2017-03-06');
  const id = (await bookedIn(history.store)).find((each) => each.startsWith('PO-')) ?? '';
  return { ...history, explanation: right(await history.explainer.why(id)), read: storedEventIn(history.store) };
};

type Paid = Awaited<ReturnType<typeof paid>>;

const problemsOf = async ({ read }: Paid, json: unknown): Promise<readonly ExplanationProblem[]> =>
  left(await verifyExplanation(json, read));

/** The document with one node changed, and every id above it made right again, as a forger would. */
const forged = (
  { nodes, root, lines, ...rest }: Explanation,
  isTarget: (node: NodeJson) => boolean,
  edit: object,
): Explanation => {
  const ids = new Map<string, string>();
  const result: Record<string, NodeJson> = {};
  const renamed = (id: string): string => {
    const known = ids.get(id);
    if (known !== undefined) return known;
    const node = nodes[id] as NodeJson;
    const text = JSON.stringify(isTarget(node) ? { ...node, ...edit } : node);
    const json = JSON.parse(
      text.replaceAll(/"([0-9a-f]{16})"/g, (quoted, other: string) =>
        other in nodes ? `"${renamed(other)}"` : quoted,
      ),
    ) as NodeJson;
    const fresh = nodeId(json);
    ids.set(id, fresh);
    result[fresh] = json;
    return fresh;
  };
  return {
    ...rest,
    root: renamed(root),
    nodes: result,
    lines: lines.map((line) => ({ ...line, node: ids.get(line.node) ?? '' })),
  };
};

describe('a document', () => {
  it('holds: it says how much was done again', async () => {
    const told = await paid();
    const verified = right(await verifyExplanation(told.explanation, told.read));
    expect(verified).toMatchObject({ nodes: Object.keys(told.explanation.nodes).length, events: 14 });
  });

  it.each([
    ['amount', 'FactDiffers'],
    ['a percentage', 'FactDiffers'],
  ])('whose %s was changed, with all ids made right, is found out at that node', async (what, tag) => {
    const told = await paid();
    const isTarget = ({ kind, name }: NodeJson): boolean =>
      what === 'amount' ? kind === 'fact' && name === 'payment' : kind === 'param' && name === 'rate';
    const value = what === 'amount' ? { amount: '1.00', currency: 'USD' } : { rate: '0.99' };
    const document = forged(told.explanation, isTarget, { value });
    const problems = await problemsOf(told, document);
    const named = problems.flatMap((problem) => (problem._tag === tag && 'node' in problem ? [problem.node] : []));
    expect(named.length).toBeGreaterThan(0);
    expect(named.every((id) => isTarget(document.nodes[id] as NodeJson))).toBe(true);
    expect(problems.map(describeExplanationProblem).join()).toContain('says');
  });

  it('that names a rule nobody published is found out', async () => {
    const told = await paid();
    const rule = { plan: 'crm', version: 1, hash: told.explanation.plans[0]?.hash ?? '', rule: 'tiers', clause: 'z' };
    const document = forged(told.explanation, ({ name }) => name === 'slice-commission', { rule });
    expect(await problemsOf(told, document)).toContainEqual(
      expect.objectContaining({ _tag: 'UnknownRule', rule: 'crm@1 tiers z' }),
    );
  });

  it('whose step does not follow from what it rests on is found out at that node', async () => {
    const told = await paid();
    const [id = '', node] = Object.entries(told.explanation.nodes).find(([, { name }]) => name === 'slice') ?? [];
    const nodes = { ...told.explanation.nodes, [id]: { ...node, value: { amount: '7.00', currency: 'USD' } } };
    const problems = await problemsOf(told, { ...told.explanation, nodes });
    expect(problems).toContainEqual(expect.objectContaining({ _tag: 'WrongValue', node: id, field: 'value' }));
    expect(problems).toContainEqual(expect.objectContaining({ _tag: 'WrongId', node: id }));
    expect(problems.map(describeExplanationProblem).join()).toContain('should be');
  });

  it('whose facts cite no event is found out: what is supposed is not explained', async () => {
    const told = await paid();
    const document = forged(told.explanation, ({ name, kind }) => kind === 'fact' && name === 'payment', { from: [] });
    expect(await problemsOf(told, document)).toContainEqual(
      expect.objectContaining({ _tag: 'FactDiffers', source: 'no event' }),
    );
  });

  it('that is true in every node but answers the question in another way is found out', async () => {
    const told = await paid();
    const document = forged(told.explanation, ({ name }) => name === 'payout', { name: 'balance' });
    const [problem] = await problemsOf(told, document);
    expect(problem).toMatchObject({ _tag: 'ReadsDifferently', path: '/root' });
  });

  it.each([
    ['/about/date', (each: Explanation) => ({ ...each, about: { ...each.about, date: '2017-03-07' } })],
    [
      '/lines/0/deal/attributes/product',
      (each: Explanation) => JSON.parse(renderJson(each).replace('"product":"GTX Pro"', '"product":"GTX"')),
    ],
    [
      '/totals/0/causes',
      (each: Explanation) => ({ ...each, totals: each.totals.map((total) => ({ ...total, causes: 9 })) }),
    ],
    ['/asOf/known', (each: Explanation) => ({ ...each, asOf: { ...each.asOf, known: '2017-01-01T00:00:00.000000Z' } })],
    ['/log/events', (each: Explanation) => ({ ...each, log: { ...each.log, events: 3 } })],
    ['/unexplained/amount', (each: Explanation) => ({ ...each, unexplained: { amount: '0.01', currency: 'USD' } })],
    ['/program/timeZone', (each: Explanation) => ({ ...each, program: { ...each.program, timeZone: 'Europe/Riga' } })],
  ])('whose %s was changed is found out there', async (path, edit) => {
    const told = await paid();
    const problems = await problemsOf(told, edit(told.explanation));
    expect(problems).toEqual([expect.objectContaining({ _tag: 'ReadsDifferently', path })]);
    expect(problems.map(describeExplanationProblem).join()).toContain(path);
  });

  it('of another form is refused: a field too many, a value in another form, another program', async () => {
    const told = await paid();
    const { explanation } = told;
    expect(await problemsOf(told, { ...explanation, note: 'paid twice' })).toContainEqual(
      expect.objectContaining({ _tag: 'NotAnExplanation', path: '/note' }),
    );
    const line = { ...explanation.lines[0], amount: { amount: '1500', currency: 'USD' } };
    const problems = await problemsOf(told, { ...explanation, lines: [line] });
    expect(problems).toContainEqual(expect.objectContaining({ _tag: 'NotAnExplanation' }));
    expect(problems.map(describeExplanationProblem).join()).toContain('booked money');
    expect(await problemsOf(told, null)).toContainEqual(expect.objectContaining({ path: '' }));
    const other = await problemsOf(told, { ...explanation, engine: 'somebody else 7' });
    expect(other).toEqual([{ _tag: 'UnknownEngine', engine: 'somebody else 7' }]);
    expect(other.map(describeExplanationProblem).join()).toContain('cannot verify');
  });

  it('cites an event that is gone', async () => {
    const told = await paid();
    const gone = async (stream: string, revision: number) =>
      stream === 'deal-D-2' && revision === 1 ? undefined : told.read(stream, revision);
    const problems = left(await verifyExplanation(told.explanation, gone));
    expect(problems).toContainEqual(
      expect.objectContaining({ _tag: 'EventDiffers', stream: 'deal-D-2', revision: 1, field: 'event' }),
    );
    expect(problems.map(describeExplanationProblem).join()).toContain('missing');
  });
});

describe('what is said to be absent is looked for again', () => {
  it('a counter that had moved', async () => {
    const { store } = await paid();
    const second = (await eventsOf(store)).filter(
      ({ type, stream }) => type === 'AccrualPosted' && stream.includes('.darcel.'),
    )[1];
    if (second?.type !== 'AccrualPosted') throw new Error('no accrual');
    const alone = { before: { amount: '0.00', currency: 'USD' }, after: { amount: '32000.00', currency: 'USD' } };
    // As if the first accrual were not there: all of it in the lowest band, receipt and all.
    const { receipt, receiptHash } = await receiptOfFirst('32000.00', second.data.cause.id);
    const lie = await changed(store, second.id, (data) => ({
      ...data,
      amount: { amount: '1600.00', currency: 'USD' },
      counters: [{ ...(second.json['counters'] as readonly object[])[0], ...alone, since: null }],
      receipt,
      receiptHash,
    }));
    const explanation = right(await explainerOf(lie).why(second.data.accrual));
    const problems = left(await verifyExplanation(explanation, storedEventIn(lie)));
    expect(problems).toEqual([
      { _tag: 'Overlooked', path: '/lines/0', what: 'own in 2017-Q1', stream: second.stream, revision: 0 },
    ]);
    expect(problems.map(describeExplanationProblem).join()).toContain('not mentioned');
  });
});

it('what is said to be absent is looked for again: an earlier reversal', async () => {
  const { store, references } = await paid();
  const reversals = (await eventsOf(store)).filter(
    (event) => event.type === 'AccrualReversed' && event.stream.includes('.darcel.'),
  );
  const [first, second] = reversals;
  if (first?.type !== 'AccrualReversed' || second?.type !== 'AccrualReversed') throw new Error('no reversals');
  // As if the first refund had taken nothing back: the second takes all of it.
  const lie = await changed(store, second.id, (data) => ({ ...data, amount: { amount: '165.00', currency: 'USD' } }));
  const blind = createProver({
    store: lie,
    references: {
      find: async (kind, ids) =>
        (await references.find(kind, ids)).map((at, index) => (ids[index] === first.data.reversal ? undefined : at)),
    },
  });
  const explanation = right(await blind.why(second.data.reversal));
  expect(left(await verifyExplanation(explanation, storedEventIn(lie)))).toEqual([
    expect.objectContaining({ _tag: 'Overlooked', path: '/lines/0', stream: first.stream, revision: first.revision }),
  ]);
});

/** The receipt of the same sale in a history where it came first. */
const receiptOfFirst = async (amount: string, payment: string) => {
  const history = await openHistory();
  await sell(history, { deal: payment.replace('-p1', ''), amount, on: '2017-01-11' });
  const posted = (await eventsOf(history.store)).find(
    ({ type, stream }) => type === 'AccrualPosted' && stream.includes('.darcel.'),
  );
  if (posted?.type !== 'AccrualPosted') throw new Error('no accrual');
  return { receipt: posted.data.receipt, receiptHash: posted.data.receiptHash };
};
