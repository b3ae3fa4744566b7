import { accrualIdOf } from '@commission-ledger/ledger';
import * as E from 'fp-ts/lib/Either.js';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  type FinanceBooks,
  type HostLedger,
  type ManagerBooks,
  orThrow,
  type PartnerBooks,
  type ScopedFailure,
  type ScopedQuestions,
} from '../src/index.ts';
import { asJson, day, eur, framesOf, MEMBERS, moment, month, settled, type World } from './scopes.ts';

type Answer = Promise<E.Either<ScopedFailure, unknown>>;

const prospect = { reference: 'crm:1' };
const year = { start: day('2026-01-01'), end: day('2027-01-01') };
const asOf = day('2026-02-06');
const account = (partner: string, program = 'acme') => ({ program, partner, currency: 'EUR' });

/** What one partner has, by id. */
type Things = Readonly<{
  lead: string;
  second: string;
  payout: string;
  accrual: string;
  open: string;
  adjustment: string;
  proposal: string;
  inquiry: string;
  announcement: string;
  deal: string;
  account: string;
  statement: string;
}>;

const bring = async ({ books, set }: World, { program, partner, manager }: (typeof MEMBERS)[number]): Promise<void> => {
  const own = books.asPartner({ program, partner });
  set('2026-01-05T10:00:00Z');
  const { lead } = await orThrow(own.submitLead({ key: 'first', prospect, attributes: {} }));
  await orThrow(own.submitLead({ key: 'second', prospect, attributes: {} }));
  await orThrow(books.asManager({ program, manager }).acceptLead({ lead }));
  const deal = `deal-${partner}`;
  const attribution = [{ partner, share: '1' }];
  const amount = eur('100.00');
  await orThrow(books.winDeal({ deal, program, lead, amount, attribution, attributes: {} }));
  await orThrow(books.recordPayment({ deal, payment: `early-${partner}`, amount }));
  const [ann, eve] = ['ann', 'eve'].map((actor) => books.asFinance({ program, actor }));
  const correction = { partner, amount: eur('5.00'), reason: 'thanks', maturesOn: '2026-01-10' };
  for (const adjustment of [`adj-${partner}`, `prop-${partner}`])
    await orThrow(ann!.proposeAdjustment({ ...correction, adjustment }));
  await orThrow(eve!.approveAdjustment({ partner, adjustment: `adj-${partner}` }));
};

const announce = async ({ books }: World, { program, partner }: (typeof MEMBERS)[number]): Promise<void> => {
  const news = { title: { en: 'News' }, body: { en: 'New terms.' }, acknowledgement: 'asked', author: 'ann' } as const;
  const audience = { partners: [partner] };
  await orThrow(books.publishAnnouncement({ ...news, program, announcement: `news-${partner}`, audience }));
};

/** Everybody has one of everything, and the first payout run is over. */
const everybodyHasOne = async (): Promise<World> => {
  const world = await settled();
  const { books, set } = world;
  for (const member of MEMBERS) {
    await bring(world, member);
    await announce(world, member);
  }
  set('2026-02-05T09:00:00Z');
  for (const program of ['acme', 'globex']) {
    const run = { date: '2026-02-05' };
    await orThrow(books.asFinance({ program, actor: 'ann' }).preparePayouts(run));
    await orThrow(books.asFinance({ program, actor: 'eve' }).approvePayouts(run));
    await orThrow(books.asFinance({ program, actor: 'ann' }).issuePayouts(run));
  }
  set('2026-02-06T10:00:00Z');
  for (const { program, partner } of MEMBERS) {
    await orThrow(books.recordPayment({ deal: `deal-${partner}`, payment: `late-${partner}`, amount: eur('50.00') }));
    const about = { kind: 'deal', id: `deal-${partner}` } as const;
    const question = { key: 'q', kind: 'question', about, text: 'Why?' } as const;
    await orThrow(books.asPartner({ program, partner }).openInquiry(question));
  }
  return world;
};

const accrualOf = (payment: string, { program, partner }: (typeof MEMBERS)[number]): string => {
  const cause = {
    cause: { kind: 'payment', id: `${payment}-${partner}` },
    deal: `deal-${partner}`,
    referrer: partner,
  } as const;
  return accrualIdOf(account(partner, program), cause, 'flat', 'flat');
};

