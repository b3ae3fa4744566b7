import { derivedId } from '@commission-ledger/events';
import * as E from 'fp-ts/lib/Either.js';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type HostLedger, orThrow } from '../src/index.ts';
import { asJson, day, eur, moment, month, newWorld, settled, type World } from './scopes.ts';

/** Who a command is about: `bob` is the one who looks; all others are noise to him and to his manager. */
const noise = [
  { program: 'acme', partner: 'cat', manager: 'max' },
  { program: 'globex', partner: 'dan', manager: 'kim' },
] as const;
const bob = { program: 'acme', partner: 'bob', manager: 'kim' } as const;
type Member = typeof bob | (typeof noise)[number];

const prospect = { reference: 'crm:1' };

/** Things that happen to a partner; the same few ids again and again, so that they meet. */
const acts = {
  submit: (books: HostLedger, { program, partner }: Member, id: number) =>
    books
      .asPartner({ program, partner })
      .submitLead({ key: `${id}`, prospect, attributes: {}, customer: `${partner}-customer-${id % 2}` }),
  accept: async (books: HostLedger, member: Member, id: number) =>
    books.asManager(member).acceptLead({ lead: await leadOf(books, member, id) }),
  reject: async (books: HostLedger, member: Member, id: number) =>
    books.asManager(member).rejectLead({ lead: await leadOf(books, member, id), reason: 'no budget' }),
  advance: async (books: HostLedger, member: Member, id: number) =>
    books.asManager(member).advanceLead({ lead: await leadOf(books, member, id), stage: 'offer' }),
  win: async (books: HostLedger, member: Member, id: number) =>
    books.winDeal({
      deal: dealOf(member, id),
      program: member.program,
      lead: await leadOf(books, member, id),
      amount: eur('100.00'),
      attribution: [{ partner: member.partner, share: '1' }],
      attributes: {},
    }),
  pay: (books: HostLedger, member: Member, id: number) =>
    books.recordPayment({
      deal: dealOf(member, id % 3),
      payment: `p-${member.partner}-${id}`,
      amount: eur(`${id + 1}.50`),
    }),
  refund: (books: HostLedger, member: Member, id: number) =>
    books.recordRefund({
      deal: dealOf(member, id % 3),
      payment: `p-${member.partner}-${id}`,
      refund: `r-${member.partner}-${id}`,
      amount: eur('0.50'),
      reason: 'late',
    }),
  correct: (books: HostLedger, { program, partner }: Member, id: number) =>
    books.postAdjustment({
      program,
      partner,
      adjustment: `adj-${partner}-${id}`,
      amount: eur(`${3 - id}.00`),
      reason: 'correction',
      author: 'ann',
      approver: 'eve',
      maturesOn: '2026-01-15',
    }),
  ask: (books: HostLedger, member: Member, id: number) =>
    books.asPartner(member).openInquiry({
      key: `${id}`,
      kind: 'objection',
      about: { kind: 'deal', id: dealOf(member, id % 3) },
      text: 'Why?',
    }),
  answer: async (books: HostLedger, member: Member, id: number) => {
    const { program, partner } = member;
    const [inquiry] = await orThrow(books.inquiries({ program, partner }));
    return books.asManager(member).answerInquiry({ inquiry: inquiry?.inquiry ?? 'none', text: `Because ${id}.` });
  },
  tell: (books: HostLedger, member: Member, id: number) =>
    books.asManager(member).announce({
      key: `${member.partner}-${id}`,
      title: { en: 'News' },
      body: { en: `Number ${id}.` },
      acknowledgement: 'asked',
      partners: [member.partner],
    }),
  read: async (books: HostLedger, member: Member) => {
    const own = books.asPartner(member);
    const [latest] = await orThrow(own.announcements());
    return own.acknowledge(latest?.announcement ?? 'none');
  },
  move: (books: HostLedger, { partner }: Member, id: number) =>
    books.changePayoutDestination({ partner, reference: `bank-${id}` }),
} satisfies Record<string, (books: HostLedger, member: Member, id: number) => Promise<E.Either<unknown, unknown>>>;

const dealOf = ({ partner }: Member, id: number): string => `deal-${partner}-${id}`;

const leadOf = async (books: HostLedger, { program, partner }: Member, id: number): Promise<string> => {
  const leads = await orThrow(books.leads({ program, partner }));
  return leads[id]?.lead ?? 'none';
};

const names = Object.keys(acts) as readonly (keyof typeof acts)[];
const step = fc.record({
  who: fc.constantFrom(bob, bob, ...noise),
  act: fc.constantFrom(...names),
  id: fc.nat({ max: 4 }),
});
type Step = Readonly<{ who: Member; act: keyof typeof acts; id: number }>;

const START = Date.parse('2026-01-05T08:00:00Z');
const HOUR = 60 * 60_000;

