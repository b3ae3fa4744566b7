import { localDate } from '@commission-ledger/calendar';
import { openSqliteStore } from '@commission-ledger/event-store-sqlite';
import { createLedger, orThrow } from '@commission-ledger/ledger';
import {
  allProjections,
  eachDocument,
  payoutOf,
  payouts,
  programOf,
  projectionRuntime,
} from '@commission-ledger/projections';
import { execFileSync } from 'node:child_process';
import { createExplainer, type Subject } from '../src/index.ts';
import { right } from '../test/history.ts';
import { reseller } from '../test/diffWorld.ts';
import type { FirstAnswer } from './firstAnswer.ts';
import { toldBy } from './toldBy.ts';

/*
 * Questions on a large ledger in an embedded file, given as the argument, whose read models are up to date. A program of
 * its own is added to it, with three accounts that sell so often in each of two months and are paid; so pass a copy. Each
 * question is asked first by an explainer that was just made, and then again and again; at last in new processes, with what
 * the machine has read of the file forgotten and not.
 */

const [file] = process.argv.slice(2);
if (file === undefined) throw new Error('Give the path of a ledger file: node … questions.bench.ts copy-of.ledger');
const store = await openSqliteStore(file);
const { events, documents } = store;
const program = 'measured';
const sales = [5, 20, 100];

const addProgram = async (): Promise<void> => {
  let now = Date.UTC(2030, 0, 1);
  const ledger = createLedger({ store: events, clock: () => (now += 1000) });
  const occurredAt = '2026-01-01T00:00:00Z';
  await orThrow(
    ledger.openProgram({
      program,
      name: 'Measured',
      timeZone: 'Europe/Berlin',
      currencies: ['EUR'],
      businessCalendar: { weekend: [6, 7], holidays: [] },
      approval: 'none',
      destinations: 'kept-by-host',
      occurredAt,
    }),
  );
  for (const version of [1, 2, 3, 4])
    await orThrow(ledger.publishPlan({ document: reseller(version), author: 'ann', approver: 'bob', occurredAt }));
  for (const count of sales) {
    const partner = `sells-${count}`;
    await orThrow(ledger.joinPartner({ partner, name: partner, occurredAt }));
    await orThrow(ledger.enrolPartner({ partner, program, plan: 'reseller', from: '2026-01-01', occurredAt }));
    for (const month of ['06', '07'])
      for (let index = 0; index < count; index += 1) {
        const deal = `${partner}-${month}-${index}`;
        const amount = { amount: `${400 + index}.37`, currency: 'EUR' };
        const on = `2026-${month}-${`${(index % 27) + 1}`.padStart(2, '0')}T09:00:00Z`;
        const attribution = [{ partner, share: '1' }];
        await orThrow(ledger.winDeal({ deal, program, amount, attribution, attributes: {}, occurredAt: on }));
        await orThrow(ledger.recordPayment({ deal, payment: deal, amount, occurredAt: on }));
      }
    const unpaid = { deal: `${partner}-unpaid`, amount: { amount: '400.37', currency: 'EUR' } };
    const attribution = [{ partner, share: '1' }];
    await orThrow(
      ledger.winDeal({ ...unpaid, program, attribution, attributes: {}, occurredAt: '2026-07-28T09:00:00Z' }),
    );
  }
};

/** The payouts of both months, of so many lines as both have sales. */
const payOut = async (): Promise<void> => {
  const ledger = createLedger({ store: events, clock: () => Date.UTC(2030, 1, 1) });
  await orThrow(ledger.issuePayouts({ program, date: '2026-08-05' }));
};

const catchUp = async (): Promise<void> => {
  right(await projectionRuntime({ store: events, documents, projections: allProjections }).catchUp());
};

await catchUp();
if ((await programOf(documents, program)) === undefined) await addProgram();
await catchUp();
await payOut();
await catchUp();
const paid = new Map<string, string>();
for await (const { payoutId, partner, program: of } of eachDocument(documents, payouts, { prefix: program }))
  if (of === program) paid.set(partner, payoutId);

