import { memoryEventStore } from '@commission-ledger/event-store';
import { faultyEventStore } from '@commission-ledger/testing';
import { describe, expect, it } from 'vitest';
import type { Ledger } from '../src/index.ts';
import { eventsOf, framesOf, ledgerOn, newLedger, ok, refused, settle } from './world.ts';

const partners = ['bob', 'cat', 'dan'];

describe('an assignment that was let in once', () => {
  const above = (partner: string, upline: string, from: string) => ({ partner, program: 'acme', upline, from });
  const first = above('bob', 'cat', '2024-02-01');
  const opened = async () => {
    const { store, ledger } = newLedger();
    await settle(ledger, { partners });
    const { events } = await ok(ledger.assignUpline(first));
    await ok(ledger.assignUpline(above('bob', 'dan', '2024-03-01')));
    await ok(ledger.assignUpline(above('cat', 'bob', '2024-04-01')));
    return { store, ledger, events };
  };

  it('is its first result again, though it would close a circle by now', async () => {
    const { store, ledger, events } = await opened();
    const before = await framesOf(store);
    expect(await ok(ledger.assignUpline(first))).toEqual({ repeated: true, events });
    expect(await framesOf(store)).toEqual(before);
  });

  it('is a conflict with other content, and names the field', async () => {
    const { store, ledger } = await opened();
    const before = await framesOf(store);
    expect(await refused(ledger.assignUpline({ ...first, upline: 'ghost' }))).toMatchObject({
      _tag: 'KeyConflict',
      differing: [{ field: 'upline', recorded: 'cat', requested: 'ghost' }],
    });
    expect(await framesOf(store)).toEqual(before);
  });
});

describe('a command without a time whose reaction was cut off', () => {
  it('sees to it when it is sent again, though it says nothing new', async () => {
    const store = memoryEventStore();
    const brought = { lead: 'l1', program: 'acme', partner: 'bob', customer: 'c1' };
    await settle(ledgerOn(store), { partners });
    await ok(ledgerOn(store).submitLead({ ...brought, prospect: { reference: 'crm:1' }, attributes: {} }));
    const lost = { lead: 'l1', reason: 'no budget' };
    const away = [2, 3, 4].map((onAppend) => ({ kind: 'failBefore' as const, onAppend }));
    expect(await refused(ledgerOn(faultyEventStore(store, away)).loseLead(lost))).toMatchObject({
      _tag: 'StoreUnavailable',
    });
    expect(await eventsOf(store, 'ClaimReleased')).toEqual([]);
    // Another moment, so that nothing but what it says tells that it was said before.
    await ok(ledgerOn(store, { clock: () => Date.UTC(2025, 5, 2) }).loseLead(lost));
    expect(await eventsOf(store, 'LeadLost')).toHaveLength(1);
    expect(await eventsOf(store, 'ClaimReleased')).toHaveLength(1);
  });
});

describe('what is no object', () => {
  const untyped = (value: unknown): never => {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- as whoever calls without types
    return value as never;
  };
  const sends: Readonly<Record<string, (ledger: Ledger) => ReturnType<Ledger['winDeal']>>> = {
    'null as a fact': (ledger) => ledger.winDeal(untyped(null)),
    'a text as a fact': (ledger) => ledger.openProgram(untyped('acme')),
    'nothing as a fact': (ledger) => ledger.joinPartner(untyped(undefined)),
    'null beside a fact': (ledger) => ledger.joinPartner({ partner: 'eve', name: 'Eve' }, untyped(null)),
  };

  it.each(Object.entries(sends))('is refused as input: %s', async (_what, send) => {
    const { store, ledger } = newLedger();
    expect(await refused(send(ledger))).toMatchObject({
      _tag: 'InvalidInput',
      problems: [{ message: 'must be an object' }],
    });
    expect(await framesOf(store)).toEqual([]);
  });
});
