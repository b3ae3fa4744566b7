import type { EventStore } from '@commission-ledger/event-store';
import { describe, expect, it } from 'vitest';
import { accountRefusals } from '../src/account/accountRefusal.ts';
import { announcementRefusals } from '../src/announcement/announcementRefusal.ts';
import { dealRefusals } from '../src/deal/dealRefusal.ts';
import { fxRefusals } from '../src/fx/fxRefusal.ts';
import { inquiryRefusals } from '../src/inquiry/inquiryRefusal.ts';
import { leadRefusals } from '../src/lead/leadRefusal.ts';
import { partnerRefusals } from '../src/partner/partnerRefusal.ts';
import { payoutRunRefusals } from '../src/payoutRun/payoutRunRefusal.ts';
import { periodRefusals } from '../src/period/periodRefusal.ts';
import { planRefusals } from '../src/plan/planRefusal.ts';
import { programRefusals } from '../src/program/programRefusal.ts';
import { accountDecider } from '../src/account/accountDecider.ts';
import {
  type Ledger,
  type Refusal,
  accrualIdOf,
  type Result,
  describeFailure,
  describeRefusal,
  payoutIdOf,
} from '../src/index.ts';
import {
  acme,
  eur,
  flatPlan,
  framesOf,
  ledgerOn,
  newLedger,
  ok,
  paid,
  planOf,
  refunded,
  refused,
  settle,
  won,
} from './world.ts';

const occurredAt = '2024-02-01T12:00:00Z';
const ghost = 'ghost';
const upline = { partner: 'bob', program: 'acme', upline: 'cat', from: '2024-02-01', occurredAt };
const adjustment = {
  program: 'acme',
  partner: 'bob',
  adjustment: 'a1',
  amount: eur('1.00'),
  reason: 'counted by hand',
  author: 'ann',
  approver: 'max',
  maturesOn: '2024-02-01',
  occurredAt,
};
const { approver: _approver, ...proposal } = adjustment;
const about = { program: 'acme', partner: 'bob' };
const byTwo = { ...about, date: '2024-02-01', reason: 'old', author: 'ann', approver: 'max', occurredAt };
const writeOff = { ...byTwo, writeOff: 'w1' };
const apart = { ...byTwo, unclaimed: 'u1' };
const lead = {
  lead: 'l1',
  program: 'acme',
  partner: 'bob',
  prospect: { reference: 'crm-1' },
  attributes: {},
  occurredAt,
};
const march = { program: 'acme', date: '2024-03-05' };
const payoutOf = async (ledger: Ledger) => {
  await ok(ledger.winDeal(won('d1')));
  await ok(ledger.recordPayment(paid('d1', 'p1', '10.00')));
  const [issued] = (await ok(ledger.issuePayouts(march))).issued;
  if (issued === undefined) throw new Error('Nothing was issued.');
  return { program: 'acme', partner: 'bob', payout: issued.data.payout, amount: eur('1.00'), occurredAt };
};

const earned = async (ledger: Ledger) => {
  await ok(ledger.winDeal(won('d1')));
  const { events } = await ok(ledger.recordPayment(paid('d1', 'p1', '10.00')));
  const accrual = events.flatMap((event) => (event.type === 'AccrualPosted' ? [event.data.accrual] : []))[0];
  if (accrual === undefined) throw new Error('Nothing was earned.');
  return { program: 'acme', partner: 'bob', accrual, occurredAt };
};
const theAccrual = accrualIdOf(
  { program: 'acme', partner: 'bob', currency: 'EUR' },
  { cause: { kind: 'payment', id: 'p1' }, deal: 'd1', referrer: 'bob' },
  'standard',
  'own',
);
const inquiry = {
  inquiry: 'q1',
  program: 'acme',
  partner: 'bob',
  kind: 'question',
  about: { kind: 'program', id: 'acme' },
  text: 'Why?',
  occurredAt,
} as const;
const digest = {
  program: 'acme',
  partner: 'bob',
  digest: 'digest-1',
  from: '2024-02-01T00:00:00.000Z',
  to: '2024-02-08T00:00:00.000Z',
  channel: 'email',
  contentHash: 'a'.repeat(64),
  occurredAt,
};
const announcement = {
  program: 'acme',
  announcement: 'n1',
  title: { en: 'News' },
  body: { en: 'New terms.' },
  audience: 'everyone',
  acknowledgement: 'none',
  author: 'kim',
  occurredAt,
} as const;
const enrolment = { partner: 'bob', program: 'acme', plan: 'standard', from: '2024-02-01', occurredAt };
const rate = { from: 'USD', to: 'EUR', rate: '0.95', date: '2024-02-01', source: 'bank', occurredAt };
const dearer = flatPlan('0.3', { plan: 'standard' });
const amendment = {
  deal: 'd1',
  amendment: 'a1',
  amount: eur('2.00'),
  reason: 'agreed anew',
  author: 'ann',
  occurredAt: '2024-02-15T10:00:00Z',
};

const cancellation = { deal: 'd1', reason: 'called off', occurredAt };

