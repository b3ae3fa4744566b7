import {
  type Account,
  accrual,
  type Fact,
  issued,
  lineOf,
  paid,
  refunded,
  reversal,
  settled,
  submitted,
  won,
} from './largeHistoryFacts.ts';

const DAY = 86_400_000;
const START = Date.UTC(2023, 0, 1);
const DAYS_OF_LEADS = 730;

/**
 * The history of a program, in the order of time and the same for the same count: a partner for every 1,000 events (a
 * few bring most of the leads), leads over two years, of which 40 % become deals, 1 to 12 monthly payments on each, an
 * accrual for every payment, 4 % of them refunded and taken back, and a payout for each partner every month, settled
 * three days later.
 */
export const largeHistory = function* (count: number, seed = 20_260_101): Generator<Fact> {
  let left = count;
  for (const fact of endless(count, seed)) {
    if (left === 0) return;
    left -= 1;
    yield fact;
  }
};

const endless = function* (count: number, seed: number): Generator<Fact> {
  const random = randomOf(seed);
  const upTo = (most: number): number => 1 + Math.floor(random() * most);
  const accounts = Array.from({ length: Math.max(10, Math.round(count / 1000)) }, (_, index) => newAccount(index));
  const pick = skewed(accounts.length, random);
  const leads = Math.ceil(count / 6);
  const accountOf = new Int32Array(leads);
  /** What is paid each month on the deal of a lead, in minor units. */
  const minorOf = new Int32Array(leads);
  const agenda = new Map<number, number[]>();
  const plan = (at: number, work: number): void => {
    const there = agenda.get(at);
    if (there === undefined) agenda.set(at, [work]);
    else there.push(work);
  };

  const does = function* (work: number, now: number): Generator<Fact> {
    const { lead, month, kind } = workOf(work);
    const [deal, minor] = [`${lead}`, minorOf[lead] ?? 0];
    const [account, due] = [accountAt(accounts, accountOf[lead]), { deal, month, minor: BigInt(minor) }];
    switch (kind) {
      case 'win': {
        const [months, monthly] = [upTo(12), 2_000 + upTo(148_000)];
        minorOf[lead] = monthly;
        yield won(deal, account, BigInt(monthly * months), now);
        for (let next = 1; next <= months; next += 1) plan(now + (3 + next * 30) * DAY, payment(lead, next));
        return;
      }
      case 'payment':
        yield paid(due, now);
        account.open.push(lineOf(due, 'accrual', now));
        yield accrual(account, due, now);
        if (random() < 0.04) plan(now + upTo(20) * DAY, refund(lead, month));
        return;
      case 'refund':
        yield refunded(due, now);
        account.open.push(lineOf(due, 'reversal', now));
        yield reversal(account, due, now);
    }
  };

  let number = 0;
  for (let day = 0; ; day += 1) {
    const now = START + day * DAY;
    for (const work of agenda.get(now) ?? []) yield* does(work, now);
    agenda.delete(now);
    for (; number < Math.min(leads, ((day + 1) / DAYS_OF_LEADS) * leads); number += 1) {
      const index = pick();
      accountOf[number] = index;
      yield submitted(`${number}`, accountAt(accounts, index), now);
      if (random() < 0.4) plan(now + upTo(60) * DAY, win(number));
    }
    const date = new Date(now).getUTCDate();
    if (date === 1) for (const account of accounts) yield* issued(account, now);
    if (date === 4) for (const account of accounts) yield* settled(account, now);
  }
};

/*
 * What is to be done on a day is one number: a history of 10,000,000 events has millions of payments ahead of it, too
 * many to hold an object for each.
 */
const win = (lead: number): number => lead * 26;
const payment = (lead: number, month: number): number => (lead * 13 + month) * 2;
const refund = (lead: number, month: number): number => (lead * 13 + month) * 2 + 1;

type Work = Readonly<{ lead: number; month: number; kind: 'win' | 'payment' | 'refund' }>;

const workOf = (work: number): Work => {
  const month = Math.floor(work / 2) % 13;
  const kind = month === 0 ? 'win' : work % 2 === 0 ? 'payment' : 'refund';
  return { lead: Math.floor(work / 26), month, kind };
};

const newAccount = (index: number): Account => ({
  partner: `partner-${index}`,
  open: [],
  payouts: 0,
  flying: undefined,
  volume: 0n,
});

const accountAt = (accounts: readonly Account[], index = -1): Account => {
  const account = accounts[index];
  if (account === undefined) throw new Error('A history has partners.');
  return account;
};

/** The partner of rank r is picked with a weight of 1 / (r + 3). */
const skewed = (partners: number, random: () => number): (() => number) => {
  let total = 0;
  const upTo = Float64Array.from({ length: partners }, (_, rank) => (total += 1 / (rank + 3)));
  return () => {
    const wanted = random() * total;
    let [low, high] = [0, upTo.length - 1];
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if ((upTo[middle] ?? 0) < wanted) low = middle + 1;
      else high = middle;
    }
    return low;
  };
};

/** Numbers from 0 up to 1, the same for the same seed (mulberry32). */
const randomOf = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = Math.trunc(state + 0x6d2b79f5);
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};