const at = (numbers: readonly number[], share: number): string => {
  const sorted = numbers.slice(1).toSorted((x, y) => x - y);
  return (sorted[Math.floor(share * (sorted.length - 1))] ?? 0).toFixed(1);
};

/** Wall time, and the time the processor was busy with it: on a busy machine only that says what a question costs. */
const timed = async (question: string, times: number, work: () => Promise<unknown>) => {
  const took: number[] = [];
  const busy: number[] = [];
  for (let time = 0; time < times; time += 1) {
    const [started, used] = [performance.now(), process.cpuUsage()];
    await work();
    const { user, system } = process.cpuUsage(used);
    took.push(performance.now() - started);
    busy.push((user + system) / 1000);
  }
  const first = (took[0] ?? 0).toFixed(1);
  return {
    question,
    'first ms': first,
    'p50 ms': at(took, 0.5),
    'p95 ms': at(took, 0.95),
    'cpu p50 ms': at(busy, 0.5),
    'cpu p99 ms': at(busy, 0.99),
  };
};

const day = (date: string) => right(localDate(date));
console.log(`${(await events.head())?.position ?? 0n} events`);
const rows: object[] = [];
for (const count of sales) {
  const explainer = createExplainer({ store: events, documents });
  const month = (key: string): Subject => ({ kind: 'statement', id: `${program}.sells-${count}.EUR/2026-${key}` });
  rows.push(
    await timed(`diff of two months, ${count} commissions in each`, 21, async () =>
      right(await explainer.diff({ a: month('06'), b: month('07') })),
    ),
    await timed(`a month as known on two days, ${count} commissions`, 21, async () =>
      right(await explainer.diffKnown({ subject: month('06'), earlier: day('2029-01-01'), later: day('2031-01-01') })),
    ),
  );
}
const largest = Math.max(...sales);
const payout = paid.get(`sells-${largest}`) ?? '';
const explainer = createExplainer({ store: events, documents });
const lines = 2 * largest;
rows.push(
  await timed(`headline of a payout of ${lines} lines`, 201, () => payoutOf(documents, payout)),
  await timed(`proof of a payout of ${lines} lines`, 101, async () => right(await explainer.why(payout))),
);
let asked = 0;
rows.push(
  await timed('why not: a deal that was paid', 101, async () => {
    const subject = `sells-${largest}-06-${(asked += 7) % largest}`;
    return right(await explainer.whyNot({ subject, in: '2026-07' }));
  }),
);
// Twice beside the fewest: at first the code is new, and the machine is still translating it.
for (const [round, count] of [Math.min(...sales), ...sales].entries()) {
  const subject = `sells-${count}-unpaid`;
  const beside = `beside ${2 * count}${round === 0 ? ', at first' : ''}`;
  rows.push(
    await timed(`why not: a deal without a payment, ${beside}`, 101, async () =>
      right(await explainer.whyNot({ subject })),
    ),
    await timed('  without what would have to be otherwise', 101, async () =>
      right(await explainer.whyNot({ subject, changes: 'left-out' })),
    ),
    await timed('  with it, however much was recorded', 101, async () =>
      right(await explainer.whyNot({ subject, changes: 'sought' })),
    ),
  );
}
console.table(rows);
await store.close();

/** Whoever owns a file may have what the machine has read of it forgotten. */
const forget = (): void => {
  execFileSync('dd', [`if=${file}`, 'iflag=nocache', 'count=0', 'status=none']);
};
const shown = (answer: FirstAnswer) =>
  Object.fromEntries(Object.entries(answer).map(([name, ms]) => [name, ms.toFixed(1)]));
const answers: object[] = [];
for (let round = 0; round < 3; round += 1) {
  forget();
  answers.push({ file: 'not read yet', ...shown(await toldBy<FirstAnswer>('firstAnswer.ts', file, payout)) });
  answers.push({ file: 'read before', ...shown(await toldBy<FirstAnswer>('firstAnswer.ts', file, payout)) });
}
console.log(`The first proof of a payout of ${lines} lines in a new process, in milliseconds after the imports:`);
console.table(answers);