const chargeback = {
  deal: 'd1',
  payment: 'p1',
  chargeback: 'c1',
  amount: eur('0.25'),
  reason: 'not ordered',
  occurredAt,
};
const disputed = async (ledger: Ledger) => {
  await ok(ledger.winDeal(won('d1')));
  await ok(ledger.recordPayment(paid('d1', 'p1', '1.00')));
  await ok(ledger.openChargeback(chargeback));
};
const suspension = { partner: 'bob', program: 'acme', from: '2024-02-01', reason: 'under review', occurredAt };

const payoutFile = {
  run: '2024-03-05-acme',
  file: 'f1',
  format: 'csv',
  payouts: [payoutIdOf({ program: 'acme', partner: 'bob', currency: 'EUR' }, '2024-03-05')],
  totals: [eur('1.00')],
  fileHash: 'a'.repeat(64),
  by: 'ann',
};

/** The SHA-256 of `[{"amount":{"amount":"1.00","currency":"EUR"},"lines":1,"partner":"bob"}]`. */
const PROPOSALS_HASH = 'd9981226cd042135eb628ffd6accab21d7f4cf66de51793cb6c4165020bf0aa6';

/** One payout is due in March. */
const due = async (ledger: Ledger): Promise<void> => {
  await ok(ledger.winDeal(won('d1')));
  await ok(ledger.recordPayment(paid('d1', 'p1', '10.00')));
};

/** A run of another ledger whose process died before it was complete. */
const notCompleted = async (command: (ledger: Ledger) => Result<unknown>): ReturnType<typeof command> => {
  const { store, ledger } = newLedger();
  await settle(ledger);
  await due(ledger);
  const dying = dyingAt(store, (stream, appends) => stream.startsWith('payoutrun-') && appends > 1);
  await expect(ledgerOn(dying).issuePayouts(march)).rejects.toThrow('gone');
  return command(ledgerOn(store));
};

/** A run of another ledger that somebody discards just before its payout is issued. */
const discardedMeanwhile = async (): Result<unknown> => {
  const { store, ledger } = newLedger();
  await settle(ledger);
  await due(ledger);
  let reads = 0;
  const racing: EventStore = {
    ...store,
    async *readStream(...read) {
      const [stream] = read;
      // The first time it is prepared, the second time issued.
      reads += stream.startsWith('account-') ? 1 : 0;
      if (stream.startsWith('account-') && reads === 2)
        await ok(ledgerOn(store).discardPayouts({ ...march, reason: 'a deal is missing' }));
      yield* store.readStream(...read);
    },
  };
  return ledgerOn(racing).issuePayouts(march);
};

const dyingAt = (store: EventStore, isDead: (stream: string, appends: number) => boolean): EventStore => {
  let appends = 0;
  return {
    ...store,
    append: (stream, events, expected) => {
      appends += 1;
      if (isDead(stream, appends)) throw new Error('gone');
      return store.append(stream, events, expected);
    },
  };
};

