import {
  accountStream,
  catalogue,
  dealStream,
  fxStream,
  leadStream,
  partnerStream,
  planStream,
  programStream,
} from '@commission-ledger/events';
import type { FactType, Ledger } from '@commission-ledger/ledger';
import * as t from 'io-ts';

/** A fact as JSON, as the ledger's command takes it. */
export type FactJson = Readonly<Record<string, unknown>>;

/** What an import must know about a fact: how to send it, and what it waits for. */
export type HostFact = Readonly<{
  send: keyof Ledger;
  /** The field with the id that the fact gives to something; its foreign key is kept in the fact. */
  names?: string;
  /** The stream it is written to, first, and what else no other fact may touch meanwhile. */
  writes: (data: FactJson) => readonly string[];
  /** The streams that its verdict depends on. */
  reads: (data: FactJson) => readonly string[];
}>;

type Streams = (data: FactJson) => readonly string[];

const id = (data: FactJson, field: string): string => String(data[field]);
const program: Streams = (data) => [programStream(id(data, 'program'))];
const partner: Streams = (data) => [partnerStream(id(data, 'partner'))];
const lead: Streams = (data) => [leadStream(id(data, 'lead'))];
const deal: Streams = (data) => [dealStream(id(data, 'deal'))];

const account: Streams = (data) => {
  const { amount } = data;
  const currency = typeof amount === 'object' && amount !== null && 'currency' in amount ? String(amount.currency) : '';
  return [accountStream({ program: id(data, 'program'), partner: id(data, 'partner'), currency })];
};

/** An accrual says no currency: it may stand in any account of the partner in the program. */
const accountsOf: Streams = (data) => [`${id(data, 'program')} ${id(data, 'partner')}`];

const creditedPartners: Streams = ({ attribution }) =>
  Array.isArray(attribution) ? attribution.flatMap((share: FactJson) => partner(share)) : [];

const overlaidPartners: Streams = ({ overlays }) =>
  Array.isArray(overlays) ? overlays.flatMap((overlay: FactJson) => partner(overlay)) : [];

const nothing: Streams = () => [];

const ofProgram = (send: keyof Ledger): HostFact => ({ send, writes: program, reads: nothing });
const ofLead = (send: keyof Ledger): HostFact => ({ send, writes: lead, reads: nothing });
const ofDeal = (send: keyof Ledger, names: string): HostFact => ({ send, names, writes: deal, reads: nothing });
const ofPayout = (send: keyof Ledger): HostFact => ({ send, writes: account, reads: nothing });

