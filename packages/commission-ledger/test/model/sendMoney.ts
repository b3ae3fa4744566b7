import { readEvent } from '@commission-ledger/events';
import type { EventStore } from '@commission-ledger/event-store';
import type { HostLedger } from '../../src/index.ts';
import { dateOf, instantOf, monthKey, payoutDayOf } from './days.ts';
import type { MoneyCommand, Partner } from './moneyCommands.ts';

/** Cents as an amount of euros. */
const euros = (minor: number | bigint): Readonly<{ amount: string; currency: string }> => {
  const [sign, digits] = minor < 0 ? ['-', `${-minor}`] : ['', `${minor}`];
  const padded = digits.padStart(3, '0');
  return { amount: `${sign}${padded.slice(0, -2)}.${padded.slice(-2)}`, currency: 'EUR' };
};

/** What the ledger calls the accruals and payouts that the commands call by plainer names. */
type Names = Readonly<{ accruals: ReadonlyMap<string, string>; payouts: ReadonlyMap<string, string> }>;

const namesIn = async (store: EventStore): Promise<Names> => {
  const accruals = new Map<string, string>();
  const payouts = new Map<string, string>();
  for (const partner of ['bob', 'cat', 'dan'])
    for await (const stored of store.readStream(`account-acme.${partner}.EUR`)) {
      const read = readEvent(stored);
      if (read._tag === 'Left') throw new Error(JSON.stringify(read.left));
      const { type, data } = read.right;
      if (type === 'AccrualPosted') {
        const role = data.referrer === partner ? '' : ` for ${data.referrer}`;
        accruals.set(`${data.deal} ${data.cause.id} ${partner}${role}`, data.accrual);
      }
      if (type === 'PayoutIssued') payouts.set(`${partner} ${data.date}`, data.payout);
    }
  return { accruals, payouts };
};

const attributionOf = (split: string) =>
  split === 'bob-60-cat-40'
    ? [
        { partner: 'bob', share: '0.6' },
        { partner: 'cat', share: '0.4' },
      ]
    : [{ partner: split, share: '1' }];