/** One example for each refusal: what was recorded before, the command that is refused, and as what. */
const examples: Readonly<{
  [Tag in Refusal['_tag']]: Readonly<{
    before?: (ledger: Ledger) => Promise<unknown>;
    command: (ledger: Ledger) => Result<unknown>;
    refusal: Omit<Extract<Refusal, { _tag: Tag }>, '_tag' | 'amount' | 'left' | 'requested' | 'issued' | 'given'>;
    program?: object;
  }>;
}> = {
  UnknownInquiry: {
    command: (ledger) => ledger.answerInquiry({ inquiry: ghost, text: 'Yes', by: 'kim', occurredAt }),
    refusal: { inquiry: ghost },
  },
  InquiryExists: {
    before: (ledger) => ok(ledger.openInquiry(inquiry)),
    command: (ledger) => ledger.openInquiry(inquiry, { key: 'again' }),
    refusal: { inquiry: 'q1' },
  },
  InquiryInState: {
    before: (ledger) => ok(ledger.openInquiry(inquiry)),
    command: (ledger) => ledger.reopenInquiry({ inquiry: 'q1', reason: 'Not yet', by: 'bob', occurredAt }),
    refusal: { inquiry: 'q1', state: 'open', wanted: 'reopened' },
  },
  UnknownInquirySubject: {
    command: (ledger) => ledger.openInquiry({ ...inquiry, about: { kind: 'lead', id: ghost } }),
    refusal: { kind: 'lead', id: ghost },
  },
  UnknownAnnouncement: {
    command: (ledger) =>
      ledger.acknowledgeAnnouncement({ program: 'acme', partner: 'bob', announcement: ghost, occurredAt }),
    refusal: { announcement: ghost },
  },
  AnnouncementExists: {
    before: (ledger) => ok(ledger.publishAnnouncement(announcement)),
    command: (ledger) =>
      ledger.publishAnnouncement({ ...announcement, body: { en: 'Other words.' } }, { key: 'again' }),
    refusal: { announcement: 'n1' },
  },
  AnnouncementForNobody: {
    command: (ledger) => ledger.publishAnnouncement({ ...announcement, audience: { plans: [] } }),
    refusal: { announcement: 'n1' },
  },
  NoAcknowledgementAsked: {
    before: (ledger) => ok(ledger.publishAnnouncement(announcement)),
    command: (ledger) =>
      ledger.acknowledgeAnnouncement({ program: 'acme', partner: 'bob', announcement: 'n1', occurredAt }),
    refusal: { announcement: 'n1' },
  },
  DigestOfNoTime: {
    command: (ledger) => ledger.recordDigestDelivered({ ...digest, to: digest.from }),
    refusal: { from: '2024-02-01T00:00:00.000Z', to: '2024-02-01T00:00:00.000Z' },
  },
  OtherDigestDelivered: {
    before: (ledger) => ok(ledger.recordDigestDelivered(digest)),
    command: (ledger) => ledger.recordDigestDelivered({ ...digest, contentHash: 'b'.repeat(64) }, { key: 'again' }),
    refusal: { digest: 'digest-1', channel: 'email' },
  },
  UnknownProgram: {
    command: (ledger) => ledger.submitLead({ ...lead, program: ghost }),
    refusal: { program: ghost },
  },
  ProgramExists: {
    command: (ledger) => ledger.openProgram({ ...acme, name: 'Another' }, { key: 'again' }),
    refusal: { program: 'acme' },
  },
  UnknownPlan: {
    command: (ledger) =>
      ledger.enrolPartner({ partner: 'bob', program: 'acme', plan: ghost, from: '2024-02-01', occurredAt }),
    refusal: { plan: ghost },
  },
  PlanVersionOutOfOrder: {
    command: (ledger) => ledger.publishPlan({ document: planOf({ version: 3 }) }),
    refusal: { plan: 'standard', version: 3, next: 2 },
  },
  PlanVersionBackdated: {
    command: (ledger) => ledger.publishPlan({ document: planOf({ version: 2, effectiveFrom: '2023-12-31' }) }),
    refusal: { plan: 'standard', effectiveFrom: '2023-12-31', latest: '2024-01-01' },
  },
  PlanCurrencyNotInProgram: {
    before: (ledger) => ok(ledger.publishPlan({ document: flatPlan('0.1', { currency: 'USD' }) })),
    command: (ledger) =>
      ledger.enrolPartner({ partner: 'bob', program: 'acme', plan: 'flat', from: '2024-02-01', occurredAt }),
    refusal: { plan: 'flat', currency: 'USD', program: 'acme' },
  },
  UnknownPartner: {
    command: (ledger) => ledger.assignUpline({ ...upline, upline: ghost }),
    refusal: { partner: ghost },
  },
  PartnerExists: {
    command: (ledger) => ledger.joinPartner({ partner: 'bob', name: 'Robert', occurredAt }, { key: 'again' }),
    refusal: { partner: 'bob', name: 'bob' },
  },
  AssignmentOutOfOrder: {
    before: (ledger) => ok(ledger.assignUpline(upline)),
    command: (ledger) => ledger.assignUpline({ ...upline, from: '2024-01-31' }),
    refusal: { partner: 'bob', from: '2024-01-31', latest: '2024-02-01' },
  },
  UplineIsSelf: {
    command: (ledger) => ledger.assignUpline({ ...upline, upline: 'bob' }),
    refusal: { partner: 'bob' },
  },
  UplineCycle: {
    before: async (ledger) => {
      await ok(ledger.assignUpline(upline));
      await ok(ledger.assignUpline({ ...upline, partner: 'cat', upline: 'dan' }));
    },
    command: (ledger) => ledger.assignUpline({ ...upline, partner: 'dan', upline: 'bob' }),
    refusal: { chain: ['dan', 'bob', 'cat', 'dan'] },
  },
  UnknownLead: { command: (ledger) => ledger.acceptLead({ lead: ghost, occurredAt }), refusal: { lead: ghost } },
  LeadExists: {
    before: (ledger) => ok(ledger.submitLead(lead)),
    command: (ledger) => ledger.submitLead(lead, { key: 'again' }),
    refusal: { lead: 'l1' },
  },
  LeadsDoNotExpire: { command: (ledger) => ledger.expireLeads({ program: 'acme' }), refusal: { program: 'acme' } },
  PartnerIsSuspended: {
    before: (ledger) =>
      ok(
        ledger.suspendPartner({
          partner: 'bob',
          program: 'acme',
          from: '2024-02-01',
          earning: 'continues',
          reason: 'under review',
          occurredAt,
        }),
      ),
    command: (ledger) => ledger.submitLead(lead),
    refusal: { partner: 'bob', program: 'acme', on: '2024-02-01' },
  },
  NeverOpen: {
    command: (ledger) =>
      ledger.changeProgram({ program: 'acme', serviceLevels: { hours: { opens: '17:00', closes: '09:00' } } }),
    refusal: { opens: '17:00', closes: '09:00' },
  },
  StageTwice: {
    command: (ledger) =>
      ledger.changeProgram({
        program: 'acme',
        serviceLevels: {
          hours: { opens: '09:00', closes: '17:00' },
          leads: { stages: ['offer', 'call', 'offer'].map((stage) => ({ stage, hours: 1 })) },
        },
      }),
    refusal: { stage: 'offer' },
  },
  TooManyDays: {
    command: (ledger) => ledger.changeProgram({ program: 'acme', leadProtection: { days: 36_526 } }),
    refusal: { setting: 'leadProtection', days: 36_526, limit: 36_525 },
  },
  LeadInState: {
    before: (ledger) => ok(ledger.submitLead(lead)),
    command: (ledger) => ledger.advanceLead({ lead: 'l1', stage: 'demo', occurredAt }),
    refusal: { lead: 'l1', state: 'submitted', wanted: 'in-progress' },
  },
  LeadIsDuplicateOfItself: {
    before: (ledger) => ok(ledger.submitLead(lead)),
    command: (ledger) => ledger.markLeadDuplicate({ lead: 'l1', of: 'l1', occurredAt }),
    refusal: { lead: 'l1' },
  },
  UnknownDeal: { command: (ledger) => ledger.cancelDeal({ ...cancellation, deal: ghost }), refusal: { deal: ghost } },
  DealExists: {
    before: (ledger) => ok(ledger.winDeal(won('d1'))),
    command: (ledger) => ledger.winDeal(won('d1'), { key: 'again' }),
    refusal: { deal: 'd1' },
  },
  LeadOfOtherProgram: {
    before: async (ledger) => {
      await ok(ledger.openProgram({ ...acme, program: 'other' }));
      await ok(ledger.submitLead({ ...lead, program: 'other' }));
    },
    command: (ledger) => ledger.winDeal(won('d1', { lead: 'l1' })),
    refusal: { lead: 'l1', program: 'acme' },
  },
  SharesDoNotAddUp: {
    command: (ledger) =>
      ledger.winDeal(
        won('d1', {
          attribution: [
            { partner: 'bob', share: '0.6' },
            { partner: 'cat', share: { num: '1', den: '3' } },
          ],
        }),
      ),
    refusal: { sum: '14/15' },
  },
  PartnerTwiceInAttribution: {
    command: (ledger) =>
      ledger.winDeal(
        won('d1', {
          attribution: [
            { partner: 'bob', share: '0.5' },
            { partner: 'bob', share: '0.5' },
          ],
        }),
      ),
    refusal: { partner: 'bob' },
  },
  NegativeAmount: {
    before: (ledger) => ok(ledger.winDeal(won('d1'))),
    command: (ledger) => ledger.recordPayment(paid('d1', 'p1', '-0.01')),
    refusal: {},
  },
  AmountIsZero: {
    command: (ledger) => ledger.postAdjustment({ ...adjustment, amount: eur('0.00') }),
    refusal: {},
  },
  OtherCurrency: {
    before: (ledger) => ok(ledger.winDeal(won('d1'))),
    command: (ledger) =>
      ledger.recordPayment({ ...paid('d1', 'p1', '1.00'), amount: { amount: '1.00', currency: 'USD' } }),
    refusal: { expected: 'EUR', got: 'USD' },
  },
  PaymentExists: {
    before: async (ledger) => {
      await ok(ledger.winDeal(won('d1')));
      await ok(ledger.recordPayment(paid('d1', 'p1', '1.00')));
    },
    command: (ledger) => ledger.recordPayment(paid('d1', 'p1', '1.00'), { key: 'again' }),
    refusal: { payment: 'p1' },
  },
  UnknownPayment: {
    before: (ledger) => ok(ledger.winDeal(won('d1'))),
    command: (ledger) => ledger.openChargeback({ ...chargeback, payment: ghost }),
    refusal: { deal: 'd1', payment: ghost },
  },
  RefundExists: {
    before: async (ledger) => {
      await ok(ledger.winDeal(won('d1')));
      await ok(ledger.recordPayment(paid('d1', 'p1', '2.00')));
      await ok(ledger.recordRefund(refunded('d1', 'p1', 'r1', '1.00')));
    },
    command: (ledger) => ledger.recordRefund(refunded('d1', 'p1', 'r1', '1.00'), { key: 'again' }),
    refusal: { refund: 'r1' },
  },
  UnknownRefund: {
    before: (ledger) => ok(ledger.winDeal(won('d1'))),
    command: (ledger) => ledger.accrueFor([{ kind: 'refund', deal: 'd1', refund: ghost }]),
    refusal: { deal: 'd1', refund: ghost },
  },
  RefundTooLarge: {
    before: async (ledger) => {
      await ok(ledger.winDeal(won('d1')));
      await ok(ledger.recordPayment(paid('d1', 'p1', '1.00')));
      await ok(ledger.recordRefund(refunded('d1', 'p1', 'r1', '0.40')));
    },
    command: (ledger) => ledger.recordRefund(refunded('d1', 'p1', 'r2', '0.61')),
    refusal: { payment: 'p1' },
  },
  ChargebackExists: {
    before: disputed,
    command: (ledger) => ledger.openChargeback(chargeback, { key: 'again' }),
    refusal: { chargeback: 'c1' },
  },
  UnknownChargeback: {
    before: (ledger) => ok(ledger.winDeal(won('d1'))),
    command: (ledger) => ledger.decideChargeback({ deal: 'd1', chargeback: ghost, outcome: 'won', occurredAt }),
    refusal: { deal: 'd1', chargeback: ghost },
  },
  ChargebackTooLarge: {
    before: async (ledger) => {
      await disputed(ledger);
      await ok(ledger.recordRefund(refunded('d1', 'p1', 'r1', '0.40')));
    },
    command: (ledger) => ledger.openChargeback({ ...chargeback, chargeback: 'c2', amount: eur('0.36') }),
    refusal: { payment: 'p1' },
  },
  ChargebackDecidedAlready: {
    before: async (ledger) => {
      await disputed(ledger);
      await ok(ledger.decideChargeback({ deal: 'd1', chargeback: 'c1', outcome: 'won', occurredAt }));
    },
    command: (ledger) =>
      ledger.decideChargeback({ deal: 'd1', chargeback: 'c1', outcome: 'lost', occurredAt }, { key: 'again' }),
    refusal: { chargeback: 'c1', outcome: 'won' },
  },
  PartnerNotSuspended: {
    before: async (ledger) => {
      await ok(ledger.suspendPartner({ ...suspension, earning: 'stops' }));
      await ok(ledger.reinstatePartner({ ...suspension, from: '2024-03-01' }));
    },
    command: (ledger) => ledger.reinstatePartner({ ...suspension, from: '2024-04-01' }),
    refusal: { partner: 'bob', program: 'acme', from: '2024-04-01' },
  },
  AdjustmentExists: {
    before: (ledger) => ok(ledger.postAdjustment(adjustment)),
    command: (ledger) => ledger.postAdjustment(adjustment, { key: 'again' }),
    refusal: { adjustment: 'a1' },
  },
  SamePerson: {
    command: (ledger) => ledger.postAdjustment({ ...adjustment, approver: 'ann' }),
    refusal: { person: 'ann', roles: 'author and approver of an adjustment' },
  },
  NotAPayoutDate: {
    before: payoutOf,
    command: (ledger) => ledger.issuePayouts({ program: 'acme', date: '2024-04-06' }),
    refusal: { date: '2024-04-06', before: '2024-04-05', after: '2024-05-06' },
  },
  InTheFuture: {
    command: (ledger) => ledger.submitLead({ ...lead, occurredAt: '2025-06-02T12:00:00.001Z' }),
    refusal: { occurredAt: '2025-06-02T12:00:00.001Z', now: '2025-06-01T12:00:00.000Z' },
  },
  PayoutDateInFuture: {
    before: payoutOf,
    command: (ledger) => ledger.issuePayouts({ program: 'acme', date: '2025-06-05' }),
    refusal: { date: '2025-06-05', today: '2025-06-01' },
  },
  NothingDue: { command: (ledger) => ledger.issuePayouts(march), refusal: march },
  RunNotPrepared: {
    program: { approval: 'two-person' },
    command: (ledger) => ledger.approvePayouts(march),
    refusal: { run: '2024-03-05-acme' },
  },
  RunNotApproved: {
    program: { approval: 'two-person' },
    before: async (ledger) => {
      await ok(ledger.winDeal(won('d1')));
      await ok(ledger.recordPayment(paid('d1', 'p1', '10.00')));
      await ok(ledger.preparePayouts(march));
    },
    command: (ledger) => ledger.issuePayouts(march),
    refusal: { run: '2024-03-05-acme' },
  },
  RunNotIssued: {
    before: (ledger) => due(ledger),
    command: (ledger) => ledger.recordPayoutFile(payoutFile),
    refusal: { run: '2024-03-05-acme' },
  },
  RunCompleted: {
    before: async (ledger) => {
      await due(ledger);
      await ok(ledger.issuePayouts(march));
    },
    command: (ledger) => ledger.discardPayouts({ ...march, reason: 'too late' }),
    refusal: { run: '2024-03-05-acme' },
  },
  // A run that was interrupted, or discarded while it issued: what the host's own part in a run looks like.
  RunIssued: {
    command: () => notCompleted((ledger) => ledger.discardPayouts({ ...march, reason: 'too late' })),
    refusal: {
      run: '2024-03-05-acme',
      payout: payoutIdOf({ program: 'acme', partner: 'bob', currency: 'EUR' }, '2024-03-05'),
      account: 'account-acme.bob.EUR',
    },
  },
  RunDiscarded: {
    command: () => discardedMeanwhile(),
    refusal: { run: '2024-03-05-acme' },
  },
  PayoutFileIsEmpty: {
    before: async (ledger) => {
      await due(ledger);
      await ok(ledger.issuePayouts(march));
    },
    command: (ledger) => ledger.recordPayoutFile({ ...payoutFile, payouts: [] }),
    refusal: { run: '2024-03-05-acme', file: 'f1' },
  },
  PayoutFileExists: {
    before: async (ledger) => {
      await due(ledger);
      await ok(ledger.issuePayouts(march));
      await ok(ledger.recordPayoutFile(payoutFile));
    },
    command: (ledger) => ledger.recordPayoutFile({ ...payoutFile, format: 'other' }, { key: 'another' }),
    refusal: { run: '2024-03-05-acme', file: 'f1' },
  },
  ProposalsChanged: {
    program: { approval: 'two-person' },
    before: async (ledger) => {
      await due(ledger);
      await ok(ledger.preparePayouts(march));
    },
    command: (ledger) => ledger.approvePayouts({ ...march, proposalsHash: 'b'.repeat(64) }, { actor: 'max' }),
    refusal: { run: '2024-03-05-acme', standing: PROPOSALS_HASH },
  },
  UnknownPayoutFile: {
    before: async (ledger) => {
      await due(ledger);
      await ok(ledger.issuePayouts(march));
    },
    command: (ledger) => ledger.recordPayoutFile({ ...payoutFile, replaces: 'f0' }),
    refusal: { run: '2024-03-05-acme', file: 'f0' },
  },
  PayoutNotOfRun: {
    before: async (ledger) => {
      await due(ledger);
      await ok(ledger.issuePayouts(march));
    },
    command: (ledger) => ledger.recordPayoutFile({ ...payoutFile, payouts: [...payoutFile.payouts, ghost] }),
    refusal: { run: '2024-03-05-acme', payout: ghost },
  },
  PayoutInFile: {
    before: async (ledger) => {
      await due(ledger);
      await ok(ledger.issuePayouts(march));
      await ok(ledger.recordPayoutFile(payoutFile));
    },
    command: (ledger) => ledger.recordPayoutFile({ ...payoutFile, file: 'f2' }),
    refusal: { run: '2024-03-05-acme', file: 'f1', payout: payoutFile.payouts[0] ?? '' },
  },
  NegativeFee: {
    before: async (ledger) => {
      await due(ledger);
      await ok(ledger.issuePayouts(march));
    },
    command: (ledger) =>
      ledger.settlePayout({
        program: 'acme',
        partner: 'bob',
        payout: payoutIdOf({ program: 'acme', partner: 'bob', currency: 'EUR' }, '2024-03-05'),
        amount: eur('1.00'),
        reference: 'bank 7',
        fee: eur('-0.20'),
      }),
    refusal: {},
  },
  UnknownPayout: {
    command: (ledger) =>
      ledger.settlePayout({
        program: 'acme',
        partner: 'bob',
        payout: ghost,
        amount: eur('1.00'),
        reference: 'bank-1',
        occurredAt,
      }),
    refusal: { payout: ghost },
  },
  PayoutAlready: {
    before: async (ledger) => ok(ledger.settlePayout({ ...(await payoutOf(ledger)), reference: 'bank-1' })),
    command: async (ledger) => ledger.failPayout({ ...(await payoutOf(ledger)), reason: 'no such bank account' }),
    refusal: {
      payout: payoutIdOf({ program: 'acme', partner: 'bob', currency: 'EUR' }, '2024-03-05'),
      status: 'settled',
    },
  },
  OtherPayoutAmount: {
    before: payoutOf,
    command: async (ledger) =>
      ledger.settlePayout({ ...(await payoutOf(ledger)), amount: eur('1.01'), reference: 'bank-1' }),
    refusal: { payout: payoutIdOf({ program: 'acme', partner: 'bob', currency: 'EUR' }, '2024-03-05') },
  },
  UnknownPlanVersion: {
    command: (ledger) => ledger.enrolPartner({ ...enrolment, version: 2 }),
    refusal: { plan: 'standard', version: 2 },
  },
  ParametersRefused: {
    command: (ledger) => ledger.enrolPartner({ ...enrolment, parameters: { quota: '1' } }),
    refusal: { plan: 'standard', version: 1, problems: [expect.stringContaining('quota')] },
  },
  PartnerTwiceInOverlay: {
    command: (ledger) => {
      const helper = { partner: 'cat', role: 'helper' };
      const overlays = [helper, { ...helper, role: 'other' }, { ...helper, share: '0.5' }];
      return ledger.winDeal(won('d1', { overlays }));
    },
    refusal: { partner: 'cat', role: 'helper' },
  },
  OverlayShareOutOfRange: {
    command: (ledger) => ledger.winDeal(won('d1', { overlays: [{ partner: 'cat', role: 'helper', share: '1.01' }] })),
    refusal: { partner: 'cat', role: 'helper', share: '1.01' },
  },
  NegativeQuantity: {
    before: (ledger) => ok(ledger.winDeal(won('d1', { quantities: { seats: '0' } }))),
    command: (ledger) => ledger.recordPayment({ ...paid('d1', 'p1', '1.00'), quantities: { seats: '-1' } }),
    refusal: { quantity: 'seats' },
  },
  AmendmentExists: {
    before: async (ledger) => {
      await ok(ledger.winDeal(won('d1')));
      await ok(ledger.amendDeal(amendment));
    },
    command: (ledger) => ledger.amendDeal({ ...amendment, amount: eur('3.00') }, { key: 'again' }),
    refusal: { amendment: 'a1' },
  },
  CauseNotRatable: {
    before: async (ledger) => {
      await ok(ledger.winDeal(won('d1')));
      await ok(ledger.recordPayment(paid('d1', 'p1', '10.00')));
      await ok(ledger.joinPartner({ partner: 'zoe', name: 'Zoe', occurredAt: '2024-01-01T00:00:00Z' }));
      await ok(ledger.amendDeal({ ...amendment, attribution: [{ partner: 'zoe', share: '1' }] }));
    },
    command: (ledger) =>
      ledger.rerateDeal({ rerating: 'R-1', deal: 'd1', reason: 'agreed', author: 'ann', approver: 'ben' }),
    refusal: { deal: 'd1', cause: 'payment/p1', reason: 'zoe is in no plan of acme on 2024-02-01' },
  },
  RatedAgainUnderPlan: {
    before: async (ledger) => {
      await ok(ledger.winDeal(won('d1')));
      await ok(ledger.recordPayment(paid('d1', 'p1', '10.00')));
      await ok(ledger.publishPlan({ document: { ...dearer, version: 2, effectiveFrom: '2025-01-01' } }));
      const plan = { plan: dearer.plan, version: 2, from: '2024-01-01' };
      await ok(ledger.rerate({ rerating: 'R-1', ...plan, reason: 'agreed', author: 'ann', approver: 'ben' }));
      await ok(ledger.amendDeal({ ...amendment, attributes: { product: 'pro' } }));
    },
    command: (ledger) =>
      ledger.rerateDeal({ rerating: 'R-2', deal: 'd1', reason: 'agreed', author: 'ann', approver: 'ben' }),
    refusal: { deal: 'd1', rerating: 'R-1' },
  },
  DealCancelledAlready: {
    before: async (ledger) => {
      await ok(ledger.winDeal(won('d1')));
      await ok(ledger.cancelDeal(cancellation));
    },
    command: (ledger) => ledger.cancelDeal(cancellation, { key: 'again' }),
    refusal: { deal: 'd1' },
  },
  DealNotCancelled: {
    before: (ledger) => ok(ledger.winDeal(won('d1'))),
    command: (ledger) => ledger.accrueFor([{ kind: 'cancellation', deal: 'd1' }]),
    refusal: { deal: 'd1' },
  },
  FxRateExists: {
    before: (ledger) => ok(ledger.recordFxRate(rate)),
    command: (ledger) => ledger.recordFxRate(rate, { key: 'again' }),
    refusal: { from: 'USD', to: 'EUR', date: '2024-02-01' },
  },
  FxRateNotPositive: {
    command: (ledger) => ledger.recordFxRate({ ...rate, rate: '0' }),
    refusal: { from: 'USD', to: 'EUR', date: '2024-02-01' },
  },
  FxRateOfItself: {
    command: (ledger) => ledger.recordFxRate({ ...rate, from: 'EUR' }),
    refusal: { currency: 'EUR' },
  },
  UnknownAccrual: {
    before: earned,
    command: (ledger) =>
      ledger.holdAccrual({ program: 'acme', partner: 'cat', accrual: theAccrual, reason: 'disputed', occurredAt }),
    refusal: { accrual: theAccrual },
  },
  AccrualAlreadyHeld: {
    before: async (ledger) => ok(ledger.holdAccrual({ ...(await earned(ledger)), reason: 'disputed' })),
    command: async (ledger) => ledger.holdAccrual({ ...(await earned(ledger)), reason: 'again' }, { key: 'again' }),
    refusal: { accrual: theAccrual, reason: 'disputed' },
  },
  AccrualNotHeld: {
    before: earned,
    command: async (ledger) => ledger.releaseAccrual({ ...(await earned(ledger)), outcome: 'theirs' }),
    refusal: { accrual: theAccrual },
  },
  AccrualInPayout: {
    before: payoutOf,
    command: async (ledger) => ledger.holdAccrual({ ...(await earned(ledger)), reason: 'disputed' }),
    refusal: { accrual: theAccrual },
  },
  ChangedSinceRerated: {
    before: earned,
    command: async (ledger) => {
      const { events } = await ok(ledger.recordPayment(paid('d1', 'p1', '10.00')));
      const posted = events.flatMap((event) => (event.type === 'AccrualPosted' ? [event.data] : []))[0];
      if (posted === undefined) throw new Error('Nothing was earned.');
      const account = { program: 'acme', partner: 'bob', currency: 'EUR' };
      const rerating = { id: 'r1', reason: 'mistyped', author: 'ann', approver: 'max' };
      const of = { account, rerating, posted, becomes: posted.amount, was: posted.amount, date: posted.earnedOn };
      const told = { dealRevision: 1, occurredAt: posted.occurredAt };
      const command = { type: 'RerateAccrual' as const, ...of, ...told };
      return accountDecider.decide(command, accountDecider.initial());
    },
    refusal: { accrual: theAccrual },
  },
  UnknownProposal: {
    command: (ledger) => ledger.approveAdjustment({ ...about, adjustment: ghost, approver: 'max' }),
    refusal: { adjustment: ghost },
  },
  ProposalAlready: {
    before: async (ledger) => {
      await ok(ledger.proposeAdjustment(proposal));
      await ok(ledger.declineAdjustment({ ...about, adjustment: 'a1', by: 'max', reason: 'no' }));
    },
    command: (ledger) => ledger.approveAdjustment({ ...about, adjustment: 'a1', approver: 'max' }),
    refusal: { adjustment: 'a1', status: 'declined' },
  },
  NotAsProposed: {
    before: (ledger) => ok(ledger.proposeAdjustment(proposal)),
    command: (ledger) => ledger.postAdjustment({ ...adjustment, reason: 'something else' }),
    refusal: { adjustment: 'a1' },
  },
  EntryExists: {
    before: async (ledger) => {
      await ok(ledger.postAdjustment({ ...adjustment, amount: eur('-2.00') }));
      await ok(ledger.writeOffReceivable({ ...writeOff, amount: eur('1.00') }));
    },
    command: (ledger) => ledger.writeOffReceivable({ ...writeOff, amount: eur('1.00') }, { key: 'again' }),
    refusal: { kind: 'write-off', id: 'w1' },
  },
  AmountNotPositive: {
    command: (ledger) => ledger.writeOffReceivable({ ...writeOff, amount: eur('-1.00') }),
    refusal: {},
  },
  MoreThanOwed: {
    before: (ledger) => ok(ledger.postAdjustment({ ...adjustment, amount: eur('-2.00') })),
    command: (ledger) => ledger.writeOffReceivable({ ...writeOff, amount: eur('2.01') }),
    refusal: { receivable: expect.objectContaining({ minor: 200n }) },
  },
  MoreThanPayable: {
    before: (ledger) => ok(ledger.postAdjustment(adjustment)),
    command: (ledger) => ledger.setApartUnclaimed({ ...apart, amount: eur('1.01') }),
    refusal: { payable: expect.objectContaining({ minor: 100n }) },
  },
  MoreThanWithheld: {
    before: payoutOf,
    command: (ledger) =>
      ledger.remitTax({ ...about, remittance: 't1', amount: eur('0.01'), reference: 'tax 1', occurredAt }),
    refusal: { withheld: expect.objectContaining({ minor: 0n }) },
  },
  PeriodNotOver: {
    command: (ledger) => ledger.closePeriod({ program: 'acme', period: '2025-06', closedBy: 'ann' }),
    refusal: { period: '2025-06', until: '2025-06-30T22:00:00.000Z', now: '2025-06-01T12:00:00.000Z' },
  },
  EarlierPeriodOpen: {
    before: (ledger) => ok(ledger.postAdjustment(adjustment)),
    command: (ledger) => ledger.closePeriod({ program: 'acme', period: '2024-03', closedBy: 'ann' }),
    refusal: { program: 'acme', period: '2024-03', earlier: '2024-02' },
  },
  IdTooLong: {
    command: (ledger) => ledger.openProgram({ ...acme, program: 'x'.repeat(54) }),
    refusal: { id: 'x'.repeat(54), limit: 53 },
  },
};

