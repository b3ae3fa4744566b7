import type { EventData, EventOf, EventType } from '@commission-ledger/events';
import { at, cents, date, type Fact, utc } from './history.ts';

const HASH = 'a'.repeat(64);

const fact = <T extends EventType>(stream: string, type: T, data: EventData<T>): Fact => ({
  stream,
  // One type, one kind of data: TypeScript does not follow the pair through the union.
  event: { type, data } as unknown as EventOf<EventType>,
});

/** An account of the one program in the tests. */
export const account = (partner: string) => ({ program: 'north', partner, currency: 'EUR' });
const streamOf = (partner: string): string => `account-north.${partner}.EUR`;

type Posting = Readonly<{ partner?: string; id: string; amount: number; maturesOn: string; occurredAt?: string }>;

const DEFAULT = { partner: 'ada', occurredAt: '2026-01-01T00:00:00Z' };

export const accrued = (posting: Posting): Fact => {
  const { partner, id, amount, maturesOn, occurredAt } = { ...DEFAULT, ...posting };
  return fact(streamOf(partner), 'AccrualPosted', {
    program: 'north',
    partner,
    accrual: id,
    cause: { kind: 'payment', id: `pay-${id}` },
    deal: 'deal-1',
    causeEvent: { stream: 'deal-deal-1', revision: 1, id: 'cause' },
    referrer: partner,
    rule: { plan: 'standard', version: 1, hash: HASH, rule: 'base', clause: '3.1' },
    beneficiary: 'referrer',
    amount: cents(amount),
    earnedOn: date('2026-01-01'),
    maturesOn: date(maturesOn),
    counters: [],
    onRefund: { rounding: 'half-even', counters: 'lower' },
    receipt: {},
    receiptHash: HASH,
    occurredAt: at(occurredAt),
  });
};

export const reversed = (posting: Posting & Readonly<{ accrual: string }>): Fact => {
  const { partner, id, amount, maturesOn, occurredAt, accrual } = { ...DEFAULT, ...posting };
  return fact(streamOf(partner), 'AccrualReversed', {
    program: 'north',
    partner,
    reversal: id,
    accrual,
    refund: `refund-${id}`,
    deal: 'deal-1',
    causeEvent: { stream: 'deal-deal-1', revision: 2, id: 'refund' },
    amount: cents(amount),
    refundedSoFar: cents(amount),
    paid: cents(1000),
    maturesOn: date(maturesOn),
    counters: [],
    occurredAt: at(occurredAt),
  });
};

export const adjusted = (posting: Posting): Fact => {
  const { partner, id, amount, maturesOn, occurredAt } = { ...DEFAULT, ...posting };
  return fact(streamOf(partner), 'AdjustmentPosted', {
    program: 'north',
    partner,
    adjustment: id,
    amount: cents(amount),
    reason: 'agreed by phone',
    author: 'kim',
    approver: 'lee',
    maturesOn: date(maturesOn),
    occurredAt: at(occurredAt),
  });
};

export const evaluated = ({ partner = 'ada', deal = 'deal-1' } = {}): Fact =>
  fact(streamOf(partner), 'AccrualEvaluated', {
    program: 'north',
    partner,
    cause: { kind: 'payment', id: 'pay-none' },
    deal,
    causeEvent: { stream: `deal-${deal}`, revision: 1, id: 'cause' },
    referrer: partner,
    plan: { plan: 'standard', version: 1, hash: HASH },
    beneficiary: 'referrer',
    reason: 'no-rule-applies',
    refund: null,
    counters: [],
    onRefund: { rounding: 'half-even', counters: 'lower' },
    currency: cents(0).currency,
    occurredAt: at('2026-01-01T00:00:00Z'),
  });

type Disputing = Readonly<{
  partner?: string;
  accrual?: string;
  occurredAt?: string;
  by?: NonNullable<EventData<'AccrualHeld'>['by']>;
}>;

const holder = ({ by }: Disputing) => (by === undefined ? {} : { by });

export const held = (disputing: Disputing = {}): Fact => {
  const { partner, accrual, occurredAt } = { accrual: 'a1', ...DEFAULT, ...disputing };
  return fact(streamOf(partner), 'AccrualHeld', {
    program: 'north',
    partner,
    accrual,
    reason: 'the customer disputes the invoice',
    occurredAt: at(occurredAt),
    ...holder(disputing),
  });
};

