import { memoryEventStore } from '@commission-ledger/event-store';
import * as E from 'fp-ts/lib/Either.js';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeFailure } from '../src/index.ts';
import { fact, sendFact } from './commands.ts';
import { NOON, eur, framesOf, historyOf, ledgerOn, newLedger, ok, paid, refused, settle, won } from './world.ts';

const YEAR = 365 * 24 * 3600_000;

describe('a command sent again', () => {
  it('has its first result and writes nothing, ten years later and after a restart', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fact, { maxLength: 12 }), async (commands) => {
        const { store, ledger } = newLedger();
        await settle(ledger, { partners: ['bob', 'cat', 'dan'] });
        const first = [];
        for (const command of commands) first.push(await sendFact(ledger, command));
        const before = await framesOf(store);
        const later = ledgerOn(store, { clock: () => NOON + 10 * YEAR });
        for (const [index, command] of commands.entries()) {
          const outcome = first[index];
          if (outcome === undefined || E.isLeft(outcome)) continue;
          const again = await ok(sendFact(later, command));
          expect(again).toEqual({ repeated: true, events: outcome.right.events });
        }
        expect(await framesOf(store)).toEqual(before);
      }),
      { numRuns: 60 },
    );
  });

  it('is the same whatever time the clock filled in', async () => {
    const { store, ledger } = newLedger();
    const first = await ok(ledger.joinPartner({ partner: 'bob', name: 'Bob' }));
    const later = ledgerOn(store, { clock: () => NOON + YEAR, actor: 'somebody else' });
    expect(await ok(later.joinPartner({ partner: 'bob', name: 'Bob' }))).toEqual({ ...first, repeated: true });
    expect(await framesOf(store)).toHaveLength(1);
  });

  it('records nothing when it says what is already so', async () => {
    const { store, ledger } = newLedger();
    await settle(ledger);
    const lead = { lead: 'l1', program: 'acme', partner: 'bob', prospect: { reference: 'crm-1' }, attributes: {} };
    await ok(ledger.submitLead(lead));
    const lost = { lead: 'l1', reason: 'went elsewhere' };
    const later = ledgerOn(store, { clock: () => NOON + YEAR });
    const twice: readonly [() => Promise<unknown>, () => Promise<unknown>][] = [
      [() => ok(ledger.loseLead(lost)), () => ok(later.loseLead(lost))],
      [
        () => ok(ledger.changePayoutDestination({ partner: 'bob', reference: 'bank-1' })),
        () => ok(later.changePayoutDestination({ partner: 'bob', reference: 'bank-1' })),
      ],
      [
        () => ok(ledger.changeProgram({ program: 'acme', name: 'Acme & Sons' })),
        () => ok(later.changeProgram({ program: 'acme', name: 'Acme & Sons' })),
      ],
    ];
    for (const [first, again] of twice) {
      expect(await first()).toMatchObject({ repeated: false });
      const before = await framesOf(store);
      expect(await again()).toEqual({ repeated: true, events: [] });
      expect(await framesOf(store)).toEqual(before);
    }
    expect(await refused(later.loseLead({ lead: 'l1', reason: 'no budget' }))).toMatchObject({ _tag: 'LeadInState' });
    await ok(later.reopenLead({ lead: 'l1', reason: 'came back' }));
    expect(await ok(later.advanceLead({ lead: 'l1', stage: 'demo' }))).toMatchObject({ repeated: false });
  });
});

describe('a key that is used again', () => {
  it('with other content is a conflict that names the fields', async () => {
    const { store, ledger } = newLedger();
    await settle(ledger);
    await ok(
      ledger.submitLead({ lead: 'l1', program: 'acme', partner: 'bob', prospect: { reference: 'x' }, attributes: {} }),
    );
    await ok(ledger.winDeal(won('d1', { lead: 'l1' })));
    const before = await framesOf(store);
    const other = await refused(
      ledger.winDeal(won('d1', { lead: 'l1', amount: eur('100.01'), attributes: { product: 'A' } })),
    );
    expect(other).toEqual({
      _tag: 'KeyConflict',
      key: 'deal/d1/won',
      stream: 'deal-d1',
      differing: [
        { field: 'amount', recorded: eur('100.00'), requested: eur('100.01') },
        { field: 'attributes', recorded: {}, requested: { product: 'A' } },
      ],
    });
    expect(describeFailure(other)).toBe(
      'deal/d1/won was recorded before with other content in amount (recorded {"amount":"100.00","currency":"EUR"}, now {"amount":"100.01","currency":"EUR"}), attributes (recorded {}, now {"product":"A"}). What was recorded stands; correct the command, or use another id.',
    );
    expect(await framesOf(store)).toEqual(before);
  });

  it('with a time where none was given is a conflict in the time', async () => {
    const { ledger } = newLedger();
    await ok(ledger.joinPartner({ partner: 'bob', name: 'Bob' }));
    expect(
      await refused(ledger.joinPartner({ partner: 'bob', name: 'Bob', occurredAt: '2024-01-01T00:00:00Z' })),
    ).toMatchObject({
      _tag: 'KeyConflict',
      differing: [{ field: 'occurredAt', requested: '2024-01-01T00:00:00.000Z' }],
    });
  });

  it('for another kind of command, or on another stream, is a conflict too', async () => {
    const { store, ledger } = newLedger();
    await settle(ledger);
    await ok(
      ledger.submitLead({ lead: 'l1', program: 'acme', partner: 'bob', prospect: { reference: 'x' }, attributes: {} }),
    );
    await ok(ledger.acceptLead({ lead: 'l1' }, { key: 'mine' }));
    const before = await framesOf(store);
    const tries = [
      [ledger.expireLead({ lead: 'l1' }, { key: 'mine' }), ['type']],
      [ledger.joinPartner({ partner: 'eve', name: 'Eve' }, { key: 'mine' }), ['type', 'lead', 'partner', 'name']],
      [ledger.winDeal(won('d1'), { key: 'mine' }), ['type', 'lead', 'occurredAt']],
    ] as const;
    for (const [result, fields] of tries) {
      const failure = await refused(result);
      expect(failure).toMatchObject({ _tag: 'KeyConflict', key: 'mine', stream: 'lead-l1' });
      const differing = failure._tag === 'KeyConflict' ? failure.differing.map(({ field }) => field) : [];
      expect(differing).toEqual(expect.arrayContaining([...fields]));
    }
    expect(await framesOf(store)).toEqual(before);
  });
});

it('a fact whose accruals were left behind is completed when it is sent again', async () => {
  const store = memoryEventStore();
  const deferred = ledgerOn(store, { accruals: 'deferred' });
  await settle(deferred);
  await ok(deferred.winDeal(won('d1')));
  await ok(deferred.recordPayment(paid('d1', 'p1', '10.00')));
  expect((await historyOf(store)).map(({ type }) => type)).not.toContain('AccrualPosted');
  const again = await ok(ledgerOn(store).recordPayment(paid('d1', 'p1', '10.00')));
  expect(again.repeated).toBe(true);
  expect(again.events.map(({ type }) => type)).toEqual(['PaymentReceived', 'AccrualPosted']);
});