const thingsOf = async ({ books }: World, member: (typeof MEMBERS)[number]): Promise<Things> => {
  const { program, partner } = member;
  const leads = await orThrow(books.leads({ program, partner }));
  const [payout] = await orThrow(books.payouts({ program, partner }));
  const [inquiry] = await orThrow(books.inquiries({ program, partner }));
  if (payout === undefined || inquiry === undefined) throw new Error('Everybody has a payout and an inquiry.');
  return {
    lead: leads.find(({ state }) => state === 'won')?.lead ?? '',
    second: leads.find(({ state }) => state === 'submitted')?.lead ?? '',
    payout: payout.payoutId,
    accrual: accrualOf('early', member),
    open: accrualOf('late', member),
    adjustment: `adj-${partner}`,
    proposal: `prop-${partner}`,
    inquiry: inquiry.inquiry,
    announcement: `news-${partner}`,
    deal: `deal-${partner}`,
    account: `acme.${partner}.EUR`,
    statement: `acme.${partner}.EUR/2026-01`,
  };
};

/** The questions of the explainer, as every book has them. */
const questions: Readonly<
  Record<Exclude<keyof ScopedQuestions, 'why'>, (books: ScopedQuestions, of: Things) => readonly Answer[]>
> = {
  whyOf: (books, { lead, deal, account: id, statement }) => [
    books.whyOf({ kind: 'lead', id: lead }),
    books.whyOf({ kind: 'deal', id: deal }),
    books.whyOf({ kind: 'account', id }),
    books.whyOf({ kind: 'statement', id: statement }),
  ],
  terms: (books, { account: id }) => [books.terms({ subject: { kind: 'account', id } })],
  dataUsed: (books, { payout, accrual, account: id, deal, lead, statement }) => [
    books.dataUsed({ subject: { kind: 'payout', id: payout } }),
    books.dataUsed({ subject: { kind: 'entry', id: accrual } }),
    books.dataUsed({ subject: { kind: 'account', id } }),
    books.dataUsed({ subject: { kind: 'deal', id: deal } }),
    books.dataUsed({ subject: { kind: 'lead', id: lead } }),
    books.dataUsed({ subject: { kind: 'statement', id: statement } }),
  ],
  whyNot: (books, { deal, lead, open }) => [
    books.whyNot({ subject: { kind: 'deal', id: deal }, in: '2026-02' }),
    books.whyNot({ subject: { kind: 'lead', id: lead } }),
    books.whyNot({ subject: { kind: 'entry', id: open } }),
  ],
  when: (books, { open, payout, deal, lead, account: id }) => [
    books.when({ subject: { kind: 'entry', id: open } }),
    books.when({ subject: { kind: 'payout', id: payout } }),
    books.when({ subject: { kind: 'deal', id: deal } }),
    books.when({ subject: { kind: 'lead', id: lead } }),
    books.when({ subject: { kind: 'account', id } }),
  ],
  diff: (books, { accrual, open }) => [
    books.diff({ a: { kind: 'entry', id: accrual }, b: { kind: 'entry', id: open } }),
  ],
  foil: (books, { payout, accrual }) => [payout, accrual].map((subject) => books.foil({ subject, expected: '7.77' })),
  foilLines: (books, { payout, statement, deal }) =>
    [payout, statement].map((subject) => books.foilLines({ subject, lines: [{ key: deal, amount: '7.77' }] })),
  whatWouldBe: (books, { deal }) => [books.whatWouldBe({ subject: { kind: 'deal', id: deal }, changes: [] })],
  rollUp: (books, { payout }) => [books.rollUp(payout)],
  payoutLines: (books, { payout }) => [books.payoutLines({ payout, limit: 1 })],
  includes: (books, { payout, accrual }) => [books.includes({ payout, entry: accrual })],
};

const QUESTIONS = Object.keys(questions) as (keyof typeof questions)[];

