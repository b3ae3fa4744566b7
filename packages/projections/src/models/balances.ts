import { type AccountRef, accountEventTypes } from '@commission-ledger/events';
import type { Money } from '@commission-ledger/money';
import { CannotApply, type Projection } from '../projection.ts';
import { type AccountEvent, accountKey, accountOf, isAccountEvent } from './accountEvent.ts';
import { changeOpen, type OpenByDate } from './openByDate.ts';
import { type InPayouts, issue, settle, takeBack } from './payoutsInFlight.ts';

/** An accrual that is disputed now; one that several hold is there for each of them. `by` is `null` where people hold it by hand. */
export type Dispute = Readonly<{
  accrual: string;
  reason: string;
  since: string;
  by: Readonly<{ kind: 'inquiry' | 'chargeback'; id: string }> | null;
}>;

/** The sums of one account, in minor units of its currency as text; {@link balanceOn} makes a balance of them. */
export type BalanceDocument = InPayouts &
  Readonly<{
    program: string;
    partner: string;
    currency: string;
    /** The last event of the account that is in here. */
    revision: number;
    accrued: string;
    reversed: string;
    /** By hand, by true-ups, and by what payouts add: draws, their recovery, and balances written off. */
    adjusted: string;
    /** Set apart because nobody claimed it. */
    unclaimed: string;
    /** Tax that was handed over. */
    remitted: string;
    /** What is owed of draws. */
    drawDebt: string;
    /** In the order in which they were raised. Their amounts are those of the entries. */
    disputes: readonly Dispute[];
    /** The plan version that paid into the account last: its payout terms are those of the account. */
    terms: Readonly<{ plan: string; version: number }> | null;
    /** The latest payout date on which a run paid or deferred the account: that date is done. */
    ranOn: string | null;
  }>;

/** One document for each account: what was earned, what is open by date, what is on its way, what was paid. */
export const balances: Projection<BalanceDocument> = {
  name: 'balances',
  version: 3,
  reads: accountEventTypes,
  keysOf: (event) => (isAccountEvent(event) ? [accountKey(accountOf(event))] : []),
  evolve: (document, event) => {
    if (!isAccountEvent(event)) return document;
    const balance = document ?? emptyBalance(accountOf(event));
    if (event.revision <= balance.revision) {
      throw new CannotApply(`Event ${event.revision} of ${event.stream} came after event ${balance.revision}.`);
    }
    return { ...balance, ...changeBy(event, balance), revision: event.revision };
  },
};

/** An account in which nothing has happened. */
export const emptyBalance = (account: AccountRef): BalanceDocument => ({
  ...account,
  revision: -1,
  accrued: '0',
  reversed: '0',
  adjusted: '0',
  unclaimed: '0',
  remitted: '0',
  paid: '0',
  withheld: '0',
  withheldTax: '0',
  drawDebt: '0',
  open: [],
  atOnce: [],
  inFlight: [],
  disputes: [],
  terms: null,
  ranOn: null,
});

const changeBy = (event: AccountEvent, balance: BalanceDocument): Partial<BalanceDocument> => {
  switch (event.type) {
    case 'AccrualPosted': {
      const { amount, maturesOn, rule } = event.data;
      const terms = { plan: rule.plan, version: rule.version };
      return { accrued: plus(balance.accrued, amount.minor), open: entered(balance, maturesOn, amount.minor), terms };
    }
    case 'AccrualReversed': {
      const { amount, maturesOn } = event.data;
      return { reversed: plus(balance.reversed, amount.minor), open: entered(balance, maturesOn, -amount.minor) };
    }
    case 'AdjustmentPosted':
    case 'TrueUpPosted':
      return adjusted(balance, event.data.maturesOn, event.data.amount.minor);
    case 'DrawAdvanced':
      return { ...addedOn(balance, event.data.date, event.data.amount.minor), drawDebt: inMinor(event.data.debt) };
    case 'DrawRecovered':
      return { ...addedOn(balance, event.data.date, -event.data.amount.minor), drawDebt: inMinor(event.data.debt) };
    case 'ReceivableWrittenOff':
      return addedOn(balance, event.data.date, event.data.amount.minor);
    case 'BalanceUnclaimed': {
      const { amount, date } = event.data;
      return { ...enteredAtOnce(balance, date, -amount.minor), unclaimed: plus(balance.unclaimed, amount.minor) };
    }
    case 'TaxRemitted':
      return { remitted: plus(balance.remitted, event.data.amount.minor) };
    case 'DrawForgiven':
      return { drawDebt: '0' };
    case 'AccrualHeld':
      return { disputes: raised(balance, event.data) };
    case 'AccrualReleased':
      return { disputes: ended(balance, event.data) };
    case 'PayoutIssued':
      return { ...issue(balance, event.data), ranOn: later(balance.ranOn, event.data.date) };
    case 'PayoutSettled':
      return settle(balance, event.data);
    case 'PayoutFailed':
    case 'PayoutVoided':
      return takeBack(balance, event.data);
    case 'PayoutDeferred':
      return { ranOn: later(balance.ranOn, event.data.date) };
    case 'AccrualEvaluated':
    case 'AdjustmentProposed':
    case 'AdjustmentDeclined':
    case 'PeriodClosed':
      return {};
  }
};

const later = (a: string | null, b: string): string => (a !== null && a > b ? a : b);

const plus = (sum: string, minor: bigint): string => `${BigInt(sum) + minor}`;

const inMinor = ({ minor }: Money): string => `${minor}`;

const entered = ({ open }: BalanceDocument, maturesOn: string, minor: bigint): OpenByDate =>
  changeOpen(open, { maturesOn, minor, lines: 1 });

const adjusted = (balance: BalanceDocument, maturesOn: string, minor: bigint): Partial<BalanceDocument> => ({
  adjusted: plus(balance.adjusted, minor),
  open: entered(balance, maturesOn, minor),
});

/** What a payout adds to the account, and what is written off by hand, is payable on its date. */
const addedOn = (balance: BalanceDocument, date: string, minor: bigint): Partial<BalanceDocument> => ({
  ...enteredAtOnce(balance, date, minor),
  adjusted: plus(balance.adjusted, minor),
});

const enteredAtOnce = (balance: BalanceDocument, date: string, minor: bigint): Partial<BalanceDocument> => ({
  open: entered(balance, date, minor),
  atOnce: changeOpen(balance.atOnce, { maturesOn: date, minor, lines: 1 }),
});

type Held = Extract<AccountEvent, { type: 'AccrualHeld' }>['data'];

const raised = ({ disputes }: BalanceDocument, held: Held): readonly Dispute[] => {
  const { accrual, reason, occurredAt, by = null } = held;
  if (disputes.some(isHeldBy(held))) throw new CannotApply(`The accrual ${accrual} is disputed already.`);
  return [...disputes, { accrual, reason, since: occurredAt, by }];
};

type Holding = Pick<Held, 'accrual' | 'by'>;

const ended = ({ disputes }: BalanceDocument, released: Holding): readonly Dispute[] => {
  const isReleased = isHeldBy(released);
  const others = disputes.filter((dispute) => !isReleased(dispute));
  if (others.length === disputes.length) throw new CannotApply(`The accrual ${released.accrual} is not disputed.`);
  return others;
};

/** Whether it is about the same accrual, held by the same inquiry or chargeback, or by hand as well. */
const isHeldBy =
  ({ accrual, by }: Holding) =>
  (dispute: Dispute): boolean =>
    dispute.accrual === accrual && dispute.by?.kind === by?.kind && dispute.by?.id === by?.id;
