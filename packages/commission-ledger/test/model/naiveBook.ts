import { firstOf, monthOf, payoutDayOf } from './days.ts';
import type { Partner } from './moneyCommands.ts';

/*
 * The accounts of the program once more, as naively as possible: cents as BigInt and arrays that are searched from end
 * to end. Shares no code with the packages.
 */

/** An amount in an account; `of` is the accrual it belongs to, `payout` the live one it is in. */
export type Entry = { kind: string; amount: bigint; matures: number; of: string | null; payout: string | null };
export type Accrual = { name: string; partner: Partner; amount: bigint; matures: number; reversed: bigint };
export type Payout = {
  partner: Partner;
  month: number;
  amount: bigint;
  tax: bigint;
  status: 'issued' | 'settled' | 'failed' | 'voided';
};
/** A movement, the day that decides about its statement, and whether it is in a closed one. */
type Movement = { amount: bigint; day: number; closed: boolean };
export type Account = {
  entries: Entry[];
  payouts: Payout[];
  movements: Movement[];
  /** The first day that is open, and what was owed when it began. */
  open: number;
  owed: bigint;
  remitted: bigint;
  proposals: { id: string; amount: bigint; day: number; status: 'open' | 'posted' | 'declined' }[];
};

export const sumOf = (amounts: readonly bigint[]): bigint => amounts.reduce((sum, amount) => sum + amount, 0n);

export const halfEven = (numerator: bigint, denominator: bigint): bigint => {
  const whole = numerator / denominator;
  const twice = 2n * (numerator - whole * denominator);
  return twice > denominator || (twice === denominator && whole % 2n === 1n) ? whole + 1n : whole;
};

/** Percent kept back as tax, by the tax status of each. */
const TAX: Readonly<Record<Partner, bigint>> = { bob: 30n, cat: 10n, dan: 0n };

/** What a run decided about an account: a payout of `amount`, or why none. */
export type Proposal = Readonly<{ amount: bigint; lines: readonly Entry[]; deferral: string | null }>;

export type Book = ReturnType<typeof naiveBook>;

