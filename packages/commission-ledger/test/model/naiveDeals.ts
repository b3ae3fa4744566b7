import type { MoneyCommand, Partner, Split } from './moneyCommands.ts';
import { type Accrual, type Book, halfEven } from './naiveBook.ts';

/*
 * The deals once more: what is told of them, and what the plan (10 % for who is credited, 5 % for the upline) makes of it.
 */

type Payment = {
  id: string;
  paid: bigint;
  refunded: bigint;
  day: number;
  split: Split;
  accruals: Accrual[];
};
type Chargeback = { id: string; payment: Payment; minor: bigint; outcome: string | null };
type Deal = {
  id: string;
  split: Split | null;
  payments: Payment[];
  /** Refunds of payments that are not known yet, or that did not fit. */
  waiting: { payment: string; minor: bigint; day: number }[];
  chargebacks: Chargeback[];
  /** The day on which it was called off. */
  cancelled: number | null;
  /** What is to be done once it is won. */
  early: (() => void)[];
};
type Told<K extends MoneyCommand['kind']> = MoneyCommand & Readonly<{ kind: K }>;

const sharesOf = (split: Split, whole: bigint): readonly (readonly [Partner, bigint])[] => {
  if (split !== 'bob-60-cat-40') return [[split, whole]];
  // The cent that is left over goes to the larger remainder.
  const isBobs = (whole * 6n) % 10n > (whole * 4n) % 10n;
  const bobs = (whole * 6n) / 10n + (isBobs ? 1n : 0n);
  return [
    ['bob', bobs],
    ['cat', whole - bobs],
  ];
};

