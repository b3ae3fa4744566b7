import { StoreFailure } from '@commission-ledger/event-store';
import { parsePlan } from '@commission-ledger/plans';
import { memoryDocumentStore, projectionRuntime, references as referencesModel } from '@commission-ledger/projections';
import { describe, expect, it } from 'vitest';
import {
  createProver,
  storedEventIn,
  verifyExplanation,
  describeExplainFailure,
  referencesIn,
  type ExplainFailure,
  type Explanation,
} from '../src/index.ts';
import { payoutExplanation } from '../src/why/composeExplanation.ts';
import {
  bookedIn,
  changed,
  correct,
  crmPlan,
  eventsOf,
  explainerOf,
  left,
  mapReferences,
  openHistory,
  payOut,
  refund,
  right,
  sell,
  type History,
} from './history.ts';

const why = async ({ explainer }: Pick<History, 'explainer'>, id: string): Promise<Explanation> =>
  right(await explainer.why(id));

/** The ids booked for the partner who brings the deals, in order. */
const ofDarcel = async ({ store }: History): Promise<readonly string[]> => {
  const own = (await eventsOf(store)).filter(({ stream }) => stream.includes('.darcel.'));
  const ids = new Set(own.flatMap((event) => Object.values(event.json).filter((field) => typeof field === 'string')));
  return (await bookedIn(store)).filter((id) => ids.has(id));
};

const nodesOf = ({ nodes }: Explanation, kind: string) => Object.values(nodes).filter((node) => node.kind === kind);

describe('an accrual', () => {
  it.each([
    ['1054.50', '52.725', '52.72', '0.005'],
    ['1054.70', '52.735', '52.74', '-0.005'],
  ])('of five per cent of %s is %s, booked half-even as %s', async (amount, exact, bookedAs, residue) => {
    const history = await openHistory();
    await sell(history, { deal: 'D-1', amount, on: '2017-01-10' });
    const [id = ''] = await ofDarcel(history);
    const explanation = await why(history, id);
    expect(explanation.about.amount).toEqual({ amount: bookedAs, currency: 'USD' });
    const [round] = nodesOf(explanation, 'round');
    expect(round).toMatchObject({ value: { amount: bookedAs }, residue: { exact: residue } });
    expect(Object.values(explanation.nodes)).toContainEqual(
      expect.objectContaining({ value: { exact, currency: 'USD' } }),
    );
  });

  it('that crosses a band shows each slice, and the event that left the counter where it was', async () => {
    const history = await openHistory();
    await sell(history, { deal: 'D-1', amount: '30000.00', on: '2017-01-10' });
    await sell(history, { deal: 'D-2', amount: '32000.00', on: '2017-01-11' });
    const [first = '', second = ''] = await ofDarcel(history);
    const explanation = await why(history, second);
    expect(explanation.about.amount.amount).toBe('1840.00');
    const slices = nodesOf(explanation, 'op').filter(({ name }) => name === 'slice-commission');
    expect(slices.map(({ value }) => value)).toEqual([
      { exact: '1000', currency: 'USD' },
      { exact: '840', currency: 'USD' },
    ]);
    const posted = (await why(history, first)).about.from;
    const before = Object.values(explanation.nodes).find(({ name }) => name === 'counter-before');
    expect(before).toMatchObject({ value: { amount: '30000.00' }, from: [{ ...posted, path: '/counters/0/after' }] });
  });

  it('that nothing came before proves it: where was looked, and how far', async () => {
    const history = await openHistory();
    await sell(history, { deal: 'D-0', amount: '10.00', on: '2017-01-09', product: 'GTK 500' });
    await sell(history, { deal: 'D-1', amount: '30000.00', on: '2017-01-10' });
    const [, second = ''] = await ofDarcel(history);
    expect(nodesOf(await why(history, second), 'absent')).toEqual([
      {
        kind: 'absent',
        name: 'counter-before',
        key: 'own in 2017-Q1',
        value: { amount: '0.00', currency: 'USD' },
        searched: [
          { source: 'account-crm-2017.darcel.USD', from: '2017-Q1', to: '2017-01-10T12:00:00.000Z', watermark: '0' },
        ],
      },
    ]);
  });

  it('of a shared deal starts from the share, and the shares add up to the deal', async () => {
    const history = await openHistory();
    const attribution = [
      { partner: 'moses', share: '0.4' },
      { partner: 'darcel', share: '0.6' },
    ];
    await sell(history, { deal: 'D-1', amount: '1000.01', on: '2017-01-10', attribution });
    const shares = await Promise.all(
      (await bookedIn(history.store)).map(async (id) => {
        const explanation = await why(history, id);
        const [line] = explanation.lines;
        const split = nodesOf(explanation, 'op').find((node) => node.kind === 'op' && node.op === 'split');
        return [line?.kind === 'accrual' && `${line.beneficiary} of ${line.referrer}`, split?.value];
      }),
    );
    expect(shares).toContainEqual(['referrer of moses', { amount: '400.00', currency: 'USD' }]);
    expect(shares).toContainEqual(['referrer of darcel', { amount: '600.01', currency: 'USD' }]);
    expect(shares).toContainEqual(['upline of darcel', { amount: '600.01', currency: 'USD' }]);
  });

  it('counts from the local day of its cause, and says how long it is held', async () => {
    const history = await openHistory(crmPlan, 'Pacific/Auckland');
    await sell(history, { deal: 'D-1', amount: '100.00', on: '2017-01-10' });
    const [id = ''] = await ofDarcel(history);
    const explanation = await why(history, id);
    expect(explanation.lines[0]).toMatchObject({ earnedOn: '2017-01-11', holdDays: 30, maturesOn: '2017-02-10' });
    expect(explanation.asOf.effective).toBe('2017-01-11');
    expect(explanation.program.timeZone).toBe('Pacific/Auckland');
  });

  it('whose rule reads a counter that its cause does not move finds it all the same', async () => {
    const plan = right(
      parsePlan({
        ...crmPlan,
        rules: crmPlan.rules.map((rule) =>
          rule.id === 'flat' ? { ...rule, pay: crmPlan.rules.find(({ id }) => id === 'tiers')?.pay } : rule,
        ),
      }),
    );
    const history = await openHistory(plan);
    await sell(history, { deal: 'D-1', amount: '49990.00', on: '2017-01-10' });
    await sell(history, { deal: 'D-2', amount: '20.00', on: '2017-01-11', product: 'GTK 500' });
    const [, second = ''] = await ofDarcel(history);
    const explanation = await why(history, second);
    expect(explanation.about.amount.amount).toBe('1.20');
    expect(Object.values(explanation.nodes)).toContainEqual(
      expect.objectContaining({ kind: 'fact', name: 'counter-before', value: { amount: '49990.00', currency: 'USD' } }),
    );
  });
});

