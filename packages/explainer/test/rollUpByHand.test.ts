import { orThrow } from '@commission-ledger/ledger';
import { allProjections, memoryDocumentStore, projectionRuntime } from '@commission-ledger/projections';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { askAgain, createExplainer, renderTree, storedEventIn, verifyReply, type Reply } from '../src/index.ts';
import { correct, openHistory, payOut, right } from './history.ts';

const about = { program: 'crm-2017', partner: 'darcel', author: 'ann', approver: 'bob' };

/** Whole amounts that are owed and written off one by one, others that are set apart, and what is left to be paid. */
type ByHand = Readonly<{ writtenOff: readonly number[]; setApart: readonly number[]; left: number }>;

const paidOut = async ({ writtenOff, setApart, left }: ByHand): Promise<Reply> => {
  const history = await openHistory();
  const { ledger, currency, store } = history;
  const usd = (whole: number) => ({ amount: `${whole}.00`, currency });
  for (const [index, amount] of writtenOff.entries()) {
    await correct(history, `owed-${index}`, `-${amount}.00`, 'Paid twice');
    await orThrow(
      ledger.writeOffReceivable({
        ...about,
        writeOff: `forgiven-${index}`,
        amount: usd(amount),
        date: '2017-01-25',
        reason: 'Too little to ask for',
        occurredAt: '2017-01-25T12:00:00Z',
      }),
    );
  }
  await correct(history, 'bonus', `${left + setApart.reduce((total, each) => total + each, 0)}.00`, 'Best of the year');
  for (const [index, amount] of setApart.entries())
    await orThrow(
      ledger.setApartUnclaimed({
        ...about,
        unclaimed: `unclaimed-${index}`,
        amount: usd(amount),
        date: '2017-02-01',
        reason: 'Returned by the bank twice',
        occurredAt: '2017-02-01T12:00:00Z',
      }),
    );
  const [payout = ''] = await payOut(history, '2017-03-06');
  const documents = memoryDocumentStore();
  right(await projectionRuntime({ store, documents, projections: allProjections }).catchUp());
  const explainer = createExplainer({ store, documents });
  const reply = right(await explainer.rollUp(payout));
  const json: unknown = JSON.parse(JSON.stringify(reply));
  const again = (answer: Reply) => askAgain(explainer, answer);
  right(await verifyReply(json, { askAgain: again, readStored: storedEventIn(store) }));
  return reply;
};

const linesIn = (said: Reply['rows'][number]['said']): number | undefined =>
  said.key === 'payoutCorrections' || said.key === 'payoutWrittenOff' ? said.holes.lines : undefined;

const partsOf = ({ rows }: Reply) =>
  rows.flatMap(({ said, amount, rows: below = [] }) =>
    amount === undefined
      ? []
      : [[said.key, linesIn(said), amount.amount, below.map((row) => [row.proof, row.amount?.amount])]],
  );

it('what was written off and what was set apart are one part of a payout, the largest lines named, the others one row', async () => {
  const reply = await paidOut({ writtenOff: [30, 20], setApart: [50, 10], left: 350 });
  expect(reply.amount?.amount).toBe('350.00');
  expect(partsOf(reply)).toEqual([
    [
      'payoutCorrections',
      3,
      '360.00',
      [
        ['bonus', '410.00'],
        ['owed-0', '-30.00'],
        ['owed-1', '-20.00'],
      ],
    ],
    [
      'payoutWrittenOff',
      4,
      '-10.00',
      [
        ['unclaimed-0', '-50.00'],
        ['forgiven-0', '30.00'],
        ['forgiven-1', '20.00'],
        [undefined, '-10.00'],
      ],
    ],
  ]);
  expect(reply.plans).toEqual([]);
  const english = renderTree(reply, { width: 120 });
  expect(english).toMatch(/2 written off or set apart: 4 lines +−10\.00/);
  expect(english).toMatch(/2\.4 1 other line +−10\.00/);
  const russian = renderTree(reply, { width: 120, locale: 'ru' });
  expect(russian).toMatch(/2 списано или отложено: 4 строки +−10,00/);
});

it('what cancels out is a part that comes to nothing, not one that is missing', async () => {
  const reply = await paidOut({ writtenOff: [40], setApart: [40], left: 200 });
  expect(partsOf(reply).map(([key, lines, amount]) => [key, lines, amount])).toEqual([
    ['payoutCorrections', 2, '200.00'],
    ['payoutWrittenOff', 2, '0.00'],
  ]);
});

const wholes = fc.array(fc.integer({ min: 1, max: 90 }), { maxLength: 4 });

it('whatever was done by hand, each level adds up, and has one row of others at most', async () => {
  await fc.assert(
    fc.asyncProperty(wholes, wholes, fc.integer({ min: 100, max: 900 }), async (writtenOff, setApart, left) => {
      const reply = await paidOut({ writtenOff, setApart, left });
      expect(reply.amount?.amount).toBe(`${left}.00`);
      const byHand = reply.rows.find(({ said }) => said.key === 'payoutWrittenOff');
      const lines = writtenOff.length + setApart.length;
      expect(byHand === undefined ? 0 : linesIn(byHand.said)).toBe(lines);
      const sumOf = (rows: Reply['rows']): number =>
        rows.reduce((total, { amount, counts }) => total + (counts === true ? Number(amount?.amount) : 0), 0);
      for (const { rows = [], amount } of reply.rows)
        if (amount !== undefined) expect(sumOf(rows)).toBe(Number(amount.amount));
      expect(sumOf(reply.rows)).toBe(left);
      for (const { rows = [] } of reply.rows) {
        const named = rows.flatMap(({ proof }) => proof ?? []);
        expect(rows.length - named.length).toBeLessThanOrEqual(1);
        expect(named.length).toBeLessThanOrEqual(3);
      }
    }),
    { numRuns: 25 },
  );
});
