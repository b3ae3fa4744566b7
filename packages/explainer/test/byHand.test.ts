import { orThrow } from '@commission-ledger/ledger';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { findings } from '../../calculation/test/secondEvaluator.ts';
import { renderJson, renderTree, storedEventIn, verifyExplanation, type Explanation } from '../src/index.ts';
import { bookedIn, changed, correct, explainerOf, left, openHistory, payOut, right, type History } from './history.ts';
import { violations } from './schemaChecker.ts';

const schema = JSON.parse(
  readFileSync(new URL('../../../docs/reference/explain-1.schema.json', import.meta.url), 'utf8'),
) as Readonly<Record<string, unknown>>;

const about = { program: 'crm-2017', partner: 'darcel', author: 'ann', approver: 'bob' };

/** 400.00 were earned and 50.00 of them set apart; before that 30.00 were owed and written off. */
const story = async (): Promise<History> => {
  const history = await openHistory();
  const { ledger, currency } = history;
  await correct(history, 'owed', '-30.00', 'Paid twice');
  await orThrow(
    ledger.writeOffReceivable({
      ...about,
      writeOff: 'forgiven',
      amount: { amount: '30.00', currency },
      date: '2017-01-25',
      reason: 'Too little to ask for',
      occurredAt: '2017-01-25T12:00:00Z',
    }),
  );
  await correct(history, 'bonus', '400.00', 'Best of the year');
  await orThrow(
    ledger.setApartUnclaimed({
      ...about,
      unclaimed: 'unclaimed-1',
      amount: { amount: '50.00', currency },
      date: '2017-02-01',
      reason: 'Returned by the bank twice',
      occurredAt: '2017-02-01T12:00:00Z',
    }),
  );
  return history;
};

const explained = async ({ store, explainer }: History, id: string): Promise<Explanation> => {
  const document = right(await explainer.why(id));
  expect(findings(document)).toEqual([]);
  expect(violations(schema, JSON.parse(renderJson(document)))).toEqual([]);
  right(await verifyExplanation(JSON.parse(renderJson(document)), storedEventIn(store)));
  return document;
};

describe('what two people did by hand', () => {
  it('is explained by who did it and why', async () => {
    const history = await story();
    const forgiven = await explained(history, 'forgiven');
    expect(forgiven.about).toMatchObject({ kind: 'write-off', amount: { amount: '30.00' }, date: '2017-01-25' });
    expect(renderTree(forgiven, { width: 200 })).toContain(
      'which is written off. Too little to ask for. Made by ann, approved by bob.',
    );
    const apart = await explained(history, 'unclaimed-1');
    expect(apart.about).toMatchObject({ kind: 'unclaimed', amount: { amount: '-50.00' }, date: '2017-02-01' });
    const english = renderTree(apart, { width: 200 });
    expect(english).toContain('Nobody claimed 50.00 USD, which is set apart and no longer payable.');
    expect(english).toContain('Returned by the bank twice. Made by ann, approved by bob.');
    const russian = renderTree(apart, { width: 200, locale: 'ru' });
    expect(russian).toContain('осталась невостребованной');
  });

  it('is in the next payout, which verifies to the bottom', async () => {
    const history = await story();
    const [id = ''] = await payOut(history, '2017-03-06');
    const payout = await explained(history, id);
    expect(payout.about.amount.amount).toBe('350.00');
    expect(payout.totals.map(({ kind, amount }) => [kind, amount.amount])).toEqual([
      ['adjustment', '370.00'],
      ['write-off', '30.00'],
      ['unclaimed', '-50.00'],
    ]);
    expect(renderTree(payout, { width: 200 })).toContain('less 50.00 set apart as unclaimed');
    expect(await bookedIn(history.store)).toContain('unclaimed-1');
  });

  it('is not explained when somebody changed the amount in the payout', async () => {
    const history = await story();
    const [id = ''] = await payOut(history, '2017-03-06');
    const forged = await changed(history.store, 'PayoutIssued', (data) => ({
      ...data,
      amount: { amount: '360.00', currency: 'USD' },
      lines: (data['lines'] as readonly Readonly<{ kind: string }>[]).map((line) =>
        line.kind === 'unclaimed' ? { ...line, amount: { amount: '-40.00', currency: 'USD' } } : line,
      ),
    }));
    expect(left(await explainerOf(forged).why(id))).toMatchObject({
      _tag: 'DoesNotMatchReceipt',
    });
  });
});