/** What is wrong, and what to do. */
const sentences = /^\S.*[^.]\. \S.*[^.]\.$/;

describe('a refused command', () => {
  it.each(Object.entries(examples))('says why and writes nothing: %s', async (tag, example) => {
    const { store, ledger } = newLedger();
    await settle(ledger, { partners: ['bob', 'cat', 'dan'], program: example.program ?? {} });
    await example.before?.(ledger);
    const before = await framesOf(store);
    const refusal = await refused(Promise.resolve(example.command(ledger)));
    expect(refusal).toMatchObject({ _tag: tag, ...example.refusal });
    expect(await framesOf(store)).toEqual(before);
    expect(describeFailure(refusal)).toMatch(sentences);
    expect(describeRefusal(refusal as Refusal)).toBe(describeFailure(refusal));
  });

  it('has a tag of its own: no two rooms share one, which would give both the sentence of the later', () => {
    const tags = [
      accountRefusals,
      announcementRefusals,
      dealRefusals,
      fxRefusals,
      inquiryRefusals,
      leadRefusals,
      partnerRefusals,
      payoutRunRefusals,
      periodRefusals,
      planRefusals,
      programRefusals,
    ].flatMap((room) => Object.keys(room));
    expect(tags.filter((tag, index) => tags.indexOf(tag) !== index)).toEqual([]);
  });

  it('tells amounts in full', async () => {
    const { ledger } = newLedger();
    await settle(ledger);
    await examples.RefundTooLarge.before?.(ledger);
    const refusal = await refused(ledger.recordRefund(refunded('d1', 'p1', 'r2', '0.61')));
    expect(describeFailure(refusal)).toBe(
      'Of payment p1 only 0.60 can still be refunded, not 0.61 EUR. Check the amount.',
    );
  });
});
