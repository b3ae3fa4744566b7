import { type EventStore, memoryEventStore } from '@commission-ledger/event-store';
import { describe, expect, it } from 'vitest';
import { type Ledger, type Result, accrualIdOf } from '../src/index.ts';
import {
  cents,
  eur,
  eventsOf,
  flatPlan,
  framesOf,
  ledgerOn,
  newLedger,
  ok,
  paid,
  refused,
  settle,
  won,
} from './world.ts';

const occurredAt = '2024-02-01T12:00:00Z';
const march = { program: 'acme', date: '2024-03-05' };

/** The accrual of a payment on `d1`, for `bob` unless another partner is named. */
const accrualOf = (payment: string, partner = 'bob'): string =>
  accrualIdOf(
    { program: 'acme', partner, currency: 'EUR' },
    { cause: { kind: 'payment', id: payment }, deal: 'd1', referrer: partner },
    'standard',
    'own',
  );

const question = {
  inquiry: 'q1',
  program: 'acme',
  partner: 'bob',
  kind: 'question',
  about: { kind: 'program', id: 'acme' },
  text: 'When does the new plan begin?',
  occurredAt,
} as const;

const objectionTo = (accrual: string, inquiry = 'q1') =>
  ({
    ...question,
    inquiry,
    kind: 'objection',
    about: { kind: 'accrual', id: accrual },
    text: 'It is too small.',
  }) as const;

const resolved = { inquiry: 'q1', outcome: 'declined', text: 'It is right.', by: 'kim', occurredAt } as const;
const reopened = { inquiry: 'q1', reason: 'No, it is not.', by: 'bob', occurredAt: '2024-02-03T12:00:00Z' };

/** `bob` earned 1.00 from p1 and 1.00 from p2. */
const earned = async (ledger: Ledger): Promise<void> => {
  await settle(ledger);
  await ok(ledger.winDeal(won('d1')));
  await ok(ledger.recordPayment(paid('d1', 'p1', '10.00')));
  await ok(ledger.recordPayment(paid('d1', 'p2', '5.00')));
};

/** What one payout of March pays, by accrual; nothing without one. */
const paidInMarch = async (ledger: Ledger): Promise<readonly string[]> => {
  const { issued } = await ok(ledger.issuePayouts(march));
  return issued.flatMap(({ data }) => data.lines.map(({ entry }) => entry));
};

