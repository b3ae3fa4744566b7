import type { RecordedEvent } from '@commission-ledger/events';
import type { Projection } from '../projection.ts';
import { accountOf } from './accountEvent.ts';

/** What a partner brought or earned at one moment. */
export type PartnerRecordDocument =
  | Readonly<{ kind: 'lead'; at: string; lead: string }>
  /** The partner was credited with a share of the deal when it was won. */
  | Readonly<{ kind: 'deal'; at: string; deal: string }>
  /** Everything earned at that moment, less what was taken back, in minor units. */
  | Readonly<{ kind: 'earned'; at: string; currency: string; minor: string }>;

/**
 * What each partner of a program brought and earned, in the order in which it happened: one document for each lead,
 * deal, and moment with earnings, so that a stretch of time is one range of keys. Deals that an amendment credits to a
 * partner stand apart, under {@link amendedPrefix}.
 */
export const partnerRecord: Projection<PartnerRecordDocument> = {
  name: 'partner-record',
  version: 1,
  keysOf: (event) => {
    if (event.type === 'LeadSubmitted') {
      const { program, partner, occurredAt, lead } = event.data;
      return [`${program}/${partner}/${occurredAt}/lead/${lead}`];
    }
    if (event.type === 'DealWon') {
      const { program, attribution, occurredAt, deal } = event.data;
      return partnersIn(attribution).map((partner) => `${program}/${partner}/${occurredAt}/deal/${deal}`);
    }
    if (event.type === 'DealAmended') {
      const { attribution = [], deal } = event.data;
      return partnersIn(attribution).map((partner) => `${amendedPrefix(partner)}${deal}`);
    }
    if (!isEarning(event)) return [];
    const { program, partner, currency } = accountOf(event);
    return [`${program}/${partner}/${event.data.occurredAt}/earned/${currency}`];
  },
  evolve: (document, event) => {
    const at = event.data.occurredAt;
    if (event.type === 'LeadSubmitted') return { kind: 'lead', at, lead: event.data.lead };
    if (event.type === 'DealWon' || event.type === 'DealAmended') return { kind: 'deal', at, deal: event.data.deal };
    if (!isEarning(event)) return document;
    const { minor, currency } = event.data.amount;
    const before = document?.kind === 'earned' ? BigInt(document.minor) : 0n;
    const change = event.type === 'AccrualReversed' ? -minor : minor;
    return { kind: 'earned', at, currency, minor: `${before + change}` };
  },
};

/** The deals credited to a partner by an amendment: the ledger may know of them before their day is looked at. */
export const amendedPrefix = (partner: string): string =>
  // No id of a program begins so.
  `~amended/${partner}/`;

type Earning = RecordedEvent<'AccrualPosted' | 'AccrualReversed' | 'TrueUpPosted'>;

const isEarning = (event: RecordedEvent): event is Earning =>
  event.type === 'AccrualPosted' || event.type === 'AccrualReversed' || event.type === 'TrueUpPosted';

const partnersIn = (attribution: readonly Readonly<{ partner: string }>[]): readonly string[] => [
  ...new Set(attribution.map(({ partner }) => partner)),
];
