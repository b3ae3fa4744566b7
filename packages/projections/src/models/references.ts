import type { AccountRef, RecordedEvent } from '@commission-ledger/events';
import { CannotApply, type Projection } from '../projection.ts';
import { accountOf } from './accountEvent.ts';

/** Where something was recorded: the event that began it. */
export type EventRef = Readonly<{ stream: string; revision: number; id: string }>;

/** An accrual: its event, its account and entry, the cause and the clause. */
export type AccrualReference = Readonly<{
  event: EventRef;
  account: AccountRef;
  maturesOn: string;
  deal: string;
  cause: Readonly<{ kind: 'win' | 'payment'; id: string }>;
  /** The event that caused it. */
  causeEvent: EventRef;
  plan: string;
  version: number;
  rule: string;
}>;

/** A reversal: its event, its account and entry, and the accrual it takes back. */
export type ReversalReference = Readonly<{
  event: EventRef;
  account: AccountRef;
  maturesOn: string;
  deal: string;
  accrual: string;
  causeEvent: EventRef;
}>;

/** What a rule gives now less what was booked: its event, its account and entry, the cause and the clause. */
export type TrueUpReference = Readonly<{
  event: EventRef;
  account: AccountRef;
  maturesOn: string;
  deal: string;
  cause: Readonly<{ kind: 'win' | 'payment'; id: string }>;
  /** The accrual that was rated again; `null` after a refund. */
  accrual: string | null;
  causeEvent: EventRef;
  plan: string;
  version: number;
  rule: string;
}>;

/** An entry that comes from no deal: its event and its account. */
export type EntryReference = Readonly<{ event: EventRef; account: AccountRef; maturesOn: string }>;

/** What each kind of thing leads to. The key is `<kind>/<id>`, for a plan `plan/<id>/<version>`. */
export type References = Readonly<{
  accrual: AccrualReference;
  reversal: ReversalReference;
  'true-up': TrueUpReference;
  adjustment: EntryReference;
  'draw-advance': EntryReference;
  'draw-recovery': EntryReference;
  'write-off': EntryReference;
  unclaimed: EntryReference;
  payout: Readonly<{ event: EventRef; account: AccountRef; plan: string; version: number }>;
  deal: Readonly<{ event: EventRef; program: string; lead: string | null }>;
  lead: Readonly<{ event: EventRef; program: string; partner: string }>;
  plan: Readonly<{ event: EventRef; documentHash: string }>;
  partner: Readonly<{ event: EventRef }>;
  program: Readonly<{ event: EventRef }>;
}>;

/** Any of them. */
export type ReferenceDocument = References[keyof References];

/** One document for each thing that can be asked about by its id: where it stands, and what it came from. */
export const references: Projection<ReferenceDocument> = {
  name: 'references',
  version: 3,
  keysOf: (event) => {
    const found = referenceBy(event);
    return found === undefined ? [] : [found.key];
  },
  evolve: (document, event, key) => {
    if (document !== undefined) throw new CannotApply(`${key} was recorded before, in ${document.event.stream}.`);
    return referenceBy(event)?.to;
  },
};

type Found = Readonly<{ key: string; to: ReferenceDocument }>;

const found = <K extends keyof References>(kind: K, id: string, to: References[K]): Found => ({
  key: `${kind}/${id}`,
  to,
});

/** What a payout adds to the account, what is written off and what is set apart is payable on its date. */
const onDate = (
  recorded: RecordedEvent<'DrawAdvanced' | 'DrawRecovered' | 'ReceivableWrittenOff' | 'BalanceUnclaimed'>,
): EntryReference => ({
  event: { stream: recorded.stream, revision: recorded.revision, id: recorded.id },
  account: accountOf(recorded),
  maturesOn: recorded.data.date,
});

