import { fact, mul, roundNode, sub, text } from '@commission-ledger/calculation';
import { eventRef, unservedShareNode } from '@commission-ledger/ledger';
import { exactOf, exactToJson } from '@commission-ledger/money';
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
  const share = unservedShareNode(
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