describe('a counter that the cause does not move', () => {
  it('is not the one of an earlier window', async () => {
    const tiers = crmPlan.rules.find(({ id }) => id === 'tiers');
    const rules = crmPlan.rules.map((rule) => (rule.id === 'flat' ? { ...rule, pay: tiers?.pay } : rule));
    const history = await openHistory(right(parsePlan({ ...crmPlan, rules })));
    await sell(history, { deal: 'D-1', amount: '49990.00', on: '2017-03-31' });
    await sell(history, { deal: 'D-2', amount: '20.00', on: '2017-04-01', product: 'GTK 500' });
    const [, second = ''] = await ofDarcel(history);
    const explanation = await why(history, second);
    expect(explanation.about.amount.amount).toBe('1.00');
    expect(nodesOf(explanation, 'absent')).toMatchObject([{ key: 'own in 2017-Q2' }]);
  });
});

describe('two accruals of one cause', () => {
  it('find the counter as the cause found it, not as the other left it', async () => {
    const tiers = crmPlan.rules.find(({ id }) => id === 'tiers');
    const rules = [...crmPlan.rules, { ...tiers, id: 'again', clause: 'd' }];
    const examples = [{ ...crmPlan.examples[0], expect: { tiers: '50.00', manager: '10.00', again: '50.00' } }];
    const history = await openHistory(right(parsePlan({ ...crmPlan, rules, examples })));
    await sell(history, { deal: 'D-1', amount: '60000.00', on: '2017-01-10' });
    const ids = await ofDarcel(history);
    expect(ids).toHaveLength(2);
    for (const id of ids) {
      const explanation = await why(history, id);
      expect(explanation.about.amount.amount).toBe('3200.00');
      expect(nodesOf(explanation, 'absent')).toMatchObject([{ searched: [{ watermark: 'no-stream' }] }]);
      right(await verifyExplanation(explanation, storedEventIn(history.store)));
    }
  });
});

