import { describe, expect, it } from 'vitest';
import { eventsOf, framesOf, newLedger, ok, refused } from '../world.ts';

const erasure = { subject: 's-1', reason: 'asked by the person', by: 'privacy desk' };

describe('the erasure of a subject', () => {
  it('is recorded in the stream of the subject, with who did it and why', async () => {
    const { store, ledger } = newLedger();
    const { events } = await ok(ledger.recordErasure(erasure));
    expect(events).toMatchObject([{ stream: 'subject-s-1', type: 'SubjectErased', data: erasure }]);
    expect(await eventsOf(store, 'SubjectErased')).toEqual(events);
  });

  it('is recorded once, however often it is told', async () => {
    const { store, ledger } = newLedger();
    const { events } = await ok(ledger.recordErasure(erasure));
    const before = await framesOf(store);
    expect(await ok(ledger.recordErasure(erasure))).toEqual({ repeated: true, events });
    const otherwise = { ...erasure, reason: 'asked again' };
    expect(await ok(ledger.recordErasure(otherwise, { key: 'another' }))).toEqual({ repeated: true, events: [] });
    expect(await framesOf(store)).toEqual(before);
  });

  it('is not told anew with another reason under its own key', async () => {
    const { store, ledger } = newLedger();
    await ok(ledger.recordErasure(erasure));
    const before = await framesOf(store);
    expect(await refused(ledger.recordErasure({ ...erasure, reason: 'by mistake' }))).toMatchObject({
      _tag: 'KeyConflict',
      stream: 'subject-s-1',
      differing: [{ field: 'reason' }],
    });
    expect(await framesOf(store)).toEqual(before);
  });

  it.each([{ subject: 'A Person' }, { reason: '' }, { by: '' }])('is refused with %j', async (change) => {
    const { store, ledger } = newLedger();
    expect(await refused(ledger.recordErasure({ ...erasure, ...change }))).toMatchObject({ _tag: 'InvalidInput' });
    expect(await framesOf(store)).toEqual([]);
  });
});