/** What each book does with the things of a partner: each function, and each way in which it takes an id. */
const partners: Readonly<Record<keyof PartnerBooks, (books: PartnerBooks, of: Things) => readonly Answer[]>> = {
  submitLead: (books) => [books.submitLead({ key: 'new', prospect, attributes: {} })],
  leads: (books) => [books.leads(), books.leads({ state: 'won' })],
  lead: (books, { lead, second }) => [books.lead(lead), books.lead(second)],
  overdueLeads: (books) => [books.overdueLeads()],
  balances: (books) => [books.balances({ asOf })],
  schedule: (books) => [books.schedule({ asOf })],
  payouts: (books) => [books.payouts()],
  deferrals: (books) => [books.deferrals()],
  statement: (books) => [books.statement({ currency: 'EUR', period: month('2026-01') })],
  why: (books, { payout, accrual, open, adjustment }) =>
    [payout, accrual, open, adjustment].map((subject) => books.why(subject)),
  effectiveness: (books) => [books.effectiveness(year)],
  openInquiry: (books, { lead, deal, accrual, adjustment, payout, announcement }) =>
    Object.entries({ lead, deal, accrual, adjustment, payout, announcement }).map(([kind, id]) =>
      books.openInquiry({
        key: id,
        kind: 'question',
        about: { kind, id } as { kind: 'lead'; id: string },
        text: 'Why?',
      }),
    ),
  inquiries: (books) => [books.inquiries()],
  inquiry: (books, { inquiry }) => [books.inquiry(inquiry)],
  withdrawInquiry: (books, { inquiry }) => [books.withdrawInquiry({ inquiry, text: 'Never mind.' })],
  reopenInquiry: (books, { inquiry }) => [books.reopenInquiry({ inquiry, reason: 'It is not so.' })],
  announcements: (books) => [books.announcements()],
  acknowledge: (books, { announcement }) => [books.acknowledge(announcement)],
  digest: (books) => [books.digest({ from: moment('2026-01-01T00:00:00Z') })],
  ...questions,
};

const managers: Readonly<
  Record<keyof ManagerBooks, (books: ManagerBooks, of: Things, partner: string) => readonly Answer[]>
> = {
  partners: (books) => [books.partners()],
  acceptLead: (books, { second }) => [books.acceptLead({ lead: second })],
  advanceLead: (books, { second }) => [books.advanceLead({ lead: second, stage: 'offer' })],
  loseLead: (books, { second }) => [books.loseLead({ lead: second, reason: 'price' })],
  reopenLead: (books, { second }) => [books.reopenLead({ lead: second, reason: 'back again' })],
  rejectLead: (books, { second }) => [books.rejectLead({ lead: second, reason: 'no budget' })],
  markLeadDuplicate: (books, { lead, second }) => [
    books
      .reopenLead({ lead: second, reason: 'a mistake' })
      .then(() => books.markLeadDuplicate({ lead: second, of: lead })),
  ],
  leads: (books) => [books.leads()],
  lead: (books, { lead }) => [books.lead(lead)],
  overdueLeads: (books) => [books.overdueLeads()],
  answerInquiry: (books, { inquiry }) => [books.answerInquiry({ inquiry, text: 'Because.' })],
  escalateInquiry: (books, { inquiry }) => [books.escalateInquiry({ inquiry, to: 'kim', reason: 'mine' })],
  resolveInquiry: (books, { inquiry }) => [books.resolveInquiry({ inquiry, outcome: 'answered', text: 'Done.' })],
  reopenInquiry: (books, { inquiry }) => [books.reopenInquiry({ inquiry, reason: 'More to say.' })],
  inquiries: (books) => [books.inquiries()],
  inquiry: (books, { inquiry }) => [books.inquiry(inquiry)],
  overdueInquiries: (books) => [books.overdueInquiries()],
  announce: (books, _, partner) => [
    books.announce({
      key: 'n',
      title: { en: 'Hello' },
      body: { en: 'A word.' },
      acknowledgement: 'none',
      partners: [partner],
    }),
  ],
  announcements: (books) => [books.announcements()],
  balances: (books, _, partner) => [books.balances({ partner, asOf })],
  schedule: (books, _, partner) => [books.schedule({ partner, asOf })],
  payouts: (books, _, partner) => [books.payouts({ partner })],
  deferrals: (books, _, partner) => [books.deferrals({ partner })],
  statement: (books, _, partner) => [books.statement({ partner, currency: 'EUR', period: month('2026-01') })],
  why: (books, { payout, accrual, adjustment }) => [payout, accrual, adjustment].map((subject) => books.why(subject)),
  effectiveness: (books, _, partner) => [books.effectiveness({ partner, ...year })],
  medians: (books) => [books.medians(year)],
  digest: (books, _, partner) => [books.digest({ partner, from: moment('2026-01-01T00:00:00Z') })],
  recordDigestDelivered: (books, _, partner) => [
    books.recordDigestDelivered({
      partner,
      digest: 'digest-1',
      from: '2026-01-01T00:00:00Z',
      to: '2026-02-01T00:00:00Z',
      channel: 'email',
      contentHash: 'a'.repeat(64),
    }),
  ],
  ...questions,
};

