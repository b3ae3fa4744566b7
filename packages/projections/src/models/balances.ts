import type { Money } from '@commission-ledger/money';
import { CannotApply, type Projection } from '../projection.ts';
import { type AccountEvent, accountKey, accountOf, isAccountEvent } from './accountEvent.ts';
import { changeOpen, type OpenByDate, type OpenChange, type OpenSum } from './openByDate.ts';

/** A payout on its way, with its lines summed by the date they matured on: what comes back if it fails. */
export type PayoutInFlight = Readonly<{ payout: string; minor: string; lines: OpenByDate }>;

/** The sums of one account, in minor units of its currency as text; {@link balanceOn} makes a balance of them. */
export type BalanceDocument = Readonly<{
  program: string;
  partner: string;
  currency: string;
  /** The last event of the account that is in here. */
  revision: number;
  accrued: string;
  reversed: string;
  adjusted: string;
  paid: string;
  withheld: string;
  open: OpenByDate;
  /** In the order in which they were issued. */
  inFlight: readonly PayoutInFlight[];
  /** The plan version that paid into the account last: its payout terms are those of the account. */
  terms: Readonly<{ plan: string; version: number }> | null;
  /** The latest payout date on which a run paid or deferred the account: that date is done. */
  ranOn: string | null;
}>;

/** One document for each account: what was earned, what is open by date, what is on its way, what was paid. */
export const balances: Projection<BalanceDocument> = {
  name: 'balances',
  version: 1,
  keysOf: (event) => (isAccountEvent(event) ? [accountKey(accountOf(event))] : []),
  evolve: (document, event) => {
    if (!isAccountEvent(event)) return document;
    const balance = document ?? emptyBalance(event);
    if (event.revision <= balance.revision) {
      throw new CannotApply(`Event ${event.revision} of ${event.stream} came after event ${balance.revision}.`);
    }
    return { ...balance, ...changeBy(event, balance), revision: event.revision };
  },
};

const emptyBalance = (event: AccountEvent): BalanceDocument => ({
  ...accountOf(event),
  revision: -1,
  accrued: '0',
  reversed: '0',
  adjusted: '0',
  paid: '0',
  withheld: '0',
  open: [],
  inFlight: [],
  terms: null,
  ranOn: null,
});

const changeBy = (event: AccountEvent, balance: BalanceDocument): Partial<BalanceDocument> => {
  switch (event.type) {
    case 'AccrualPosted': {
      const { amount, rule } = event.data;
      const terms = { plan: rule.plan, version: rule.version };
      return { accrued: plus(balance.accrued, amount), open: entered(balance, event.data, amount.minor), terms };
    }
    case 'AccrualReversed': {
      const { amount } = event.data;
      return { reversed: plus(balance.reversed, amount), open: entered(balance, event.data, -amount.minor) };
    }
    case 'AdjustmentPosted': {
      const { amount } = event.data;
      return { adjusted: plus(balance.adjusted, amount), open: entered(balance, event.data, amount.minor) };
    }
    case 'PayoutIssued':
      return { ...issue(balance, event.data), ranOn: later(balance.ranOn, event.data.date) };
    case 'PayoutSettled':
      return {
        paid: plus(balance.paid, event.data.amount),
        inFlight: othersThan(landing(balance, event.data), balance),
      };
    case 'PayoutFailed':
    case 'PayoutVoided':
      return takeBack(balance, event.data);
    case 'PayoutDeferred':
      return { ranOn: later(balance.ranOn, event.data.date) };
    case 'AccrualEvaluated':
      return {};
  }
};

const later = (a: string | null, b: string): string => (a !== null && a > b ? a : b);

const plus = (sum: string, { minor }: Money): string => `${BigInt(sum) + minor}`;

const entered = (
  { open }: BalanceDocument,
  { maturesOn }: Readonly<{ maturesOn: string }>,
  minor: bigint,
): OpenByDate => changeOpen(open, { maturesOn, minor, lines: 1 });

type Issued = Extract<AccountEvent, { type: 'PayoutIssued' }>['data'];

/** The lines leave what is open and travel with the payout. */
const issue = ({ open, inFlight }: BalanceDocument, { payout, amount, lines }: Issued): Partial<BalanceDocument> => {
  if (inFlight.some((other) => other.payout === payout)) throw new CannotApply(`Payout ${payout} was issued before.`);
  const changes = lines.map((line) => ({ maturesOn: line.maturesOn, minor: line.amount.minor, lines: 1 }));
  const total = changes.reduce((sum, { minor }) => sum + minor, 0n);
  if (total !== amount.minor) throw new CannotApply(`The lines of payout ${payout} do not add up to its amount.`);
  const travelling = changes.reduce(changeOpen, []);
  return {
    open: travelling.map(changeOf).map(turned).reduce(changeOpen, open),
    inFlight: [...inFlight, { payout, minor: `${total}`, lines: travelling }],
  };
};

type Resolved = Readonly<{ payout: string; amount: Money }>;

/** The lines of a payout that failed or was voided are open again, each on its old date. */
const takeBack = (balance: BalanceDocument, resolved: Resolved): Partial<BalanceDocument> => {
  const payout = landing(balance, resolved);
  return {
    open: payout.lines.map(changeOf).reduce(changeOpen, balance.open),
    inFlight: othersThan(payout, balance),
  };
};

const landing = ({ inFlight }: BalanceDocument, { payout, amount }: Resolved): PayoutInFlight => {
  const found = inFlight.find((other) => other.payout === payout);
  if (found === undefined)
    throw new CannotApply(`Payout ${payout} is not on its way: it was never issued, or is resolved.`);
  if (BigInt(found.minor) !== amount.minor) throw new CannotApply(`Payout ${payout} was issued with another amount.`);
  return found;
};

const othersThan = (payout: PayoutInFlight, { inFlight }: BalanceDocument): readonly PayoutInFlight[] =>
  inFlight.filter((other) => other !== payout);

const changeOf = ({ maturesOn, minor, lines }: OpenSum): OpenChange => ({ maturesOn, minor: BigInt(minor), lines });

const turned = ({ maturesOn, minor, lines }: OpenChange): OpenChange => ({ maturesOn, minor: -minor, lines: -lines });