/** Plays those of the steps that are wanted, each at its own hour, whether the others happen or not; then pays everybody. */
const playedWith = async (
  steps: readonly Step[],
  isWanted: (step: Step) => boolean,
  newOnes: () => World = newWorld,
) => {
  const world = await settled(newOnes());
  const { books, set } = world;
  const done: boolean[] = [];
  for (const [index, each] of steps.entries()) {
    if (!isWanted(each)) continue;
    set(START + index * HOUR);
    done.push(E.isRight(await acts[each.act](books, each.who, each.id)));
  }
  for (const [index, program] of ['acme', 'globex'].entries()) {
    set(Date.parse('2026-02-05T09:00:00Z') + index * HOUR);
    const run = { date: '2026-02-05' };
    // Where nothing is due there is no run.
    await books.asFinance({ program, actor: 'ann' }).preparePayouts(run);
    await books.asFinance({ program, actor: 'eve' }).approvePayouts(run);
    await books.asFinance({ program, actor: 'ann' }).issuePayouts(run);
  }
  set('2026-02-06T10:00:00Z');
  return { world, done };
};

const asOf = day('2026-02-06');
const days = { start: day('2026-01-01'), end: day('2026-03-01') };
const from = moment('2026-01-01T00:00:00Z');

/** Everything that the books of the partner and of the manager answer, as text. */
const answersTo = async (books: HostLedger): Promise<readonly string[]> => {
  const own = books.asPartner(bob);
  const desk = books.asManager(bob);
  const leads = await orThrow(own.leads());
  const payouts = await orThrow(own.payouts());
  const inquiries = await orThrow(own.inquiries());
  const subjects = payouts.map(({ payoutId }) => payoutId);
  const { partner } = bob;
  const answers: Readonly<Record<string, Promise<unknown>>> = {
    leads: own.leads(),
    overdueLeads: own.overdueLeads(),
    balances: own.balances({ asOf }),
    schedule: own.schedule({ asOf }),
    payouts: own.payouts(),
    deferrals: own.deferrals(),
    statement: own.statement({ currency: 'EUR', period: month('2026-01') }),
    nextStatement: own.statement({ currency: 'EUR', period: month('2026-02') }),
    effectiveness: own.effectiveness(days),
    inquiries: own.inquiries(),
    announcements: own.announcements(),
    digest: own.digest({ from }),
    full: Promise.all(leads.map(({ lead }) => own.lead(lead))),
    threads: Promise.all(inquiries.map(({ inquiry }) => own.inquiry(inquiry))),
    why: Promise.all(subjects.map((subject) => own.why(subject))),
    foilLines: Promise.all([...subjects, 'acme.bob.EUR/2026-01'].map((subject) => own.foilLines({ subject, lines }))),
    desk: Promise.all([
      desk.partners(),
      desk.leads(),
      desk.overdueLeads(),
      desk.inquiries(),
      desk.overdueInquiries(),
      desk.announcements(),
      desk.balances({ partner, asOf }),
      desk.schedule({ partner, asOf }),
      desk.payouts({ partner }),
      desk.deferrals({ partner }),
      desk.statement({ partner, currency: 'EUR', period: month('2026-01') }),
      desk.effectiveness({ partner, ...days }),
      desk.digest({ partner, from }),
      ...leads.map(({ lead }) => desk.lead(lead)),
      ...subjects.map((subject) => desk.why(subject)),
      ...subjects.map((subject) => desk.foilLines({ subject, lines })),
    ]),
    others: Promise.all(
      ['deal-cat-0', 'adj-cat-1', 'adj-dan-1', 'PO-none'].flatMap((id) => [own.why(id), own.lead(id), desk.why(id)]),
    ),
  };
  return Promise.all(Object.entries(answers).map(async ([name, answer]) => `${name}: ${asJson(await answer)}`));
};

/** A list in which everything is claimed that there may be, by whichever key it may be known, whoever has it. */
const lines = ['bob', 'cat', 'dan', 'nobody'].flatMap((partner) =>
  [
    ...['0', '1', '2'].map((key) => derivedId('L', 'acme', partner, key)),
    ...['deal', 'adj', 'r'].map((kind) => `${kind}-${partner}-1`),
    ...['0', '1', '3'].map((id) => `p-${partner}-${id}`),
    'crm:1',
  ].map((key) => ({ key, amount: '1.00' })),
);

const isBobs = ({ who }: Step): boolean => who.partner === 'bob';

describe('what a partner and their manager read', () => {
  it('does not change by a bit whatever others do, nor when the ledger is opened anew', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 40 }), async (steps) => {
        const alone = await playedWith(steps, isBobs);
        const among = await playedWith(steps, () => true);
        const bobs = steps.flatMap((each, index) => (isBobs(each) ? [among.done[index]] : []));
        expect(bobs).toEqual(alone.done);
        const answers = await answersTo(alone.world.books);
        expect(await answersTo(among.world.books)).toEqual(answers);
        expect(await answersTo(among.world.reopened())).toEqual(answers);
      }),
      { numRuns: 40 },
    );
  });

  it('holds for a history in which everything happens', async () => {
    const everything = names.flatMap((act) =>
      [bob, ...noise].flatMap((who) => [0, 1, 2].map((id) => ({ who, act, id }))),
    );
    const steps = [...everything, ...everything];
    const alone = await playedWith(steps, isBobs);
    const among = await playedWith(steps, () => true);
    const answers = await answersTo(alone.world.books);
    expect(await answersTo(among.world.books)).toEqual(answers);
    for (const name of ['leads', 'payouts', 'inquiries', 'announcements', 'why', 'foilLines'])
      expect(answers.find((answer) => answer.startsWith(`${name}:`))?.length, name).toBeGreaterThan(200);
  });
});
