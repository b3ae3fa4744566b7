import { allProjections, memoryDocumentStore, projectionRuntime } from '@commission-ledger/projections';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  createExplainer,
  describeReplyProblem,
  renderJson,
  ReplyCodec,
  type Explainer,
  type LinesQuery,
  type Reply,
} from '../src/index.ts';
import { problemsWithin } from '../src/verify/problemsWithin.ts';
import { correct, eventsOf, left, openHistory, payOut, refund, right, sell } from './history.ts';

let explainer: Explainer;
let payout = '';
let entries: readonly string[] = [];
/** The ids of the events that issued the payout and posted its first line. */
let issued = '';
let first = '';

/** Five sales, two of the same amount, a refund, two corrections: one up, one down. */
beforeAll(async () => {
  const history = await openHistory();
  for (const [index, amount] of ['9480.00', '14250.00', '100.00', '100.00', '1000.00'].entries())
    await sell(history, { deal: `D-${index}`, amount, on: '2017-01-10' });
  await refund(history, 'D-0', 'R-1', '100.00', '2017-01-15');
  await correct(history, 'ADJ-1', '-7.00', 'agreed by phone');
  await correct(history, 'ADJ-2', '2.00', 'half of it back');
  [payout = ''] = await payOut(history, '2017-03-06');
  const documents = memoryDocumentStore();
  right(await projectionRuntime({ store: history.store, documents, projections: allProjections }).catchUp());
  explainer = createExplainer({ store: history.store, documents });
  for (const event of await eventsOf(history.store)) {
    if (event.type === 'AccrualPosted' && event.data.cause.id === 'D-0-p1' && event.data.partner === 'darcel')
      first = event.id;
    if (event.type !== 'PayoutIssued' || event.data.payout !== payout) continue;
    issued = event.id;
    entries = event.data.lines.map(({ entry }) => entry);
  }
});

const usd = (amount: string) => ({ amount, currency: 'USD' });
const lines = async (query: Omit<LinesQuery, 'payout'>): Promise<Reply> =>
  right(await explainer.payoutLines({ payout, ...query }));
const amountsIn = ({ rows }: Reply) => rows.map(({ amount }) => amount?.amount);

/** That it is of the form of an answer, and adds up. */
const expectWhole = (answer: Reply): void => {
  const read = right(ReplyCodec.decode(JSON.parse(renderJson(answer))));
  expect(problemsWithin(read).map(describeReplyProblem)).toEqual([]);
};

describe('a page of lines', () => {
  it('says what was asked of what, where each line comes from, and what is before and after', async () => {
    const page = await lines({ after: entries[0] ?? '', limit: 1 });
    expect(page).toMatchObject({
      question: 'why',
      subject: { kind: 'payout', id: payout },
      asked: { lines: 'booked', after: entries[0], limit: '1' },
      partner: 'darcel',
      title: { key: 'payoutTitle', holes: { subject: payout, partner: 'darcel', date: '2017-03-06' } },
      amount: usd('1236.50'),
      verdict: [{ key: 'payoutHas', holes: { lines: 8 } }],
      asOf: { effective: '2017-03-06' },
    });
    const [before, line, others] = page.rows;
    expect(before).toEqual({
      number: '1',
      said: { key: 'payoutEarlier', holes: { lines: 1 } },
      amount: usd('474.00'),
      counts: true,
    });
    expect(line).toMatchObject({ proof: entries[1], amount: usd('712.50'), counts: true });
    expect(line?.said).toEqual({ key: 'payoutDealLine', holes: { deal: 'D-1', matures: '2017-02-09' } });
    expect(line?.from).toEqual([expect.objectContaining({ event: issued, path: '/lines' })]);
    expect(others).toEqual({
      number: '3',
      said: { key: 'payoutOthers', holes: { others: 6 } },
      amount: usd('50.00'),
      counts: true,
    });
    expectWhole(page);
  });

  it('of a choice of lines says how many of how many, and what they were chosen by', async () => {
    const page = await lines({ order: 'size', kind: 'adjustment', negative: true });
    expect(page.asked).toStrictEqual({ lines: 'size', kind: 'adjustment', negative: 'true' });
    expect(page.verdict).toEqual([
      { key: 'payoutHas', holes: { lines: 8 } },
      { key: 'payoutSelected', holes: { selected: 1, lines: '8' } },
    ]);
    expect(page.rows.map(({ said }) => said)).toEqual([{ key: 'payoutPlainLine', holes: { matures: '2017-01-20' } }]);
    expect((await lines({ percent: 10 })).asked).toStrictEqual({ lines: 'booked', percent: '10' });
    expect((await lines({ negative: false })).asked).toStrictEqual({ lines: 'booked' });
    expect(amountsIn(await lines({ negative: false }))).toHaveLength(8);
  });

  it('has the largest lines first, those of one size as they were booked', async () => {
    const bySize = ['712.50', '474.00', '50.00', '-7.00', '5.00', '5.00', '-5.00', '2.00'];
    const page = await lines({ order: 'size' });
    expect(amountsIn(page)).toEqual(bySize);
    expect(page.rows.slice(4, 6).map(({ said: { holes } }) => holes)).toEqual([
      { deal: 'D-2', matures: '2017-02-09' },
      { deal: 'D-3', matures: '2017-02-09' },
    ]);
    expect(amountsIn(await lines({ percent: 100 }))).toEqual(bySize.filter((amount) => !amount.startsWith('-')));
    expect(amountsIn(await lines({ percent: 57 }))).toEqual(bySize.slice(0, 1));
    expect(amountsIn(await lines({ percent: 58 }))).toEqual(bySize.slice(0, 2));
    expect(amountsIn(await lines({ percent: 1 }))).toEqual(bySize.slice(0, 1));
  });

  it('has one line at least, however few are asked for', async () => {
    for (const limit of [0, -3]) expect(amountsIn(await lines({ limit }))).toEqual(['474.00', '762.50']);
    expect(amountsIn(await lines({ limit: 5000 }))).toHaveLength(8);
    expect(amountsIn(await lines({ after: entries.at(-1) ?? '' }))).toEqual(['1236.50']);
  });

  it('is refused for what is no percentage, and after what is not among the lines asked for', async () => {
    for (const percent of [0, -1, 101, 1.5, Number.NaN])
      expect(left(await explainer.payoutLines({ payout, percent }))).toEqual({
        _tag: 'InvalidQuestion',
        field: 'percent',
        problem: 'must be a whole number from 1 to 100',
      });
    const after = entries[0] ?? '';
    expect(left(await explainer.payoutLines({ payout, kind: 'adjustment', after }))).toEqual({
      _tag: 'NotInPayout',
      payout,
      entry: after,
      lines: 2,
    });
  });
});