describe('an inquiry', () => {
  it('goes to the manager whom the partner has on its day in the zone of the program', async () => {
    const { store, ledger } = newLedger();
    await settle(ledger);
    const manager = { partner: 'bob', program: 'acme', manager: 'kim', from: '2024-02-02', occurredAt };
    await ok(ledger.assignManager(manager));
    await ok(ledger.openInquiry({ ...question, inquiry: 'before', occurredAt: '2024-02-01T22:59:59Z' }));
    await ok(ledger.openInquiry({ ...question, inquiry: 'after', occurredAt: '2024-02-01T23:00:00Z' }));
    const opened = await eventsOf(store, 'InquiryOpened');
    expect(opened.map(({ data }) => [data.inquiry, data.assignee])).toEqual([
      ['before', null],
      ['after', 'kim'],
    ]);
  });

  it('sent again is the first one, also when the manager has changed since', async () => {
    const { store, ledger } = newLedger();
    await settle(ledger);
    const first = await ok(ledger.openInquiry(question));
    await ok(ledger.assignManager({ partner: 'bob', program: 'acme', manager: 'kim', from: '2024-01-01', occurredAt }));
    const before = await framesOf(store);
    expect(await ok(ledger.openInquiry(question))).toEqual({ ...first, repeated: true });
    expect(await refused(ledger.openInquiry({ ...question, text: 'Another question' }))).toMatchObject({
      _tag: 'KeyConflict',
    });
    expect(await framesOf(store)).toEqual(before);
  });

  it('may be about whatever the partner has', async () => {
    const { ledger } = newLedger();
    await earned(ledger);
    await ok(
      ledger.submitLead({ lead: 'l1', program: 'acme', partner: 'bob', prospect: { reference: 'c' }, attributes: {} }),
    );
    const adjustment = { program: 'acme', partner: 'bob', adjustment: 'a1', amount: eur('1.00'), reason: 'thanks' };
    await ok(
      ledger.postAdjustment({ ...adjustment, author: 'ann', approver: 'max', maturesOn: '2024-02-01', occurredAt }),
    );
    const { issued } = await ok(ledger.issuePayouts(march));
    const subjects = [
      { kind: 'lead', id: 'l1' },
      { kind: 'deal', id: 'd1' },
      { kind: 'accrual', id: accrualOf('p1') },
      { kind: 'adjustment', id: 'a1' },
      { kind: 'payout', id: issued[0]?.data.payout ?? '' },
      { kind: 'plan', id: 'standard' },
      { kind: 'statement', id: '2024-02' },
      { kind: 'program', id: 'why so slow?' },
    ] as const;
    for (const [index, about] of subjects.entries())
      expect((await ok(ledger.openInquiry({ ...question, inquiry: `q${index}`, about }))).events).toHaveLength(1);
  });

  it('may be about a deal of which the partner earns as the upline', async () => {
    const { ledger } = newLedger();
    await settle(ledger, { partners: ['bob', 'cat'] });
    await ok(ledger.assignUpline({ partner: 'bob', program: 'acme', upline: 'cat', from: '2024-01-01', occurredAt }));
    await ok(ledger.winDeal(won('d1')));
    const about = { kind: 'deal', id: 'd1' } as const;
    const asked = { ...question, partner: 'cat', about };
    expect(await refused(ledger.openInquiry(asked))).toMatchObject({ _tag: 'UnknownInquirySubject' });
    await ok(ledger.recordPayment(paid('d1', 'p1', '10.00')));
    await ok(ledger.openInquiry(asked));
  });

  it('may be about a deal with which the partner is credited since an amendment', async () => {
    const { ledger } = newLedger();
    await settle(ledger, { partners: ['bob', 'cat'] });
    await ok(ledger.winDeal(won('d1')));
    const asked = { ...question, partner: 'cat', about: { kind: 'deal', id: 'd1' } } as const;
    expect(await refused(ledger.openInquiry(asked))).toMatchObject({ _tag: 'UnknownInquirySubject' });
    const attribution = [{ partner: 'cat', share: '1' }];
    await ok(ledger.amendDeal({ deal: 'd1', amendment: 'm1', reason: 'cat found it', author: 'kim', attribution }));
    await ok(ledger.openInquiry(asked));
    await ok(ledger.openInquiry({ ...asked, inquiry: 'q2', partner: 'bob' }));
  });

  it('about something of another partner is refused in the same words as about nothing', async () => {
    const { store, ledger } = newLedger();
    await settle(ledger, { partners: ['bob', 'cat'] });
    const ofCat = [{ partner: 'cat', share: '1' }];
    await ok(ledger.winDeal(won('d1', { attribution: ofCat })));
    await ok(ledger.recordPayment(paid('d1', 'p1', '10.00')));
    await ok(
      ledger.submitLead({ lead: 'l1', program: 'acme', partner: 'cat', prospect: { reference: 'c' }, attributes: {} }),
    );
    const adjustment = { program: 'acme', partner: 'cat', adjustment: 'a1', amount: eur('1.00'), reason: 'thanks' };
    await ok(
      ledger.postAdjustment({ ...adjustment, author: 'ann', approver: 'max', maturesOn: '2024-02-01', occurredAt }),
    );
    const news = { program: 'acme', announcement: 'n1', title: { en: 'News' }, body: { en: 'New' }, author: 'kim' };
    await ok(
      ledger.publishAnnouncement({ ...news, audience: { partners: ['cat'] }, acknowledgement: 'none', occurredAt }),
    );
    await ok(ledger.publishPlan({ document: flatPlan('0.1') }));
    await ok(ledger.enrolPartner({ partner: 'cat', program: 'acme', plan: 'flat', from: '2024-04-01', occurredAt }));
    const { issued } = await ok(ledger.issuePayouts(march));
    const before = await framesOf(store);
    const subjects = [
      ['lead', 'l1'],
      ['deal', 'd1'],
      ['accrual', accrualOf('p1', 'cat')],
      ['adjustment', 'a1'],
      ['payout', issued[0]?.data.payout ?? ''],
      ['announcement', 'n1'],
      ['plan', 'flat'],
    ] as const;
    for (const [kind, id] of subjects) {
      await ok(ledgerOn(await copyOf(store)).openInquiry({ ...question, partner: 'cat', about: { kind, id } }));
      for (const other of [id, 'ghost', 'no id at all'])
        expect(await refused(ledger.openInquiry({ ...question, about: { kind, id: other } }))).toEqual({
          _tag: 'UnknownInquirySubject',
          kind,
          id: other,
        });
    }
    expect(await framesOf(store)).toEqual(before);
  });
});

const copyOf = async (store: ReturnType<typeof memoryEventStore>) => {
  const copy = memoryEventStore();
  const { events } = await store.readAll({ after: undefined, limit: 10_000 });
  for (const { stream, revision, id, type, body } of events)
    await copy.append(stream, [{ id, type, body }], revision === 0 ? 'no-stream' : revision - 1);
  return copy;
};

