/**
 * Adds the golden file of an event that has none yet, and its line to SHA256SUMS. It never changes a file: what was
 * stored once must stay readable for ever. For a new schema, give the event below its new fields and run it again; the
 * file of the old schema stays.
 *
 *   node --conditions=@commission-ledger/source --import tsx packages/events/test/addGolden.ts
 */
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import * as E from 'fp-ts/lib/Either.js';
import type * as t from 'io-ts';
import {
  type EventType,
  type LedgerEvent,
  canonicalJson,
  catalogue,
  commandHashOf,
  encryptProspect,
  frameEvents,
  hashOf,
} from '../src/index.ts';
import { homeOf } from './recording.ts';

const occurredAt = '2026-02-28T15:04:05.678Z';
const usd = (amount: string) => ({ amount, currency: 'USD' });
const account = { program: 'helix', partner: 'orion-consulting' };
const planHash = hashOf('{"plan":"reseller"}');
const plan = { plan: 'reseller', version: 2, hash: planHash };
const terms = { ...plan, minimum: usd('100.00') };
const causeEvent = { stream: 'deal-d-17', revision: 1, id: 'c0ffee00-0000-5000-8000-000000000001' };
const source = { cause: { kind: 'payment', id: 'pay-1' }, deal: 'd-17', causeEvent, referrer: 'orion-consulting' };
const counter = {
  plan: 'reseller',
  counter: 'paid',
  window: '2026-Q1',
  before: usd('48000.00'),
  after: usd('51000.00'),
};
const onRefund = { rounding: 'half-even', counters: 'lower' };
const onRefundInFull = { rounding: 'up', counters: 'keep', commission: 'true-up', until: '2026-05-29' };
const countersInFull = [
  { ...counter, window: '2026-Q1/Île 東京', since: 4, refunds: 'whole' },
  { ...counter, counter: 'deals', window: 'ever/d-17', before: '2', after: { num: '7', den: '3' }, since: null },
  { ...counter, counter: 'earned', since: 5, earnedBy: ['r1', 'r2'] },
];
const receipt = { operands: { base: '3000', rate: '0.07' }, residue: '0', share: { num: '1', den: '3' } };
const document = { name: 'Reseller', rules: [{ id: 'r1', percent: '7', note: 'naïve – 7 %', weight: 0.5 }] };
const proposals = [{ partner: 'orion-consulting', amount: usd('180.00'), lines: 2 }];
const proposalsHash = hashOf(canonicalJson(proposals));
const lines = [
  { entry: 'accrual-1f', kind: 'accrual', amount: usd('210.00'), maturesOn: '2026-03-30' },
  { entry: 'reversal-2a', kind: 'reversal', amount: usd('-40.00'), maturesOn: '2026-03-31' },
  { entry: 'adjustment-3', kind: 'adjustment', amount: usd('10.00'), maturesOn: '2026-03-31' },
];
const payout = {
  ...account,
  run: 'helix-2026-04',
  date: '2026-04-06',
  cutOff: '2026-04-01',
  amount: usd('180.00'),
  terms,
};
const dates = { date: '2026-04-06' };
const encrypted = encryptProspect(
  { name: 'A Person', email: 'person@orion.example', phone: '+1 555 0100' },
  { lead: 'l-1', subject: 'subject-1' },
  new Uint8Array(32).fill(7),
  new Uint8Array(12).fill(9),
);
const lead = {
  lead: 'l-1',
  program: 'helix',
  partner: 'orion-consulting',
  attributes: { product: 'GTX Pro', région: 'Île' },
};

