import { type Command, type Split, payoutDays } from './commands.ts';

/*
 * The same program once more, as naively as possible: cents as BigInt, arrays that are searched from end to end, days
 * counted from 1 January 2024. Shares no code with the ledger.
 */

type Entry = { id: string; of: string; amount: bigint; matures: number; payout: string | null };
type Payout = { id: string; partner: string; amount: bigint; lines: bigint[]; status: string };
type Accrual = { partner: string; entry: string; amount: bigint; matures: number; reversed: bigint; released: boolean };
type Share = { partner: string; part: bigint; quarter: number };
type Payment = {
  deal: string;
  id: string;
  day: number;
  paid: bigint;
  refunded: bigint;
  accruals: Accrual[];
  shares: Share[];
};

export type Naive = Readonly<{
  /** What the command comes to: `recorded`, `repeated`, or the tag of the failure. */
  send: (command: Command) => string;
  entriesOf: (partner: string) => readonly bigint[];
  /** What is in no live payout, and not held. */
  openOf: (partner: string) => bigint;
  heldOf: (partner: string) => bigint;
  payouts: readonly Payout[];
  deferred: readonly string[];
  counters: Readonly<Record<string, bigint>>;
}>;

const cutOffs = [31, 60, 91, 121, 152, 182];
const monthOf = (day: number): number => cutOffs.filter((end) => end <= day).length;
const quarterOf = (day: number): number => (day < 91 ? 1 : 2);

const halfEven = (numerator: bigint, denominator: bigint): bigint => {
  const whole = numerator / denominator;
  const twice = 2n * (numerator - whole * denominator);
  return twice > denominator || (twice === denominator && whole % 2n === 1n) ? whole + 1n : whole;
};

const weightsOf: Readonly<Record<Split, readonly (readonly [string, bigint])[]>> = {
  bob: [['bob', 1n]],
  cat: [['cat', 1n]],
  'bob-60-cat-40': [
    ['bob', 6n],
    ['cat', 4n],
  ],
  thirds: [
    ['bob', 1n],
    ['cat', 1n],
    ['dan', 1n],
  ],
};

const sharesOf = (split: Split, amount: bigint): readonly (readonly [string, bigint])[] => {
  const weights = weightsOf[split];
  const sum = weights.reduce((total, [, weight]) => total + weight, 0n);
  const parts = weights.map(([partner, weight]) => ({
    partner,
    part: (amount * weight) / sum,
    rest: (amount * weight) % sum,
  }));
  for (let left = amount - parts.reduce((total, { part }) => total + part, 0n); left > 0n; left -= 1n) {
    let largest = parts[0];
    for (const each of parts) if (largest === undefined || each.rest > largest.rest) largest = each;
    if (largest === undefined) break;
    largest.part += 1n;
    largest.rest = -1n;
  }
  return parts.map(({ partner, part }) => [partner, part] as const);
};

const sumOf = (entries: readonly Entry[]): bigint => entries.reduce((sum, { amount }) => sum + amount, 0n);