export const naiveBook = () => {
  const accounts: Record<Partner, Account> = { bob: newAccount(), cat: newAccount(), dan: newAccount() };
  const accruals: Accrual[] = [];
  /** By accrual, who holds it: `hand` with the reason, or an inquiry or a chargeback. */
  const holds: Record<string, Record<string, string>> = {};
  const released: Record<string, string> = {};
  const closings: string[] = [];

  const isHeld = ({ of }: Entry): boolean => of !== null && Object.keys(holds[of] ?? {}).length > 0;
  const openOf = (partner: Partner): Entry[] => accounts[partner].entries.filter(({ payout }) => payout === null);
  const entryOf = (accrual: Accrual): Entry | undefined =>
    accounts[accrual.partner].entries.find(({ kind, of }) => kind === 'accrual' && of === accrual.name);

  const move = (partner: Partner, amount: bigint, day: number): void => {
    const { movements, open } = accounts[partner];
    movements.push({ amount, day: Math.max(day, open), closed: false });
  };
  const post = (partner: Partner, entry: Omit<Entry, 'payout'>, day: number): void => {
    accounts[partner].entries.push({ ...entry, payout: null });
    move(partner, entry.amount, day);
  };
  const accrue = (partner: Partner, name: string, amount: bigint, day: number): Accrual | undefined => {
    if (amount === 0n) return undefined;
    const accrual = { name, partner, amount, matures: day + 10, reversed: 0n };
    accruals.push(accrual);
    post(partner, { kind: 'accrual', amount, matures: day + 10, of: name }, day);
    return accrual;
  };
  const reverse = (accrual: Accrual, back: bigint, day: number): void => {
    if (back <= 0n) return;
    accrual.reversed += back;
    const matures = Math.max(day, accrual.matures);
    post(accrual.partner, { kind: 'reversal', amount: -back, matures, of: accrual.name }, day);
  };

  /** By an inquiry or a chargeback: what is not paid for good, also on its way. */
  const holdFor = (holder: string, held: readonly Accrual[]): void => {
    for (const accrual of held) {
      const payout = entryOf(accrual)?.payout;
      const { payouts } = accounts[accrual.partner];
      const isPaid = payouts.some((each) => `${each.partner} ${each.month}` === payout && each.status === 'settled');
      if (!isPaid) holds[accrual.name] = { ...holds[accrual.name], [holder]: holder };
    }
  };
  const releaseFor = (holder: string): void => {
    for (const each of Object.values(holds)) delete each[holder];
  };

  const payoutOf = (partner: Partner, month: number): Payout | undefined =>
    accounts[partner].payouts.find((payout) => payout.month === month);

  /** What is due on the payout day of the month, without regard to what else keeps it from being paid. */
  const dueOn = (partner: Partner, month: number): Omit<Proposal, 'deferral'> & { reason: string | null } => {
    const isDue = ({ kind, matures }: Entry): boolean =>
      ['write-off', 'unclaimed'].includes(kind) || matures < firstOf(month);
    const due = openOf(partner).filter(isDue);
    const lines = due.filter((entry) => !isHeld(entry));
    const amount = sumOf((lines.length > 0 ? lines : due).map((entry) => entry.amount));
    if (due.length === 0) return { amount, lines, reason: 'nothing' };
    if (lines.length === 0) return { amount, lines, reason: 'disputed' };
    if (amount === 0n && lines.some(({ kind }) => kind === 'unclaimed')) return { amount, lines, reason: 'nothing' };
    if (amount < 0n) return { amount, lines, reason: 'negative-balance' };
    return { amount, lines, reason: amount < 50n ? 'below-minimum' : null };
  };

  const pay = (partner: Partner, month: number, { amount, lines }: Proposal): void => {
    const id = `${partner} ${month}`;
    for (const line of lines) line.payout = id;
    accounts[partner].payouts.push({
      partner,
      month,
      amount,
      tax: halfEven(amount * TAX[partner], 100n),
      status: 'issued',
    });
  };
  const end = (payout: Payout, how: 'settle' | 'fail' | 'void', day: number): void => {
    payout.status = how === 'settle' ? 'settled' : how === 'fail' ? 'failed' : 'voided';
    if (how === 'settle') move(payout.partner, -payout.amount, day);
    else
      for (const entry of accounts[payout.partner].entries)
        if (entry.payout === `${payout.partner} ${payout.month}`) entry.payout = null;
  };

  const isEarlierOpen = (month: number): boolean =>
    Object.values(accounts).some(({ movements }) =>
      movements.some(({ day, closed }) => !closed && day < firstOf(month)),
    );
  const close = (month: number): boolean => {
    let isNew = false;
    for (const [partner, account] of Object.entries(accounts)) {
      const until = firstOf(month + 1);
      if (account.open >= until) continue;
      const lines = account.movements.filter(({ day, closed }) => !closed && day < until);
      for (const line of lines) line.closed = true;
      const closing = account.owed + sumOf(lines.map(({ amount }) => amount));
      closings.push(`${partner} ${month}: ${account.owed} + ${lines.length} = ${closing}`);
      account.open = until;
      account.owed = closing;
      isNew = true;
    }
    return isNew;
  };

  /** What the account comes to at the end of a day. */
  const balanceOf = (partner: Partner, day: number) => {
    const { entries, payouts, remitted } = accounts[partner];
    const totalOf = (some: readonly Entry[]): bigint => sumOf(some.map(({ amount }) => amount));
    const kindOf = (...kinds: readonly string[]): bigint => totalOf(entries.filter(({ kind }) => kinds.includes(kind)));
    const open = openOf(partner);
    const matured = totalOf(open.filter((entry) => entry.matures <= day && !isHeld(entry)));
    const waiting = totalOf(open) - matured;
    const live = payouts.filter(({ status }) => status === 'issued' || status === 'settled');
    const netOf = (wanted: string): bigint =>
      sumOf(live.filter(({ status }) => status === wanted).map(({ amount, tax }) => amount - tax));
    const withheld = sumOf(live.map(({ tax }) => tax));
    const atLeastNothing = (amount: bigint): bigint => (amount > 0n ? amount : 0n);
    return {
      accrued: kindOf('accrual'),
      reversed: -kindOf('reversal'),
      adjusted: kindOf('adjustment', 'write-off'),
      onHold: atLeastNothing(waiting),
      payable: atLeastNothing(matured),
      inFlight: netOf('issued'),
      paid: netOf('settled'),
      withheld,
      taxDue: withheld - remitted,
      unclaimed: -kindOf('unclaimed'),
      receivable: atLeastNothing(-matured) + atLeastNothing(-waiting),
      disputed: totalOf(open.filter(isHeld)),
      drawDebt: 0n,
    };
  };

  /** What was owed when a month began and ended, and what moved meanwhile. */
  const statementOf = (partner: Partner, month: number) => {
    const upTo = (day: number): bigint =>
      sumOf(accounts[partner].movements.filter((each) => each.day < day).map(({ amount }) => amount));
    const lines = accounts[partner].movements.filter(({ day }) => monthOf(day) === month).length;
    return { opening: upTo(firstOf(month)), lines, closing: upTo(firstOf(month + 1)) };
  };

  return {
    accounts,
    accruals,
    holds,
    released,
    closings,
    openOf,
    entryOf,
    isHeld,
    post,
    accrue,
    reverse,
    holdFor,
    releaseFor,
    payoutOf,
    dueOn,
    pay,
    end,
    isEarlierOpen,
    close,
    balanceOf,
    statementOf,
    dayOfPayout: payoutDayOf,
  };
};

const newAccount = (): Account => ({
  entries: [],
  payouts: [],
  movements: [],
  open: Number.NEGATIVE_INFINITY,
  owed: 0n,
  remitted: 0n,
  proposals: [],
});