const promises = {
  serviceLevels: {
    hours: { opens: '09:30', closes: '24:00' },
    leads: { acknowledge: 8, stages: [{ stage: 'Offer sent', hours: 40 }] },
    inquiries: { answer: 8, resolve: 80 },
  },
  leadProtection: { days: 90 },
  leadExpiry: { days: 60 },
  destinationCoolOff: { days: 0 },
};
const claim = { program: 'helix', customer: '3f2a', lead: 'l-1', partner: 'orion-consulting', until: '2026-05-29' };
const text = 'First line\n\n\t— вторая строка, 東京';
const inquiry = {
  inquiry: 'inq-1',
  ...account,
  kind: 'objection',
  about: { kind: 'true-up', id: 'true-up-1', node: 'rate' },
  text,
  assignee: 'Partner desk',
};
const announcement = {
  program: 'helix',
  announcement: 'new-rates',
  title: { en: 'New rates', ru: 'Новые ставки' },
  body: { en: text, ru: text },
  audience: 'everyone',
  acknowledgement: 'asked',
  author: 'finance',
};
const writeOff = { ...account, writeOff: 'write-off-1', ...dates, amount: usd('40.00') };

/** Each event of the catalogue, well filled, as JSON; the name of a second form stands after a dot. */
const examples: Readonly<Record<EventType, Readonly<Record<string, object>>>> = {
  ProgramOpened: {
    '': {
      program: 'helix',
      name: 'Helix Partners',
      timeZone: 'Europe/Paris',
      currencies: ['USD', 'JPY'],
      businessCalendar: { weekend: [6, 7], holidays: ['2026-05-01'] },
      approval: 'two-person',
      destinations: 'required',
    },
    '.promises': {
      program: 'helix',
      name: 'Helix Partners',
      timeZone: 'Europe/Paris',
      currencies: ['USD'],
      businessCalendar: { weekend: [6, 7], holidays: [] },
      approval: 'none',
      destinations: 'kept-by-host',
      ...promises,
    },
  },
  ProgramChanged: {
    '': {
      program: 'helix',
      name: 'Helix Partner Program',
      businessCalendar: { weekend: [5, 6], holidays: [] },
      approval: 'none',
      destinations: 'kept-by-host',
    },
    '.one': { program: 'helix', name: 'Гелиос' },
    '.promises': {
      program: 'helix',
      ...promises,
      serviceLevels: { hours: { opens: '00:00', closes: '18:00' }, leads: {}, inquiries: {} },
    },
  },
  AnnouncementPublished: {
    '': announcement,
    '.plans': {
      ...announcement,
      title: { en: 'New rates' },
      body: { en: text },
      audience: { plans: ['reseller'] },
      acknowledgement: 'none',
    },
    '.partners': { ...announcement, audience: { partners: ['orion-consulting', 'vega'] } },
  },
  PlanPublished: {
    '': {
      plan: 'reseller',
      version: 2,
      document,
      documentHash: hashOf(canonicalJson(document)),
      author: 'finance',
      approver: 'board',
    },
    '.unapproved': {
      plan: 'reseller',
      version: 0,
      document: {},
      documentHash: hashOf('{}'),
      author: 'finance',
      approver: null,
    },
  },
  PartnerJoined: { '': { partner: 'orion-consulting', name: 'Orion Consulting', foreignKey: 'CRM/17 e\u0301' } },
  PartnerEnrolled: {
    '': { ...account, plan: 'reseller', from: '2026-01-01' },
    '.pinned': {
      ...account,
      plan: 'reseller',
      from: '2026-01-01',
      version: 2,
      parameters: { quota: '120000.00', share: { num: '1', den: '3' } },
    },
  },
  ManagerAssigned: { '': { ...account, manager: 'Partner desk', from: '2026-01-01' } },
  UplineAssigned: { '': { ...account, upline: 'vega', from: '2026-01-01' } },
  PayoutDestinationChanged: {
    '': { partner: 'orion-consulting', reference: 'bank-record:41' },
    '.currency': { partner: 'orion-consulting', reference: 'bank-record:42', currency: 'EUR' },
  },
  TaxStatusRecorded: { '': { partner: 'orion-consulting', status: 'company-abroad', from: '2026-01-01' } },
  PartnerSuspended: {
    '': { ...account, from: '2026-03-01', reason: 'Contract under review', earning: 'stops' },
    '.earning': { ...account, from: '2026-03-01', reason: 'Contract under review', earning: 'continues' },
  },
  PartnerReinstated: { '': { ...account, from: '2026-04-01', reason: 'Contract signed' } },
  DigestDelivered: {
    '': {
      ...account,
      digest: 'digest-1',
      from: '2026-02-21T00:00:00.000Z',
      to: '2026-02-28T00:00:00.000Z',
      channel: 'e-mail',
      contentHash: hashOf('{}'),
    },
  },
  AnnouncementAcknowledged: { '': { ...account, announcement: 'new-rates' } },
  FxRateRecorded: { '': { from: 'USD', to: 'EUR', rate: '0.9215', date: '2026-02-28', source: 'Central bank, 16:00' } },
  LeadSubmitted: {
    '': { ...lead, prospect: encrypted, foreignKey: 'OPP/2026/001' },
    '.reference': { ...lead, prospect: { reference: 'crm:opportunity/1' } },
    '.customer': { ...lead, prospect: { reference: 'crm:opportunity/1' }, customer: '3f2a' },
  },
  LeadAccepted: { '': { lead: 'l-1' } },
  LeadRejected: { '': { lead: 'l-1', reason: 'Outside the "region" \\ 東京' } },
  LeadMarkedDuplicate: {
    '': { lead: 'l-1', of: 'l-0' },
    '.reason': { lead: 'l-1', of: 'l-0', reason: 'You brought this customer before' },
  },
  LeadAdvanced: { '': { lead: 'l-1', stage: 'Offer sent' } },
  LeadLost: { '': { lead: 'l-1', reason: 'No budget' } },
  LeadExpired: { '': { lead: 'l-1' } },
  LeadWon: { '': { lead: 'l-1', deal: 'd-17' } },
  LeadReopened: { '': { lead: 'l-1', reason: 'Budget found' } },
  LeadClaimed: {
    '': { ...claim, outcome: 'granted', holder: { lead: 'l-1', partner: 'orion-consulting' } },
    '.protected': { ...claim, outcome: 'protected', holder: { lead: 'l-0', partner: 'vega' }, until: null },
    '.own': { ...claim, outcome: 'own', holder: { lead: 'l-0', partner: 'orion-consulting' } },
  },
  ClaimReleased: { '': { program: 'helix', customer: '3f2a', lead: 'l-1', because: 'lost' } },
  DealWon: {
    '': {
      deal: 'd-17',
      program: 'helix',
      lead: 'l-1',
      leadOn: '2026-01-31',
      amount: usd('9000.00'),
      attribution: [
        { partner: 'orion-consulting', share: { num: '2', den: '3' } },
        { partner: 'vega', share: { num: '1', den: '3' } },
      ],
      attributes: { product: 'GTX Pro' },
      foreignKey: 'OPP/2026/001',
    },
    '.direct': {
      deal: 'd-18',
      program: 'helix',
      amount: { amount: '9000', currency: 'JPY' },
      attribution: [{ partner: 'vega', share: '0.55' }],
      attributes: {},
    },
    '.full': {
      deal: 'd-19',
      program: 'helix',
      amount: usd('9000.00'),
      attribution: [{ partner: 'vega', share: '1' }],
      attributes: {},
      overlays: [
        { partner: 'orion-consulting', role: 'specialist' },
        { partner: 'lyra', role: 'specialist', share: { num: '1', den: '3' } },
      ],
      amounts: { cost: usd('-12.50'), tax: usd('1500.00') },
      quantities: { seats: '25', days: { num: '10', den: '3' } },
    },
  },
  PaymentReceived: {
    '': { deal: 'd-17', payment: 'pay-1', amount: usd('3000.00'), foreignKey: 'INV/2026/001' },
    '.full': {
      deal: 'd-17',
      payment: 'pay-2',
      amount: usd('3000.00'),
      amounts: { tax: usd('500.00') },
      quantities: { seats: '2.5' },
    },
  },
  PaymentRefunded: {
    '': {
      deal: 'd-17',
      payment: 'pay-1',
      refund: 'ref-1',
      amount: usd('500.00'),
      reason: 'Returned',
      foreignKey: 'CN/1',
    },
  },
  DealAmended: {
    '': {
      deal: 'd-17',
      amendment: 'amendment-1',
      reason: 'The customer took more seats',
      author: 'sales',
      amount: usd('9500.00'),
      attribution: [{ partner: 'orion-consulting', share: '1' }],
      overlays: [{ partner: 'lyra', role: 'specialist', share: { num: '1', den: '3' } }],
      attributes: { product: 'GTX Pro' },
      amounts: { tax: usd('1900.00') },
      quantities: { seats: '30' },
    },
    '.nothing': { deal: 'd-17', amendment: 'amendment-2', reason: 'Seen again', author: 'sales', overlays: [] },
  },
  ChargebackOpened: {
    '': {
      deal: 'd-17',
      payment: 'pay-1',
      chargeback: 'cb-1',
      amount: usd('3000.00'),
      reason: 'The card holder does not know the payment',
    },
  },
  ChargebackDecided: {
    '': { deal: 'd-17', chargeback: 'cb-1', outcome: 'lost' },
    '.won': { deal: 'd-17', chargeback: 'cb-1', outcome: 'won' },
  },
  DealCancelled: { '': { deal: 'd-17', reason: 'The customer went back to paper' } },
  CauseParked: {
    '': { deal: 'd-17', cause: { kind: 'payment', id: 'pay-1' }, reason: 'No plan in force' },
    '.refund': { deal: 'd-17', cause: { kind: 'refund', id: 'ref-1' }, reason: 'No such payment yet' },
  },
  CauseResolved: {
    '': { deal: 'd-17', cause: { kind: 'win', id: 'd-17' } },
    '.refund': { deal: 'd-17', cause: { kind: 'refund', id: 'ref-1' } },
  },
  AccrualPosted: {
    '': {
      ...account,
      ...source,
      accrual: 'accrual-1f',
      rule: { ...plan, rule: 'r1', clause: '2.1 Reseller rate' },
      beneficiary: 'referrer',
      amount: usd('210.00'),
      earnedOn: '2026-02-28',
      maturesOn: '2026-03-30',
      counters: [{ ...counter, since: 4 }],
      onRefund,
      receipt,
      receiptHash: hashOf(canonicalJson(receipt)),
    },
    '.part': {
      ...account,
      ...source,
      accrual: 'accrual-2f',
      rule: { ...plan, rule: 'r2', clause: '2.2' },
      beneficiary: 'upline-2',
      amount: usd('-210.00'),
      earnedOn: '2026-02-28',
      maturesOn: '2026-03-30',
      counters: countersInFull,
      onRefund: onRefundInFull,
      onCancel: { takeBack: 'unserved', term: 12, by: 'months' },
      part: { number: 2, of: 3 },
      receipt,
      receiptHash: hashOf(canonicalJson(receipt)),
    },
  },
  AccrualEvaluated: {
    '': {
      ...account,
      ...source,
      plan,
      beneficiary: 'upline',
      reason: 'no-rule-applies',
      refund: null,
      counters: [{ ...counter, since: null }],
      onRefund,
      currency: 'USD',
    },
    '.suspended': {
      ...account,
      ...source,
      plan,
      beneficiary: 'overlay-specialist',
      reason: 'suspended',
      refund: null,
      counters: [],
      onRefund,
      currency: 'USD',
    },
    '.refund': {
      ...account,
      ...source,
      cause: { kind: 'win', id: 'd-17' },
      plan,
      beneficiary: 'referrer',
      reason: 'refund-counted',
      refund: 'ref-1',
      counters: [],
      onRefund: { rounding: 'down', counters: 'keep' },
      currency: 'USD',
    },
  },
  AccrualReversed: {
    '': {
      ...account,
      reversal: 'reversal-2a',
      accrual: 'accrual-1f',
      refund: 'ref-1',
      deal: 'd-17',
      causeEvent,
      amount: usd('40.00'),
      refundedSoFar: usd('500.00'),
      paid: usd('3000.00'),
      maturesOn: '2026-03-31',
      counters: [{ ...counter, since: 5 }],
    },
    '.cancelled': {
      ...account,
      reversal: 'reversal-3a',
      accrual: 'accrual-1f',
      deal: 'd-17',
      causeEvent,
      amount: usd('35.00'),
      maturesOn: '2026-03-31',
      counters: [],
      cancellation: { wonOn: '2026-01-31', cancelledOn: '2026-03-30', unserved: { num: '5', den: '6' } },
    },
  },
  AccrualHeld: {
    '': { ...account, accrual: 'accrual-1f', reason: 'The customer says the deal is not theirs' },
    '.inquiry': { ...account, accrual: 'accrual-1f', reason: 'Objection', by: { kind: 'inquiry', id: 'inq-1' } },
    '.chargeback': { ...account, accrual: 'accrual-1f', reason: 'Chargeback', by: { kind: 'chargeback', id: 'cb-1' } },
  },
  AccrualReleased: {
    '': { ...account, accrual: 'accrual-1f', outcome: 'It is theirs' },
    '.inquiry': { ...account, accrual: 'accrual-1f', outcome: 'Declined', by: { kind: 'inquiry', id: 'inq-1' } },
  },
  TrueUpPosted: {
    '': {
      ...account,
      ...source,
      trueUp: 'true-up-1',
      refund: 'ref-1',
      beneficiary: 'referrer',
      rule: { ...plan, rule: 'r1', clause: '2.1 Reseller rate' },
      amount: usd('-17.25'),
      earnedOn: '2026-03-01',
      maturesOn: '2026-03-30',
      counters: countersInFull,
      onRefund: onRefundInFull,
      receipt,
      receiptHash: hashOf(canonicalJson(receipt)),
    },
    '.rerated': {
      ...account,
      ...source,
      trueUp: 'true-up-2',
      rerating: {
        id: 'rerating-1',
        accrual: 'accrual-1f',
        was: usd('170.00'),
        reason: 'The rate was mistyped',
        author: 'finance',
        approver: 'board',
      },
      beneficiary: 'overlay-specialist',
      rule: { ...plan, rule: 'r1', clause: '2.1 Reseller rate' },
      amount: usd('40.00'),
      earnedOn: '2026-03-01',
      maturesOn: '2026-03-30',
      counters: [],
      onRefund,
      receipt,
      receiptHash: hashOf(canonicalJson(receipt)),
    },
    '.reratedAt': {
      ...account,
      ...source,
      trueUp: 'true-up-3',
      rerating: {
        id: 'rerating-1',
        accrual: 'accrual-1f',
        was: usd('170.00'),
        reason: 'The rate was mistyped',
        author: 'finance',
        approver: 'board',
        dealRevision: 4,
      },
      beneficiary: 'overlay-specialist',
      rule: { ...plan, rule: 'r1', clause: '2.1 Reseller rate' },
      amount: usd('40.00'),
      earnedOn: '2026-03-01',
      maturesOn: '2026-03-30',
      counters: [],
      onRefund,
      receipt,
      receiptHash: hashOf(canonicalJson(receipt)),
    },
  },
  DrawAdvanced: {
    '': {
      ...account,
      draw: 'draw-1',
      ...dates,
      amount: usd('1200.00'),
      recoverable: true,
      debt: usd('1700.00'),
      terms: plan,
    },
  },
  DrawRecovered: {
    '': { ...account, recovery: 'recovery-1', ...dates, amount: usd('500.00'), debt: usd('1200.00'), terms: plan },
  },
  DrawForgiven: { '': { ...account, ...dates, amount: usd('1200.00') } },
  ReceivableWrittenOff: {
    '': { ...writeOff, reason: 'The plan says so' },
    '.by-hand': { ...writeOff, reason: 'Insolvent', author: 'finance', approver: 'board' },
  },
  BalanceUnclaimed: {
    '': {
      ...account,
      unclaimed: 'unclaimed-1',
      amount: usd('12.00'),
      ...dates,
      reason: 'No answer for three years',
      author: 'finance',
      approver: 'board',
    },
  },
  TaxRemitted: {
    '': { ...account, remittance: 'remittance-1', amount: usd('54.00'), reference: 'Tax office 2026/04' },
  },
  PeriodClosed: {
    '': {
      ...account,
      period: '2026-02',
      until: '2026-02-28T23:00:00.000Z',
      opening: usd('-40.00'),
      closing: usd('170.00'),
      lines: 1,
      statementHash: hashOf('[]'),
      closedBy: 'finance',
    },
  },
  AdjustmentPosted: {
    '': {
      ...account,
      adjustment: 'adjustment-3',
      amount: usd('-10.00'),
      reason: 'Agreed by letter',
      author: 'finance',
      approver: 'board',
      maturesOn: '2026-03-31',
    },
  },
  AdjustmentProposed: {
    '': {
      ...account,
      adjustment: 'adjustment-4',
      amount: usd('10.00'),
      reason: 'Agreed by letter',
      author: 'finance',
      maturesOn: '2026-03-31',
    },
  },
  AdjustmentDeclined: {
    '': { ...account, adjustment: 'adjustment-4', amount: usd('10.00'), reason: 'No such letter', by: 'board' },
  },
  PayoutIssued: {
    '': { ...payout, payout: 'payout-9', lines, destination: 'bank-record:41' },
    '.kept-by-host': { ...payout, payout: 'payout-9', lines: [], destination: null },
    '.charged': {
      ...payout,
      payout: 'payout-10',
      lines: [
        { entry: 'true-up-1', kind: 'true-up', amount: usd('-17.25'), maturesOn: '2026-03-30' },
        { entry: 'draw-1', kind: 'draw-advance', amount: usd('1200.00'), maturesOn: '2026-04-06' },
        { entry: 'recovery-1', kind: 'draw-recovery', amount: usd('-500.00'), maturesOn: '2026-04-06' },
        { entry: 'write-off-1', kind: 'write-off', amount: usd('40.00'), maturesOn: '2026-04-06' },
      ],
      destination: 'bank-record:41',
      taxStatus: { status: 'company-abroad', from: { ...causeEvent, stream: 'partner-orion-consulting' } },
      charges: [
        {
          kind: 'withholding',
          id: 'company-abroad',
          amount: usd('54.00'),
          path: '/payout/withholding/0/rate',
          bornBy: 'partner',
        },
        { kind: 'vat', id: 'company-abroad', amount: usd('36.00'), path: '/payout/vat/1/rate', bornBy: 'program' },
        { kind: 'fee', id: 'transfer', amount: usd('2.00'), path: '/payout/fees/0', bornBy: 'program' },
      ],
      net: usd('162.00'),
    },
    '.no-status': {
      ...payout,
      payout: 'payout-11',
      lines: [],
      destination: null,
      taxStatus: { status: 'none', from: null },
      charges: [],
      net: usd('180.00'),
    },
    '.converted': {
      ...payout,
      payout: 'payout-12',
      lines: [{ entry: 'unclaimed-1', kind: 'unclaimed', amount: usd('-12.00'), maturesOn: '2026-04-06' }],
      destination: 'bank-record:42',
      conversion: {
        amount: { amount: '165.87', currency: 'EUR' },
        rate: '0.9215',
        date: '2026-04-03',
        from: { ...causeEvent, stream: 'fx-USD.EUR' },
      },
    },
  },
  PayoutDeferred: {
    '': { ...payout, reason: 'below-minimum' },
    '.until': { ...payout, reason: 'destination-changed', until: '2026-04-11' },
    '.suspended': { ...payout, reason: 'suspended' },
    '.disputed': { ...payout, reason: 'disputed' },
    '.no-rate': { ...payout, reason: 'no-rate' },
  },
  PayoutSettled: {
    '': { ...account, payout: 'payout-9', amount: usd('180.00'), reference: 'statement 4/17' },
    '.fee': { ...account, payout: 'payout-9', amount: usd('180.00'), reference: 'statement 4/17', fee: usd('1.50') },
  },
  PayoutFailed: { '': { ...account, payout: 'payout-9', amount: usd('180.00'), reason: 'Account closed' } },
  PayoutVoided: {
    '': { ...account, payout: 'payout-9', amount: usd('180.00'), reason: 'Issued twice by the bank' },
    '.unsent': { ...account, payout: 'payout-9', amount: usd('180.00'), reason: 'The file was lost', unsent: true },
  },
  PayoutRunPrepared: {
    '': { run: 'helix-2026-04', program: 'helix', ...dates, proposals, proposalsHash, preparedBy: 'finance' },
  },
  PayoutRunApproved: { '': { run: 'helix-2026-04', approvedBy: 'board', proposalsHash } },
  PayoutRunCompleted: {
    '': { run: 'helix-2026-04', issued: 1, deferred: 2, totals: [usd('180.00'), { amount: '0', currency: 'JPY' }] },
  },
  PayoutRunDiscarded: { '': { run: 'helix-2026-04', reason: 'A bank holiday was missing', by: 'finance' } },
  PayoutFileMade: {
    '': {
      run: 'helix-2026-04',
      file: 'file-1',
      format: 'pain.001',
      payouts: ['payout-9'],
      totals: [usd('180.00'), { amount: '165.87', currency: 'EUR' }],
      fileHash: hashOf(''),
      by: 'finance',
    },
    '.replacing': {
      run: 'helix-2026-04',
      file: 'file-2',
      format: 'csv',
      payouts: ['payout-9'],
      totals: [usd('180.00')],
      fileHash: hashOf(''),
      by: 'finance',
      replaces: 'file-1',
    },
  },
  InquiryOpened: {
    '': inquiry,
    '.question': { ...inquiry, kind: 'question', about: { kind: 'statement', id: '2026-03' }, assignee: null },
  },
  InquiryAnswered: { '': { inquiry: 'inq-1', text, by: 'Partner desk' } },
  InquiryEscalated: { '': { inquiry: 'inq-1', to: 'Head of partners', reason: 'Two months old', by: 'Partner desk' } },
  InquiryResolved: {
    '': { inquiry: 'inq-1', outcome: 'granted', text, by: 'Partner desk' },
    '.withdrawn': { inquiry: 'inq-1', outcome: 'withdrawn', text: 'Never mind', by: 'orion-consulting' },
  },
  InquiryReopened: { '': { inquiry: 'inq-1', reason: text, by: 'orion-consulting' } },
  SubjectErased: { '': { subject: 'subject-1', reason: 'Asked by the person', by: 'privacy desk' } },
  LedgerSealed: {
    '': {
      ledger: 'helix',
      origin: 'commission-ledger/helix',
      size: 1001,
      streams: 41,
      root: hashOf('the root of the events'),
      headsRoot: hashOf('the root of the heads'),
      key: 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW',
      note: 'commission-ledger/helix\n1001\n\n— PeterNeumann x08go/ZJkuBS9UG/\n',
    },
  },
};

