import {
  addMonths,
  days,
  div,
  fact,
  min,
  months,
  mul,
  param,
  ratioOf,
  roundNode,
  sub,
  text,
  type Node,
} from '@commission-ledger/calculation';
import { eventRef } from '@commission-ledger/ledger';
import { exactOf, exactToJson } from '@commission-ledger/money';
import type { CancellationTerms } from '@commission-ledger/plans';
import * as E from 'fp-ts/lib/Either.js';
import { cancellationIdOf } from './earlierReversals.ts';
import { dayOf } from './entryLines.ts';
import { laterOf, type ReversedAgain, type TakenBack } from './takenBack.ts';
import { mismatch } from './explainAccrual.ts';
import type { Answer, Sources } from '../reading/sources.ts';

/** What the cancellation of a deal takes back of an accrual: all that is left of it, or the share that was not served. */
export const cancelledAgain = async (
  sources: Sources,
  { reversed, original, before }: TakenBack,
): Answer<ReversedAgain> => {
  const { data } = reversed;
  const { cause, applied, program, told } = original;
  const cancelled = await sources.events.read('DealCancelled', data.causeEvent);
  if (E.isLeft(cancelled)) return cancelled;
  const { document } = applied.plan;
  const terms = document.cancellation;
  if (terms === undefined) {
    return mismatch(data.reversal, { path: '/cancellation', recorded: 'a cancellation', computed: 'no terms for one' });
  }
  const wonOn = dayOf(cause.won, program.zone);
  const cancelledOn = dayOf(cancelled.right, program.zone);
  const share = unservedShare(
    terms,
    fact(text(wonOn), [eventRef(cause.won, '/occurredAt')], 'won-on'),
    fact(text(cancelledOn), [eventRef(cancelled.right, '/occurredAt')], 'cancelled-on'),
    { plan: document.plan, version: document.version, hash: applied.plan.hash },
  );
  const left = before.kind === 'absent' ? original.root : sub(original.root, before, { name: 'balance' });
  const taken =
    share === undefined ? left : roundNode(mul(left, share), told.posted.data.onRefund.rounding, { name: 'reversal' });
  const unserved = share?.value._tag === 'ratio' ? share.value.ratio : exactOf(1n);
  return E.right({
    root: sub(sub(taken, taken, { name: 'nothing' }), taken, { name: 'reversal' }),
    booked: {
      cancellation: { wonOn, cancelledOn, unserved: exactToJson(unserved) },
      maturesOn: laterOf(cancelledOn, told.posted.data.maturesOn),
      deal: told.posted.data.deal,
      reversal: cancellationIdOf(data.accrual, told.posted.data.deal),
    },
  });
};

type Ref = Readonly<{ plan: string; version: number; hash: string }>;

/** The part of the term that was not served, from 0 to 1; nothing where all is taken back, whatever was served. */
const unservedShare = (terms: CancellationTerms, won: Node, cancelled: Node, plan: Ref): Node | undefined => {
  if (terms.takeBack === 'all') return undefined;
  const term = param(ratioOf(exactOf(BigInt(terms.term))), plan, '/cancellation/term', 'term');
  switch (terms.by) {
    case 'months': {
      const served = min([months(won, cancelled, { name: 'months' }), term], { name: 'served' });
      return div(sub(term, served, { name: 'unserved' }), term, { name: 'unserved-share' });
    }
    case 'days': {
      const end = addMonths(won, term, { name: 'term-end' });
      const whole = days(won, end, { name: 'days' });
      const rest = min([days(cancelled, end, { name: 'days' }), whole], { name: 'unserved' });
      return div(rest, whole, { name: 'unserved-share' });
    }
  }
};
