import { orThrow } from '@commission-ledger/ledger';
import type { PlanDocument } from '@commission-ledger/plans';
import { describe, expect, it } from 'vitest';
import { type Explanation, renderMarkdown, renderTree, storedEventIn, verifyExplanation } from '../src/index.ts';
import { bookedIn, crmPlan, left, openHistory, payOut, right, sell } from './history.ts';

const withheld: PlanDocument = {
  ...crmPlan,
  payout: { ...crmPlan.payout, withholding: [{ status: 'none', rate: '0.1', from: '2016-01-01' }] },
};

/** A payout of 1,500.00 dollars to a destination in euros, at 0.9237 of the day before. */
const paidInEuros = async (plan: PlanDocument = crmPlan) => {
  const history = await openHistory(plan);
  const { ledger } = history;
  await orThrow(
    ledger.changePayoutDestination({
      partner: 'darcel',
      reference: 'bank-1',
      currency: 'EUR',
      occurredAt: '2016-12-01T00:00:00Z',
    }),
  );
  const rate = { from: 'USD', to: 'EUR', source: 'ECB' };
  await orThrow(ledger.recordFxRate({ ...rate, rate: '0.9', date: '2017-03-01' }));
  await orThrow(ledger.recordFxRate({ ...rate, rate: '0.9237', date: '2017-03-05' }));
  await sell(history, { deal: 'D-1', amount: '30001.00', on: '2017-01-10' });
  await payOut(history, '2017-03-06');
  for (const id of await bookedIn(history.store)) {
    if (!id.startsWith('PO-')) continue;
    const explanation = right(await history.explainer.why(id));
    if (explanation.about.partner === 'darcel') return { ...history, explanation, read: storedEventIn(history.store) };
  }
  throw new Error('Nothing was paid.');
};

/** The only node of that name. */
const nodeOf = ({ nodes }: Explanation, name: string) => {
  const found = Object.entries(nodes).filter(([, node]) => node.name === name);
  const [only] = found;
  if (only === undefined || found.length > 1) throw new Error(`${found.length} nodes are named ${name}.`);
  return { id: only[0], node: only[1] };
};

describe('the explanation of a payout into another currency', () => {
  it('says what arrives, at which rate, and rests on the event that told of it', async () => {
    const { explanation } = await paidInEuros();
    expect(explanation.about.amount).toEqual({ amount: '1500.05', currency: 'USD' });
    const { converted } = explanation.about;
    // 1,500.05 × 0.9237 = 1,385.596185
    expect(converted).toMatchObject({ amount: { amount: '1385.60', currency: 'EUR' }, date: '2017-03-05' });
    expect(explanation.nodes[converted?.node ?? '']?.value).toEqual({ amount: '1385.60', currency: 'EUR' });
    const { node } = nodeOf(explanation, 'fx-rate');
    expect(node.kind === 'fact' ? node.from.map(({ stream, path }) => `${stream} ${path}`) : []).toEqual([
      'fx-USD.EUR /rate',
      'account-crm-2017.darcel.USD /conversion/rate',
    ]);
  });

  it('converts what is left after tax', async () => {
    const { explanation } = await paidInEuros(withheld);
    expect(explanation.about).toMatchObject({
      gross: { amount: '1500.05', currency: 'USD' },
      amount: { amount: '1350.05', currency: 'USD' },
      // 1,350.05 × 0.9237 = 1,247.041185
      converted: { amount: { amount: '1247.04', currency: 'EUR' } },
    });
  });

  it.each([
    ['without charges', crmPlan],
    ['with tax withheld', withheld],
  ])('verifies against the history: %s', async (_, plan) => {
    const { explanation, read } = await paidInEuros(plan);
    const verified = right(await verifyExplanation(JSON.parse(JSON.stringify(explanation)), read));
    expect(verified.nodes).toBe(Object.keys(explanation.nodes).length);
  });

  it('with another amount, another rate or no word of it is found out', async () => {
    const { explanation, read } = await paidInEuros();
    const { about } = explanation;
    const { converted, ...others } = about;
    if (converted === undefined) throw new Error('Nothing was converted.');
    const more = { ...converted, amount: { amount: '1385.61', currency: 'EUR' } };
    expect(left(await verifyExplanation({ ...explanation, about: { ...about, converted: more } }, read))).toMatchObject(
      [{ _tag: 'ReadsDifferently', path: '/about/converted/amount/amount' }],
    );
    expect(left(await verifyExplanation({ ...explanation, about: others }, read))).toMatchObject([
      { _tag: 'ReadsDifferently', path: '/about/converted' },
    ]);
    const { id, node } = nodeOf(explanation, 'fx-rate');
    const nodes = { ...explanation.nodes, [id]: { ...node, value: { rate: '0.95' } } };
    const problems = left(await verifyExplanation({ ...explanation, nodes }, read));
    expect(problems).toContainEqual(expect.objectContaining({ _tag: 'FactDiffers', node: id }));
  });

  it('is told to people in both languages', async () => {
    const { explanation } = await paidInEuros();
    expect(renderTree(explanation, {})).toContain('1,385.60 EUR arrives, at the rate of 0.9237 of 5 March 2017');
    expect(renderMarkdown(explanation, { locale: 'ru' })).toMatch(
      /к получению 1\s385,60 EUR по курсу 0,9237 от 5 марта 2017/,
    );
  });

  it('is not shown where what arrives is not what the calculation says', async () => {
    const { explanation } = await paidInEuros();
    const { converted } = explanation.about;
    if (converted === undefined) throw new Error('Nothing was converted.');
    const more = { ...converted, amount: { amount: '1385.61', currency: 'EUR' } };
    expect(() => renderTree({ ...explanation, about: { ...explanation.about, converted: more } }, {})).toThrow(
      'does not add up',
    );
  });
});