const run = { date: '2026-03-05' };

const finances: Readonly<
  Record<
    keyof FinanceBooks,
    (books: FinanceBooks, of: Things, partner: string, second: FinanceBooks) => readonly Answer[]
  >
> = {
  partners: (books) => [books.partners()],
  previewPayouts: (books) => [books.previewPayouts(run)],
  holdAccrual: (books, { open }, partner) => [books.holdAccrual({ partner, accrual: open, reason: 'looks odd' })],
  releaseAccrual: (books, { open }, partner) => [books.releaseAccrual({ partner, accrual: open, outcome: 'is right' })],
  failPayout: (books, { payout }, partner) => [
    books.failPayout({ partner, payout, amount: eur('15.00'), reason: 'closed' }),
  ],
  proposeAdjustment: (books, _, partner) => [
    books.proposeAdjustment({ partner, adjustment: 'new', amount: eur('1.00'), reason: 'x', maturesOn: '2026-02-01' }),
  ],
  declineAdjustment: (books, _, partner) => [books.declineAdjustment({ partner, adjustment: 'new', reason: 'no' })],
  approveAdjustment: (_, { proposal }, partner, second) => [
    second.approveAdjustment({ partner, adjustment: proposal }),
  ],
  preparePayouts: (books) => [books.preparePayouts(run)],
  discardPayouts: (books) => [books.discardPayouts({ ...run, reason: 'too early' })],
  approvePayouts: (books, _, __, second) => [books.preparePayouts(run).then(() => second.approvePayouts(run))],
  issuePayouts: (books) => [books.issuePayouts(run)],
  recordPayoutFile: () => [],
  payoutFiles: (books) => [books.payoutFiles(run)],
  settlePayout: () => [],
  voidPayout: () => [],
  remitTax: () => [],
  closePeriod: (books) => [books.closePeriod({ period: '2026-01' })],
  balances: (books, _, partner) => [books.balances({ asOf }), books.balances({ asOf, partner })],
  schedule: (books) => [books.schedule({ asOf })],
  payouts: (books) => [books.payouts()],
  deferrals: (books) => [books.deferrals()],
  proposedAdjustments: (books) => [books.proposedAdjustments()],
  statement: (books, _, partner) => [books.statement({ partner, currency: 'EUR', period: month('2026-01') })],
  statements: (books) => [books.statements({ period: month('2026-01') })],
  liability: (books) => [books.liability({ asOf })],
  forecast: (books) => [books.forecast({ asOf })],
  journal: (books) => [books.journal({ until: asOf })],
  trialBalance: (books) => [books.trialBalance({ until: asOf })],
  why: (books, { payout }) => [books.why(payout)],
  ...questions,
};

const failureOf = async (answer: Answer): Promise<unknown> => {
  const outcome = await answer;
  return E.isLeft(outcome) ? outcome.left : undefined;
};

const [bob, cat, dan] = MEMBERS;