/** `earnsOn` says whether a partner earns from what happens on a day. */
export const naiveDeals = (book: Book, earnsOn: (partner: Partner, day: number) => boolean) => {
  const deals: Deal[] = [];
  const dealOf = (id: string): Deal => {
    const known = deals.find((deal) => deal.id === id);
    if (known !== undefined) return known;
    const fresh = { id, split: null, payments: [], waiting: [], chargebacks: [], cancelled: null, early: [] };
    deals.push(fresh);
    return fresh;
  };

  const rate = (deal: Deal, payment: Payment): void => {
    const { id, day, paid } = payment;
    const accrue = (partner: Partner, suffix: string, minor: bigint): void => {
      const accrual = earnsOn(partner, day)
        ? book.accrue(partner, `${deal.id} ${id} ${partner}${suffix}`, minor, day)
        : undefined;
      if (accrual !== undefined) payment.accruals.push(accrual);
    };
    for (const [partner, part] of sharesOf(payment.split, paid)) {
      accrue(partner, '', halfEven(part * 10n, 100n));
      if (partner !== 'dan') accrue('dan', ` for ${partner}`, halfEven(part * 5n, 100n));
    }
    for (const each of deal.chargebacks) if (each.payment === payment && each.outcome === null) holdFor(deal, each);
  };
  const holderOf = (deal: Deal, { id }: Chargeback): string => `chargeback ${deal.id} ${id}`;
  const holdFor = (deal: Deal, each: Chargeback): void => book.holdFor(holderOf(deal, each), each.payment.accruals);

  const once = (deal: Deal, work: () => void): void => {
    if (deal.split === null) deal.early.push(work);
    else work();
  };
  const takeBack = (deal: Deal, payment: Payment, minor: bigint, day: number): void => {
    payment.refunded += minor;
    const { refunded, paid, accruals } = payment;
    once(deal, () => {
      for (const accrual of accruals)
        book.reverse(accrual, halfEven(accrual.amount * refunded, paid) - accrual.reversed, day);
    });
  };
  const callOff = ({ accruals }: Payment, day: number): void => {
    for (const accrual of accruals) book.reverse(accrual, accrual.amount - accrual.reversed, day);
  };
  const leftOf = (deal: Deal, payment: Payment): bigint =>
    deal.chargebacks
      .filter((each) => each.payment === payment && each.outcome === null)
      .reduce((left, { minor }) => left - minor, payment.paid - payment.refunded);

  return {
    isWon: (id: string): boolean => dealOf(id).split !== null,
    accrualsOf: (id: string, payment: string): readonly Accrual[] =>
      dealOf(id).payments.find((each) => each.id === payment)?.accruals ?? [],
    /** The chargebacks that the bank has not decided. */
    undecided: (): readonly Readonly<{ deal: string; chargeback: string }>[] =>
      deals.flatMap(({ id, chargebacks }) =>
        chargebacks.filter(({ outcome }) => outcome === null).map((each) => ({ deal: id, chargeback: each.id })),
      ),

    win: ({ deal: id, split }: Told<'win'>): string => {
      const deal = dealOf(id);
      deal.split = split;
      for (const payment of deal.payments) payment.split = split;
      for (const work of deal.early) work();
      return 'recorded';
    },
    amend: ({ deal: id, split }: Told<'amend'>): string => {
      const deal = dealOf(id);
      if (deal.split === null) return 'UnknownDeal';
      if (deal.cancelled !== null) return 'DealCancelledAlready';
      if (deal.split === split) return 'repeated';
      deal.split = split;
      return 'recorded';
    },
    pay: ({ deal: id, payment: name, minor, day }: Told<'pay'>): string => {
      const deal = dealOf(id);
      const payment: Payment = {
        id: name,
        paid: BigInt(minor),
        refunded: 0n,
        day,
        split: deal.split ?? 'bob',
        accruals: [],
      };
      deal.payments.push(payment);
      once(deal, () => rate(deal, payment));
      for (const refund of deal.waiting)
        if (refund.payment === name && payment.refunded + refund.minor <= payment.paid)
          takeBack(deal, payment, refund.minor, refund.day);
      // What was paid before the deal was called off, and is told only now.
      if (deal.cancelled !== null && day < deal.cancelled) callOff(payment, deal.cancelled);
      return 'recorded';
    },
    refund: ({ deal: id, payment: name, minor, day }: Told<'refund'>): string => {
      const deal = dealOf(id);
      const payment = deal.payments.find((each) => each.id === name);
      if (payment === undefined) deal.waiting.push({ payment: name, minor: BigInt(minor), day });
      else if (BigInt(minor) > leftOf(deal, payment)) return 'RefundTooLarge';
      else takeBack(deal, payment, BigInt(minor), day);
      return 'recorded';
    },
    chargeBack: ({ deal: id, payment: name, chargeback, minor }: Told<'charge-back'>): string => {
      const deal = dealOf(id);
      const payment = deal.payments.find((each) => each.id === name);
      if (payment === undefined) return deal.split === null ? 'UnknownDeal' : 'UnknownPayment';
      if (BigInt(minor) > leftOf(deal, payment)) return 'ChargebackTooLarge';
      const opened = { id: chargeback, payment, minor: BigInt(minor), outcome: null };
      deal.chargebacks.push(opened);
      if (deal.split !== null) holdFor(deal, opened);
      return 'recorded';
    },
    decide: ({ deal: id, chargeback, outcome, day }: Told<'decide'>): string => {
      const deal = dealOf(id);
      const known = deal.chargebacks.find((each) => each.id === chargeback);
      if (known === undefined) return 'UnknownChargeback';
      known.outcome = outcome;
      book.releaseFor(holderOf(deal, known));
      if (outcome === 'lost') takeBack(deal, known.payment, known.minor, day);
      return 'recorded';
    },
    cancel: ({ deal: id, day }: Told<'cancel'>): string => {
      const deal = dealOf(id);
      if (deal.split === null) return 'UnknownDeal';
      deal.cancelled = day;
      for (const payment of deal.payments) if (payment.day <= day) callOff(payment, day);
      return 'recorded';
    },
  };
};