describe('an objection', () => {
  it('keeps exactly its accrual out of payouts, and lets it in when it is resolved', async () => {
    const { store, ledger } = newLedger();
    await earned(ledger);
    const { events } = await ok(ledger.openInquiry(objectionTo(accrualOf('p1'))));
    expect(events.map(({ type }) => type)).toEqual(['InquiryOpened', 'AccrualHeld']);
    expect(await paidInMarch(ledger)).toEqual([accrualOf('p2')]);
    const end = await ok(ledger.resolveInquiry(resolved));
    expect(end.events.map(({ type }) => type)).toEqual(['InquiryResolved', 'AccrualReleased']);
    const april = await ok(ledger.issuePayouts({ program: 'acme', date: '2024-04-05' }));
    expect(april.issued.flatMap(({ data }) => data.lines.map(({ entry }) => entry))).toEqual([accrualOf('p1')]);
    const [held] = await eventsOf(store, 'AccrualHeld');
    expect(held).toMatchObject({ actor: 'policy:inquiry', causation: events[0]?.id });
    expect(held?.data).toMatchObject({ accrual: accrualOf('p1'), by: { kind: 'inquiry', id: 'q1' } });
  });

  it('of which there are two holds until both are resolved', async () => {
    const { ledger } = newLedger();
    await earned(ledger);
    await ok(ledger.openInquiry(objectionTo(accrualOf('p1'))));
    await ok(ledger.openInquiry(objectionTo(accrualOf('p1'), 'q2')));
    await ok(ledger.resolveInquiry(resolved));
    expect(await paidInMarch(ledger)).toEqual([accrualOf('p2')]);
    await ok(ledger.resolveInquiry({ ...resolved, inquiry: 'q2', outcome: 'withdrawn' }));
    const april = await ok(ledger.issuePayouts({ program: 'acme', date: '2024-04-05' }));
    expect(april.issued.flatMap(({ data }) => data.lines.map(({ entry }) => entry))).toEqual([accrualOf('p1')]);
  });

  it('that is reopened holds again, unless the accrual was paid meanwhile and arrived', async () => {
    for (const paysBetween of [false, true]) {
      const { ledger } = newLedger();
      await earned(ledger);
      await ok(ledger.openInquiry(objectionTo(accrualOf('p1'))));
      await ok(ledger.resolveInquiry(resolved));
      const { issued = [] } = paysBetween ? await ok(ledger.issuePayouts(march)) : {};
      for (const { data } of issued) {
        const { program, partner, payout, amount } = data;
        await ok(ledger.settlePayout({ program, partner, payout, amount: cents(amount.minor), reference: 'bank 7' }));
      }
      const { events } = await ok(ledger.reopenInquiry(reopened));
      expect(events.map(({ type }) => type)).toEqual(['InquiryReopened', ...(paysBetween ? [] : ['AccrualHeld'])]);
      if (!paysBetween) expect(await paidInMarch(ledger)).toEqual([accrualOf('p2')]);
    }
  });

  it('to a deal, and a question about an accrual, hold nothing', async () => {
    const { store, ledger } = newLedger();
    await earned(ledger);
    await ok(ledger.openInquiry({ ...objectionTo(accrualOf('p1')), kind: 'question' }));
    await ok(ledger.openInquiry({ ...objectionTo(accrualOf('p1'), 'q2'), about: { kind: 'deal', id: 'd1' } }));
    expect(await eventsOf(store, 'AccrualHeld')).toEqual([]);
    expect(await paidInMarch(ledger)).toEqual([accrualOf('p1'), accrualOf('p2')]);
  });

  it('that a crash kept from holding is completed by the catch-up, once', async () => {
    const { store, ledger } = newLedger();
    await earned(ledger);
    const crashing = ledgerOn(store, { accruals: 'deferred' });
    await ok(crashing.openInquiry(objectionTo(accrualOf('p1'))));
    expect(await eventsOf(store, 'AccrualHeld')).toEqual([]);
    const next = ledgerOn(store);
    expect(await ok(next.catchUpAccruals())).toMatchObject({ events: 1 });
    expect(await ok(next.catchUpAccruals())).toMatchObject({ events: 0 });
    expect(await paidInMarch(next)).toEqual([accrualOf('p2')]);
    await ok(crashing.resolveInquiry(resolved));
    expect(await ok(ledgerOn(store).catchUpAccruals())).toMatchObject({ events: 1 });
    expect(await ok(ledgerOn(store).catchUpAccruals())).toMatchObject({ events: 0 });
    expect(await eventsOf(store, 'AccrualReleased')).toHaveLength(1);
  });

  it('opened, resolved and reopened at once leaves the accrual as the last of them says', async () => {
    const { store, ledger } = newLedger();
    await earned(ledger);
    await Promise.all([ledger.openInquiry(objectionTo(accrualOf('p1'))), ledger.resolveInquiry(resolved)]);
    const ends = (await eventsOf(store, 'InquiryResolved')).length;
    const holds = (await eventsOf(store, 'AccrualHeld')).length - (await eventsOf(store, 'AccrualReleased')).length;
    expect(holds).toBe(1 - ends);
    await ok(ledger.resolveInquiry(resolved));
    expect(await paidInMarch(ledger)).toEqual([accrualOf('p1'), accrualOf('p2')]);
  });
});

