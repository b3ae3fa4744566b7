import { maskExplanation } from '@commission-ledger/explainer';
import { accrualIdOf, payoutIdOf, type Change } from '@commission-ledger/ledger';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  openCommissionLedger,
  orThrow,
  renderTree,
  storedEventIn,
  verifyMasked,
  type Explanation,
  type PartnerBooks,
  type Reply,
  type ScopedQuestions,
} from '../src/index.ts';
import { eur, settled, type World } from './scopes.ts';

let world: World;
let own: PartnerBooks;
const bob = { program: 'acme', partner: 'bob', currency: 'EUR' };
const cause = { deal: 'D-1', cause: { kind: 'payment' as const, id: 'P-1' }, beneficiary: 'referrer' as const };

/** A deal that bob and cat share, amended once, and paid. */
beforeAll(async () => {
  world = await settled();
  const { books, set } = world;
  set('2026-01-05T10:00:00Z');
  const attribution = [
    { partner: 'bob', share: '0.5' },
    { partner: 'cat', share: '0.5' },
  ];
  await orThrow(books.winDeal({ deal: 'D-1', program: 'acme', amount: eur('100.00'), attribution, attributes: {} }));
  const amended = attribution.map(({ partner }, index) => ({ partner, share: index === 0 ? '0.6' : '0.4' }));
  const amendment = { amendment: 'A-1', reason: 'agreed with both', author: 'ann', attribution: amended };
  await orThrow(books.amendDeal({ deal: 'D-1', ...amendment }));
  await orThrow(books.recordPayment({ deal: 'D-1', payment: 'P-1', amount: eur('100.00') }));
  set('2026-02-06T10:00:00Z');
  own = books.asPartner({ program: 'acme', partner: 'bob' });
});

const accrual = (): string => accrualIdOf(bob, { ...cause, referrer: 'bob' }, 'flat', 'flat');

/** Their list: the shared deal as a whole, which is the split ignored; a deal that is not there; and one of nobody. */
const theirLines = [
  { key: 'D-1', amount: '10.00' },
  { key: 'D-none', amount: '1.00' },
];

const answers = async (books: ScopedQuestions): Promise<readonly (Explanation | Reply)[]> => {
  const deal = { kind: 'deal', id: 'D-1' } as const;
  const entry = { kind: 'entry', id: accrual() } as const;
  const amount = { amount: '120.00', currency: 'EUR' };
  return [
    await orThrow(books.why(accrual())),
    await orThrow(books.whyOf(deal)),
    await orThrow(books.whyOf({ kind: 'account', id: 'acme.bob.EUR' })),
    await orThrow(books.whyNot({ subject: deal })),
    await orThrow(books.when({ subject: deal })),
    await orThrow(books.when({ subject: entry })),
    await orThrow(books.foil({ subject: accrual(), expected: '10.00' })),
    await orThrow(books.foilLines({ subject: 'acme.bob.EUR/2026-01', lines: theirLines })),
    await orThrow(books.diff({ a: entry, b: entry })),
    await orThrow(books.diff({ a: deal, b: deal })),
    await orThrow(
      books.whatWouldBe({ subject: deal, changes: [{ _tag: 'payment', deal: 'D-1', payment: 'P-1', amount }] }),
    ),
  ];
};

