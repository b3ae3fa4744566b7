import { memoryEventStore } from '@commission-ledger/event-store';
import { createLedger, type Ledger, openLeadsInHistory, type Result } from '@commission-ledger/ledger';
import {
  allProjections,
  leadsOf,
  memoryDocumentStore,
  openLeadsOf,
  projectionRuntime,
} from '@commission-ledger/projections';
import * as E from 'fp-ts/lib/Either.js';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const OPEN: ReadonlySet<string> = new Set(['submitted', 'accepted', 'in-progress']);

type Act = (ledger: Ledger, lead: string, occurredAt: string) => Result;

const submitting =
  (partner: string, customer: string): Act =>
  (ledger, lead, occurredAt) => {
    const prospect = { reference: lead };
    return ledger.submitLead({ lead, program: 'acme', partner, prospect, attributes: {}, customer, occurredAt });
  };

const acts: readonly Act[] = [
  submitting('bob', 'c1'),
  submitting('cat', 'c1'),
  submitting('cat', 'c2'),
  (ledger, lead, occurredAt) => ledger.acceptLead({ lead, occurredAt }),
  (ledger, lead, occurredAt) => ledger.advanceLead({ lead, stage: 'offer', occurredAt }),
  (ledger, lead, occurredAt) => ledger.rejectLead({ lead, reason: 'no budget', occurredAt }),
  (ledger, lead, occurredAt) => ledger.loseLead({ lead, reason: 'price', occurredAt }),
  (ledger, lead, occurredAt) => ledger.expireLead({ lead, occurredAt }),
  (ledger, lead, occurredAt) => ledger.reopenLead({ lead, reason: 'a mistake', occurredAt }),
  (ledger, lead, occurredAt) => {
    const amount = { amount: '1.00', currency: 'EUR' };
    const credited = { attribution: [{ partner: 'bob', share: '1' }], attributes: {} };
    return ledger.winDeal({ deal: `d-${lead}`, program: 'acme', amount, lead, occurredAt, ...credited });
  },
];

const someActs = fc.array(fc.tuple(fc.constantFrom(...acts), fc.constantFrom('l1', 'l2', 'l3')), { maxLength: 30 });

const started = async () => {
  const store = memoryEventStore();
  const ledger = createLedger({ store, clock: () => Date.UTC(2026, 5, 1) });
  const occurredAt = '2026-01-01T00:00:00Z';
  const done = [
    await ledger.openProgram({
      program: 'acme',
      name: 'Acme',
      timeZone: 'Europe/Berlin',
      currencies: ['EUR'],
      businessCalendar: { weekend: [6, 7], holidays: [] },
      approval: 'none',
      destinations: 'kept-by-host',
      occurredAt,
    }),
    await ledger.joinPartner({ partner: 'bob', name: 'Bob', occurredAt }),
    await ledger.joinPartner({ partner: 'cat', name: 'Cat', occurredAt }),
  ];
  expect(done.every(E.isRight)).toBe(true);
  return { store, ledger };
};

/** What the ledger says the lead is when it refuses what cannot follow: an end to the ended, a new start to the open. */
const stateByRefusal = async (ledger: Ledger, lead: string, state: string): Promise<unknown> => {
  const outcome = OPEN.has(state)
    ? await ledger.reopenLead({ lead, reason: 'to see what it is' }, { key: `probe/${lead}` })
    : await ledger.acceptLead({ lead }, { key: `probe/${lead}` });
  return E.isLeft(outcome) && outcome.left._tag === 'LeadInState' ? outcome.left.state : outcome;
};

const collected = async <A>(items: AsyncIterable<A>): Promise<readonly A[]> => {
  const found: A[] = [];
  for await (const item of items) found.push(item);
  return found;
};

describe('the read model of leads', () => {
  it('says of every lead what the ledger goes by, and the same leads are open', async () => {
    await fc.assert(
      fc.asyncProperty(someActs, async (steps) => {
        const { store, ledger } = await started();
        for (const [index, [act, lead]] of steps.entries())
          await act(ledger, lead, new Date(Date.UTC(2026, 1, 1, 12, index)).toISOString());
        const documents = memoryDocumentStore();
        const run = await projectionRuntime({ store, documents, projections: allProjections }).catchUp();
        expect(E.isRight(run)).toBe(true);
        const open = await collected(openLeadsOf(documents, 'acme'));
        expect(open.toSorted()).toEqual((await collected(openLeadsInHistory(store)('acme'))).toSorted());
        for (const row of await collected(leadsOf(documents))) {
          const { state, timeline } = row;
          expect(await stateByRefusal(ledger, row.lead, state)).toBe(state);
          expect(timeline.map(({ fact }) => fact === 'DealWon').lastIndexOf(true)).toBe(
            state === 'won' ? timeline.length - 1 : -1,
          );
          expect(open.includes(row.lead)).toBe(OPEN.has(state));
        }
      }),
      { numRuns: 200 },
    );
  }, 60_000);
});
