import { toJson } from '@commission-ledger/money';
import { digestOf, type Digest } from '../src/index.ts';
import { eur, hour, newWorld, ok, type World } from './world.ts';

/** What people write: given to every free text of the story. */
export type Words = Readonly<{ of: (what: string) => string }>;

/**
 * A story in which everything that a digest tells happens to `ada`, with every free text given by `words`, and the
 * digest of its last twenty days.
 */
export const fullStory = async (words: Words): Promise<Readonly<{ world: World; digest: Digest }>> => {
  const { of } = words;
  const world = await newWorld(
    [
      { partner: 'ada', name: of('Ada Byron') },
      { partner: 'bob', name: 'Bob' },
    ],
    of('Northwind'),
  );
  const { ledger, at } = world;
  const lead = (id: string) => ({ lead: id, program: 'north', partner: 'ada', attributes: {} });
  const ada = { program: 'north', partner: 'ada' };
  at(1);
  await ok(ledger.assignManager({ ...ada, manager: of('Kim Lee'), from: '2026-03-01' }));
  await ok(
    ledger.winDeal({
      deal: 'd1',
      program: 'north',
      amount: eur('9000.00'),
      attribution: [{ partner: 'ada', share: '1' }],
      attributes: {},
    }),
  );
  await ok(ledger.recordPayment({ deal: 'd1', payment: 'p0', amount: eur('400.00') }));
  at(2 * 24);
  await ok(ledger.submitLead({ ...lead('l1'), prospect: { reference: of('Orion GmbH') } }));
  await ok(ledger.acceptLead({ lead: 'l1' }));
  await ok(ledger.advanceLead({ lead: 'l1', stage: of('offer') }));
  await ok(ledger.submitLead({ ...lead('l2'), prospect: { reference: of('Vega Ltd') } }));
  await ok(ledger.rejectLead({ lead: 'l2', reason: of('They are a customer already') }));
  await ok(ledger.submitLead({ ...lead('l3'), prospect: { reference: of('Lyra SA') } }));
  await ok(ledger.submitLead({ ...lead('b1'), partner: 'bob', prospect: { reference: 'Mira' }, customer: 'mira' }));
  await ok(ledger.submitLead({ ...lead('l4'), prospect: { reference: of('Mira') }, customer: 'mira' }));
  at(3 * 24);
  await ok(
    ledger.winDeal({
      deal: 'd2',
      program: 'north',
      lead: 'l1',
      amount: eur('12345.00'),
      attribution: [{ partner: 'ada', share: '1' }],
      attributes: {},
    }),
  );
  await ok(ledger.loseLead({ lead: 'l3', reason: of('The price was too high') }));
  const { events } = await ok(ledger.recordPayment({ deal: 'd1', payment: 'p1', amount: eur('12345.00') }));
  const accrual = events.flatMap((event) => (event.type === 'AccrualPosted' ? [event.data.accrual] : []))[0] ?? '';
  await ok(ledger.recordPayment({ deal: 'd1', payment: 'p2', amount: eur('100.00') }));
  await ok(
    ledger.recordRefund({ deal: 'd1', payment: 'p2', refund: 'r1', amount: eur('50.00'), reason: of('sent back') }),
  );
  await ok(
    ledger.postAdjustment({
      ...ada,
      adjustment: 'bonus-1',
      amount: eur('25.00'),
      reason: of('Thanks for the fair'),
      author: 'kim',
      approver: 'max',
      maturesOn: '2026-03-04',
    }),
  );
  at(4 * 24);
  const about = { kind: 'accrual', id: accrual } as const;
  await ok(
    ledger.openInquiry({ ...ada, inquiry: 'q1', kind: 'objection', about, text: of('Should this not be 15%?') }),
  );
  await ok(
    ledger.escalateInquiry({
      inquiry: 'q1',
      to: of('Max Moor'),
      reason: of('He knows the contract'),
      by: of('Kim Lee'),
    }),
  );
  await ok(
    ledger.answerInquiry({
      inquiry: 'q1',
      text: `${of('The contract says ten.')}\n\n${of('See clause 1.1.')}`,
      by: of('Max Moor'),
    }),
  );
  const question = { ...ada, inquiry: 'q2', kind: 'question', about: { kind: 'plan', id: 'flat' } } as const;
  await ok(ledger.openInquiry({ ...question, text: of('Is there a bonus?') }));
  await ok(
    ledger.resolveInquiry({ inquiry: 'q2', outcome: 'answered', text: of('Not this year.'), by: of('Kim Lee') }),
  );
  const title = { en: of('New terms'), ru: of('Новые условия') };
  const body = { en: `${of('From May on.')}\n${of('Please read.')}`, ru: `${of('С мая.')}\n${of('Прочтите.')}` };
  await ok(
    ledger.publishAnnouncement({
      program: 'north',
      announcement: 'news-1',
      title,
      body,
      audience: 'everyone',
      acknowledgement: 'asked',
      author: 'kim',
    }),
  );
  at(19.5 * 24);
  const { issued } = await ok(ledger.issuePayouts({ program: 'north', date: '2026-03-20' }));
  for (const { data } of issued.filter((payout) => payout.data.partner === 'ada')) {
    const { payout, amount } = data;
    await ok(ledger.failPayout({ ...ada, payout, amount: toJson(amount), reason: of('The account is closed') }));
  }
  return { world, digest: await digestAt(world) };
};

/** The digest of days 1 to 20. */
export const digestAt = async (world: World): Promise<Digest> => {
  const scope = { program: 'north', partner: 'ada', from: hour(24), to: hour(20 * 24) };
  const digest = await digestOf(await world.documents(), scope);
  if (digest === undefined) throw new Error('There is no digest.');
  return digest;
};
