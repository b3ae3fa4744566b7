import { absent, booked, fact, guard, param, sum, text, type Node, type RuleRef } from '@commission-ledger/calculation';
import { add, money, toJson, type Money } from '@commission-ledger/money';
import { eventRef } from '@commission-ledger/ledger';
import type { Reply } from '../src/index.ts';
import { composeReply, type DraftRow } from '../src/questions/composeReply.ts';
import type { EntryKind, PlanSource } from '../src/document/explanation.ts';
import type { ExplainedEntry } from '../src/reading/sources.ts';
import { explainEntry } from '../src/why/explainEntry.ts';
import { sourcesOver } from '../src/why/createProver.ts';
import { eventsOf, mapReferences, openHistory, payOut, refund, right, sell, correct, type History } from './history.ts';

/** Three sales, a refund, a correction and a payout of Darcel. */
export const toldHistory = async (): Promise<History> => {
  const history = await openHistory();
  await sell(history, { deal: 'D-1', amount: '30000.00', on: '2017-01-10' });
  await sell(history, { deal: 'D-2', amount: '32000.50', on: '2017-01-11' });
  await sell(history, { deal: 'D-3', amount: '1054.70', on: '2017-01-12', product: 'GTK 500' });
  await refund(history, 'D-1', 'R-1', '3000.00', '2017-01-20');
  await correct(history, 'fix-1', '-5.00', 'Typo in D-0');
  await payOut(history, '2017-03-06');
  return history;
};

/** What a partner earned, entry by entry, as an answer with conditions and rows that count: read from a history. */
export const sumOfEntries = async ({ store, currency }: Pick<History, 'store' | 'currency'>): Promise<Reply> => {
  const sources = sourcesOver(store, mapReferences(store))();
  const entries: ExplainedEntry[] = [];
  for (const event of await eventsOf(store)) {
    if (event.stream !== `account-crm-2017.darcel.${currency}`) continue;
    const [kind, id] = entryIn(event) ?? [];
    if (kind !== undefined && id !== undefined) entries.push(right(await explainEntry(sources, kind, id)));
  }
  const [first] = entries;
  if (first === undefined) throw new Error('Nothing was booked.');
  const plans = [...new Map(entries.flatMap(({ plan }) => (plan === undefined ? [] : [[plan.hash, plan]]))).values()];
  const root = sum(
    entries.map((entry) => entry.root),
    { name: 'balance' },
  );
  const amount = entries.map((entry) => moneyOf(entry.root)).reduce(add);
  return composeReply({
    question: 'why',
    subject: { kind: 'account', id: `crm-2017.darcel.${currency}` },
    asked: { on: '2017-03-06' },
    partner: 'darcel',
    program: first.program.source,
    title: { key: 'payoutTitle', holes: { subject: 'Entries', partner: 'darcel', date: '2017-03-06' } },
    amount,
    verdict: [
      { key: 'accrualAnswer', holes: { deal: 'D-1', amount: toJson(amount), currency, matures: '2017-03-06' } },
    ],
    root,
    rows: [...entries.map((entry, index) => rowOf(entry, index)), ...gates(root, plans[0], amount)],
    searched: [{ source: 'leads', from: '2017-01-01', to: '2017-03-06', watermark: '7' }],
    plans,
    effective: '2017-03-06',
  });
};

const entryIn = (event: Awaited<ReturnType<typeof eventsOf>>[number]): readonly [EntryKind, string] | undefined => {
  if (event.type === 'AccrualPosted') return ['accrual', event.data.accrual];
  if (event.type === 'AccrualReversed') return ['reversal', event.data.reversal];
  return event.type === 'AdjustmentPosted' ? ['adjustment', event.data.adjustment] : undefined;
};

const moneyOf = ({ value }: Node): Money => {
  if (value._tag !== 'money') throw new Error('An entry is booked money.');
  return value.money;
};

/** The first is proved on its own, the others show their steps. */
const rowOf = ({ root, line }: ExplainedEntry, index: number): DraftRow => ({
  said: { key: 'correctedOn', holes: { date: line.maturesOn, reason: line.entry } },
  amount: moneyOf(root),
  counts: true,
  node: root,
  from: [line.from],
  ...(index === 0 ? { proof: line.entry } : {}),
});

const gates = (root: Node, plan: PlanSource | undefined, amount: Money): readonly DraftRow[] => {
  if (plan === undefined) return [];
  const rule: RuleRef = { plan: plan.plan, version: plan.version, hash: plan.hash };
  const minimum = param(booked(right(money('100.00', amount.currency))), rule, '/payout/minimum', 'minimum');
  const enough = guard('ge', [root, minimum]);
  const limit = toJson(moneyOf(minimum));
  const said = { what: '', value: toJson(amount), limit } as const;
  const nobody = absent(text('none'), 'lead/L-1', [{ source: 'leads', from: '', to: '', watermark: '7' }]);
  return [
    enough.kind === 'guard' && enough.pass
      ? { said: { key: 'atLeast', holes: said }, gate: 'passed', node: enough }
      : { said: { key: 'lessThan', holes: said }, gate: 'failed', node: enough },
    {
      said: { key: 'isOne', holes: { name: 'lead', value: 'L-1' } },
      gate: 'failed',
      node: nobody,
      rows: [{ said: { key: 'recoveredOn', holes: { date: '2017-01-12' } }, from: [plan.from] }],
    },
    { said: { key: 'original', holes: { accrual: 'nothing' } }, gate: 'open' },
    { said: { key: 'setApartOn', holes: { date: '2017-01-12', reason: 'late' } }, gate: 'not-reached' },
  ];
};

/** A fact that stands in an event of the history, as a node. */
export const factIn = async ({ store }: History, type: string, path: string, value: Node['value']): Promise<Node> => {
  const event = (await eventsOf(store)).find((each) => each.type === type);
  if (event === undefined) throw new Error(`There is no ${type}.`);
  return fact(value, [eventRef(event, path)]);
};
