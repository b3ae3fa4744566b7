import type { EventData, EventType, RecordedEvent } from '@commission-ledger/events';
import { type Exact, exactToJson, type MoneyRecord, toJson } from '@commission-ledger/money';
import type { Projection } from '@commission-ledger/projections';

/** Where something was recorded. */
export type RecordedAs = Readonly<{ stream: string; revision: number; id: string }>;

/** A deal as it stands, whoever tells it: its payments and refunds stand beside it. */
export type DealTerms = Readonly<{
  program: string;
  lead: string | null;
  amount: MoneyRecord;
  /** Who is credited with which share, by partner: `ada 1/2, bob 1/2`. */
  partners: string;
  /** When it was won. */
  at: string;
}>;

/** What the ledger has of a deal: `terms` is null while only payments have come, and the win is still to be told. */
export type DealDocument = Readonly<{
  kind: 'deal';
  deal: string;
  terms: DealTerms | null;
  /** The win, and what amended the amount and the partners last. */
  won: RecordedAs | null;
  amountBy: string | null;
  partnersBy: string | null;
  cancelled: Readonly<{ at: string; event: string }> | null;
  /** What of it is set aside, and why. */
  parked: Readonly<{ reason: string; event: string }> | null;
}>;

/** A payment on a deal, or a refund of one. */
export type PaidDocument = Readonly<{
  kind: 'payment' | 'refund';
  deal: string;
  /** The id of the payment; of a refund `<payment>/<refund>`. */
  id: string;
  amount: MoneyRecord;
  at: string;
  event: string;
}>;

type Paying = 'PaymentReceived' | 'PaymentRefunded';

const TOLD = [
  'DealWon',
  'DealAmended',
  'DealCancelled',
  'PaymentReceived',
  'PaymentRefunded',
  'CauseParked',
  'CauseResolved',
] as const;

type Told = Extract<RecordedEvent, Readonly<{ type: (typeof TOLD)[number] }>>;

const isTold = (event: RecordedEvent): event is Told => TOLD.some((type) => type === event.type);

/**
 * What a tie-out of deals holds an export against: one document for each deal, and one for each payment and refund of it.
 * Those of a deal stand together, the deal first.
 */
export const dealDocuments: Projection<DealDocument | PaidDocument> = {
  name: 'deal-documents',
  version: 1,
  reads: new Set<EventType>(TOLD),
  keysOf: (event) => (isTold(event) ? [keyOf(event)] : []),
  evolve: (document, event) => {
    if (!isTold(event)) return document;
    if (event.type === 'PaymentReceived') return document ?? { kind: 'payment', ...paidBy(event, event.data.payment) };
    if (event.type === 'PaymentRefunded')
      return document ?? { kind: 'refund', ...paidBy(event, `${event.data.payment}/${event.data.refund}`) };
    return document?.kind === 'deal' || document === undefined ? dealAfter(document, event) : document;
  },
};

/** A slash comes after all that an id ends with, so that no other deal stands between those of one. */
const keyOf = (event: Told): string => {
  switch (event.type) {
    case 'DealWon':
    case 'DealAmended':
    case 'DealCancelled':
    case 'CauseParked':
    case 'CauseResolved':
      return `${event.data.deal}/0`;
    case 'PaymentReceived':
      return `${event.data.deal}/p/${event.data.payment}`;
    case 'PaymentRefunded':
      return `${event.data.deal}/r/${event.data.payment}/${event.data.refund}`;
  }
};

const nothingYet = (deal: string): DealDocument => ({
  kind: 'deal',
  deal,
  terms: null,
  won: null,
  amountBy: null,
  partnersBy: null,
  cancelled: null,
  parked: null,
});

const dealAfter = (
  document: DealDocument | undefined,
  event: Exclude<Told, Readonly<{ type: Paying }>>,
): DealDocument | undefined => {
  const { id, stream, revision } = event;
  switch (event.type) {
    case 'DealWon': {
      const before = document ?? nothingYet(event.data.deal);
      const won = { stream, revision, id };
      return { ...before, terms: termsOf(event.data), won, amountBy: id, partnersBy: id };
    }
    case 'DealAmended': {
      if (document?.terms == null) return document;
      const { amount, attribution } = event.data;
      return {
        ...document,
        terms: amended(document.terms, event.data),
        ...(amount === undefined ? {} : { amountBy: id }),
        ...(attribution === undefined ? {} : { partnersBy: id }),
      };
    }
    case 'DealCancelled':
      return document && { ...document, cancelled: { at: event.data.occurredAt, event: id } };
    case 'CauseParked':
      return { ...(document ?? nothingYet(event.data.deal)), parked: { reason: event.data.reason, event: id } };
    case 'CauseResolved':
      return document && { ...document, parked: null };
  }
};

/** A deal as it was won. */
export const termsOf = ({ program, lead, amount, attribution, occurredAt }: EventData<'DealWon'>): DealTerms => ({
  program,
  lead: lead ?? null,
  amount: toJson(amount),
  partners: partnersText(attribution),
  at: occurredAt,
});

/** A deal after an amendment: what is absent stays. */
export const amended = (terms: DealTerms, { amount, attribution }: EventData<'DealAmended'>): DealTerms => ({
  ...terms,
  ...(amount === undefined ? {} : { amount: toJson(amount) }),
  ...(attribution === undefined ? {} : { partners: partnersText(attribution) }),
});

const paidBy = ({ data, id: event }: RecordedEvent<'PaymentReceived' | 'PaymentRefunded'>, id: string) => ({
  deal: data.deal,
  id,
  amount: toJson(data.amount),
  at: data.occurredAt,
  event,
});

const partnersText = (credits: readonly Readonly<{ partner: string; share: Exact }>[]): string =>
  credits
    .map(({ partner, share }) => `${partner} ${shareText(share)}`)
    .toSorted()
    .join(', ');

const shareText = (share: Exact): string => {
  const record = exactToJson(share);
  return typeof record === 'string' ? record : `${record.num}/${record.den}`;
};