describe('an objection that is resolved between its opening and its hold', () => {
  it('ends without a hold', async () => {
    const store = memoryEventStore();
    await earned(ledgerOn(store));
    let isFirst = true;
    const interrupted: EventStore = {
      ...store,
      append: async (stream, events, expected) => {
        if (isFirst && events.some(({ type }) => type === 'AccrualHeld')) {
          isFirst = false;
          const { events: ending } = await ok(ledgerOn(store).resolveInquiry(resolved));
          expect(ending.map(({ type }) => type)).toEqual(['InquiryResolved']);
        }
        return store.append(stream, events, expected);
      },
    };
    const { events } = await ok(ledgerOn(interrupted).openInquiry(objectionTo(accrualOf('p1'))));
    expect(events.map(({ type }) => type)).toEqual(['InquiryOpened', 'AccrualHeld', 'AccrualReleased']);
    expect(await paidInMarch(ledgerOn(store))).toEqual([accrualOf('p1'), accrualOf('p2')]);
  });
});

describe('a command about an inquiry is refused, and writes nothing,', () => {
  it.each<readonly [string, (ledger: Ledger) => Result, object]>([
    [
      'answer',
      (ledger) => ledger.answerInquiry({ inquiry: 'ghost', text: 'Yes', by: 'kim' }),
      { _tag: 'UnknownInquiry', inquiry: 'ghost' },
    ],
    ['open', (ledger) => ledger.openInquiry(question, { key: 'another' }), { _tag: 'InquiryExists', inquiry: 'q1' }],
    [
      'reopen',
      (ledger) => ledger.reopenInquiry(reopened),
      { _tag: 'InquiryInState', inquiry: 'q1', state: 'open', wanted: 'reopened' },
    ],
    [
      'subject',
      (ledger) => ledger.openInquiry({ ...question, inquiry: 'q2', about: { kind: 'plan', id: 'gold' } }),
      { _tag: 'UnknownInquirySubject', kind: 'plan', id: 'gold' },
    ],
    [
      'month',
      (ledger) => ledger.openInquiry({ ...question, inquiry: 'q2', about: { kind: 'statement', id: '2024-13' } }),
      { _tag: 'UnknownInquirySubject', kind: 'statement', id: '2024-13' },
    ],
    [
      'partner',
      (ledger) => ledger.openInquiry({ ...question, inquiry: 'q2', partner: 'ghost' }),
      { _tag: 'UnknownPartner', partner: 'ghost' },
    ],
    [
      'program',
      (ledger) => ledger.openInquiry({ ...question, inquiry: 'q2', program: 'ghost' }),
      { _tag: 'UnknownProgram', program: 'ghost' },
    ],
    ['empty', (ledger) => ledger.answerInquiry({ inquiry: 'q1', text: ' ', by: 'kim' }), { _tag: 'InvalidInput' }],
  ])('%s', async (_, command, refusal) => {
    const { store, ledger } = newLedger();
    await settle(ledger);
    await ok(ledger.openInquiry(question));
    const before = await framesOf(store);
    expect(await refused(command(ledger))).toMatchObject(refusal);
    expect(await framesOf(store)).toEqual(before);
  });

  it('after it was resolved', async () => {
    const { store, ledger } = newLedger();
    await settle(ledger);
    await ok(ledger.openInquiry(question));
    await ok(ledger.resolveInquiry(resolved));
    const before = await framesOf(store);
    const inState = { _tag: 'InquiryInState', inquiry: 'q1', state: 'resolved' };
    const answer = { inquiry: 'q1', text: 'Yes', by: 'kim' };
    expect(await refused(ledger.answerInquiry(answer))).toEqual({ ...inState, wanted: 'answered' });
    const escalation = { inquiry: 'q1', to: 'max', reason: 'Hard', by: 'kim' };
    expect(await refused(ledger.escalateInquiry(escalation))).toEqual({ ...inState, wanted: 'escalated' });
    expect(
      await refused(ledger.resolveInquiry({ ...resolved, outcome: 'granted', occurredAt: '2024-02-04T00:00:00Z' })),
    ).toEqual({ ...inState, wanted: 'resolved' });
    expect(await framesOf(store)).toEqual(before);
  });
});