describe.sequential('within the scope, everything works:', () => {
  let world: World;
  let things: Things;
  beforeAll(async () => {
    world = await everybodyHasOne();
    things = await thingsOf(world, bob);
  });
  const books = (): HostLedger => world.books;
  // Two people who do the same to the same thing at the same moment would be one.
  let now = Date.parse('2026-02-06T10:00:00Z');
  beforeEach(() => {
    now += 1000;
    world.set(now);
  });

  it.each(Object.entries(partners))('a partner: %s', async (_, act) => {
    for (const answer of act(books().asPartner(bob), things)) expect(await failureOf(answer)).toBeUndefined();
  });

  it.each(Object.entries(managers))('a manager: %s', async (_, act) => {
    for (const answer of act(books().asManager(bob), things, 'bob')) expect(await failureOf(answer)).toBeUndefined();
  });

  it.each(Object.entries(finances))('finance: %s', async (_, act) => {
    const [ann, eve] = [books().asFinance({ ...bob, actor: 'ann' }), books().asFinance({ ...bob, actor: 'eve' })];
    world.set(now + 27 * 86_400_000);
    for (const answer of act(ann, things, 'bob', eve)) expect(await failureOf(answer)).toBeUndefined();
  });

  it('finance: settlePayout, voidPayout, recordPayoutFile and remitTax reach the ledger, which knows better', async () => {
    const ann = books().asFinance({ ...bob, actor: 'ann' });
    const { payout } = things;
    const amount = eur('15.00');
    const failed = { _tag: 'PayoutAlready' };
    expect(await failureOf(ann.settlePayout({ partner: 'bob', payout, amount, reference: 'r' }))).toMatchObject(failed);
    expect(await failureOf(ann.voidPayout({ partner: 'bob', payout, amount, reason: 'r' }))).toMatchObject(failed);
    const file = { file: 'f1', format: 'csv', payouts: [payout], totals: [amount], fileHash: 'a'.repeat(64) };
    expect(await failureOf(ann.recordPayoutFile({ date: '2026-02-05', ...file }))).toMatchObject(failed);
    const remittance = { partner: 'bob', remittance: 'r1', amount, reference: 'r' };
    expect(await failureOf(ann.remitTax(remittance))).toMatchObject({ _tag: 'MoreThanWithheld' });
  });
});

/** Ids that nobody has. */
const ghosts: Things = {
  lead: 'L-ghost',
  second: 'L-ghost-2',
  payout: 'PO-ghost',
  accrual: 'acr-ghost',
  open: 'acr-ghost-2',
  adjustment: 'adj-ghost',
  proposal: 'prop-ghost',
  inquiry: 'Q-ghost',
  announcement: 'news-ghost',
  deal: 'deal-ghost',
  account: 'acme.ghost.EUR',
  statement: 'acme.ghost.EUR/2026-01',
};

/** An answer in which whatever was asked for bears the names of what nobody has. */
const withGhosts = (answer: unknown, things: Things, partner: string): string => {
  const named = Object.entries(things).map(([kind, id]) => [id, ghosts[kind as keyof Things]] as const);
  return [...named, [partner, 'ghost'] as const].reduce(
    (text, [id, ghost]) => text.replaceAll(`"${id}"`, `"${ghost}"`),
    asJson(answer),
  );
};

