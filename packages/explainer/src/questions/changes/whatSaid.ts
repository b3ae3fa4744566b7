import type { RecordedEvent } from '@commission-ledger/events';
import { negate, toJson, type Money } from '@commission-ledger/money';
import type { Said } from '../../render/templates.ts';

/** What happened, in a sentence; nothing for what changes nothing that anybody asks about. */
export const whatSaid = (event: RecordedEvent): Said | undefined =>
  ofDeal(event) ?? ofLead(event) ?? ofAccount(event) ?? ofPartner(event) ?? ofRun(event);

const money = (amount: Money) => ({ amount: toJson(amount), currency: amount.currency });

const ofDeal = ({ type, data }: RecordedEvent): Said | undefined => {
  if (type === 'DealWon') return { key: 'whoDealWon', holes: { deal: data.deal, ...money(data.amount) } };
  if (type === 'DealAmended') return { key: 'whoDealAmended', holes: { deal: data.deal, amendment: data.amendment } };
  if (type === 'DealCancelled') return { key: 'whoDealCancelled', holes: { deal: data.deal } };
  if (type === 'PaymentReceived') return { key: 'whoPaid', holes: { payment: data.payment, ...money(data.amount) } };
  if (type === 'PaymentRefunded')
    return { key: 'whoRefunded', holes: { refund: data.refund, payment: data.payment, ...money(data.amount) } };
  if (type === 'ChargebackOpened')
    return { key: 'whoChargeback', holes: { chargeback: data.chargeback, ...money(data.amount) } };
  if (type === 'ChargebackDecided')
    return data.outcome === 'won'
      ? { key: 'whoChargebackWon', holes: { chargeback: data.chargeback } }
      : { key: 'whoChargebackLost', holes: { chargeback: data.chargeback } };
  if (type === 'CauseParked') return { key: 'whoSetAside', holes: { id: data.cause.id } };
  return type === 'CauseResolved' ? { key: 'whoResolved', holes: { id: data.cause.id } } : undefined;
};

const ofLead = ({ type, data }: RecordedEvent): Said | undefined => {
  if (type === 'LeadSubmitted') return { key: 'whoLeadSubmitted', holes: { lead: data.lead, partner: data.partner } };
  if (type === 'LeadAccepted') return { key: 'whoLeadAccepted', holes: {} };
  if (type === 'LeadRejected') return { key: 'whoLeadRejected', holes: {} };
  if (type === 'LeadMarkedDuplicate') return { key: 'whoLeadDuplicate', holes: { of: data.of } };
  if (type === 'LeadAdvanced') return { key: 'whoLeadAdvanced', holes: { stage: data.stage } };
  if (type === 'LeadLost') return { key: 'whoLeadLost', holes: {} };
  if (type === 'LeadExpired') return { key: 'whoLeadExpired', holes: {} };
  if (type === 'LeadReopened') return { key: 'whoLeadReopened', holes: {} };
  return type === 'LeadWon' ? { key: 'whoLeadWon', holes: { deal: data.deal } } : undefined;
};

const ofAccount = ({ type, data }: RecordedEvent): Said | undefined => {
  if (type === 'AccrualPosted') {
    const { plan, version, clause } = data.rule;
    return { key: 'whoEarned', holes: { ...money(data.amount), clause: `${plan}@${version} §${clause}` } };
  }
  if (type === 'AccrualReversed') return { key: 'whoTakenBack', holes: money(data.amount) };
  if (type === 'AccrualHeld') return { key: 'whoHeld', holes: {} };
  if (type === 'AccrualReleased') return { key: 'whoReleased', holes: { outcome: data.outcome } };
  if (type === 'TrueUpPosted') {
    if (!('rerating' in data)) return { key: 'whoTruedUp', holes: money(data.amount) };
    const { was } = data.rerating;
    const now = { ...was, minor: was.minor + data.amount.minor };
    return { key: 'whoRerated', holes: { ...money(data.amount), was: toJson(was), now: toJson(now) } };
  }
  if (type === 'AdjustmentProposed') return { key: 'whoProposed', holes: money(data.amount) };
  if (type === 'AdjustmentPosted') return { key: 'whoCorrected', holes: money(data.amount) };
  if (type === 'AdjustmentDeclined') return { key: 'whoDeclined', holes: { by: data.by } };
  if (type === 'ReceivableWrittenOff') return { key: 'whoWrittenOff', holes: money(data.amount) };
  if (type === 'BalanceUnclaimed') return { key: 'whoUnclaimed', holes: money(negate(data.amount)) };
  if (type === 'PayoutIssued') return { key: 'whoIssued', holes: { payout: data.payout, ...money(data.amount) } };
  if (type === 'PayoutSettled') return { key: 'whoSettled', holes: { reference: data.reference } };
  if (type === 'PayoutFailed') return { key: 'whoFailed', holes: {} };
  return type === 'PayoutVoided' ? { key: 'whoVoided', holes: {} } : undefined;
};

const ofPartner = ({ type, data }: RecordedEvent): Said | undefined => {
  if (type === 'PartnerJoined') return { key: 'whoJoined', holes: { partner: data.partner } };
  if (type === 'PartnerEnrolled')
    return data.version === undefined
      ? { key: 'whoEnrolled', holes: { plan: data.plan, from: data.from } }
      : { key: 'whoEnrolled', holes: { plan: `${data.plan}@${data.version}`, from: data.from } };
  if (type === 'ManagerAssigned') return { key: 'whoManager', holes: { manager: data.manager, from: data.from } };
  if (type === 'UplineAssigned') return { key: 'whoUpline', holes: { upline: data.upline, from: data.from } };
  if (type === 'PayoutDestinationChanged') return { key: 'whoDestination', holes: { reference: data.reference } };
  if (type === 'TaxStatusRecorded') return { key: 'whoTaxStatus', holes: { status: data.status, from: data.from } };
  if (type === 'PartnerSuspended') return { key: 'whoSuspended', holes: { from: data.from } };
  return type === 'PartnerReinstated' ? { key: 'whoReinstated', holes: { from: data.from } } : undefined;
};

const ofRun = ({ type, data }: RecordedEvent): Said | undefined => {
  if (type === 'PlanPublished')
    return {
      key: 'whoPublished',
      holes: { plan: `${data.plan}@${data.version}`, hash: data.documentHash.slice(0, 8) },
    };
  if (type === 'PayoutRunPrepared') return { key: 'whoPrepared', holes: { run: data.run, by: data.preparedBy } };
  if (type === 'PayoutRunApproved') return { key: 'whoRunApproved', holes: { run: data.run, by: data.approvedBy } };
  if (type === 'PayoutRunCompleted') return { key: 'whoCompleted', holes: { run: data.run } };
  if (type === 'PayoutRunDiscarded') return { key: 'whoDiscarded', holes: { run: data.run, by: data.by } };
  return type === 'PayoutFileMade' ? { key: 'whoFileMade', holes: { file: data.file, by: data.by } } : undefined;
};