export const released = (disputing: Disputing = {}): Fact => {
  const { partner, accrual, occurredAt } = { accrual: 'a1', ...DEFAULT, ...disputing };
  return fact(streamOf(partner), 'AccrualReleased', {
    program: 'north',
    partner,
    accrual,
    outcome: 'the invoice stands',
    occurredAt: at(occurredAt),
    ...holder(disputing),
  });
};

/** What was payable is set apart, as nobody claims it. */
export const setApart = (posting: OnPayoutDate): Fact => {
  const { partner, id, amount, date: on, occurredAt } = { ...DEFAULT, ...posting };
  return fact(streamOf(partner), 'BalanceUnclaimed', {
    program: 'north',
    partner,
    unclaimed: id,
    amount: cents(amount),
    date: date(on),
    reason: 'not found',
    author: 'kim',
    approver: 'lee',
    occurredAt: at(occurredAt),
  });
};

/** Tax that was kept back is handed over. */
export const remitted = (posting: Omit<Posting, 'maturesOn'>): Fact => {
  const { partner, id, amount, occurredAt } = { ...DEFAULT, ...posting };
  return fact(streamOf(partner), 'TaxRemitted', {
    program: 'north',
    partner,
    remittance: id,
    amount: cents(amount),
    reference: 'tax 7',
    occurredAt: at(occurredAt),
  });
};

export const proposed = (posting: Posting): Fact => {
  const { partner, id, amount, maturesOn, occurredAt } = { ...DEFAULT, ...posting };
  return fact(streamOf(partner), 'AdjustmentProposed', {
    program: 'north',
    partner,
    adjustment: id,
    amount: cents(amount),
    reason: 'agreed by phone',
    author: 'kim',
    maturesOn: date(maturesOn),
    occurredAt: at(occurredAt),
  });
};

export const declined = (posting: Omit<Posting, 'maturesOn'>): Fact => {
  const { partner, id, amount, occurredAt } = { ...DEFAULT, ...posting };
  return fact(streamOf(partner), 'AdjustmentDeclined', {
    program: 'north',
    partner,
    adjustment: id,
    amount: cents(amount),
    reason: 'agreed by nobody',
    by: 'lee',
    occurredAt: at(occurredAt),
  });
};

/** A month is closed; the figures are of no interest to balances. */
export const closed = ({ partner = 'ada', period = '2026-01' } = {}): Fact =>
  fact(streamOf(partner), 'PeriodClosed', {
    program: 'north',
    partner,
    period,
    until: at('2026-02-01T00:00:00Z'),
    opening: cents(0),
    closing: cents(0),
    lines: 0,
    statementHash: HASH,
    closedBy: 'kim',
    occurredAt: at('2026-02-01T00:00:00Z'),
  });

/** A true-up after a refund of what the accrual `settles` was earned from, or of an `accrual` that was rated again. */
export const truedUp = (posting: Posting & Readonly<{ accrual?: string; settles?: string }>): Fact => {
  const { partner, id, amount, maturesOn, occurredAt, accrual, settles = id } = { ...DEFAULT, ...posting };
  const rerating = {
    id: `rerating-${id}`,
    accrual: accrual ?? '',
    was: cents(10),
    reason: 'the plan was corrected',
    author: 'kim',
    approver: 'lee',
  };
  return fact(streamOf(partner), 'TrueUpPosted', {
    program: 'north',
    partner,
    trueUp: id,
    cause: { kind: 'payment', id: `pay-${settles}` },
    deal: 'deal-1',
    causeEvent: { stream: 'deal-deal-1', revision: 2, id: 'refund' },
    referrer: partner,
    beneficiary: 'referrer',
    rule: { plan: 'standard', version: 2, hash: HASH, rule: 'base', clause: '3.1' },
    amount: cents(amount),
    earnedOn: date('2026-01-01'),
    maturesOn: date(maturesOn),
    counters: [],
    onRefund: { rounding: 'half-even', counters: 'lower' },
    receipt: {},
    receiptHash: HASH,
    occurredAt: at(occurredAt),
    ...(accrual === undefined ? { refund: `refund-${id}` } : { rerating }),
  });
};

