import { memoryEventStore } from '@commission-ledger/event-store';
import { readEvent } from '@commission-ledger/events';
import type { PlanDocument } from '@commission-ledger/plans';
import { timelineOf } from '../src/rehearsal/timeline.ts';
import { eur, ledgerOn, ok, planOf } from '../test/world.ts';

/*
 * Previews a plan change over a history of deals, each won and paid: 100 partners in ten teams, an upline that earns
 * too, three tiers by quarter. The number of deals is the first argument; 100,000 without one.
 */

const DEALS = Number(process.argv[2] ?? 100_000);
const PARTNERS = 100;

const tiered = (version: number, top: string): PlanDocument =>
  planOf({
    version,
    rules: [
      {
        id: 'own',
        clause: '1.1',
        title: { en: 'Own payments' },
        earnedOn: 'payment',
        beneficiary: 'referrer',
        pay: {
          marginal: {
            of: 'payment',
            counter: 'quarter',
            bands: [{ upTo: '5000.00', rate: '0.05' }, { upTo: '20000.00', rate: '0.07' }, { rate: top }],
          },
        },
      },
      {
        id: 'team',
        clause: '1.2',
        title: { en: 'Payments of the team' },
        earnedOn: 'payment',
        beneficiary: 'upline',
        pay: { percent: { of: 'payment', rate: '0.01' } },
      },
    ],
    examples: [{ title: { en: 'Small' }, given: { payment: '10.00' }, expect: { own: '0.50', team: '0.10' } }],
  });

const cpu = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

const seconds = async <Value>(name: string, work: () => Promise<Value>): Promise<Value> => {
  const start = performance.now();
  const busy = cpu();
  const value = await work();
  console.log(
    `${name}: ${((performance.now() - start) / 1000).toFixed(2)} s, of the processor ${(cpu() - busy).toFixed(2)} s`,
  );
  return value;
};

const store = memoryEventStore();
const ledger = ledgerOn(store, { accruals: 'deferred' });
const occurredAt = '2024-01-01T00:00:00Z';
const day = (index: number): string =>
  new Date(Date.UTC(2024, 0, 2 + Math.floor((index * 360) / DEALS), 10)).toISOString();

await seconds(`recording ${DEALS} deals, each won and paid`, async () => {
  await ok(
    ledger.openProgram({
      program: 'acme',
      name: 'Acme',
      timeZone: 'Europe/Berlin',
      currencies: ['EUR'],
      businessCalendar: { weekend: [6, 7], holidays: [] },
      approval: 'none',
      destinations: 'kept-by-host',
      occurredAt,
    }),
  );
  await ok(ledger.publishPlan({ document: tiered(1, '0.09'), occurredAt }));
  for (let index = 0; index < PARTNERS; index += 1) {
    const partner = `p${index}`;
    await ok(ledger.joinPartner({ partner, name: partner, occurredAt }));
    await ok(ledger.enrolPartner({ partner, program: 'acme', plan: 'standard', from: '2024-01-01', occurredAt }));
    if (index >= 10) {
      const upline = `p${index % 10}`;
      await ok(ledger.assignUpline({ partner, upline, program: 'acme', from: '2024-01-01', occurredAt }));
    }
  }
  for (let index = 0; index < DEALS; index += 1) {
    const deal = `d${index}`;
    const amount = eur(`${100 + (index % 900)}.${10 + (index % 90)}`);
    const attribution = [{ partner: `p${index % PARTNERS}`, share: '1' }];
    await ok(ledger.winDeal({ deal, program: 'acme', amount, attribution, attributes: {}, occurredAt: day(index) }));
    await ok(ledger.recordPayment({ deal, payment: 'paid', amount, occurredAt: day(index) }));
  }
});
await seconds('accruing', () => ok(ledger.catchUpAccruals()));

await seconds('reading', () => timelineOf(store, { read: readEvent, booked: () => undefined }));
const preview = await seconds('reading and replaying', () => ok(ledger.previewPlan({ document: tiered(2, '0.1') })));
console.log(
  `${preview.replayed} causes replayed, ${preview.changed.length} of them changed, ${preview.partners.length} partners; ` +
    `${Math.round(process.memoryUsage().rss / 2 ** 20)} MiB`,
);