describe('a reversal', () => {
  it('counts at once when what it takes back was already payable', async () => {
    const history = await openHistory();
    await sell(history, { deal: 'D-1', amount: '30000.00', on: '2017-01-10' });
    await refund(history, 'D-1', 'R-1', '100.00', '2017-04-20');
    const [, id = ''] = await ofDarcel(history);
    expect((await why(history, id)).lines[0]).toMatchObject({ maturesOn: '2017-04-20', refundedOn: '2017-04-20' });
  });

  it('is the refunded part of what was earned, less what was taken back before', async () => {
    const history = await openHistory();
    await sell(history, { deal: 'D-1', amount: '30000.00', on: '2017-01-10' });
    await refund(history, 'D-1', 'R-1', '100.00', '2017-01-20');
    await refund(history, 'D-1', 'R-2', '333.33', '2017-01-21');
    await refund(history, 'D-1', 'R-3', '29566.67', '2017-01-22');
    const [, ...reversals] = await ofDarcel(history);
    const explanations = await Promise.all(reversals.map((id) => why(history, id)));
    expect(explanations.map(({ about }) => about.amount.amount)).toEqual(['-5.00', '-16.67', '-1478.33']);
    const shares = explanations.map(
      ({ nodes }) => Object.values(nodes).find(({ name }) => name === 'refunded-share')?.value,
    );
    expect(shares).toEqual([{ num: '1', den: '300' }, { num: '43333', den: '3000000' }, { rate: '1' }]);
    expect(nodesOf(explanations[0] as Explanation, 'absent').map((node) => node.kind === 'absent' && node.key)).toEqual(
      [expect.stringMatching(/^reversals of acr-/), 'own in 2017-Q1'],
    );
  });

  it('of one payment says nothing about another payment of the deal', async () => {
    const history = await openHistory();
    await sell(history, { deal: 'D-1', amount: '100.00', on: '2017-01-10' });
    right(
      await history.ledger.recordPayment({
        deal: 'D-1',
        payment: 'D-1-p2',
        amount: { amount: '50.00', currency: 'USD' },
        occurredAt: '2017-01-12T12:00:00Z',
      }),
    );
    await refund(history, 'D-1', 'R-1', '20.00', '2017-01-20');
    right(
      await history.ledger.recordRefund({
        deal: 'D-1',
        payment: 'D-1-p2',
        refund: 'R-2',
        amount: { amount: '50.00', currency: 'USD' },
        reason: 'returned',
        occurredAt: '2017-01-21T12:00:00Z',
      }),
    );
    const ids = await ofDarcel(history);
    const amounts = await Promise.all(ids.map(async (id) => (await why(history, id)).about.amount.amount));
    expect(amounts).toEqual(['5.00', '2.50', '-1.00', '-2.50']);
  });
});