type OnPayoutDate = Readonly<{ partner?: string; id: string; amount: number; date: string; occurredAt?: string }>;

const drawTerms = { plan: 'standard', version: 1, hash: HASH };

export const advanced = (posting: OnPayoutDate & Readonly<{ debt: number; recoverable?: boolean }>): Fact => {
  const { partner, id, amount, date: on, debt, recoverable = true, occurredAt } = { ...DEFAULT, ...posting };
  return fact(streamOf(partner), 'DrawAdvanced', {
    program: 'north',
    partner,
    draw: id,
    date: date(on),
    amount: cents(amount),
    recoverable,
    debt: cents(debt),
    terms: drawTerms,
    occurredAt: at(occurredAt),
  });
};

export const recovered = (posting: OnPayoutDate & Readonly<{ debt: number }>): Fact => {
  const { partner, id, amount, date: on, debt, occurredAt } = { ...DEFAULT, ...posting };
  return fact(streamOf(partner), 'DrawRecovered', {
    program: 'north',
    partner,
    recovery: id,
    date: date(on),
    amount: cents(amount),
    debt: cents(debt),
    terms: drawTerms,
    occurredAt: at(occurredAt),
  });
};

export const forgiven = (posting: Omit<OnPayoutDate, 'id'>): Fact => {
  const { partner, amount, date: on, occurredAt } = { ...DEFAULT, ...posting };
  return fact(streamOf(partner), 'DrawForgiven', {
    program: 'north',
    partner,
    date: date(on),
    amount: cents(amount),
    occurredAt: at(occurredAt),
  });
};

export const writtenOff = (posting: OnPayoutDate): Fact => {
  const { partner, id, amount, date: on, occurredAt } = { ...DEFAULT, ...posting };
  return fact(streamOf(partner), 'ReceivableWrittenOff', {
    program: 'north',
    partner,
    writeOff: id,
    date: date(on),
    amount: cents(amount),
    reason: 'negative balance',
    occurredAt: at(occurredAt),
  });
};

export type Line = Readonly<{
  entry: string;
  kind: EventData<'PayoutIssued'>['lines'][number]['kind'];
  amount: number;
  maturesOn: string;
}>;

type Paying = Readonly<{ partner?: string; date: string; occurredAt?: string }>;

/** What a payout keeps back or adds, in cents. */
export type Charges = Readonly<{ withheld?: number; fee?: number; programFee?: number; vat?: number }>;

const chargesIn = ({ withheld, fee, programFee, vat }: Charges) => [
  ...chargeOf('withholding', 'standard', withheld, 'partner'),
  ...chargeOf('vat', 'standard', vat, 'program'),
  ...chargeOf('fee', 'transfer', fee, 'partner'),
  ...chargeOf('fee', 'bank', programFee, 'program'),
];

const chargeOf = (
  kind: 'withholding' | 'vat' | 'fee',
  id: string,
  amount: number | undefined,
  bornBy: 'partner' | 'program',
) => (amount === undefined ? [] : [{ kind, id, amount: cents(amount), path: '/payout', bornBy }]);

const netOf = (gross: number, { withheld = 0, fee = 0, vat = 0 }: Charges): number => gross + vat - withheld - fee;

export const issued = (
  paying: Paying &
    Readonly<{ payout: string; lines: readonly Line[]; amount?: number; charges?: Charges; net?: number }>,
): Fact => {
  const { partner, payout, lines, occurredAt, charges, date: on } = { ...DEFAULT, ...paying };
  const gross = paying.amount ?? lines.reduce((sum, { amount }) => sum + amount, 0);
  return fact(streamOf(partner), 'PayoutIssued', {
    program: 'north',
    partner,
    payout,
    run: `north-${on}`,
    date: date(on),
    cutOff: date(`${on.slice(0, 7)}-01`),
    amount: cents(gross),
    lines: lines.map((line) => ({ ...line, amount: cents(line.amount), maturesOn: date(line.maturesOn) })),
    terms: { plan: 'standard', version: 1, hash: HASH, minimum: cents(100) },
    destination: null,
    occurredAt: at(occurredAt),
    ...(charges === undefined
      ? {}
      : {
          taxStatus: { status: 'company', from: { stream: `partner-${partner}`, revision: 1, id: 'status' } },
          charges: chargesIn(charges),
          net: cents(paying.net ?? netOf(gross, charges)),
        }),
  });
};

