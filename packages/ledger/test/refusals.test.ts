import { describe, expect, it } from 'vitest';
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
import { acme, eur, flatPlan, framesOf, newLedger, ok, paid, planOf, refunded, refused, settle, won } from './world.ts';

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
const enrolment = { partner: 'bob', program: 'acme', plan: 'standard', from: '2024-02-01', occurredAt };
const rate = { from: 'USD', to: 'EUR', rate: '0.95', date: '2024-02-01', source: 'bank', occurredAt };
const cancellation = { deal: 'd1', reason: 'called off', occurredAt };

/** One example for each refusal: what was recorded before, the command that is refused, and as what. */
const examples: Readonly<{
  [Tag in Refusal['_tag']]: Readonly<{
    before?: (ledger: Ledger) => Promise<unknown>;
    command: (ledger: Ledger) => Result<unknown>;
    refusal: Omit<Extract<Refusal, { _tag: Tag }>, '_tag' | 'amount' | 'left' | 'requested' | 'issued' | 'given'>;
    program?: object;
  }>;
}> = {
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
      ledger.enrolPartner({ partner: 'bob', program: 'acme', plan: ghost, from: '2024-01-01', occurredAt }),
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
  UnknownDeal: { command: (ledger) => ledger.recordPayment(paid(ghost, 'p1', '1.00')), refusal: { deal: ghost } },
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
    command: (ledger) => ledger.recordRefund(refunded('d1', ghost, 'r1', '1.00')),
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
      const command = { type: 'RerateAccrual' as const, ...of, occurredAt: posted.occurredAt };
      return accountDecider.decide(command, accountDecider.initial());
    },
    refusal: { accrual: theAccrual },
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