describe('a payout', () => {
  const paid = async (): Promise<Readonly<{ history: History; explanation: Explanation }>> => {
    const history = await openHistory();
    await sell(history, { deal: 'D-1', amount: '30000.00', on: '2017-01-10' });
    await sell(history, { deal: 'D-2', amount: '32000.00', on: '2017-01-11' });
    await sell(history, { deal: 'D-late', amount: '100.00', on: '2017-02-20' });
    await refund(history, 'D-1', 'R-1', '3000.00', '2017-01-20');
    await correct(history, 'fix-1', '12.34', 'Typo');
    const [payout = ''] = await payOut(history, '2017-03-06');
    return { history, explanation: await why(history, payout) };
  };

  it('is the sum of its lines, each a node of the graph', async () => {
    const { explanation } = await paid();
    expect(explanation.about).toMatchObject({
      kind: 'payout',
      partner: 'darcel',
      date: '2017-03-06',
      cutOff: '2017-03-01',
    });
    expect(explanation.lines.map(({ number, kind, amount }) => [number, kind, amount.amount])).toEqual([
      ['1', 'accrual', '1500.00'],
      ['2', 'accrual', '1840.00'],
      ['3', 'reversal', '-150.00'],
      ['4', 'adjustment', '12.34'],
    ]);
    const root = explanation.nodes[explanation.root];
    expect(root).toMatchObject({ op: 'sum', name: 'payout', args: explanation.lines.map(({ node }) => node) });
    expect(root?.value).toEqual({ amount: '3202.34', currency: 'USD' });
    expect(explanation.unexplained).toEqual({ amount: '0.00', currency: 'USD' });
  });

  it('counts deals, not payments, and refunds, not what they took back', async () => {
    const history = await openHistory();
    await sell(history, { deal: 'D-1', amount: '30000.00', on: '2017-01-10' });
    const payment = { deal: 'D-1', payment: 'D-1-p2', amount: { amount: '500.00', currency: 'USD' } };
    right(await history.ledger.recordPayment({ ...payment, occurredAt: '2017-01-11T12:00:00Z' }));
    await refund(history, 'D-1', 'R-1', '100.00', '2017-01-20');
    const [payout = ''] = await payOut(history, '2017-03-06');
    expect((await why(history, payout)).totals).toEqual([
      { kind: 'accrual', lines: 2, causes: 1, amount: { amount: '1525.00', currency: 'USD' } },
      { kind: 'reversal', lines: 1, causes: 1, amount: { amount: '-5.00', currency: 'USD' } },
    ]);
  });

  it('was due: each line matured before the cut-off, is the line that was paid, and the minimum was reached', async () => {
    const { explanation } = await paid();
    const guards = (explanation.nodes[explanation.root]?.given ?? []).map((id) => explanation.nodes[id]);
    expect(guards.map((node) => node?.kind === 'guard' && node.test)).toEqual([
      'eq',
      'lt',
      'eq',
      'lt',
      'eq',
      'lt',
      'eq',
      'lt',
      'ge',
    ]);
    expect(Object.values(explanation.nodes)).toContainEqual(
      expect.objectContaining({ kind: 'param', name: 'minimum', path: '/payout/minimum' }),
    );
  });

  it('is as of its date, and knows what was recorded until it was issued', async () => {
    const { history, explanation } = await paid();
    const issued = (await eventsOf(history.store)).find(({ type }) => type === 'PayoutIssued');
    expect(explanation.asOf).toEqual({ effective: '2017-03-06', known: issued?.recordedAt });
    expect(explanation.log).toMatchObject({ stream: issued?.stream, revision: issued?.revision, head: issued?.hash });
  });

  it('reads the same to the byte when more has happened', async () => {
    const { history, explanation } = await paid();
    await refund(history, 'D-1', 'R-2', '500.00', '2017-03-20');
    await sell(history, { deal: 'D-9', amount: '77.00', on: '2017-03-21' });
    await payOut(history, '2017-05-05');
    expect(await why(history, explanation.subject)).toEqual(explanation);
    for (const { entry } of explanation.lines) expect((await why(history, entry)).about.amount).toBeDefined();
  });

  it('throws rather than show a total that its addends do not give', async () => {
    const { explanation, history } = await paid();
    const amount = { _tag: 'money', money: { minor: 1n, currency: 'USD' } };
    const issued = (await eventsOf(history.store)).find(({ type }) => type === 'PayoutIssued');
    const addend = { kind: 'fact', value: amount, from: [] };
    const root = { kind: 'op', op: 'sum', value: { ...amount, money: { minor: 2n, currency: 'USD' } }, args: [addend] };
    const forged = {
      issued,
      root,
      entries: [],
      charges: [],
      terms: explanation.plans[0],
      program: { source: explanation.program },
    };
    expect(() => payoutExplanation(forged as never)).toThrow(/-?0\.01.*not explained/);
  });
});

describe('an adjustment', () => {
  it('is explained by who made it, who approved it, and why', async () => {
    const history = await openHistory();
    await correct(history, 'fix-1', '-12.34', 'Typo');
    expect((await why(history, 'fix-1')).lines).toEqual([
      expect.objectContaining({
        kind: 'adjustment',
        reason: 'Typo',
        author: 'ann',
        approver: 'bob',
        correctedOn: '2017-01-20',
      }),
    ]);
  });
});

it('is found through the read model of references as through any other index', async () => {
  const { store, explainer, ...history } = await openHistory();
  await sell({ store, explainer, ...history }, { deal: 'D-1', amount: '30000.00', on: '2017-01-10' });
  await refund({ store, explainer, ...history }, 'D-1', 'R-1', '3000.00', '2017-01-20');
  await payOut({ store, explainer, ...history }, '2017-03-06');
  const documents = memoryDocumentStore();
  right(await projectionRuntime({ store, documents, projections: [referencesModel] }).catchUp());
  const indexed = createProver({ store, references: referencesIn(documents) });
  for (const id of await bookedIn(store)) {
    expect(right(await indexed.why(id))).toEqual(right(await explainer.why(id)));
  }
  expect(left(await indexed.why('PO-0'))).toEqual({ _tag: 'UnknownSubject', subject: 'PO-0' });
});