export const naiveLedger = (): Naive => {
  const said: Record<string, string> = {};
  const deals: Record<string, Split> = {};
  const payments: Payment[] = [];
  /** Refunds of payments that are not known yet. */
  const waiting: Extract<Command, { kind: 'refund' }>[] = [];
  /** By deal, what is to be done once it is won. */
  const early: Record<string, (() => void)[]> = {};
  const cancelledOn: Record<string, number> = {};
  const entries: Record<string, Entry[]> = {};
  const payouts: Payout[] = [];
  const deferred: string[] = [];
  const counters: Record<string, bigint> = {};
  /** Entries that are disputed. */
  const disputed = new Set<string>();
  const isHeld = ({ of }: Entry): boolean => disputed.has(of);

  /** Under a key that is known: a repetition or a conflict. */
  const known = (key: string, content: string): string | undefined => {
    const before = said[key];
    return before === undefined ? undefined : before === content ? 'repeated' : 'KeyConflict';
  };
  const record = (key: string, content: string): string => {
    said[key] = content;
    return 'recorded';
  };
  const post = (partner: string, id: string, amount: bigint, matures: number, of = id): void => {
    entries[partner] = [...(entries[partner] ?? []), { id, of, amount, matures, payout: null }];
  };

  /** What the payment earns whoever is credited with its deal. */
  const rate = (made: Payment, split: Split): void => {
    const { deal, id: payment, day, paid } = made;
    const accrue = (partner: string, role: string, amount: bigint): void => {
      entries[partner] ??= [];
      if (amount === 0n) return;
      const entry = `${deal} ${payment} ${partner} ${role}`;
      post(partner, entry, amount, day + 10);
      made.accruals.push({ partner, entry, amount, matures: day + 10, reversed: 0n, released: false });
    };
    const shares = sharesOf(split, paid);
    for (const [partner, part] of shares) {
      const window = `${partner} ${quarterOf(day)}`;
      const counted = counters[window] ?? 0n;
      const room = counted < 1000n ? 1000n - counted : 0n;
      const low = part < room ? part : room;
      accrue(partner, 'own', halfEven(low * 10n + (part - low) * 20n, 100n));
      counters[window] = counted + part;
      made.shares.push({ partner, part, quarter: quarterOf(day) });
    }
    for (const [partner, part] of shares)
      if (partner !== 'dan') accrue('dan', `for ${partner}`, halfEven(part * 5n, 100n));
  };

  /** What a refund takes back that brings what was refunded of the payment from one sum to another. */
  const takeBack = (of: Payment, id: string, from: bigint, to: bigint, day: number): void => {
    if (day > of.day + 60) return;
    for (const accrual of of.accruals) {
      const back = halfEven(accrual.amount * to, of.paid) - accrual.reversed;
      if (back <= 0n) continue;
      accrual.reversed += back;
      post(accrual.partner, `${accrual.entry} back ${id}`, -back, Math.max(day, accrual.matures), accrual.entry);
    }
    for (const { partner, part, quarter } of of.shares) {
      const down = halfEven(part * to, of.paid) - halfEven(part * from, of.paid);
      counters[`${partner} ${quarter}`] = (counters[`${partner} ${quarter}`] ?? 0n) - down;
    }
  };

  /** What the fact comes to now or, when the deal is not won yet, once it is. */
  const once = (deal: string, work: () => void): void => {
    if (deals[deal] === undefined) early[deal] = [...(early[deal] ?? []), work];
    else work();
  };

  const count = (of: Payment, id: string, minor: bigint, day: number): void => {
    const from = of.refunded;
    of.refunded += minor;
    const to = of.refunded;
    once(of.deal, () => takeBack(of, id, from, to, day));
  };

  const win = ({ deal, split }: Extract<Command, { kind: 'win' }>): string => {
    const before = known(`win ${deal}`, split);
    if (before !== undefined) return before;
    deals[deal] = split;
    for (const work of early[deal] ?? []) work();
    return record(`win ${deal}`, split);
  };

  const pay = ({ deal, payment, minor, day }: Extract<Command, { kind: 'pay' }>): string => {
    const content = `${minor} ${day}`;
    const before = known(`pay ${deal} ${payment}`, content);
    if (before !== undefined) return before;
    const made: Payment = { deal, id: payment, day, paid: BigInt(minor), refunded: 0n, accruals: [], shares: [] };
    payments.push(made);
    once(deal, () => rate(made, deals[deal] ?? 'bob'));
    for (const each of waiting)
      if (each.deal === deal && each.payment === payment && made.refunded + BigInt(each.minor) <= made.paid)
        count(made, each.refund, BigInt(each.minor), each.day);
    const calledOff = cancelledOn[deal];
    if (calledOff !== undefined && day < calledOff) callOff(made, calledOff);
    return record(`pay ${deal} ${payment}`, content);
  };

  const refund = (told: Extract<Command, { kind: 'refund' }>): string => {
    const { deal, payment, refund: id, minor, day } = told;
    const content = `${payment} ${minor} ${day}`;
    const before = known(`refund ${deal} ${id}`, content);
    if (before !== undefined) return before;
    const of = payments.find((each) => each.deal === deal && each.id === payment);
    if (of === undefined) waiting.push(told);
    else if (of.refunded + BigInt(minor) > of.paid) return 'RefundTooLarge';
    else count(of, id, BigInt(minor), day);
    return record(`refund ${deal} ${id}`, content);
  };

  /** What a cancellation takes back: the months of three that were not served, of what is left. */
  const callOff = (of: Payment, day: number): void => {
    const unserved = BigInt(Math.max(0, 3 - monthOf(day)));
    for (const accrual of of.accruals) {
      const back = halfEven((accrual.amount - accrual.reversed) * unserved, 3n);
      if (back === 0n) continue;
      accrual.reversed += back;
      post(accrual.partner, `${accrual.entry} cancelled`, -back, Math.max(day, accrual.matures), accrual.entry);
    }
  };

  /** Of what was paid up to that day; what was, and is told only after this, is called off when it is told. */
  const cancel = ({ deal, day }: Extract<Command, { kind: 'cancel' }>): string => {
    if (deals[deal] === undefined) return 'UnknownDeal';
    const before = known(`cancel ${deal}`, `${day}`);
    if (before !== undefined) return before;
    cancelledOn[deal] = day;
    for (const of of payments) if (of.deal === deal && of.day <= day) callOff(of, day);
    return record(`cancel ${deal}`, `${day}`);
  };

  const dispute = ({
    kind,
    partner,
    of: deal,
    payment,
    day,
  }: Extract<Command, { kind: 'hold' | 'release' }>): string => {
    const made = payments.find((each) => each.deal === deal && each.id === payment);
    const accrual = made?.accruals.find(({ entry }) => entry === `${deal} ${payment} ${partner} own`);
    const entry = (entries[partner] ?? []).find(({ id }) => id === accrual?.entry);
    if (accrual === undefined || entry === undefined) return 'UnknownAccrual';
    const key = `${kind} ${accrual.entry} ${day}`;
    const before = known(key, '');
    if (before !== undefined) return before;
    if (kind === 'release') {
      if (!isHeld(entry)) return accrual.released ? 'repeated' : 'AccrualNotHeld';
      accrual.released = true;
    } else {
      if (isHeld(entry)) return 'repeated';
      if (entry.payout !== null) return 'AccrualInPayout';
      accrual.released = false;
    }
    if (kind === 'hold') disputed.add(entry.id);
    else disputed.delete(entry.id);
    return record(key, '');
  };

  const adjust = ({ partner, adjustment, minor, day }: Extract<Command, { kind: 'adjust' }>): string => {
    const key = `adjust ${adjustment}`;
    const content = `${partner} ${minor} ${day}`;
    const mine = said[key]?.startsWith(`${partner} `) === true;
    if (!mine && minor === 0) return 'AmountIsZero';
    const before = known(key, content);
    if (before !== undefined) return before;
    post(partner, adjustment, BigInt(minor), day);
    return record(key, content);
  };

  const issue = (month: number): string => {
    if (Object.keys(entries).length === 0) return 'NothingDue';
    const before = known(`issue ${month}`, '');
    if (before !== undefined) return before;
    for (const partner of Object.keys(entries).toSorted()) {
      const matured = (entries[partner] ?? []).filter(
        (entry) => entry.payout === null && entry.matures < (cutOffs[month] ?? 0),
      );
      const due = matured.filter((entry) => !isHeld(entry));
      if (matured.length > 0 && due.length === 0) deferred.push(`${partner} ${month} disputed ${sumOf(matured)}`);
      if (due.length === 0) continue;
      const amount = sumOf(due);
      if (amount < 100n) {
        deferred.push(`${partner} ${month} ${amount < 0n ? 'negative-balance' : 'below-minimum'} ${amount}`);
        continue;
      }
      const id = `${partner} ${payoutDays[month]}`;
      for (const entry of due) entry.payout = id;
      payouts.push({ id, partner, amount, lines: due.map((entry) => entry.amount), status: 'issued' });
    }
    return record(`issue ${month}`, '');
  };

  const end = ({ how, partner, month, minor }: Extract<Command, { kind: 'end' }>): string => {
    const payout = payouts.find(({ id }) => id === `${partner} ${payoutDays[month]}`);
    if (payout === undefined) return 'UnknownPayout';
    const key = `${how} ${payout.id}`;
    const before = known(key, `${minor}`);
    if (before !== undefined) return before;
    if (payout.status !== 'issued') return 'PayoutAlready';
    if (minor !== 0) return 'OtherPayoutAmount';
    payout.status = how;
    if (how !== 'settle') {
      const back = (entries[partner] ?? []).filter((entry) => entry.payout === payout.id);
      // What is given back stands behind what was open meanwhile.
      entries[partner] = [...(entries[partner] ?? []).filter((entry) => !back.includes(entry)), ...back];
      for (const entry of back) entry.payout = null;
    }
    return record(key, `${minor}`);
  };

  const send = (command: Command): string => {
    switch (command.kind) {
      case 'win':
        return win(command);
      case 'pay':
        return pay(command);
      case 'refund':
        return refund(command);
      case 'cancel':
        return cancel(command);
      case 'hold':
      case 'release':
        return dispute(command);
      case 'adjust':
        return adjust(command);
      case 'issue':
        return issue(command.month);
      case 'end':
        return end(command);
    }
  };

  return {
    send,
    entriesOf: (partner) => (entries[partner] ?? []).map(({ amount }) => amount),
    openOf: (partner) => sumOf((entries[partner] ?? []).filter((entry) => entry.payout === null && !isHeld(entry))),
    heldOf: (partner) => sumOf((entries[partner] ?? []).filter((entry) => entry.payout === null && isHeld(entry))),
    payouts,
    deferred,
    counters,
  };
};
