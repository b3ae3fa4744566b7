import { add, isZero, type Money, negate, subtract, zero } from '@commission-ledger/money';
import { damagedReadModel } from '../../damagedReadModel.ts';
import type { MovementDocument } from '../../models/movements.ts';
import type { PayoutPostingsDocument } from '../../models/payoutPostings.ts';
import { dateIn, fromMinor, moneyIn } from '../documentValues.ts';
import { ledgerAccounts as accounts } from './ledgerAccounts.ts';
import type { Posting } from './transaction.ts';

/** Money that becomes open in the account, or stops being: on hold before `maturesOn`, payable from then on. */
export type OpenMoney = Readonly<{ amount: Money; maturesOn: string }>;

/** A movement as bookkeeping sees it: what becomes open, and the postings against it. */
export type MovementPostings = Readonly<{ open: readonly OpenMoney[]; others: readonly Posting[] }>;

type Owner = Readonly<{ program: string; partner: string; currency: string }>;

/**
 * What a movement posts, but for the partner's open money: whether that is on hold, payable or a receivable depends on
 * the date and on what is there.
 *
 * @param payout of a step of a payout: what the payout posts.
 */
export const movementPostings = (
  movement: MovementDocument,
  owner: Owner,
  payout: PayoutPostingsDocument | undefined,
): MovementPostings => {
  const amount = moneyIn(movement.amount);
  const { program, partner } = owner;
  switch (movement.kind) {
    case 'accrual':
    case 'reversal':
    case 'true-up':
    case 'adjustment':
      return against(movement, amount, accounts.commission(program));
    case 'draw-advance':
      return against(
        movement,
        amount,
        movement.recoverable === true ? accounts.draws(partner) : accounts.commission(program),
      );
    case 'draw-recovery':
      return against(movement, amount, accounts.draws(partner));
    case 'write-off':
      return against(movement, amount, accounts.badDebt);
    case 'unclaimed':
      return against(movement, amount, accounts.unclaimed);
    case 'draw-forgiven':
      return moved(amount, accounts.draws(partner), accounts.badDebt);
    case 'tax-remitted':
      return moved(amount, accounts.bank(amount.currency), accounts.withholding);
    case 'payout-issued':
      return issue(known(payout, movement), owner);
    case 'payout-failed':
    case 'payout-voided':
      return mirror(issue(known(payout, movement), owner));
    case 'payout':
      return { open: [], others: arrival(known(payout, movement), owner) };
  }
};

const against = ({ maturesOn, occurredAt }: MovementDocument, amount: Money, account: string): MovementPostings => ({
  open: [{ amount, maturesOn: maturesOn ?? occurredAt.slice(0, 10) }],
  others: [{ account, amount }],
});

const moved = (amount: Money, from: string, to: string): MovementPostings => ({
  open: [],
  others: [
    { account: to, amount },
    { account: from, amount: negate(amount) },
  ],
});

const known = (payout: PayoutPostingsDocument | undefined, { id }: MovementDocument): PayoutPostingsDocument => {
  if (payout === undefined) throw damagedReadModel(`nothing is known of payout ${id}`);
  return payout;
};

/** The gross stops being open; part of it is on its way, part is kept back, and tax may come on top. */
const issue = (payout: PayoutPostingsDocument, { partner, currency }: Owner): MovementPostings => {
  const early = payout.early.map(({ maturesOn, minor }) => ({
    maturesOn: dateIn(maturesOn),
    amount: fromMinor(minor, currency),
  }));
  const gross = moneyIn(payout.gross);
  const matured = early.reduce((rest, { amount }) => subtract(rest, amount), gross);
  const vat = moneyIn(payout.vat);
  return {
    open: [{ amount: matured, maturesOn: LONG_AGO }, ...early].map(({ amount, maturesOn }) => ({
      amount: negate(amount),
      maturesOn,
    })),
    others: [
      { account: accounts.inFlight(partner), amount: negate(moneyIn(payout.inFlight)) },
      { account: accounts.withholding, amount: negate(moneyIn(payout.tax)) },
      { account: accounts.payoutFees, amount: negate(moneyIn(payout.fees)) },
      { account: accounts.vat, amount: vat },
      { account: accounts.vatInFlight(partner), amount: negate(vat) },
    ],
  };
};

/** What had matured when the payout was issued has matured whenever it ends. */
const LONG_AGO = '0000-01-01';

const mirror = ({ open, others }: MovementPostings): MovementPostings => ({
  open: open.map(({ amount, maturesOn }) => ({ amount: negate(amount), maturesOn })),
  others: others.map(({ account, amount }) => ({ account, amount: negate(amount) })),
});

/** What was on its way leaves the bank, in the currency of the destination; the fee of the bank is the program's. */
const arrival = (payout: PayoutPostingsDocument, { partner, currency }: Owner): readonly Posting[] => {
  const [inFlight, vat] = [moneyIn(payout.inFlight), moneyIn(payout.vat)];
  const net = add(inFlight, vat);
  const fee = payout.ended?.fee == null ? zero(net.currency) : moneyIn(payout.ended.fee);
  const converted = payout.converted === null ? undefined : moneyIn(payout.converted);
  const left: readonly Posting[] =
    converted === undefined
      ? [{ account: accounts.bank(currency), amount: negate(net) }]
      : [
          { account: accounts.conversion, amount: negate(net), total: negate(converted) },
          { account: accounts.conversion, amount: converted },
          { account: accounts.bank(converted.currency), amount: negate(converted) },
        ];
  return [
    { account: accounts.inFlight(partner), amount: inFlight },
    { account: accounts.vatInFlight(partner), amount: vat },
    ...left,
    ...(isZero(fee)
      ? []
      : [
          { account: accounts.payoutFees, amount: fee },
          { account: accounts.bank(fee.currency), amount: negate(fee) },
        ]),
  ];
};