describe('there is no explanation', () => {
  const small = async (): Promise<History> => {
    const history = await openHistory();
    await sell(history, { deal: 'D-1', amount: '30000.00', on: '2017-01-10' });
    await sell(history, { deal: 'D-2', amount: '32000.00', on: '2017-01-11' });
    await refund(history, 'D-1', 'R-1', '3000.00', '2017-01-20');
    await payOut(history, '2017-03-06');
    return history;
  };
  const failureOf = async (explainer: History['explainer'], id: string): Promise<ExplainFailure> =>
    left(await explainer.why(id));

  it.each(['PO-unknown', 'acr-0', 'rev-0', 'nothing', ''])('of %j, which nobody knows', async (id) => {
    const failure = await failureOf((await small()).explainer, id);
    expect(failure).toEqual({ _tag: 'UnknownSubject', subject: id });
    expect(describeExplainFailure(failure)).toContain('Nothing is known');
  });

  it.each([
    ['AccrualPosted', { amount: { amount: '1840.01', currency: 'USD' } }, '/amount/amount', '1840.01', '1840.00'],
    ['AccrualPosted', { earnedOn: '2017-01-12' }, '/earnedOn', '2017-01-12', '2017-01-11'],
    ['AccrualPosted', { maturesOn: '2017-01-12' }, '/maturesOn', '2017-01-12', '2017-02-10'],
    ['AccrualReversed', { amount: { amount: '150.01', currency: 'USD' } }, '/amount/amount', '150.01', '150.00'],
    [
      'AccrualReversed',
      { refundedSoFar: { amount: '3000.01', currency: 'USD' } },
      '/refundedSoFar/amount',
      '3000.01',
      '3000.00',
    ],
  ] as const)('of a %s changed to %j', async (type, change, path, recorded, computed) => {
    const { store } = await small();
    const events = (await eventsOf(store)).filter((event) => event.type === type && event.stream.includes('.darcel.'));
    const at = events.at(-1);
    const forged = await changed(store, at?.id ?? '', (data) => ({ ...data, ...change }));
    const id = at?.type === 'AccrualPosted' ? at.data.accrual : at?.type === 'AccrualReversed' ? at.data.reversal : '';
    const failure = await failureOf(explainerOf(forged), id);
    expect(failure).toEqual({ _tag: 'DoesNotMatchReceipt', subject: id, path, recorded, computed });
    expect(describeExplainFailure(failure)).toContain(`was booked ${recorded}`);
  });

  it('of an accrual whose receipt was forged, to any of its digits', async () => {
    const { store } = await small();
    const posted = (await eventsOf(store)).findLast(
      (event) => event.type === 'AccrualPosted' && event.stream.includes('.darcel.'),
    );
    if (posted?.type !== 'AccrualPosted') throw new Error('no accrual');
    const receipt = JSON.stringify(posted.json['receipt']);
    for (const { index } of receipt.matchAll(/\d/g)) {
      const digit = (Number(receipt[index]) + 1) % 10;
      const text = `${receipt.slice(0, index)}${digit}${receipt.slice(index + 1)}`;
      const forged = await changed(store, posted.id, (data) => ({ ...data, receipt: JSON.parse(text) }));
      const failure = await failureOf(explainerOf(forged), posted.data.accrual);
      expect(failure).toMatchObject({ _tag: 'DoesNotMatchReceipt', subject: posted.data.accrual });
      expect(failure).toHaveProperty('path', expect.stringMatching(/^\/receipt/));
    }
  });

  it('of an accrual whose cause was changed', async () => {
    const { store } = await small();
    const paid = (await eventsOf(store)).findLast(({ type }) => type === 'PaymentReceived');
    const forged = await changed(store, paid?.id ?? '', (data) => ({
      ...data,
      amount: { amount: '32000.01', currency: 'USD' },
    }));
    const ids = (await bookedIn(store)).filter((id) => id.startsWith('acr-'));
    const failures = await Promise.all(ids.map((id) => explainerOf(forged).why(id)));
    expect(failures.map(({ _tag }) => _tag)).toEqual(['Right', 'Right', 'Left', 'Left']);
  });

  it('of an accrual under a plan whose text was changed', async () => {
    const { store } = await small();
    const plan = (await eventsOf(store)).find(({ type }) => type === 'PlanPublished');
    const forged = await changed(store, plan?.id ?? '', (data) => ({
      ...data,
      document: { ...(data['document'] as object), hold: { days: 29 } },
    }));
    const [id = ''] = await bookedIn(store);
    expect(await failureOf(explainerOf(forged), id)).toMatchObject({ _tag: 'OtherPlan', plan: 'crm', version: 1 });
  });

  it.each([
    [
      '/amount/amount',
      (data: Record<string, unknown>) => ({ ...data, amount: { amount: '9999.99', currency: 'USD' } }),
    ],
    [
      '/lines/0/amount/amount',
      (data: Record<string, unknown>) => ({
        ...data,
        lines: (data['lines'] as readonly object[]).map((line, index) =>
          index === 0 ? { ...line, amount: { amount: '1500.01', currency: 'USD' } } : line,
        ),
      }),
    ],
    [
      '/amount/amount',
      (data: Record<string, unknown>) => ({ ...data, lines: (data['lines'] as readonly object[]).slice(1) }),
    ],
    [
      '/lines/0/maturesOn',
      (data: Record<string, unknown>) => ({
        ...data,
        lines: (data['lines'] as readonly object[]).map((line, index) =>
          index === 0 ? { ...line, maturesOn: '2017-02-01' } : line,
        ),
      }),
    ],
  ])('of a payout that differs at %s', async (path, edit) => {
    const { store } = await small();
    const issued = (await eventsOf(store)).find(({ type }) => type === 'PayoutIssued');
    const forged = await changed(store, issued?.id ?? '', edit);
    const id = (await bookedIn(store)).find((each) => each.startsWith('PO-')) ?? '';
    expect(await failureOf(explainerOf(forged), id)).toMatchObject({ _tag: 'DoesNotMatchReceipt', subject: id, path });
  });

  it('while the index has not caught up', async () => {
    const { store, references } = await small();
    const behind = createProver({
      store,
      references: {
        find: async (kind, ids) => (kind === 'deal' ? ids.map(() => undefined) : references.find(kind, ids)),
      },
    });
    const [id = ''] = await bookedIn(store);
    const failure = await failureOf(behind, id);
    expect(failure).toEqual({ _tag: 'NotIndexed', kind: 'deal', id: 'D-1' });
    expect(describeExplainFailure(failure)).toContain('catch up');
  });

  it('when the index leads to another event, or to none', async () => {
    const { store } = await small();
    const [id = ''] = await bookedIn(store);
    const lost = (at: { stream: string; revision: number }) =>
      createProver({ store, references: { find: async (_, ids) => ids.map(() => at) } });
    const other = await failureOf(lost({ stream: 'program-crm-2017', revision: 0 }), id);
    expect(other).toMatchObject({ _tag: 'OtherEvent', expected: 'AccrualPosted', found: 'ProgramOpened' });
    expect(describeExplainFailure(other)).toContain('Rebuild');
    const none = await failureOf(lost({ stream: 'program-crm-2017', revision: 7 }), id);
    expect(none).toEqual({ _tag: 'MissingEvent', at: { stream: 'program-crm-2017', revision: 7 } });
    expect(describeExplainFailure(none)).toContain('missing');
  });

  it('when the store fails, or an event cannot be read', async () => {
    const { store, references } = await small();
    const [id = ''] = await bookedIn(store);
    const failing = {
      readStream: () => {
        throw new StoreFailure({ _tag: 'StoreClosed' }, 'The store is closed.');
      },
    };
    const failure = await failureOf(createProver({ store: failing, references }), id);
    expect(describeExplainFailure(failure)).toBe('The store is closed.');
    const broken = await changed(store, 'AccrualPosted', (data) => ({ ...data, amount: 'much' }));
    const last = (await bookedIn(store)).findLast((each) => each.startsWith('acr-')) ?? '';
    const unreadable = await failureOf(createProver({ store: broken, references: mapReferences(store) }), last);
    expect(unreadable).toMatchObject({ _tag: 'MalformedData', type: 'AccrualPosted' });
    expect(describeExplainFailure(unreadable)).toContain('cannot be read');
  });
});
