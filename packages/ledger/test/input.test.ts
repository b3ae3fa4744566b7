import { memoryEventStore } from '@commission-ledger/event-store';
import { describe, expect, it } from 'vitest';
import { describeFailure } from '../src/index.ts';
import { acme, eur, framesOf, ledgerOn, newLedger, ok, paid, planOf, refused, settle, won } from './world.ts';

const nothing = undefined as never;

describe('input that cannot be read', () => {
  const { store, ledger } = newLedger();
  it.each([
    ['an id with a space', () => ledger.joinPartner({ partner: 'b b', name: 'Bob' }), ['/partner']],
    ['a missing name', () => ledger.joinPartner({ partner: 'bob', name: nothing }), ['/name']],
    ['an unknown zone', () => ledger.openProgram({ ...acme, timeZone: 'Mars/Base' }), ['/timeZone']],
    [
      'a word that is none of those allowed',
      () => ledger.openProgram({ ...acme, approval: 'any' as never }),
      ['/approval'],
    ],
    ['a member of a list', () => ledger.openProgram({ ...acme, currencies: ['EUR', 'EURO'] }), ['/currencies/1']],
    ['a number as money', () => ledger.recordPayment({ ...paid('d', 'p', '1.00'), amount: 1 as never }), ['/amount']],
    ['a third decimal', () => ledger.recordPayment(paid('d', 'p', '1.001')), ['/amount']],
    ['a date that is none', () => ledger.winDeal(won('d', { leadOn: '2024-02-30' })), ['/leadOn']],
    [
      'a share that is none',
      () => ledger.winDeal(won('d', { attribution: [{ partner: 'bob', share: 'half' }] })),
      ['/attribution/0/share'],
    ],
    [
      'a number that has no name',
      () => ledger.winDeal(won('d', { quantities: JSON.parse('{"__proto__": "5"}') as never })),
      ['/quantities/__proto__'],
    ],
    [
      'names that no field may have',
      () =>
        ledger.recordPayment({ ...paid('d', 'p', '1.00'), amounts: { constructor: eur('1.00'), 'a b': eur('1.00') } }),
      ['/amounts/constructor', '/amounts/a b'],
    ],
    [
      'a parameter that has no name',
      () =>
        ledger.enrolPartner({
          partner: 'bob',
          program: 'acme',
          plan: 'standard',
          from: '2024-01-01',
          parameters: { prototype: '1' },
        }),
      ['/parameters/prototype'],
    ],
    ['a field too many', () => ledger.winDeal({ ...won('d'), colour: 'red' } as never), ['/colour']],
    ['two at once', () => ledger.joinPartner({ partner: '', name: '' }), ['/partner', '/name']],
    ['a NUL in the key', () => ledger.joinPartner({ partner: 'bob', name: 'Bob' }, { key: 'a\0' }), ['/meta/key']],
    [
      'half a character as actor',
      () => ledger.publishPlan({ document: planOf() }, { actor: '\uD800' }),
      ['/author', '/meta/actor'],
    ],
    ['a run on no date', () => ledger.previewPayouts({ program: 'acme', date: '5 March' }), ['/date']],
    ['a run of no program', () => ledger.issuePayouts({ program: 'a b', date: '2024-03-05' }), ['/program']],
    [
      'a trigger without a deal',
      () =>
        ledger.accrueFor([
          { kind: 'win', deal: 'd' },
          { kind: 'win', deal: '' },
        ]),
      ['/1/deal'],
    ],
  ])('is refused by path and writes nothing: %s', async (_, command, paths) => {
    const failure = await refused(Promise.resolve(command()));
    expect(failure).toMatchObject({ _tag: 'InvalidInput', problems: paths.map((path) => ({ path })) });
    expect(describeFailure(failure)).toMatch(/^The input cannot be read: .+[^.]\. Correct it and send it again\.$/);
    expect(await framesOf(store)).toEqual([]);
  });

  it('is not repeated in the message', async () => {
    const failure = await refused(ledger.joinPartner({ partner: 'bob@example.com', name: 'Bob' }));
    expect(JSON.stringify(failure)).not.toContain('example.com');
  });
});

it('a plan that does not compute is refused with its mistakes', async () => {
  const { store, ledger } = newLedger();
  const examples = [{ title: { en: 'Wrong' }, given: { payment: '10.00' }, expect: { own: '2.00', team: '0.50' } }];
  const failure = await refused(ledger.publishPlan({ document: planOf({ examples }) }));
  expect(failure).toMatchObject({ _tag: 'PlanRefused', refusal: { _tag: 'ExamplesDiffer' } });
  expect(describeFailure(failure)).toMatch(
    /^The plan is not published: .+\nCorrect the document and publish it again\.$/s,
  );
  expect(await refused(ledger.publishPlan({ document: {} }))).toMatchObject({ refusal: { _tag: 'InvalidPlan' } });
  expect(await framesOf(store)).toEqual([]);
});

describe('a history that cannot be read', () => {
  it('stops the command and says where', async () => {
    const store = memoryEventStore();
    const id = '00000000-0000-4000-8000-000000000001';
    await store.append('partner-bob', [{ id, type: 'PartnerJoined', body: '{}' }], 'no-stream');
    const failure = await refused(ledgerOn(store).joinPartner({ partner: 'bob', name: 'Bob' }));
    expect(failure).toMatchObject({ _tag: 'NotAFrame', stream: 'partner-bob', revision: 0 });
    expect(describeFailure(failure)).toMatch(/^Event 0 of partner-bob is damaged/);
  });

  it('stops the catch-up', async () => {
    const store = memoryEventStore();
    const id = '00000000-0000-4000-8000-000000000001';
    await store.append('deal-d1', [{ id, type: 'DealWonTwice', body: '{}' }], 'no-stream');
    expect(await refused(ledgerOn(store).catchUpAccruals())).toMatchObject({ _tag: 'NotAFrame' });
  });
});

it('an adjustment may be named like an accrual without either replacing the other', async () => {
  const { ledger, store } = newLedger();
  await settle(ledger);
  await ok(ledger.winDeal(won('d1')));
  const { events } = await ok(ledger.recordPayment(paid('d1', 'p1', '10.00')));
  const accrual = events.flatMap((event) => (event.type === 'AccrualPosted' ? [event.data.accrual] : []))[0] ?? '';
  const by = { reason: 'twin', author: 'ann', approver: 'max', maturesOn: '2024-02-01' };
  await ok(ledger.postAdjustment({ program: 'acme', partner: 'bob', adjustment: accrual, amount: eur('5.00'), ...by }));
  const { issued } = await ok(ledger.issuePayouts({ program: 'acme', date: '2024-03-05' }));
  expect(issued[0]?.data.lines.map(({ kind, amount }) => [kind, amount.minor])).toEqual([
    ['accrual', 100n],
    ['adjustment', 500n],
  ]);
  expect((await framesOf(store)).length).toBe(11);
});
