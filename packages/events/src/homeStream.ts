import type { EventType } from './catalogue/index.ts';

/** The fields of `data` whose ids make up the name of a stream, by its category; behind those of an account stands its currency. */
const IDS = {
  account: ['program', 'partner'],
  claim: ['program', 'customer'],
  deal: ['deal'],
  fx: ['from', 'to'],
  inquiry: ['inquiry'],
  lead: ['lead'],
  partner: ['partner'],
  payoutrun: ['run'],
  plan: ['plan'],
  program: ['program'],
  seal: ['ledger'],
  subject: ['subject'],
} as const;

/** The category of the streams in which events of a type stand. */
const categories = {
  ProgramOpened: 'program',
  ProgramChanged: 'program',
  AnnouncementPublished: 'program',
  FxRateRecorded: 'fx',
  PlanPublished: 'plan',
  PartnerJoined: 'partner',
  PartnerEnrolled: 'partner',
  ManagerAssigned: 'partner',
  UplineAssigned: 'partner',
  PayoutDestinationChanged: 'partner',
  TaxStatusRecorded: 'partner',
  PartnerSuspended: 'partner',
  PartnerReinstated: 'partner',
  DigestDelivered: 'partner',
  AnnouncementAcknowledged: 'partner',
  LeadSubmitted: 'lead',
  LeadAccepted: 'lead',
  LeadRejected: 'lead',
  LeadMarkedDuplicate: 'lead',
  LeadAdvanced: 'lead',
  LeadLost: 'lead',
  LeadExpired: 'lead',
  LeadWon: 'lead',
  LeadReopened: 'lead',
  LeadClaimed: 'claim',
  ClaimReleased: 'claim',
  DealWon: 'deal',
  DealAmended: 'deal',
  PaymentReceived: 'deal',
  PaymentRefunded: 'deal',
  ChargebackOpened: 'deal',
  ChargebackDecided: 'deal',
  DealCancelled: 'deal',
  CauseParked: 'deal',
  CauseResolved: 'deal',
  AccrualPosted: 'account',
  AccrualEvaluated: 'account',
  AccrualReversed: 'account',
  AccrualHeld: 'account',
  AccrualReleased: 'account',
  TrueUpPosted: 'account',
  AdjustmentPosted: 'account',
  AdjustmentProposed: 'account',
  AdjustmentDeclined: 'account',
  DrawAdvanced: 'account',
  DrawRecovered: 'account',
  DrawForgiven: 'account',
  ReceivableWrittenOff: 'account',
  BalanceUnclaimed: 'account',
  TaxRemitted: 'account',
  PeriodClosed: 'account',
  PayoutIssued: 'account',
  PayoutDeferred: 'account',
  PayoutSettled: 'account',
  PayoutFailed: 'account',
  PayoutVoided: 'account',
  PayoutRunPrepared: 'payoutrun',
  PayoutRunApproved: 'payoutrun',
  PayoutRunCompleted: 'payoutrun',
  PayoutRunDiscarded: 'payoutrun',
  PayoutFileMade: 'payoutrun',
  InquiryOpened: 'inquiry',
  InquiryAnswered: 'inquiry',
  InquiryEscalated: 'inquiry',
  InquiryResolved: 'inquiry',
  InquiryReopened: 'inquiry',
  SubjectErased: 'subject',
  LedgerSealed: 'seal',
} as const satisfies Readonly<Record<EventType, keyof typeof IDS>>;

/** The types of events that stand in the streams of accounts. */
export type AccountEventType = {
  [T in EventType]: (typeof categories)[T] extends 'account' ? T : never;
}[EventType];

const categoryByType: ReadonlyMap<string, string> = new Map(Object.entries(categories));

/** Whether events of this type stand in the streams of accounts, and nowhere else. */
export const isAccountEventType = (type: string): type is AccountEventType => categoryByType.get(type) === 'account';

/** All of these types. */
export const accountEventTypes: ReadonlySet<AccountEventType> = new Set(
  Object.keys(categories).filter((type) => isAccountEventType(type)),
);

/**
 * The stream that an event belongs to by what it says. Elsewhere it would be heard by who reads the whole history, and by
 * nobody who reads its stream: the two would tell another story.
 *
 * @param stream where it stands: what holds or releases an entry says no currency, and has that of its account
 * @param data as JSON, in the current schema
 */
export const homeStream = (stream: string, type: EventType, data: Readonly<Record<string, unknown>>): string => {
  const category = categories[type];
  let home: string = category;
  let separator = '-';
  for (const name of IDS[category]) {
    home += `${separator}${String(data[name])}`;
    separator = '.';
  }
  if (category !== 'account') return home;
  const currencies = new Set(currenciesIn(data));
  // What says two currencies belongs nowhere: no stream has such a name.
  return `${home}.${currencies.size === 0 ? stream.slice(-3) : [...currencies].join('|')}`;
};

/** What is booked says its currency with its amount; what only holds and releases does not say it. */
const currenciesIn = ({ amount, closing, currency }: Readonly<Record<string, unknown>>): readonly string[] =>
  [currencyOf(amount), currencyOf(closing), currency].filter((found) => typeof found === 'string');

const currencyOf = (money: unknown): unknown =>
  typeof money === 'object' && money !== null && 'currency' in money ? money.currency : undefined;