/** Sends the command to the books. */
export const sendMoney = async (books: HostLedger, store: EventStore, command: MoneyCommand) => {
  const program = 'acme';
  const { accruals, payouts } = await namesIn(store);
  const occurredAt = 'day' in command ? instantOf(command.day) : '';
  const on = 'day' in command ? dateOf(command.day) : '';
  const run = 'month' in command ? { program, date: dateOf(payoutDayOf(command.month)) } : { program, date: '' };
  const account = 'partner' in command ? { program, partner: command.partner } : { program, partner: '' };
  const people = { reason: 'agreed', author: 'ann', approver: 'max' };
  switch (command.kind) {
    case 'win': {
      const attribution = attributionOf(command.split);
      return books.winDeal({
        deal: command.deal,
        program,
        amount: euros(9900),
        attribution,
        attributes: {},
        occurredAt,
      });
    }
    case 'amend': {
      const { deal, amendment, split } = command;
      const amended = { deal, amendment, attribution: attributionOf(split) };
      return books.amendDeal({ ...amended, reason: 'wrong', author: 'ann', occurredAt });
    }
    case 'pay':
      return books.recordPayment({
        deal: command.deal,
        payment: command.payment,
        amount: euros(command.minor),
        occurredAt,
      });
    case 'refund': {
      const { deal, payment, refund, minor } = command;
      return books.recordRefund({ deal, payment, refund, amount: euros(minor), reason: 'sent back', occurredAt });
    }
    case 'charge-back': {
      const { deal, payment, chargeback, minor } = command;
      return books.openChargeback({ deal, payment, chargeback, amount: euros(minor), reason: 'unknown', occurredAt });
    }
    case 'decide': {
      const { deal, chargeback, outcome } = command;
      return books.decideChargeback({ deal, chargeback, outcome, occurredAt });
    }
    case 'cancel':
      return books.cancelDeal({ deal: command.deal, reason: 'called off', occurredAt });
    case 'hold':
    case 'release': {
      const of = { ...account, accrual: accruals.get(command.accrual) ?? 'ghost', occurredAt };
      return command.kind === 'hold'
        ? books.holdAccrual({ ...of, reason: command.why })
        : books.releaseAccrual({ ...of, outcome: command.why });
    }
    case 'object': {
      const about = { kind: 'accrual', id: accruals.get(command.accrual) ?? 'ghost' } as const;
      const said = { kind: 'objection', about, text: 'No' } as const;
      return books.openInquiry({ ...account, inquiry: command.inquiry, ...said, occurredAt });
    }
    case 'answer':
      return books.answerInquiry({ inquiry: command.inquiry, text: 'So', by: 'kim', occurredAt });
    case 'reopen':
      return books.reopenInquiry({ inquiry: command.inquiry, reason: 'Still no', by: 'bob', occurredAt });
    case 'resolve': {
      const { inquiry, outcome } = command;
      return books.resolveInquiry({ inquiry, outcome, text: 'Done', by: 'kim', occurredAt });
    }
    case 'adjust': {
      const posted = { adjustment: `a-${command.partner}-${command.id}`, amount: euros(command.minor), maturesOn: on };
      return books.postAdjustment({ ...account, ...posted, ...people, occurredAt });
    }
    case 'propose': {
      const asked = { adjustment: proposalOf(command), amount: euros(command.minor), maturesOn: on };
      return books.proposeAdjustment({ ...account, ...asked, reason: 'agreed', author: 'ann', occurredAt });
    }
    case 'approve-proposal':
      return books.approveAdjustment({
        ...account,
        adjustment: proposalOf(command),
        approver: command.by,
        occurredAt,
      });
    case 'decline-proposal':
      return books.declineAdjustment({
        ...account,
        adjustment: proposalOf(command),
        by: 'max',
        reason: 'no',
        occurredAt,
      });
    case 'write-off': {
      const amount = euros(command.minor);
      const writeOff = `w-${command.partner}-${command.id}`;
      return books.writeOffReceivable({ ...account, writeOff, amount, date: on, ...people, occurredAt });
    }
    case 'set-apart': {
      const amount = euros(command.minor);
      const unclaimed = `u-${command.partner}-${command.id}`;
      return books.setApartUnclaimed({ ...account, unclaimed, amount, date: on, ...people, occurredAt });
    }
    case 'remit': {
      const remittance = `t-${command.partner}-${command.id}`;
      return books.remitTax({ ...account, remittance, amount: euros(command.minor), reference: 'tax', occurredAt });
    }
    case 'suspend': {
      const { partner, earning } = command;
      return books.suspendPartner({ partner, program, from: on, reason: 'review', earning, occurredAt });
    }
    case 'reinstate':
      return books.reinstatePartner({ partner: command.partner, program, from: on, reason: 'fine', occurredAt });
    case 'destination':
      return books.changePayoutDestination({ partner: command.partner, reference: command.reference, occurredAt });
    case 'prepare':
      return books.preparePayouts(run);
    case 'approve':
      return books.approvePayouts(run, { actor: command.by });
    case 'issue':
      return books.issuePayouts(run);
    case 'discard':
      return books.discardPayouts({ ...run, reason: command.reason });
    case 'settle':
    case 'fail':
    case 'void': {
      const payout = payouts.get(`${command.partner} ${run.date}`) ?? 'ghost';
      const ended = { ...account, payout, amount: euros(command.minor), occurredAt };
      if (command.kind === 'settle') return books.settlePayout({ ...ended, reference: 'bank' });
      return command.kind === 'fail'
        ? books.failPayout({ ...ended, reason: 'closed' })
        : books.voidPayout({ ...ended, reason: 'wrong' });
    }
    case 'close':
      return books.closePeriod({ program, period: monthKey(command.month), closedBy: 'ann' });
  }
};

const proposalOf = ({ partner, id }: Readonly<{ partner: Partner; id: string }>): string => `p-${partner}-${id}`;
