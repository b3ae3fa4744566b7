import { payoutDayOf } from './days.ts';
import { PARTNERS, type Partner } from './moneyCommands.ts';
import type { Book, Proposal } from './naiveBook.ts';

/*
 * The payout runs once more: prepared by one, approved by another, issued; or discarded and prepared again.
 */

type Run = {
  prepared: Partial<Record<Partner, bigint>> | null;
  approved: boolean;
  completed: boolean;
  /** Why the attempt before was dropped. */
  discarded: string | null;
};
/** Where each partner is paid, and on which days that was changed. */
export type Destinations = Readonly<Record<Partner, { now: string | null; changed: number[] }>>;

const COOL_OFF = 5;

export const naiveRuns = (
  book: Book,
  suspensionOn: (partner: Partner, day: number) => string | null,
  destinations: Destinations,
) => {
  const runs = new Map<number, Run>();
  const deferred: string[] = [];

  /** What a run would do for an account now; `null` when nothing is due, or paid already. */
  const proposalFor = (partner: Partner, month: number, today: number): Proposal | null => {
    if (book.payoutOf(partner, month) !== undefined) return null;
    const { reason, ...due } = book.dueOn(partner, month);
    if (reason === 'nothing') return null;
    const on = payoutDayOf(month);
    const { now, changed } = destinations[partner];
    const others = [
      [on, today].every((day) => suspensionOn(partner, day) === null) ? null : 'suspended',
      reason,
      now === null ? 'no-destination' : null,
      changed.some((day) => day + COOL_OFF >= on) ? 'destination-changed' : null,
    ];
    return { ...due, deferral: others.find((each) => each !== null) ?? null };
  };
  const runOf = (month: number): Run => {
    const known = runs.get(month);
    if (known !== undefined) return known;
    const fresh: Run = { prepared: null, approved: false, completed: false, discarded: null };
    runs.set(month, fresh);
    return fresh;
  };
  const prepare = (month: number, today: number): string => {
    const run = runOf(month);
    if (run.prepared !== null) return 'repeated';
    run.prepared = {};
    for (const partner of PARTNERS) {
      const proposal = proposalFor(partner, month, today);
      if (proposal?.deferral === null) run.prepared[partner] = proposal.amount;
    }
    return 'recorded';
  };
  const approve = (month: number, by: string): string => {
    const run = runOf(month);
    if (run.prepared === null) return 'RunNotPrepared';
    if (run.approved) return 'repeated';
    if (by === 'ann') return 'SamePerson';
    run.approved = true;
    return 'recorded';
  };
  const issue = (month: number, today: number): string => {
    const run = runOf(month);
    if (run.prepared === null) return 'RunNotPrepared';
    if (!run.approved) return 'RunNotApproved';
    if (run.completed) return 'repeated';
    for (const partner of PARTNERS) {
      const proposal = proposalFor(partner, month, today);
      if (proposal === null) continue;
      const { deferral, amount } = proposal;
      const reason = deferral ?? (run.prepared[partner] === amount ? null : 'changed-since-prepared');
      if (reason === null) book.pay(partner, month, proposal);
      else deferred.push(`${partner} ${month} ${reason} ${amount}`);
    }
    run.completed = true;
    return 'recorded';
  };
  const discard = (month: number, reason: string): string => {
    const run = runOf(month);
    if (run.prepared === null && run.discarded !== null) return run.discarded === reason ? 'repeated' : 'KeyConflict';
    if (run.prepared === null) return 'RunNotPrepared';
    if (run.completed) return 'RunCompleted';
    runs.set(month, { ...run, prepared: null, approved: false, discarded: reason });
    return 'recorded';
  };
  return { deferred, prepare, approve, issue, discard };
};
