import { instantAt, type LocalDate, localDate } from '@commission-ledger/calendar';
import { accountStream, dealStream, leadStream, type EventData, type LedgerEvent } from '@commission-ledger/events';
import { currency, exactOf, type Money, ofMinor } from '@commission-ledger/money';
import { right } from './right.ts';

/** One fact and the stream it belongs to. */
export type Fact = readonly [stream: string, event: LedgerEvent];

/** What the history keeps of a partner's account while it is made. */
export type Account = {
  readonly partner: string;
  open: Line[];
  payouts: number;
  flying: Readonly<{ payout: string; amount: Money }> | undefined;
  /** What customers paid so far, in minor units. */
  volume: bigint;
};

/** A monthly payment of so many minor units on a deal. */
export type Due = Readonly<{ deal: string; month: number; minor: bigint }>;

/** An entry that no payout has yet. */
export type Line = EventData<'PayoutIssued'>['lines'][number];

const DAY = 86_400_000;
const PROGRAM = 'north';
const HASH = '5542abc02f1dd1b58f6095748dd81779caa2eedc9a959defbf2be7605d134f78';
const eur = right(currency('EUR'));
const whole = exactOf(1n);
const rule = { plan: 'standard', version: 3, hash: HASH, rule: 'recurring', clause: '3.1' };

const dayOf = (ms: number): LocalDate => right(localDate(instantAt(ms).slice(0, 10)));
const streamOf = (partner: string): string => accountStream({ program: PROGRAM, partner, currency: 'EUR' });
const euros = (minor: bigint): Money => ofMinor(minor, eur);
/** 10 % of the payment, rounded down. */
const earned = ({ minor }: Due): bigint => minor / 10n;
const entryOf = ({ deal, month }: Due): string => `a-${deal}-${month}`;
const paymentOf = ({ deal, month }: Due): string => `p-${deal}-${month}`;

/** What a payment or a refund adds to what is open. */
export const lineOf = (due: Due, kind: 'accrual' | 'reversal', now: number): Line =>
  kind === 'accrual'
    ? { entry: entryOf(due), kind, amount: euros(earned(due)), maturesOn: dayOf(now + 30 * DAY) }
    : { entry: `r-${due.deal}-${due.month}`, kind, amount: euros(-earned(due)), maturesOn: dayOf(now) };

export const submitted = (lead: string, { partner }: Account, now: number): Fact => [
  leadStream(`l-${lead}`),
  {
    type: 'LeadSubmitted',
    data: {
      lead: `l-${lead}`,
      program: PROGRAM,
      partner,
      prospect: { reference: `crm:opportunity/${lead}` },
      attributes: { product: 'standard', source: 'referral-link' },
      occurredAt: instantAt(now),
    },
  },
];

export const won = (deal: string, { partner }: Account, minor: bigint, now: number): Fact => [
  dealStream(`d-${deal}`),
  {
    type: 'DealWon',
    data: {
      deal: `d-${deal}`,
      program: PROGRAM,
      lead: `l-${deal}`,
      amount: euros(minor),
      attribution: [{ partner, share: whole }],
      attributes: { product: 'standard' },
      occurredAt: instantAt(now),
    },
  },
];

export const paid = (due: Due, now: number): Fact => [
  dealStream(`d-${due.deal}`),
  {
    type: 'PaymentReceived',
    data: { deal: `d-${due.deal}`, payment: paymentOf(due), amount: euros(due.minor), occurredAt: instantAt(now) },
  },
];

export const refunded = (due: Due, now: number): Fact => [
  dealStream(`d-${due.deal}`),
  {
    type: 'PaymentRefunded',
    data: {
      deal: `d-${due.deal}`,
      payment: paymentOf(due),
      refund: `f-${due.deal}-${due.month}`,
      amount: euros(due.minor),
      reason: 'cancelled by the customer',
      occurredAt: instantAt(now),
    },
  },
];

export const accrual = (account: Account, due: Due, now: number): Fact => {
  const before = account.volume;
  account.volume += due.minor;
  return [
    streamOf(account.partner),
    {
      type: 'AccrualPosted',
      data: {
        program: PROGRAM,
        partner: account.partner,
        accrual: entryOf(due),
        cause: { kind: 'payment', id: paymentOf(due) },
        deal: `d-${due.deal}`,
        causeEvent: { stream: `deal-d-${due.deal}`, revision: due.month, id: 'c0ffee00-0000-5000-8000-000000000001' },
        referrer: account.partner,
        rule,
        beneficiary: 'referrer',
        amount: euros(earned(due)),
        earnedOn: dayOf(now),
        maturesOn: dayOf(now + 30 * DAY),
        counters: [
          {
            plan: 'standard',
            counter: 'paid',
            window: 'ever',
            before: euros(before),
            after: euros(account.volume),
            since: null,
          },
        ],
        onRefund: { rounding: 'half-even', counters: 'lower' },
        receipt: { operands: { base: `${due.minor}`, rate: '0.1' }, residue: '0' },
        receiptHash: HASH,
        occurredAt: instantAt(now),
      },
    },
  ];
};

export const reversal = (account: Account, due: Due, now: number): Fact => [
  streamOf(account.partner),
  {
    type: 'AccrualReversed',
    data: {
      program: PROGRAM,
      partner: account.partner,
      reversal: `r-${due.deal}-${due.month}`,
      accrual: entryOf(due),
      deal: `d-${due.deal}`,
      causeEvent: { stream: `deal-d-${due.deal}`, revision: due.month, id: 'c0ffee00-0000-5000-8000-000000000002' },
      amount: euros(earned(due)),
      maturesOn: dayOf(now),
      counters: [],
      refund: `f-${due.deal}-${due.month}`,
      refundedSoFar: euros(due.minor),
      paid: euros(due.minor),
      occurredAt: instantAt(now),
    },
  },
];

/** A payout of what has matured, if that is more than nothing. */
export const issued = function* (account: Account, now: number): Generator<Fact> {
  const today = dayOf(now);
  const lines = account.open.filter(({ maturesOn }) => maturesOn < today);
  const minor = lines.reduce((sum, { amount }) => sum + amount.minor, 0n);
  if (minor <= 0n) return;
  account.open = account.open.filter(({ maturesOn }) => maturesOn >= today);
  account.payouts += 1;
  account.flying = { payout: `po-${account.partner}-${account.payouts}`, amount: euros(minor) };
  yield [
    streamOf(account.partner),
    {
      type: 'PayoutIssued',
      data: {
        program: PROGRAM,
        partner: account.partner,
        ...account.flying,
        run: `run-${today}`,
        date: today,
        cutOff: today,
        lines,
        terms: { plan: 'standard', version: 3, hash: HASH, minimum: euros(1n) },
        destination: null,
        occurredAt: instantAt(now),
      },
    },
  ];
};

/** The payout on its way, if there is one, has arrived. */
export const settled = function* (account: Account, now: number): Generator<Fact> {
  if (account.flying === undefined) return;
  const { flying, partner } = account;
  account.flying = undefined;
  yield [
    streamOf(partner),
    {
      type: 'PayoutSettled',
      data: { program: PROGRAM, partner, ...flying, reference: `statement ${dayOf(now)}`, occurredAt: instantAt(now) },
    },
  ];
};
