import { dayAt, firstOf, monthOf, noonOf, payoutDayOf } from './days.ts';
import { type MoneyCommand, PARTNERS, type Partner } from './moneyCommands.ts';
import { type Book, type Entry, naiveBook, sumOf } from './naiveBook.ts';
import { naiveDeals } from './naiveDeals.ts';
import { type Destinations, naiveRuns } from './naiveRuns.ts';

/*
 * The whole program once more: what each command comes to (`recorded`, `repeated`, or the tag of the refusal), and what is
 * in the books then.
 */

type Told<K extends MoneyCommand['kind']> = MoneyCommand & Readonly<{ kind: K }>;
type Inquiry = { partner: Partner; accrual: string; status: 'open' | 'answered' | 'resolved'; latest: string };

const HOUR = 3_600_000;

export type NaiveMoney = ReturnType<typeof naiveMoney>;

export const naiveMoney = () => {
  const book: Book = naiveBook();
  const said = new Map<string, string>();
  const suspensions: Record<Partner, { from: number; earning: string | null }[]> = { bob: [], cat: [], dan: [] };
  const destinations: Destinations = {
    bob: { now: 'bank-1', changed: [] },
    cat: { now: 'bank-1', changed: [] },
    dan: { now: null, changed: [] },
  };
  const inquiries = new Map<string, Inquiry>();

  const suspensionOn = (partner: Partner, day: number): string | null =>
    suspensions[partner].findLast(({ from }) => from <= day)?.earning ?? null;
  const deals = naiveDeals(book, (partner, day) => suspensionOn(partner, day) !== 'stops');

  /** What a key recorded before is repeated or contradicted; what is new is done, and known if something was recorded. */
  const keyed = (key: string, content: unknown, work: () => string): string => {
    const before = said.get(key);
    const now = JSON.stringify(content);
    if (before !== undefined) return before === now ? 'repeated' : 'KeyConflict';
    const verdict = work();
    if (verdict === 'recorded') said.set(key, now);
    return verdict;
  };

  const dispute = (told: Told<'hold' | 'release'>): string => {
    const { kind, accrual: name, why, day } = told;
    const accrual = book.accruals.find((each) => each.name === name && each.partner === told.partner);
    if (accrual === undefined) return 'UnknownAccrual';
    return keyed(`${kind} ${name} ${day}`, told, () => {
      const byHand = book.holds[name]?.['hand'];
      if (kind === 'release') {
        if (byHand === undefined) return book.released[name] === why ? 'repeated' : 'AccrualNotHeld';
        delete book.holds[name]?.['hand'];
        book.released[name] = why;
        return 'recorded';
      }
      if (byHand !== undefined) return byHand === why ? 'repeated' : 'AccrualAlreadyHeld';
      if (book.entryOf(accrual)?.payout !== null) return 'AccrualInPayout';
      book.holds[name] = { ...book.holds[name], hand: why };
      return 'recorded';
    });
  };

  const object = (told: Told<'object'>): string => {
    const { inquiry, accrual: name, partner } = told;
    const accrual = book.accruals.find((each) => each.name === name && each.partner === partner);
    return keyed(`${inquiry} opened`, told, () => {
      if (accrual === undefined) return 'UnknownInquirySubject';
      inquiries.set(inquiry, { partner, accrual: name, status: 'open', latest: 'object' });
      book.holdFor(inquiry, [accrual]);
      return 'recorded';
    });
  };

  const goOn = (told: Told<'answer' | 'reopen' | 'resolve'>): string => {
    const { kind, inquiry, day } = told;
    return keyed(`${inquiry} ${kind} ${day}`, told, () => {
      const known = inquiries.get(inquiry);
      if (known === undefined) return 'UnknownInquiry';
      const latest = `${kind} ${told.kind === 'resolve' ? told.outcome : ''}`;
      if (known.latest === latest) return 'repeated';
      if (kind === 'reopen' ? known.status === 'open' : known.status === 'resolved') return 'InquiryInState';
      known.latest = latest;
      known.status = kind === 'answer' ? 'answered' : kind === 'reopen' ? 'open' : 'resolved';
      if (kind === 'resolve') book.releaseFor(inquiry);
      const accrual = book.accruals.filter(({ name, partner }) => name === known.accrual && partner === known.partner);
      if (kind === 'reopen') book.holdFor(inquiry, accrual);
      return 'recorded';
    });
  };

  const adjust = (told: Told<'adjust' | 'propose'>): string => {
    const { kind, partner, id, minor, day } = told;
    return keyed(`${kind} ${partner} ${id}`, told, () => {
      const amount = BigInt(minor);
      if (minor === 0) return 'AmountIsZero';
      if (kind === 'propose') book.accounts[partner].proposals.push({ id, amount, day, status: 'open' });
      else book.post(partner, { kind: 'adjustment', amount, matures: day, of: null }, day);
      return 'recorded';
    });
  };
  const conclude = (told: Told<'approve-proposal' | 'decline-proposal'>, isAhead: boolean): string => {
    const { partner, id, day } = told;
    const proposal = book.accounts[partner].proposals.find((each) => each.id === id);
    if (proposal === undefined) return 'UnknownProposal';
    if (isAhead) return 'InTheFuture';
    return keyed(`${told.kind} ${partner} ${id}`, told, () => {
      if (told.kind === 'approve-proposal' && told.by === 'ann') return 'SamePerson';
      if (proposal.status !== 'open') return 'ProposalAlready';
      proposal.status = told.kind === 'approve-proposal' ? 'posted' : 'declined';
      if (told.kind === 'approve-proposal')
        book.post(partner, { kind: 'adjustment', amount: proposal.amount, matures: proposal.day, of: null }, day);
      return 'recorded';
    });
  };
  const byTwo = (told: Told<'write-off' | 'set-apart' | 'remit'>): string => {
    const { kind, partner, id, minor, day } = told;
    return keyed(`${kind} ${partner} ${id}`, told, () => {
      const amount = BigInt(minor);
      const { accounts, openOf, isHeld } = book;
      const total = (some: readonly Entry[]): bigint => sumOf(some.map((each) => each.amount));
      if (kind === 'remit') {
        if (amount > book.balanceOf(partner, day).taxDue) return 'MoreThanWithheld';
        accounts[partner].remitted += amount;
      } else if (kind === 'write-off') {
        const onTheWay = accounts[partner].payouts.filter(({ status }) => status === 'issued');
        if (amount > -total(openOf(partner)) - sumOf(onTheWay.map((payout) => payout.amount))) return 'MoreThanOwed';
        book.post(partner, { kind: 'write-off', amount, matures: day, of: null }, day);
      } else {
        const matured = openOf(partner).filter((each) => each.matures <= day || each.kind === 'unclaimed');
        if (amount > total(matured.filter((each) => !isHeld(each)))) return 'MoreThanPayable';
        book.post(partner, { kind: 'unclaimed', amount: -amount, matures: day, of: null }, day);
      }
      return 'recorded';
    });
  };

  const suspend = (told: Told<'suspend' | 'reinstate'>): string => {
    const { kind, partner, day } = told;
    return keyed(`${kind} ${partner} ${day}`, told, () => {
      const known = suspensions[partner];
      if (known.some(({ from }) => from > day)) return 'AssignmentOutOfOrder';
      if (kind === 'reinstate' && suspensionOn(partner, day) === null) return 'PartnerNotSuspended';
      known.push({ from: day, earning: told.kind === 'suspend' ? told.earning : null });
      return 'recorded';
    });
  };
  const redirect = (told: Told<'destination'>, today: number): string => {
    const { partner, reference, day } = told;
    return keyed(`destination ${partner} ${day}`, told, () => {
      const destination = destinations[partner];
      if (destination.now === reference) return 'repeated';
      if (destination.now !== null) destination.changed.push(Math.max(day, today));
      destination.now = reference;
      return 'recorded';
    });
  };

  const runs = naiveRuns(book, suspensionOn, destinations);
  const end = (told: Told<'settle' | 'fail' | 'void'>): string => {
    const { kind, partner, month, minor, day } = told;
    const payout = book.payoutOf(partner, month);
    if (payout === undefined) return 'UnknownPayout';
    return keyed(`${kind} ${partner} ${month}`, told, () => {
      if (payout.status !== 'issued') return 'PayoutAlready';
      if (payout.amount !== BigInt(minor)) return 'OtherPayoutAmount';
      book.end(payout, kind, day);
      return 'recorded';
    });
  };
  const close = (month: number, now: number): string => {
    // The month ends in the evening of its last day, in UTC.
    if (now < noonOf(firstOf(month + 1)) - 14 * HOUR) return 'PeriodNotOver';
    if (book.isEarlierOpen(month)) return 'EarlierPeriodOpen';
    return book.close(month) ? 'recorded' : 'repeated';
  };

  const carryOut = (command: MoneyCommand, now: number): string => {
    const isAhead = 'day' in command && noonOf(command.day) > now + 24 * HOUR;
    if (command.kind === 'approve-proposal' || command.kind === 'decline-proposal') return conclude(command, isAhead);
    if (isAhead) return 'InTheFuture';
    switch (command.kind) {
      case 'win':
        return keyed(`win ${command.deal}`, command, () => deals.win(command));
      case 'amend':
        return keyed(`amend ${command.deal} ${command.amendment}`, command, () => deals.amend(command));
      case 'pay':
        return keyed(`pay ${command.deal} ${command.payment}`, command, () => deals.pay(command));
      case 'refund':
        return keyed(`refund ${command.deal} ${command.refund}`, command, () => deals.refund(command));
      case 'charge-back':
        return keyed(`charge-back ${command.deal} ${command.chargeback}`, command, () => deals.chargeBack(command));
      case 'decide':
        return keyed(`decide ${command.deal} ${command.chargeback}`, command, () => deals.decide(command));
      case 'cancel':
        return keyed(`cancel ${command.deal}`, command, () => deals.cancel(command));
      case 'hold':
      case 'release':
        return dispute(command);
      case 'object':
        return object(command);
      case 'answer':
      case 'reopen':
      case 'resolve':
        return goOn(command);
      case 'adjust':
      case 'propose':
        return adjust(command);
      case 'write-off':
      case 'set-apart':
      case 'remit':
        return byTwo(command);
      case 'suspend':
      case 'reinstate':
        return suspend(command);
      case 'destination':
        return redirect(command, dayAt(now));
      case 'prepare':
        return payoutDayOf(command.month) > dayAt(now) ? 'PayoutDateInFuture' : runs.prepare(command.month, dayAt(now));
      case 'issue':
        return payoutDayOf(command.month) > dayAt(now) ? 'PayoutDateInFuture' : runs.issue(command.month, dayAt(now));
      case 'approve':
        return runs.approve(command.month, command.by);
      case 'discard':
        return runs.discard(command.month, command.reason);
      case 'settle':
      case 'fail':
      case 'void':
        return end(command);
      case 'close':
        return close(command.month, now);
    }
  };

  return {
    ...book,
    deals,
    deferred: runs.deferred,
    inquiries,
    proposals: () => PARTNERS.flatMap((partner) => book.accounts[partner].proposals.map(({ id }) => ({ partner, id }))),
    inFlight: () => PARTNERS.flatMap((partner) => book.accounts[partner].payouts.slice(-1)),
    /** A partner who owes the program something. */
    debtor: () => PARTNERS.find((partner) => sumOf(book.openOf(partner).map(({ amount }) => amount)) < 0n),
    /** The first month of which something is in no statement. */
    firstOpen: () => {
      const open = PARTNERS.flatMap((partner) => book.accounts[partner].movements.filter(({ closed }) => !closed));
      return open.length === 0 ? 0 : Math.min(...open.map(({ day }) => monthOf(day)));
    },
    send: carryOut,
  };
};