const eventOf = (type: EventType, json: object): LedgerEvent => {
  const { codec }: { codec: t.Mixed } = catalogue[type];
  const data: t.Validation<unknown> = codec.decode({ ...json, occurredAt });
  if (E.isLeft(data)) throw new Error(`The example of ${type} is not of the catalogue.`);
  return { type, data: data.right } as LedgerEvent;
};

const context = {
  ledger: 'golden',
  actor: 'import',
  correlation: 'import-2026-03-01',
  causation: 'c0ffee00-0000-5000-8000-000000000001',
  commandHash: commandHashOf({ golden: true }),
};

const folder = new URL('golden/', import.meta.url);
const sums = new URL('SHA256SUMS', folder);
mkdirSync(folder, { recursive: true });
if (!existsSync(sums)) writeFileSync(sums, '');
for (const type of Object.keys(examples) as EventType[]) {
  for (const [variant, json] of Object.entries(examples[type])) {
    const file = `${type}.v${catalogue[type].schema}${variant}.json`;
    if (existsSync(new URL(file, folder))) continue;
    if (readFileSync(sums, 'utf8').includes(`  ${file}\n`)) throw new Error(`${file} was there once: bring it back.`);
    const event = eventOf(type, json);
    const end = { stream: homeOf(event), revision: 3, hash: hashOf('the event before') };
    const command = { ...context, commandKey: `golden:${type}${variant}` };
    const [framed] = frameEvents([event], command, end, () => '2026-03-01T00:00:00.000123Z');
    if (framed === undefined) throw new Error('One event gives one frame.');
    writeFileSync(new URL(file, folder), framed.body, { flag: 'wx' });
    appendFileSync(sums, `${framed.hash}  ${file}\n`);
  }
}