const referenceBy = (recorded: RecordedEvent): Found | undefined => {
  const event = { stream: recorded.stream, revision: recorded.revision, id: recorded.id };
  switch (recorded.type) {
    case 'AccrualPosted': {
      const { accrual, maturesOn, deal, cause, causeEvent, rule } = recorded.data;
      const clause = { plan: rule.plan, version: rule.version, rule: rule.rule };
      return found('accrual', accrual, {
        event,
        account: accountOf(recorded),
        maturesOn,
        deal,
        cause,
        causeEvent,
        ...clause,
      });
    }
    case 'AccrualReversed': {
      const { reversal, maturesOn, deal, accrual, causeEvent } = recorded.data;
      return found('reversal', reversal, { event, account: accountOf(recorded), maturesOn, deal, accrual, causeEvent });
    }
    case 'AdjustmentPosted': {
      const { adjustment, maturesOn } = recorded.data;
      return found('adjustment', adjustment, { event, account: accountOf(recorded), maturesOn });
    }
    case 'TrueUpPosted': {
      const { trueUp, maturesOn, deal, cause, causeEvent, rule } = recorded.data;
      const accrual = 'rerating' in recorded.data ? recorded.data.rerating.accrual : null;
      const clause = { plan: rule.plan, version: rule.version, rule: rule.rule };
      const account = accountOf(recorded);
      return found('true-up', trueUp, { event, account, maturesOn, deal, cause, accrual, causeEvent, ...clause });
    }
    case 'DrawAdvanced':
      return found('draw-advance', recorded.data.draw, onDate(recorded));
    case 'DrawRecovered':
      return found('draw-recovery', recorded.data.recovery, onDate(recorded));
    case 'ReceivableWrittenOff':
      return found('write-off', recorded.data.writeOff, onDate(recorded));
    case 'BalanceUnclaimed':
      return found('unclaimed', recorded.data.unclaimed, onDate(recorded));
    case 'PayoutIssued': {
      const { plan, version } = recorded.data.terms;
      return found('payout', recorded.data.payout, { event, account: accountOf(recorded), plan, version });
    }
    case 'DealWon': {
      const { deal, program, lead = null } = recorded.data;
      return found('deal', deal, { event, program, lead });
    }
    case 'LeadSubmitted': {
      const { lead, program, partner } = recorded.data;
      return found('lead', lead, { event, program, partner });
    }
    case 'PlanPublished': {
      const { plan, version, documentHash } = recorded.data;
      return found('plan', `${plan}/${version}`, { event, documentHash });
    }
    case 'PartnerJoined':
      return found('partner', recorded.data.partner, { event });
    case 'ProgramOpened':
      return found('program', recorded.data.program, { event });
    case 'AdjustmentProposed':
    case 'AdjustmentDeclined':
    case 'TaxRemitted':
    case 'PeriodClosed':
    case 'ProgramChanged':
    case 'FxRateRecorded':
    case 'PartnerEnrolled':
    case 'ManagerAssigned':
    case 'UplineAssigned':
    case 'PayoutDestinationChanged':
    case 'TaxStatusRecorded':
    case 'LeadAccepted':
    case 'LeadRejected':
    case 'LeadMarkedDuplicate':
    case 'LeadAdvanced':
    case 'LeadLost':
    case 'LeadExpired':
    case 'LeadReopened':
    case 'LeadWon':
    case 'PaymentReceived':
    case 'PaymentRefunded':
    case 'DealCancelled':
    case 'CauseParked':
    case 'CauseResolved':
    case 'AccrualEvaluated':
    case 'AccrualHeld':
    case 'AccrualReleased':
    case 'DrawForgiven':
    case 'PayoutDeferred':
    case 'PayoutSettled':
    case 'PayoutFailed':
    case 'PayoutVoided':
    case 'PayoutRunPrepared':
    case 'PayoutRunApproved':
    case 'PayoutRunCompleted':
    case 'AnnouncementAcknowledged':
    case 'AnnouncementPublished':
    case 'ChargebackDecided':
    case 'ChargebackOpened':
    case 'ClaimReleased':
    case 'DealAmended':
    case 'DigestDelivered':
    case 'InquiryAnswered':
    case 'InquiryEscalated':
    case 'InquiryOpened':
    case 'InquiryReopened':
    case 'InquiryResolved':
    case 'LeadClaimed':
    case 'PartnerReinstated':
    case 'PartnerSuspended':
    case 'PayoutFileMade':
    case 'PayoutRunDiscarded':
    case 'SubjectErased':
    case 'LedgerSealed':
      return undefined;
  }
};