const table = {
  ProgramOpened: ofProgram('openProgram'),
  ProgramChanged: ofProgram('changeProgram'),
  PartnerJoined: { send: 'joinPartner', names: 'partner', writes: partner, reads: nothing },
  PartnerEnrolled: {
    send: 'enrolPartner',
    writes: partner,
    reads: (data) => [...program(data), planStream(id(data, 'plan'))],
  },
  ManagerAssigned: { send: 'assignManager', writes: partner, reads: program },
  UplineAssigned: {
    send: 'assignUpline',
    // It is checked against every upline above it, so these go one after another.
    writes: (data) => [...partner(data), 'uplines'],
    reads: (data) => [...program(data), partnerStream(id(data, 'upline'))],
  },
  TaxStatusRecorded: { send: 'recordTaxStatus', writes: partner, reads: nothing },
  FxRateRecorded: {
    send: 'recordFxRate',
    writes: (data) => [fxStream(id(data, 'from'), id(data, 'to'))],
    reads: nothing,
  },
  PartnerSuspended: { send: 'suspendPartner', writes: partner, reads: program },
  PartnerReinstated: { send: 'reinstatePartner', writes: partner, reads: program },
  PayoutDestinationChanged: { send: 'changePayoutDestination', writes: partner, reads: nothing },
  LeadSubmitted: {
    send: 'submitLead',
    names: 'lead',
    writes: lead,
    reads: (data) => [...program(data), ...partner(data)],
  },
  LeadAccepted: ofLead('acceptLead'),
  LeadRejected: ofLead('rejectLead'),
  LeadMarkedDuplicate: { send: 'markLeadDuplicate', writes: lead, reads: (data) => [leadStream(id(data, 'of'))] },
  LeadAdvanced: ofLead('advanceLead'),
  LeadLost: ofLead('loseLead'),
  LeadExpired: ofLead('expireLead'),
  LeadReopened: ofLead('reopenLead'),
  DealWon: {
    ...ofDeal('winDeal', 'deal'),
    reads: (data) => [
      ...program(data),
      ...creditedPartners(data),
      ...overlaidPartners(data),
      ...(data['lead'] === undefined ? [] : lead(data)),
    ],
  },
  PaymentReceived: ofDeal('recordPayment', 'payment'),
  PaymentRefunded: ofDeal('recordRefund', 'refund'),
  DealAmended: {
    send: 'amendDeal',
    writes: deal,
    reads: (data) => [...creditedPartners(data), ...overlaidPartners(data)],
  },
  ChargebackOpened: { send: 'openChargeback', writes: deal, reads: nothing },
  ChargebackDecided: { send: 'decideChargeback', writes: deal, reads: nothing },
  DealCancelled: { send: 'cancelDeal', writes: deal, reads: nothing },
  AccrualHeld: { send: 'holdAccrual', writes: accountsOf, reads: nothing },
  AccrualReleased: { send: 'releaseAccrual', writes: accountsOf, reads: nothing },
  AdjustmentPosted: {
    send: 'postAdjustment',
    writes: account,
    reads: (data) => [...program(data), ...partner(data)],
  },
  PayoutSettled: ofPayout('settlePayout'),
  PayoutFailed: ofPayout('failPayout'),
  PayoutVoided: ofPayout('voidPayout'),
} satisfies Readonly<Partial<Record<FactType, HostFact>>>;

/** The facts that files may tell: what other systems know. What people say or decide in the ledger itself comes from no file. */
export type ImportedFact = keyof typeof table;

/** Their names. */
export const hostFacts: readonly ImportedFact[] = Object.keys(table).filter((name): name is ImportedFact =>
  Object.hasOwn(table, name),
);

/** What an import must know about facts of this type. */
export const hostFactOf = (type: ImportedFact): HostFact => table[type];

/** The fields of a fact, without `occurredAt`: those it must have, and those it may have. */
export type FactFields = Readonly<{ required: readonly string[]; optional: readonly string[] }>;

/** The fields of facts of this type. */
export const fieldsOfFact = (type: ImportedFact): FactFields => {
  const known = fieldsByType.get(type) ?? readFields(type);
  fieldsByType.set(type, known);
  return known;
};

const fieldsByType = new Map<ImportedFact, FactFields>();

const readFields = (type: ImportedFact): FactFields => {
  const parts = partsOf(catalogue[type].codec);
  const names = (wanted: boolean): readonly string[] =>
    parts
      .flatMap(({ required, fields }) => (required === wanted ? fields : []))
      .filter((name) => name !== 'occurredAt');
  return { required: names(true), optional: names(false) };
};

type Part = Readonly<{ required: boolean; fields: readonly string[] }>;

/** Codecs of facts are made of `t.type`, `t.partial`, `t.intersection` and `t.readonly`. */
const partsOf = (codec: unknown): readonly Part[] => {
  if (codec instanceof t.ReadonlyType) return partsOf(codec.type);
  if (codec instanceof t.IntersectionType && Array.isArray(codec.types)) return codec.types.flatMap(partsOf);
  if (codec instanceof t.InterfaceType) return [{ required: true, fields: Object.keys(Object(codec.props)) }];
  if (codec instanceof t.PartialType) return [{ required: false, fields: Object.keys(Object(codec.props)) }];
  throw new TypeError('The codec of a fact has a form that has no fields.');
};