describe('outside the scope, there is nothing:', () => {
  let world: World;
  beforeAll(async () => {
    world = await everybodyHasOne();
  });

  /** Everything of others is `NotFound`, in the same words as what nobody has, and nothing is written. */
  const isNothing = async (
    others: readonly (typeof MEMBERS)[number][],
    act: (things: Things, partner: string) => readonly Answer[],
  ): Promise<void> => {
    const before = await framesOf(world);
    const answersFor = async (things: Things, partner: string): Promise<readonly string[]> => {
      const answers = await Promise.all(act(things, partner));
      return answers.map((answer) => withGhosts(answer, things, partner));
    };
    const unknown = await answersFor(ghosts, 'ghost');
    expect(unknown.length).toBeGreaterThan(0);
    for (const answer of unknown)
      expect(JSON.parse(answer)).toMatchObject({ _tag: 'Left', left: { _tag: 'NotFound' } });
    for (const other of others) expect(await answersFor(await thingsOf(world, other), other.partner)).toEqual(unknown);
    expect(await framesOf(world)).toEqual(before);
  };

  it.each([
    'lead',
    'why',
    'openInquiry',
    'inquiry',
    'withdrawInquiry',
    'reopenInquiry',
    'acknowledge',
    ...QUESTIONS,
  ] as const)('for a partner: %s', async (name) => {
    await isNothing([cat, dan], (things) => partners[name](world.books.asPartner(bob), things));
  });

  it.each([
    'acceptLead',
    'advanceLead',
    'loseLead',
    'reopenLead',
    'rejectLead',
    'markLeadDuplicate',
    'lead',
    'answerInquiry',
    'escalateInquiry',
    'resolveInquiry',
    'reopenInquiry',
    'inquiry',
    'announce',
    'balances',
    'schedule',
    'payouts',
    'deferrals',
    'statement',
    'why',
    'effectiveness',
    'digest',
    'recordDigestDelivered',
    ...QUESTIONS,
  ] as const)('for a manager, also for all partners of another program: %s', async (name) => {
    await isNothing([cat, dan], (things, partner) => managers[name](world.books.asManager(bob), things, partner));
    const everybody = world.books.asManager({ program: 'acme', manager: 'zoe', partners: 'all' });
    await isNothing([dan], (things, partner) => managers[name](everybody, things, partner));
  });

  it.each([
    'holdAccrual',
    'releaseAccrual',
    'failPayout',
    'proposeAdjustment',
    'declineAdjustment',
    'approveAdjustment',
    'why',
    ...QUESTIONS,
  ] as const)('for finance, of another program: %s', async (name) => {
    const [ann, eve] = ['ann', 'eve'].map((actor) => world.books.asFinance({ program: 'acme', actor }));
    await isNothing([dan], (things, partner) => finances[name](ann!, things, partner, eve!));
  });

  it('for a manager: a lead of theirs is no duplicate of one of others', async () => {
    const { lead } = await thingsOf(world, bob);
    const kim = world.books.asManager(bob);
    await isNothing([cat, dan], ({ second }) => [kim.markLeadDuplicate({ lead, of: second })]);
  });

  it('but an id that others use is taken: with what, is not told', async () => {
    const before = await framesOf(world);
    const ann = world.books.asFinance({ program: 'acme', actor: 'ann' });
    const correction = { partner: 'bob', amount: eur('1.00'), reason: 'x', maturesOn: '2026-02-01' };
    const taken = ann.proposeAdjustment({ ...correction, adjustment: 'adj-dan' });
    expect(await failureOf(taken)).toEqual({ _tag: 'IdTaken', id: 'adj-dan' });
    const own = ann.proposeAdjustment({ ...correction, adjustment: 'adj-bob' });
    expect(await failureOf(own)).toMatchObject({ _tag: 'KeyConflict' });
    const digest = { digest: 'd', from: '2026-01-01T00:00:00Z', to: '2026-02-01T00:00:00Z', channel: 'email' };
    const delivered = { ...digest, contentHash: 'a'.repeat(64) };
    expect(await framesOf(world)).toEqual(before);
    await orThrow(world.books.asManager(cat).recordDigestDelivered({ ...delivered, partner: 'cat' }));
    const another = world.books.asManager(bob).recordDigestDelivered({ ...delivered, partner: 'bob' });
    expect(await failureOf(another)).toEqual({ _tag: 'IdTaken', id: 'd' });
  });

  it('for finance, of another program: settlePayout, voidPayout and remitTax', async () => {
    const ann = world.books.asFinance({ program: 'acme', actor: 'ann' });
    const amount = eur('15.00');
    await isNothing([dan], ({ payout }, partner) => [
      ann.settlePayout({ partner, payout, amount, reference: 'r' }),
      ann.voidPayout({ partner, payout, amount, reason: 'r' }),
      ann.settlePayout({ partner: 'bob', payout, amount, reference: 'r' }),
      ann.remitTax({ partner, remittance: 'r', amount, reference: 'r' }),
    ]);
  });

  it('and lists hold nothing of others', async () => {
    const { books } = world;
    const answers: readonly (readonly [string, Promise<unknown>])[] = [
      ...Object.entries(partners)
        .filter(
          ([name]) => !['submitLead', 'openInquiry', 'withdrawInquiry', 'reopenInquiry', 'acknowledge'].includes(name),
        )
        .flatMap(([name, act]) => act(books.asPartner(bob), ghosts).map((answer) => [`bob: ${name}`, answer] as const)),
      ...(['partners', 'leads', 'overdueLeads', 'inquiries', 'overdueInquiries', 'announcements'] as const).flatMap(
        (name) =>
          managers[name](books.asManager(bob), ghosts, 'bob').map((answer) => [`kim: ${name}`, answer] as const),
      ),
    ];
    for (const [name, answer] of answers)
      expect(/"[^"]*\b(?:cat|dan|globex)\b[^"]*"/.exec(asJson(await answer))?.[0], name).toBeUndefined();
  });

  it('but what was escalated to a manager is theirs to answer', async () => {
    const { inquiry } = await thingsOf(world, cat);
    const before = await framesOf(world);
    await orThrow(world.books.asManager(cat).escalateInquiry({ inquiry, to: 'zoe', reason: 'on holiday' }));
    const zoe = world.books.asManager({ program: 'acme', manager: 'zoe' });
    expect((await orThrow(zoe.inquiries())).map((row) => row.inquiry)).toEqual([inquiry]);
    await orThrow(zoe.answerInquiry({ inquiry, text: 'Because.' }));
    expect(await failureOf(zoe.balances({ partner: 'cat', asOf }))).toMatchObject({ _tag: 'NotFound' });
    expect(await framesOf(world)).toHaveLength(before.length + 2);
  });
});