export const deferred = (paying: Paying & Readonly<{ amount: number }>): Fact => {
  const { partner, amount, occurredAt, date: on } = { ...DEFAULT, ...paying };
  return fact(streamOf(partner), 'PayoutDeferred', {
    program: 'north',
    partner,
    run: `north-${on}`,
    date: date(on),
    cutOff: date(`${on.slice(0, 7)}-01`),
    amount: cents(amount),
    reason: amount < 0 ? 'negative-balance' : 'below-minimum',
    terms: { plan: 'standard', version: 1, hash: HASH, minimum: cents(100) },
    occurredAt: at(occurredAt),
  });
};

type Resolving = Readonly<{ partner?: string; payout: string; amount: number; occurredAt?: string }>;

const resolution = (resolving: Resolving) => {
  const { partner, payout, amount, occurredAt } = { ...DEFAULT, ...resolving };
  return { program: 'north', partner, payout, amount: cents(amount), occurredAt: at(occurredAt) };
};

export const settled = (resolving: Resolving): Fact =>
  fact(streamOf(resolving.partner ?? 'ada'), 'PayoutSettled', { ...resolution(resolving), reference: 'bank 77' });

export const failed = (resolving: Resolving): Fact =>
  fact(streamOf(resolving.partner ?? 'ada'), 'PayoutFailed', { ...resolution(resolving), reason: 'account closed' });

export const voided = (resolving: Resolving): Fact =>
  fact(streamOf(resolving.partner ?? 'ada'), 'PayoutVoided', { ...resolution(resolving), reason: 'wrong date' });

/** The program `north`: weekends are free, destinations are the host's affair. */
export const opened = (settings: Partial<EventData<'ProgramOpened'>> = {}): Fact =>
  fact('program-north', 'ProgramOpened', {
    program: 'north',
    name: 'North',
    timeZone: utc,
    currencies: [cents(0).currency],
    businessCalendar: { weekend: [6, 7], holidays: [] },
    approval: 'none',
    destinations: 'kept-by-host',
    occurredAt: at('2026-01-01T00:00:00Z'),
    ...settings,
  });

export const programChanged = (settings: Partial<EventData<'ProgramChanged'>>): Fact =>
  fact('program-north', 'ProgramChanged', { program: 'north', occurredAt: at('2026-01-02T00:00:00Z'), ...settings });

export const joined = (partner: string, name: string): Fact =>
  fact(`partner-${partner}`, 'PartnerJoined', { partner, name, occurredAt: at('2026-01-01T00:00:00Z') });

export const enrolled = (partner: string, plan: string, from = '2026-01-01'): Fact =>
  fact(`partner-${partner}`, 'PartnerEnrolled', {
    partner,
    program: 'north',
    plan,
    from: date(from),
    occurredAt: at('2026-01-01T00:00:00Z'),
  });

/** Anything else about a partner, a lead or a deal. */
export const told = fact;

/** The plan `standard`: 5 % of payments, paid on the 5th or the next business day, from 1.00 on. */
export const published = (version = 1, minimum = '1.00', payout: object = {}): Fact =>
  fact('plan-standard', 'PlanPublished', {
    plan: 'standard',
    version,
    document: {
      schema: 'plan/1',
      plan: 'standard',
      version,
      title: { en: 'Standard' },
      currency: 'EUR',
      effectiveFrom: '2026-01-01',
      selectedBy: 'payment',
      rounding: { mode: 'half-even' },
      hold: { days: 30 },
      refunds: { counters: 'lower' },
      payout: { day: 5, convention: 'following', cutOff: 'start-of-month', minimum, ...payout },
      attributes: {},
      counters: [],
      rules: [
        {
          id: 'base',
          clause: '3.1',
          title: { en: 'Base' },
          earnedOn: 'payment',
          beneficiary: 'referrer',
          pay: { percent: { of: 'payment', rate: '0.05' } },
        },
      ],
      examples: [],
    },
    documentHash: HASH,
    author: 'kim',
    approver: null,
    occurredAt: at('2026-01-01T00:00:00Z'),
  });
