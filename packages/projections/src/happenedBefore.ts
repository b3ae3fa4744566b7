import type { Instant } from '@commission-ledger/calendar';
import { categoryOf, type RecordedEvent } from '@commission-ledger/events';
import { type AccountEvent, isAccountEvent } from './models/accountEvent.ts';

/**
 * Tells which events had happened before a moment of business time, whenever they were recorded. Ask it about
 * every event of the history, in order.
 *
 * An event counts when it and everything it builds on happened before `end`: the earlier steps of a lead or a
 * deal, the lines of a payout. Programs, partners, plans and rates of exchange always count, because they carry their
 * own dates of effect: a history imported in March knows the plan of January.
 */
export const happenedBefore = (end: Instant): ((event: RecordedEvent) => boolean) => {
  const notYet = new Set<string>();
  return (event) => {
    if (TERMS.has(categoryOf(event.stream))) return true;
    const footing = footingOf(event);
    const isLate = event.data.occurredAt >= end || footing.on.some((name) => notYet.has(name));
    if (isLate) notYet.add(footing.as);
    return !isLate;
  };
};

const TERMS: ReadonlySet<string> = new Set(['program', 'partner', 'plan', 'fx']);

type Footing = Readonly<{ on: readonly string[]; as: string }>;

/** What the event builds on, and as what others build on it. Streams other than accounts are told step by step. */
const footingOf = (event: RecordedEvent): Footing =>
  isAccountEvent(event) ? footingInAccount(event) : { on: [event.stream], as: event.stream };

/** Entries stand for themselves, unless they take something back; a payout builds on its lines. */
const footingInAccount = (event: AccountEvent): Footing => {
  const { stream } = event;
  switch (event.type) {
    case 'AccrualPosted':
      return { on: [], as: `${stream}/accrual/${event.data.accrual}` };
    case 'AccrualReversed':
      return { on: [`${stream}/accrual/${event.data.accrual}`], as: `${stream}/reversal/${event.data.reversal}` };
    case 'AdjustmentProposed':
      return { on: [], as: `${stream}/proposal/${event.data.adjustment}` };
    case 'AdjustmentPosted': {
      const { adjustment } = event.data;
      return { on: [`${stream}/proposal/${adjustment}`], as: `${stream}/adjustment/${adjustment}` };
    }
    case 'AdjustmentDeclined': {
      const proposal = `${stream}/proposal/${event.data.adjustment}`;
      return { on: [proposal], as: proposal };
    }
    case 'AccrualHeld':
    case 'AccrualReleased': {
      // Held and released in turn by each holder: each step builds on the one before.
      const { accrual, by } = event.data;
      const dispute = `${stream}/dispute/${accrual}/${by === undefined ? 'by-hand' : `${by.kind}/${by.id}`}`;
      return { on: [`${stream}/accrual/${event.data.accrual}`, dispute], as: dispute };
    }
    case 'TrueUpPosted': {
      const on = 'rerating' in event.data ? [`${stream}/accrual/${event.data.rerating.accrual}`] : [];
      return { on, as: `${stream}/true-up/${event.data.trueUp}` };
    }
    case 'DrawAdvanced':
      return { on: [], as: `${stream}/draw-advance/${event.data.draw}` };
    case 'DrawRecovered':
      return { on: [], as: `${stream}/draw-recovery/${event.data.recovery}` };
    case 'ReceivableWrittenOff':
      return { on: [], as: `${stream}/write-off/${event.data.writeOff}` };
    case 'BalanceUnclaimed':
      return { on: [], as: `${stream}/unclaimed/${event.data.unclaimed}` };
    case 'DrawForgiven':
    case 'TaxRemitted':
    case 'PeriodClosed':
    case 'AccrualEvaluated':
    case 'PayoutDeferred':
      return { on: [], as: `${stream}/nothing` };
    case 'PayoutIssued': {
      const lines = event.data.lines.map(({ kind, entry }) => `${stream}/${kind}/${entry}`);
      return { on: lines, as: `${stream}/payout/${event.data.payout}` };
    }
    case 'PayoutSettled':
    case 'PayoutFailed':
    case 'PayoutVoided': {
      const payout = `${stream}/payout/${event.data.payout}`;
      return { on: [payout], as: payout };
    }
  }
};