/** The events of a type, as they are stored. */
const dataOf = async ({ stores }: World, type: string): Promise<readonly Record<string, unknown>[]> => {
  const { events } = await stores.events.readAll({ after: undefined, limit: 100_000 });
  return events.filter((event) => event.type === type).map(({ body }) => JSON.parse(body) as Record<string, unknown>);
};

describe('the scope', () => {
  it('is who did it: as the actor, the author, the approver, and by whom', async () => {
    const world = await everybodyHasOne();
    const things = await thingsOf(world, bob);
    const { books } = world;
    await orThrow(books.asManager(bob).answerInquiry({ inquiry: things.inquiry, text: 'Because.' }));
    await orThrow(books.asPartner(bob).acknowledge(things.announcement));
    await orThrow(books.asPartner(bob).withdrawInquiry({ inquiry: things.inquiry, text: 'Never mind.' }));
    const ann = books.asFinance({ program: 'acme', actor: 'ann' });
    await orThrow(ann.declineAdjustment({ partner: 'bob', adjustment: things.proposal, reason: 'no' }));
    await orThrow(ann.closePeriod({ period: '2026-01' }));
    const who: Readonly<Record<string, object>> = {
      LeadSubmitted: { actor: 'bob', data: { partner: 'bob' } },
      LeadAccepted: { actor: 'kim' },
      InquiryOpened: { actor: 'bob', data: { partner: 'bob', assignee: 'kim' } },
      InquiryAnswered: { actor: 'kim', data: { by: 'kim' } },
      InquiryResolved: { actor: 'bob', data: { by: 'bob', outcome: 'withdrawn' } },
      AnnouncementAcknowledged: { actor: 'bob', data: { partner: 'bob' } },
      AdjustmentProposed: { actor: 'ann', data: { author: 'ann' } },
      AdjustmentPosted: { actor: 'eve', data: { author: 'ann', approver: 'eve' } },
      AdjustmentDeclined: { actor: 'ann', data: { by: 'ann' } },
      PayoutRunPrepared: { actor: 'ann' },
      PayoutRunApproved: { actor: 'eve' },
      PayoutRunCompleted: { actor: 'ann' },
      PeriodClosed: { actor: 'ann', data: { closedBy: 'ann' } },
    };
    for (const [type, expected] of Object.entries(who))
      expect((await dataOf(world, type))[0], type).toMatchObject(expected);
  });

  it('cannot be left by naming somebody else in the input', async () => {
    const world = await everybodyHasOne();
    const { books } = world;
    const others = {
      program: 'globex',
      partner: 'dan',
      lead: 'mine',
      author: 'eve',
      approver: 'zoe',
      by: 'zoe',
    } as const;
    const claimed = { key: 'k', prospect, attributes: {}, program: 'globex', partner: 'dan' };
    const { lead } = await orThrow(books.asPartner(bob).submitLead(claimed));
    expect((await orThrow(books.lead(lead)))?.partner).toBe('bob');
    expect(await orThrow(books.asPartner(bob).leads({ ...others, state: 'won' }))).toEqual(
      await orThrow(books.asPartner(bob).leads({ state: 'won' })),
    );
    expect(await orThrow(books.asPartner(bob).balances({ ...others, asOf }))).toEqual(
      await orThrow(books.asPartner(bob).balances({ asOf })),
    );
    const ann = books.asFinance({ program: 'acme', actor: 'ann' });
    expect(await failureOf(ann.approveAdjustment({ ...others, partner: 'bob', adjustment: 'prop-bob' }))).toMatchObject(
      {
        _tag: 'InvalidInput',
      },
    );
  });

  it('of one person is not that of a second: who proposed or prepared cannot approve', async () => {
    const world = await everybodyHasOne();
    const { books, set } = world;
    const [ann, eve] = ['ann', 'eve'].map((actor) => books.asFinance({ program: 'acme', actor }));
    const approval = { partner: 'bob', adjustment: 'prop-bob' };
    set('2026-03-05T10:00:00Z');
    await orThrow(ann!.preparePayouts(run));
    const before = await framesOf(world);
    expect(await failureOf(ann!.approveAdjustment(approval))).toMatchObject({ _tag: 'SamePerson', person: 'ann' });
    expect(await failureOf(ann!.approvePayouts(run))).toMatchObject({ _tag: 'SamePerson', person: 'ann' });
    expect(await framesOf(world)).toEqual(before);
    await orThrow(eve!.approveAdjustment(approval));
    await orThrow(eve!.approvePayouts(run));
  });

  it('of a partner knows no past: whatever is dated back happens now', async () => {
    const world = await everybodyHasOne();
    const own = world.books.asPartner(bob);
    const occurredAt = '2026-01-01T00:00:00Z';
    const dated = { key: 'dated', prospect, attributes: {}, occurredAt };
    const { lead } = await orThrow(own.submitLead(dated));
    const asked = {
      key: 'dated',
      kind: 'question',
      about: { kind: 'program', id: 'acme' },
      text: 'When?',
      occurredAt,
    } as const;
    const { inquiry } = await orThrow(own.openInquiry(asked));
    await orThrow(own.withdrawInquiry({ ...asked, inquiry, text: 'Never mind.' }));
    expect((await orThrow(own.lead(lead))).timeline[0]?.occurredAt).toBe('2026-02-06T10:00:00.000Z');
    expect((await orThrow(own.inquiry(inquiry))).thread.map((each) => each.occurredAt)).toEqual([
      '2026-02-06T10:00:00.000Z',
      '2026-02-06T10:00:00.000Z',
    ]);
  });

  it('of a partner tells that somebody else has a customer, and not who, nor with which lead', async () => {
    const world = await settled();
    const { books } = world;
    const competing = { key: 'c', prospect, attributes: {}, customer: 'customer-1' };
    const first = await orThrow(books.asPartner(cat).submitLead(competing));
    expect(first).toEqual({ lead: first.lead, repeated: false, state: 'submitted', reason: null });
    const answer = await orThrow(books.asPartner(bob).submitLead(competing));
    expect(answer).toEqual({
      lead: answer.lead,
      repeated: false,
      state: 'duplicate',
      reason: expect.stringMatching(/^Another partner brought this customer first; .* protected until /),
    });
    expect(await orThrow(books.asPartner(bob).submitLead(competing))).toEqual({ ...answer, repeated: true });
    const shown = asJson([
      answer,
      await orThrow(books.asPartner(bob).lead(answer.lead)),
      await orThrow(books.asPartner(bob).leads()),
      await orThrow(books.asManager(bob).lead(answer.lead)),
      await orThrow(books.asManager(bob).leads()),
      await orThrow(books.asPartner(bob).digest({ from: moment('2026-01-01T00:00:00Z') })),
    ]);
    expect(shown).toContain('protected');
    expect(shown).not.toContain(first.lead);
    expect(shown).not.toContain('"cat"');
    const everybody = books.asManager({ program: 'acme', manager: 'zoe', partners: 'all' });
    expect((await orThrow(everybody.lead(answer.lead))).duplicateOf).toBe(first.lead);
  });
});