describe('a payout rolled up', () => {
  it('says by what, where its amount and each clause stand, and names the three largest lines of each', async () => {
    const answer = right(await explainer.rollUp(payout));
    const { hash: digest } = right(await explainer.includes({ payout, entry: entries[0] ?? '' })).root;
    expect(answer).toMatchObject({
      question: 'why',
      subject: { kind: 'payout', id: payout },
      asked: { by: 'clause' },
      partner: 'darcel',
      title: { key: 'payoutTitle', holes: { subject: payout, partner: 'darcel', date: '2017-03-06' } },
      amount: usd('1236.50'),
      verdict: [{ holes: { lines: 8 } }],
      plans: [{ plan: 'crm', version: 1 }],
    });
    expect(JSON.stringify([answer.verdict, answer.rows])).toContain(`"digest":"${digest}"`);
    expect(answer.nodes[answer.root ?? '']).toMatchObject({
      kind: 'fact',
      name: 'payout',
      from: [{ event: issued, path: '/amount' }],
    });
    // Those of one size come by the name of their kind.
    const clauses = answer.rows.filter(({ counts }) => counts);
    expect(clauses.map(({ said, amount, from }) => [said, amount?.amount, from?.map(({ path }) => path)])).toEqual([
      [{ key: 'payoutByClause', holes: { clause: 'crm@1 §a', lines: 5 } }, '1246.50', ['/rule']],
      [{ key: 'payoutCorrections', holes: { lines: 2 } }, '-5.00', []],
      [{ key: 'payoutReversals', holes: { lines: 1 } }, '-5.00', []],
    ]);
    expect(answer.rows[0]?.from?.[0]?.event).toBe(first);
    const [clause, corrections] = answer.rows;
    expect(clause?.rows?.map(({ amount, said }) => [amount?.amount, said.key])).toEqual([
      ['712.50', 'payoutDealLine'],
      ['474.00', 'payoutDealLine'],
      ['50.00', 'payoutDealLine'],
      ['10.00', 'payoutOthers'],
    ]);
    expect(clause?.rows?.at(-1)?.said).toEqual({ key: 'payoutOthers', holes: { others: 2 } });
    expect(corrections?.rows?.map(({ proof }) => proof)).toEqual(['ADJ-1', 'ADJ-2']);
    expectWhole(answer);
  });

  it('is not there for what is no payout', async () => {
    const unknown = { _tag: 'UnknownSubject', subject: 'PO-none' };
    expect(left(await explainer.rollUp('PO-none'))).toEqual(unknown);
    expect(left(await explainer.includes({ payout: 'PO-none', entry: 'x' }))).toEqual(unknown);
    expect(left(await explainer.checkPayout({ payout: 'PO-none' }))).toEqual(unknown);
  });
});
