import { dayAt, monthOf } from './days.ts';
import type { MoneyCommand } from './moneyCommands.ts';
import type { NaiveMoney } from './naiveMoney.ts';

/**
 * What a draft means now: dates are counted back from the clock, and what it is about is something that there is, if
 * there is anything of the kind.
 */
export const concrete = (draft: MoneyCommand, now: number, naive: NaiveMoney): MoneyCommand => {
  const today = dayAt(now);
  const dated = 'day' in draft ? { ...draft, day: today - draft.day } : draft;
  const command = 'month' in dated ? { ...dated, month: monthOf(today) - dated.month } : dated;
  switch (command.kind) {
    case 'decide':
      return { ...command, ...nth(naive.deals.undecided(), Number(command.chargeback.slice(1))) };
    case 'hold':
    case 'release':
    case 'object': {
      const mine = naive.accruals.filter(({ partner }) => partner === command.partner);
      const found = mine.at(-1 - Number(command.accrual)) ?? naive.accruals.at(-1);
      return { ...command, accrual: found?.name ?? 'ghost', partner: found?.partner ?? command.partner };
    }
    case 'answer':
    case 'reopen':
    case 'resolve': {
      const [known] = naive.inquiries.keys();
      return naive.inquiries.has(command.inquiry) ? command : { ...command, inquiry: known ?? command.inquiry };
    }
    case 'approve-proposal':
    case 'decline-proposal':
      return { ...command, ...nth(naive.proposals(), Number(command.id.slice(1))) };
    case 'write-off':
      return { ...command, partner: naive.debtor() ?? command.partner };
    case 'settle':
    case 'fail':
    case 'void': {
      const mine = naive.accounts[command.partner].payouts.at(-1) ?? nth(naive.inFlight(), 0);
      const payout = naive.payoutOf(command.partner, command.month) ?? mine;
      const { partner = command.partner, month = command.month, amount = 100n } = payout ?? {};
      return { ...command, partner, month, minor: Number(amount) + command.minor };
    }
    case 'close': {
      const months = monthOf(today) - command.month;
      return months < 0 || command.month === monthOf(today) ? command : { ...command, month: naive.firstOpen() };
    }
    case 'win':
    case 'amend':
    case 'pay':
    case 'refund':
    case 'charge-back':
    case 'cancel':
    case 'adjust':
    case 'propose':
    case 'set-apart':
    case 'remit':
    case 'suspend':
    case 'reinstate':
    case 'destination':
    case 'prepare':
    case 'approve':
    case 'issue':
    case 'discard':
      return command;
  }
};

const nth = <A>(all: readonly A[], index: number): A | undefined => all[index % Math.max(1, all.length)];

/** The same command with something else in it that its key does not name. */
export const altered = (command: MoneyCommand): MoneyCommand => {
  switch (command.kind) {
    case 'win':
    case 'cancel':
    case 'decide':
    case 'object':
    case 'settle':
    case 'fail':
    case 'void':
      return { ...command, day: command.day - 1 };
    case 'amend':
      return { ...command, split: command.split === 'bob' ? 'cat' : 'bob' };
    case 'pay':
    case 'refund':
    case 'charge-back':
    case 'adjust':
    case 'propose':
    case 'write-off':
    case 'set-apart':
    case 'remit':
      return { ...command, minor: command.minor + 2 };
    case 'suspend':
      return { ...command, earning: command.earning === 'stops' ? 'continues' : 'stops' };
    case 'destination':
      return { ...command, reference: 'bank-3' };
    case 'discard':
      return { ...command, reason: 'another' };
    case 'hold':
    case 'release':
      return { ...command, why: 'z' };
    case 'resolve':
      return { ...command, outcome: command.outcome === 'granted' ? 'declined' : 'granted' };
    case 'approve-proposal':
      return { ...command, by: command.by === 'max' ? 'kim' : 'max' };
    case 'decline-proposal':
    case 'answer':
    case 'reopen':
    case 'reinstate':
    case 'prepare':
    case 'approve':
    case 'issue':
    case 'close':
      return command;
  }
};
