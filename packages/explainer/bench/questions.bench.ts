import { localDate } from '@commission-ledger/calendar';
import { openSqliteStore } from '@commission-ledger/event-store-sqlite';
import { createLedger, orThrow } from '@commission-ledger/ledger';
import { allProjections, programOf, projectionRuntime } from '@commission-ledger/projections';
import { createExplainer, type Subject } from '../src/index.ts';
import { right } from '../test/history.ts';
import { reseller } from '../test/diffWorld.ts';

/*
 * Questions on a large ledger in an embedded file, given as the argument, whose read models are up to date. A program of
 * its own is added to it, with two accounts that sell so often in each of two months; so pass a copy. Each question is
 * asked first by an explainer that was just made, and then again and again.
 */

const [file] = process.argv.slice(2);
if (file === undefined) throw new Error('Give the path of a ledger file: node … questions.bench.ts copy-of.ledger');
const store = await openSqliteStore(file);
const { events, documents } = store;
const program = 'measured';
const sales = [20, 100];

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
  }
};

const catchUp = async (): Promise<void> => {
  right(await projectionRuntime({ store: events, documents, projections: allProjections }).catchUp());
};

await catchUp();
if ((await programOf(documents, program)) === undefined) await addProgram();
await catchUp();

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
console.table(rows);
await store.close();
