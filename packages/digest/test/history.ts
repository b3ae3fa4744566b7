import * as fc from 'fast-check';
import { toJson } from '@commission-ledger/money';
import { eur, told, type World } from './world.ts';

/** Something that a partner does, or that is done about that partner, so many hours after the beginning. */
export type Step = Readonly<{
  hour: number;
  partner: 'ada' | 'bob';
  what:
    | 'lead'
    | 'accept'
    | 'lose'
    | 'reopen'
    | 'win'
    | 'pay'
    | 'refund'
    | 'adjust'
    | 'object'
    | 'answer'
    | 'resolve'
    | 'acknowledge'
    | 'fail'
    | 'amend'
    | 'cancel'
    | 'hold'
    | 'release'
    | 'suspend'
    | 'reinstate'
    | 'destination';
  number: 1 | 2;
}>;

/** Something that the program does, for everybody. */
export type ProgramStep = Readonly<{ hour: number; what: 'announce' | 'issue'; number: 1 | 2 }>;

/** Forty days. */
export const HOURS = 960;

const hourOf = fc.integer({ min: 0, max: HOURS });
const number = fc.constantFrom(1 as const, 2 as const);

/** Steps of one partner; most stories begin with a deal. */
export const stepsOf = (partner: 'ada' | 'bob'): fc.Arbitrary<readonly Step[]> =>
  fc.array(
    fc.record({
      hour: hourOf,
      partner: fc.constant(partner),
      what: fc.constantFrom<Step['what'][]>(
        'lead',
        'accept',
        'lose',
        'reopen',
        'win',
        'pay',
        'pay',
        'refund',
        'adjust',
        'object',
        'answer',
        'resolve',
        'acknowledge',
        'fail',
        'amend',
        'cancel',
        'hold',
        'release',
        'suspend',
        'reinstate',
        'destination',
      ),
      number,
    }),
    { maxLength: 25 },
  );

/** Steps of the program. */
export const programSteps: fc.Arbitrary<readonly ProgramStep[]> = fc.array(
  fc.record({ hour: hourOf, what: fc.constantFrom('announce' as const, 'issue' as const), number }),
  { maxLength: 5 },
);

/** Sends everything in the order of the hours. What the ledger refuses did not happen. */
export const live = async (world: World, steps: readonly (Step | ProgramStep)[]): Promise<void> => {
  const ends = [
    { hour: 0, partner: 'ada', what: 'win', number: 1 },
    { hour: 0, partner: 'bob', what: 'win', number: 1 },
  ] as const;
  for (const step of [...ends, ...steps].toSorted((a, b) => a.hour - b.hour)) {
    // Each partner has minutes of its own, so that what others do moves no time of recording.
    const minute = 'partner' in step ? (step.partner === 'ada' ? 0 : 20) : 40;
    world.at(step.hour + minute / 60);
    await ('partner' in step ? act(world, step) : decree(world, step));
  }
};

const decree = ({ ledger }: World, { what, number: n }: ProgramStep): Promise<unknown> => {
  if (what === 'issue') return ledger.issuePayouts({ program: 'north', date: n === 1 ? '2026-03-20' : '2026-04-20' });
  return ledger.publishAnnouncement({
    program: 'north',
    announcement: `n${n}`,
    title: { en: `News ${n}` },
    body: { en: 'Something changes.' },
    audience: 'everyone',
    acknowledgement: 'asked',
    author: 'kim',
  });
};

const act = async ({ ledger, store }: World, { partner, what, number: n }: Step): Promise<unknown> => {
  const own = { program: 'north', partner };
  const [lead, deal, payment] = [`${partner}-l${n}`, `${partner}-d${n}`, `${partner}-p${n}`];
  const inquiry = `${partner}-q${n}`;
  switch (what) {
    case 'lead':
      return ledger.submitLead({ lead, ...own, prospect: { reference: `crm/${lead}` }, attributes: {} });
    case 'accept':
      return ledger.acceptLead({ lead });
    case 'lose':
      return ledger.loseLead({ lead, reason: 'price' });
    case 'reopen':
      return ledger.reopenInquiry({ inquiry, reason: 'Not yet', by: partner });
    case 'win':
      return ledger.winDeal({
        deal,
        program: 'north',
        amount: eur('50.00'),
        attribution: [{ partner, share: '1' }],
        attributes: {},
      });
    case 'pay':
      return ledger.recordPayment({ deal: `${partner}-d1`, payment, amount: eur('40.00') });
    case 'refund':
      return ledger.recordRefund({
        deal: `${partner}-d1`,
        payment,
        refund: `${partner}-r${n}`,
        amount: eur('10.00'),
        reason: 'sent back',
      });
    case 'adjust':
      return ledger.postAdjustment({
        ...own,
        adjustment: `${partner}-a${n}`,
        amount: eur('-3.00'),
        reason: 'counted twice',
        author: 'kim',
        approver: 'max',
        maturesOn: n === 1 ? '2026-03-02' : '2026-03-25',
      });
    case 'object': {
      const earned = await told(store, 'AccrualPosted');
      const id = earned.find(({ data }) => data.partner === partner)?.data.accrual ?? 'none';
      return ledger.openInquiry({
        ...own,
        inquiry,
        kind: 'objection',
        about: { kind: 'accrual', id },
        text: 'Too small',
      });
    }
    case 'answer':
      return ledger.answerInquiry({ inquiry, text: 'It is right', by: 'kim' });
    case 'resolve':
      return ledger.resolveInquiry({ inquiry, outcome: 'declined', text: 'It stays', by: 'kim' });
    case 'acknowledge':
      return ledger.acknowledgeAnnouncement({ ...own, announcement: `n${n}` });
    case 'amend':
      return ledger.amendDeal({ deal, amendment: `${n}`, reason: 'a mistake', author: 'kim', amount: eur('60.00') });
    case 'cancel':
      return ledger.cancelDeal({ deal: `${partner}-d2`, reason: 'called off' });
    case 'hold':
    case 'release': {
      const earned = await told(store, 'AccrualPosted');
      const accrual = earned.find(({ data }) => data.partner === partner)?.data.accrual ?? 'none';
      return what === 'hold'
        ? ledger.holdAccrual({ ...own, accrual, reason: 'looked into' })
        : ledger.releaseAccrual({ ...own, accrual, outcome: 'in order' });
    }
    case 'suspend':
    case 'reinstate': {
      const standing = { ...own, from: n === 1 ? '2026-03-05' : '2026-03-15', reason: 'the contract' };
      return what === 'suspend'
        ? ledger.suspendPartner({ ...standing, earning: n === 1 ? 'stops' : 'continues' })
        : ledger.reinstatePartner(standing);
    }
    case 'destination':
      return ledger.changePayoutDestination({ partner, reference: `bank-${n}` });
    case 'fail': {
      const issued = await told(store, 'PayoutIssued');
      const found = issued.find(({ data }) => data.partner === partner);
      if (found === undefined) return undefined;
      const { payout, amount } = found.data;
      return ledger.failPayout({ ...own, payout, amount: toJson(amount), reason: 'no such account' });
    }
  }
};