describe('what a partner is told of a deal that several share', () => {
  it('names nobody else, in no language', async () => {
    for (const answer of await answers(own)) {
      expect(JSON.stringify({ ...answer, nodes: Object.values(answer.nodes) })).not.toMatch(/\bcat\b/);
      for (const locale of ['en', 'ru'] as const)
        expect(renderTree(answer, { locale, depth: 3, all: true })).not.toMatch(/\bcat\b/);
    }
  });

  it('still calculates, and what is the partner’s own holds against the history', async () => {
    const read = storedEventIn(world.stores.events);
    for (const answer of await answers(own)) {
      const verified = await verifyMasked(JSON.parse(JSON.stringify(answer)), read);
      expect(verified).toMatchObject({ _tag: 'Right', right: { document: answer } });
    }
  });

  it('is the same for the same key, whoever opened the ledger', async () => {
    const open = () =>
      openCommissionLedger({ stores: world.stores, maskingKey: 'kept with the other secrets' }).asPartner({
        program: 'acme',
        partner: 'bob',
      });
    expect(await answers(open())).toEqual(await answers(open()));
  });

  it('is told to a manager as far as it is their own partners’, and holds as well', async () => {
    const { books, stores } = world;
    const kim = books.asManager({ program: 'acme', manager: 'kim' });
    const read = storedEventIn(stores.events);
    for (const answer of await answers(kim)) {
      const told = JSON.stringify(answer);
      expect(told).toMatch(/\bbob\b/);
      expect(told).not.toMatch(/\bcat\b/);
      expect(await verifyMasked(JSON.parse(told), read)).toMatchObject({ _tag: 'Right', right: { document: answer } });
    }
    const deal = { kind: 'deal', id: 'D-1' } as const;
    const theirs = await orThrow(kim.whyOf(deal));
    expect(theirs).toMatchObject({ partner: 'bob', amount: eur('6.00') });
    expect(theirs).toEqual(await orThrow(kim.whyOf({ ...deal, partner: 'bob' })));
    for (const answer of [
      theirs,
      await orThrow(kim.when({ subject: deal })),
      await orThrow(kim.whyNot({ subject: deal })),
    ])
      expect(JSON.stringify(answer)).not.toMatch(/"(?:4|10)\.00"/);
    expect(await kim.whyNot({ subject: deal, partner: 'cat' })).toMatchObject({ left: { _tag: 'NotFound' } });
  });

  it('is told in full to a manager who has both, or who stands in for all', async () => {
    const { books } = world;
    const all = books.asManager({ program: 'acme', manager: 'kim', partners: 'all' });
    const deal = { kind: 'deal', id: 'D-1' } as const;
    const whole = await orThrow(books.whyOf(deal));
    expect((await orThrow(all.whyOf(deal))).rows).toEqual(whole.rows);
    const both = await settled();
    both.set('2026-01-02T10:00:00Z');
    await orThrow(both.books.assignManager({ partner: 'cat', program: 'acme', manager: 'kim', from: '2026-01-02' }));
    const attribution = [
      { partner: 'bob', share: '0.5' },
      { partner: 'cat', share: '0.5' },
    ];
    const won = { deal: 'D-1', program: 'acme', amount: eur('100.00'), attribution, attributes: {} };
    await orThrow(both.books.winDeal(won));
    await orThrow(both.books.recordPayment({ deal: 'D-1', payment: 'P-1', amount: eur('100.00') }));
    const kim = both.books.asManager({ program: 'acme', manager: 'kim' });
    expect(JSON.stringify(await orThrow(kim.whyOf(deal)))).not.toContain('masked-');
  });

  it('is told in full to finance', async () => {
    const ann = world.books.asFinance({ program: 'acme', actor: 'ann' });
    const answer = await orThrow(ann.when({ subject: { kind: 'deal', id: 'D-1' } }));
    expect(JSON.stringify(answer)).toMatch(/\bcat\b/);
  });

  it('a lead that came second is told of an earlier one, and not whose or which', async () => {
    const { books } = world;
    const cat = books.asPartner({ program: 'acme', partner: 'cat' });
    const prospect = { reference: 'crm:9' };
    const claim = { prospect, attributes: {}, customer: 'customer-9' };
    const first = await orThrow(cat.submitLead({ key: 'theirs', ...claim }));
    const second = await orThrow(own.submitLead({ key: 'mine', ...claim }));
    for (const answer of [
      await orThrow(own.whyNot({ subject: { kind: 'lead', id: second.lead } })),
      await orThrow(own.whyOf({ kind: 'lead', id: second.lead })),
      await orThrow(own.when({ subject: { kind: 'lead', id: second.lead } })),
    ]) {
      const told = JSON.stringify(answer);
      expect(told).toContain(second.lead);
      expect(told).not.toContain(first.lead);
      expect(told).not.toMatch(/\bcat\b/);
      const read = storedEventIn(world.stores.events);
      expect(await verifyMasked(JSON.parse(told), read)).toMatchObject({ _tag: 'Right' });
    }
    const full = await orThrow(books.whyNot({ subject: second.lead }));
    expect(JSON.stringify(full)).toContain(first.lead);
  });

  it('changes no name of anything else, whatever others are called', async () => {
    const { books } = world;
    const before = await answers(own);
    for (const partner of ['1', '100', 'flat', 'D-1', 'EUR', 'A-1', 'acme-2']) {
      await orThrow(books.joinPartner({ partner, name: partner }));
      await orThrow(books.enrolPartner({ partner, program: 'acme', plan: 'flat', from: '2026-01-01' }));
    }
    expect(await answers(own)).toEqual(before);
  });

  it('a document that was made up is refused, though its steps add up', async () => {
    const read = storedEventIn(world.stores.events);
    const honest = await orThrow(own.why(accrual()));
    const text = JSON.stringify(honest);
    const { nodes } = honest;
    const uncited = Object.entries(nodes).map(([id, node]) =>
      node.kind === 'fact' && node.name === 'payment' ? [id, { ...node, from: [] }] : [id, node],
    );
    const bare: Explanation = { ...honest, nodes: Object.fromEntries(uncited) };
    // Its ids are made to fit again, as a forger would.
    const forged = maskExplanation(bare, { named: new Set(['bob']), others: new Set(), key: 'of a forger' });
    expect(JSON.stringify(await verifyMasked(forged, read))).toContain('FactDiffers');
    const dearer: unknown = JSON.parse(
      text.replace(/("from":\{"event":"[^"]+","stream":"account-acme.bob.EUR","revision":)0/, '$11'),
    );
    expect(await verifyMasked(dearer, read)).toMatchObject({ _tag: 'Left' });
  });
});

describe('what is not the partner’s', () => {
  const theirs = { kind: 'deal', id: 'D-2' } as const;
  const mine = { kind: 'deal', id: 'D-1' } as const;
  const notFound = (what: string) => ({ _tag: 'Left', left: { _tag: 'NotFound', what } });
  beforeAll(async () => {
    const { books, set } = world;
    set('2026-02-07T10:00:00Z');
    const attribution = [{ partner: 'cat', share: '1' }];
    await orThrow(books.winDeal({ deal: 'D-2', program: 'acme', amount: eur('7777.00'), attribution, attributes: {} }));
    await orThrow(books.recordPayment({ deal: 'D-2', payment: 'P-2', amount: eur('7777.00') }));
  });

  it('cannot be supposed to be otherwise, and nobody else to be credited', async () => {
    const suppositions: readonly (readonly [string, Change])[] = [
      ['deal', { _tag: 'payment', deal: 'D-2', payment: 'P-2', amount: { amount: '10.00', currency: 'EUR' } }],
      ['deal', { _tag: 'credited', deal: 'D-2', attribution: [{ partner: 'bob', share: '1' }] }],
      ['deal', { _tag: 'without', event: { stream: 'partner-cat', revision: 1 } }],
      ['deal', { _tag: 'happened', event: { stream: 'deal-D-2', revision: 0 }, occurredAt: '2026-01-01' }],
      ['deal', { _tag: 'payment', deal: 'D-none', payment: 'P-2', amount: { amount: '10.00', currency: 'EUR' } }],
      ['partner', { _tag: 'credited', deal: 'D-1', attribution: [{ partner: 'cat', share: '1' }] }],
    ];
    for (const [what, change] of suppositions)
      expect(await own.whatWouldBe({ subject: mine, changes: [change] })).toMatchObject(notFound(what));
    expect(await own.whatWouldBe({ subject: theirs, changes: [] })).toMatchObject(notFound('deal'));
  });

  it('is no place in which something can be missed', async () => {
    const payout = payoutIdOf({ program: 'acme', partner: 'cat', currency: 'EUR' }, '2026-02-05');
    expect(await own.whyNot({ subject: mine, in: payout })).toMatchObject(notFound('payout'));
    expect(await own.whyNot({ subject: mine, in: 'PO-none' })).toMatchObject(notFound('payout'));
    expect(await own.whyNot({ subject: mine, in: '2026-02' })).toMatchObject({ _tag: 'Right' });
  });

  it('is nothing for a manager who does not manage them either', async () => {
    const kim = world.books.asManager({ program: 'acme', manager: 'kim' });
    expect(await kim.whyOf(theirs)).toMatchObject(notFound('deal'));
    expect(await kim.when({ subject: mine, partner: 'cat' })).toMatchObject(notFound('partner'));
    expect(await kim.when({ subject: mine, partner: 'dan' })).toMatchObject(notFound('partner'));
    expect(await kim.diff({ a: mine, b: mine, partner: 'cat' })).toMatchObject(notFound('partner'));
    expect(await kim.diff({ a: mine, b: mine, partner: 'bob' })).toMatchObject({ _tag: 'Right' });
    expect(await kim.whatWouldBe({ subject: mine, partner: 'cat', changes: [] })).toMatchObject(notFound('partner'));
    expect(await kim.when({ subject: mine, partner: 'bob' })).toMatchObject({ _tag: 'Right' });
  });
});
